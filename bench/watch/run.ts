/** One simulated account under one way of watching, and what came of it as a row. */
import { describe, Population } from './population';
import type { Cost, Way } from './ways';

export interface Setting {
	/** Orders in process. */
	size: number;
	/** Between two polls. */
	minutes: number;
	days: number;
	details: boolean;
}

export interface Found extends Setting {
	cost: Cost;
	/** In minutes, of any change and of outcomes: leaving `en_livraison` or `suspendu`. */
	change: { mean: number; p95: number };
	outcome: { mean: number; p95: number };
	/** Percent of the final statuses that were seen. */
	finals: number;
}

export async function run(setting: Setting, way: Way): Promise<Found> {
	const population = new Population(setting.size);
	const { minutes, days, details } = setting;
	const cost = await way(population, { intervalMs: minutes * 60_000, days, details });
	const { latencies, outcomes, finals, finalsSeen } = population;
	return {
		...setting,
		cost,
		change: describe(latencies),
		outcome: describe(outcomes),
		finals: (100 * finalsSeen) / finals,
	};
}

export const HEAD = [
	'in process',
	'poll every',
	'way',
	'requests/day',
	'change, mean / 95 %',
	'outcome, mean / 95 %',
	'finals seen',
	'CPU per poll',
	'state',
];

export function toRow(way: string, { size, minutes, cost, change, outcome, finals }: Found) {
	const cpu = [...cost.cpuMs].sort((a, b) => a - b)[cost.cpuMs.length >> 1];
	const minutesOf = ({ mean, p95 }: Found['change']) =>
		`${mean.toFixed(1)} / ${p95.toFixed(1)} min`;
	return [
		size.toLocaleString('en'),
		`${minutes} min`,
		way,
		Math.round(cost.requestsPerDay).toLocaleString('en'),
		minutesOf(change),
		minutesOf(outcome),
		`${finals.toFixed(1)} %`,
		cpu === undefined ? '' : `${cpu.toFixed(1)} ms`,
		cost.stateBytes > 0 ? `${Math.round(cost.stateBytes / 1000)} kB` : '',
	];
}
