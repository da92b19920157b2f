/**
 * `npm run bench:watch`: how soon a change is noticed and what it costs, on a virtual clock, with the
 * real watch code and the documented limits, beside the other ways. Options: --sizes 100,1000
 * --minutes 1,5 --days 1 --only "this watcher".
 */
import { parseArgs } from 'node:util';
import { HEAD, run, toRow } from './run';
import { askInTurn, listEverything, watch, type Way } from './ways';

const { values } = parseArgs({
	options: {
		sizes: { type: 'string', default: '100,1000,10000,50000' },
		minutes: { type: 'string', default: '1,5,15' },
		days: { type: 'string', default: '1' },
		only: { type: 'string' },
	},
});
const list = (text: string) => text.split(',').map(Number);

const WAYS: Array<[name: string, details: boolean, way: Way]> = [
	['this watcher', false, watch],
	['this watcher, with details', true, watch],
	['uniform batches', false, askInTurn],
	['full listing', false, listEverything],
];

async function main(): Promise<void> {
	print(HEAD);
	print(HEAD.map(() => '---'));
	for (const size of list(values.sizes)) {
		for (const minutes of list(values.minutes)) {
			for (const [name, details, way] of WAYS) {
				if (values.only !== undefined && !name.startsWith(values.only)) continue;
				const found = await run({ size, minutes, days: Number(values.days), details }, way);
				print(toRow(name, found));
			}
		}
	}
}

const print = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

void main();
