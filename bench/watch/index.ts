/** How soon the trigger notices, by orders in process and time between polls: a chapter of `npm run bench`. */
import type { Result } from '../chapter';
import type { Plot } from '../plot';
import { HEAD, run, toRow, type Found } from './run';
import { watch } from './ways';

const SIZES = [100, 1_000, 10_000, 50_000];
const MINUTES = [1, 5, 15];

export async function measureWatch(): Promise<Result> {
	const found: Found[] = [];
	for (const size of SIZES) {
		for (const minutes of MINUTES) {
			process.stderr.write(`  ${size} orders, every ${minutes} min\n`);
			found.push(await run({ size, minutes, days: 1, details: false }, watch));
		}
	}
	const plot = (file: string, title: string, value: (one: Found) => number): Plot => ({
		file,
		title,
		kind: 'line',
		x: { name: 'orders in process', categories: SIZES.map((size) => size.toLocaleString('en')) },
		y: { name: 'minutes', isLogarithmic: true },
		series: MINUTES.map((minutes) => ({
			name: `poll every ${minutes} min`,
			values: found.filter((one) => one.minutes === minutes).map(value),
		})),
	});
	return {
		tables: [{ head: HEAD, rows: found.map((one) => toRow('this watcher', one)) }],
		plots: [
			plot(
				'trigger-outcome',
				'Delivered, refused or put on hold: 95 of 100 noticed within',
				({ outcome }) => outcome.p95,
			),
			plot(
				'trigger-change',
				'Any change of status: noticed after, on average',
				({ change }) => change.mean,
			),
		],
	};
}
