/**
 * `npm run bench:watch`: how soon a change is noticed and what it costs, on a virtual clock, with the
 * real watch code and the documented limits. Options: --sizes 100,1000 --minutes 1,5 --days 1.
 */
import { parseArgs } from 'node:util';
import { describe, Population } from './watch/population';
import type { Cost } from './watch/ways';
import { askInTurn, listEverything, watch } from './watch/ways';

const { values } = parseArgs({
	options: {
		sizes: { type: 'string', default: '100,1000,10000,50000' },
		minutes: { type: 'string', default: '1,5,15' },
		days: { type: 'string', default: '1' },
		only: { type: 'string' },
	},
});
const list = (text: string) => text.split(',').map(Number);

const WAYS: Array<[name: string, details: boolean, way: typeof watch]> = [
	['this watcher', false, watch],
	['this watcher, with details', true, watch],
	['uniform batches', false, askInTurn],
	['full listing', false, listEverything],
];

async function main(): Promise<void> {
	print([
		'in process',
		'poll',
		'way',
		'requests/day',
		'change',
		'outcome',
		'finals',
		'CPU',
		'state',
	]);
	print(Array(9).fill('---'));
	for (const size of list(values.sizes)) {
		for (const minutes of list(values.minutes)) {
			for (const [name, details, way] of WAYS) {
				if (values.only !== undefined && !name.startsWith(values.only)) continue;
				const population = new Population(size);
				const plan = { intervalMs: minutes * 60_000, days: Number(values.days), details };
				report(size, minutes, name, population, await way(population, plan));
			}
		}
	}
}

function report(
	size: number,
	minutes: number,
	name: string,
	population: Population,
	cost: Cost,
): void {
	const { latencies, outcomes, finals, finalsSeen, transitions, ended, daysInProcess } = population;
	const cpu = [...cost.cpuMs].sort((a, b) => a - b)[cost.cpuMs.length >> 1];
	const minutesOf = (times: readonly number[]) => {
		const { mean, p95 } = describe(times);
		return `${mean.toFixed(1)} / ${p95.toFixed(1)} min`;
	};
	print([
		size.toLocaleString('en'),
		`${minutes} min`,
		name,
		Math.round(cost.requestsPerDay).toLocaleString('en'),
		minutesOf(latencies),
		minutesOf(outcomes),
		`${((100 * finalsSeen) / finals).toFixed(1)} %`,
		cpu === undefined ? '' : `${cpu.toFixed(1)} ms`,
		cost.stateBytes > 0 ? `${Math.round(cost.stateBytes / 1000)} kB` : '',
	]);
	const life = `${(transitions / ended).toFixed(1)} transitions, ${(daysInProcess / ended).toFixed(1)} days`;
	process.stderr.write(`  ${name}: ${population.platform.listed} listed, ${life}\n`);
}

const print = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

void main();
