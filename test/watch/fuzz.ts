/**
 * The long form of the invariant test: `npm run fuzz -- --polls 500000 --seed 1`. Prints every seed
 * that breaks a promise; `--seed N --runs 1` replays it.
 */
import { parseArgs } from 'node:util';
import { run } from './support/run';

const { values } = parseArgs({
	options: {
		polls: { type: 'string', default: '500000' },
		seed: { type: 'string', default: '1' },
		length: { type: 'string', default: '1500' },
		runs: { type: 'string' },
	},
});

async function main(): Promise<void> {
	const length = Number(values.length);
	const runs = Number(values.runs ?? Infinity);
	const totals: Record<string, number> = { runs: 0, violations: 0 };
	const began = Date.now();
	for (let seed = Number(values.seed); ; seed++) {
		if (totals.runs >= runs || (totals.polls ?? 0) >= Number(values.polls)) break;
		const { violations, counts, scenario } = await run(seed, length);
		totals.runs++;
		totals.violations += violations.length;
		for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
		if (violations.length > 0 || runs === 1) {
			console.log(`seed ${seed}:`, JSON.stringify(scenario));
			for (const violation of violations.slice(0, 5)) console.log(`  ${violation}`);
		}
		if (totals.runs % 50 === 0) console.log(`seed ${seed}:`, JSON.stringify(totals));
	}
	console.log(JSON.stringify(totals, null, 2));
	console.log(`${Math.round((Date.now() - began) / 1000)} s`);
	process.exitCode = totals.violations > 0 ? 1 : 0;
}

void main();
