/** Many orders in one trigger for a week, and many triggers in one process: a chapter of `npm run bench`. */
import { DAY, HOUR } from '../../nodes/Ecotrack/platform/time';
import type { Result } from '../chapter';
import type { Table } from '../measurement';
import type { Plot } from '../plot';
import { run } from './run';
import { type Measured, type Sample, type Setting, type Span, together } from './span';

/**
 * As many as one trigger can know: 60,000 are some 58,000 in process, and those whose end it has not read
 * yet, for which it takes hours by then.
 */
const WEEK: Setting = {
	name: 'A week with 60,000 orders in one trigger',
	triggers: 1,
	size: 58_000,
	days: 7,
	details: true,
	persistence: 'classic',
	settleMs: DAY / 2,
	tailMs: DAY,
};
const HUNDRED: Setting = {
	name: 'A day with 100 triggers of 1,000 orders in one process',
	triggers: 100,
	size: 1_000,
	days: 1,
	details: true,
	persistence: 'classic',
	settleMs: HOUR / 2,
	tailMs: HOUR / 2,
};
/** Here the process itself remembers what polls without events have learned (trigger/memory.ts). */
const SCHEDULED: Setting = {
	...HUNDRED,
	name: "An hour of the same with n8n's scheduler, without durable cursors",
	days: 1 / 24,
	persistence: 'scheduled',
	tailMs: HOUR / 2,
};

const NOTE = `The trigger itself, with its default settings, in n8n-core's engine on a virtual clock, in a process of its own; polled every
minute with half of the documented limits. Its answers come as JSON of the usual length but not over HTTP, whose CPU is not
counted ([one request](overhead.md)), nor is that of the simulated accounts; their memory does not grow. Memory is the heap after a forced
collection; what a poll adds is measured at each of its requests and at its end, garbage included. An outcome is leaving \`en_livraison\`
or \`suspendu\`.

60,000 orders are all that one trigger can know, and here they are some 58,000 in process with those whose end has not been read yet. On days with
polls that warn there is no room for new ones until others are closed: then each poll looks for it, which takes one of its five requests
and the index of all orders. Nights cost more CPU than days, since the sweep needs that index too.

What such polls write into n8n's database is on a page of its own ([n8n's database](database.md)).
`;

export async function measureLoad(): Promise<Result> {
	const week = await run(WEEK);
	const hundred = await run(HUNDRED);
	const scheduled = await run(SCHEDULED);
	return {
		note: NOTE,
		tables: [tellWeek(week), tellHundred(hundred), tellHundred(scheduled)],
		plots: [plotCpu(week), plotMemory(week), plotHundred(hundred)],
	};
}

/** One column per span, so that the first and the last stand side by side. */
function tell(
	title: string,
	columns: string[],
	spans: Span[],
	figures: Array<[name: string, write: (span: Span) => string]>,
): Table {
	const rows = figures.map(([name, write]) => [name, ...spans.map(write)]);
	return { title, head: ['', ...columns], rows };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const mean = (values: readonly number[]) => sum(values) / values.length;
/** The value that so large a part of them is not above. */
function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)];
}
const count = (value: number) => Math.round(value).toLocaleString('en');
const tenths = (value: number) => value.toFixed(1);
const samplesOf = (name: keyof Sample, { samples }: Span) => samples.map((sample) => sample[name]);

const cpu = ({ cpuMs }: Span) =>
	[quantile(cpuMs, 0.5), quantile(cpuMs, 0.95), most(cpuMs)].map(tenths).join(' / ');
const outcome = ({ outcomes }: Span) =>
	outcomes.length === 0 ? '' : `${tenths(mean(outcomes))} / ${tenths(quantile(outcomes, 0.95))}`;

function tellWeek({ name, hours, emptyMb, finals, finalsTold }: Measured): Table {
	const days = Array.from({ length: hours.length / 24 }, (_, day) =>
		together(hours.slice(day * 24, day * 24 + 24)),
	);
	const columns = days.map((_, index) => `day ${index + 1}`);
	const seen = ((100 * finalsTold) / finals).toFixed(2);
	return tell(`${name}: of ${count(finals)} ends of an order ${seen} % told`, columns, days, [
		['CPU per poll, ms: median / 95 % / most', cpu],
		['a poll adds at most, MB', (day) => tenths(most(samplesOf('addedMb', day)))],
		['kept between polls, MB', (day) => tenths(most(samplesOf('keptMb', day)) - emptyMb)],
		['state, kB', (day) => count(most(samplesOf('stateBytes', day)) / 1000)],
		['orders asked about, most', (day) => count(most(samplesOf('active', day)))],
		['ended ones remembered, most', (day) => count(most(samplesOf('ended', day)))],
		['requests', ({ requests }) => count(requests)],
		['events', ({ events }) => count(events)],
		['polls with events', ({ pollsWithEvents }) => count(pollsWithEvents)],
		['outcome told after, min: mean / 95 %', outcome],
		['polls that warned', ({ warned }) => count(warned)],
	]);
}

function tellHundred({ name, triggers, hours, emptyMb, finals, finalsTold }: Measured): Table {
	const shown = hours
		.map((span, index) => ({ span, hour: index + 1 }))
		.filter(({ hour }) => hour === 1 || hour % 6 === 0 || hour === hours.length);
	const seen = ((100 * finalsTold) / finals).toFixed(2);
	return tell(
		`${name}: of ${count(finals)} ends of an order ${seen} % told`,
		shown.map(({ hour }) => `hour ${hour}`),
		shown.map(({ span }) => span),
		[
			['CPU per poll, ms: median / 95 % / most', cpu],
			['CPU of all polls, % of a core', ({ cpuMs }) => tenths((100 * sum(cpuMs)) / HOUR)],
			['a poll adds at most, MB', (hour) => tenths(most(samplesOf('addedMb', hour)))],
			['the whole process between polls, MB', (hour) => tenths(most(samplesOf('keptMb', hour)))],
			[
				'of that each trigger, kB',
				(hour) => count(((most(samplesOf('keptMb', hour)) - emptyMb) * 1000) / triggers),
			],
			['state of one, kB', (hour) => tenths(most(samplesOf('stateBytes', hour)) / 1000)],
			['requests, each', ({ requests }) => count(requests / triggers)],
			['events, all', ({ events }) => count(events)],
			['outcome told after, min: mean / 95 %', outcome],
			['polls that warned', ({ warned }) => count(warned)],
		],
	);
}

const HOURS_PER_POINT = 6;

/** Points over the week, and the day that begins with each fourth of them. */
function overWeek({ hours }: Measured) {
	const points = Array.from({ length: hours.length / HOURS_PER_POINT }, (_, point) =>
		together(hours.slice(point * HOURS_PER_POINT, (point + 1) * HOURS_PER_POINT)),
	);
	const every = 24 / HOURS_PER_POINT;
	const categories = points.map((_, point) => `day ${Math.floor(point / every) + 1}`);
	return { points, x: { categories, every } };
}

function plotCpu(week: Measured): Plot {
	const { points, x } = overWeek(week);
	const part = (name: string, value: number) => ({
		name,
		values: points.map(({ cpuMs }) => quantile(cpuMs, value)),
	});
	return {
		file: 'load-cpu',
		title: 'CPU per poll with 60,000 orders, over a week',
		kind: 'line',
		x,
		y: { name: 'ms' },
		series: [part('95 of 100 polls are below', 0.95), part('median', 0.5)],
	};
}

function plotMemory(week: Measured): Plot {
	const { points, x } = overWeek(week);
	const over = (name: string, value: (point: Span) => number) => ({
		name,
		values: points.map(value),
	});
	return {
		file: 'load-memory',
		title: 'Memory of a trigger with 60,000 orders, over a week',
		kind: 'line',
		x,
		y: { name: 'MB' },
		series: [
			over('a poll adds at most', (point) => most(samplesOf('addedMb', point))),
			over('kept between polls', (point) => most(samplesOf('keptMb', point)) - week.emptyMb),
			over('state', (point) => most(samplesOf('stateBytes', point)) / 1e6),
		],
	};
}

function plotHundred({ hours, emptyMb }: Measured): Plot {
	return {
		file: 'load-hundred',
		title: 'A process with 100 triggers of 1,000 orders, between polls',
		kind: 'line',
		x: { name: 'hour', categories: hours.map((_, hour) => String(hour + 1)) },
		y: { name: 'MB' },
		series: [
			{
				name: 'the whole process',
				values: hours.map((hour) => most(samplesOf('keptMb', hour))),
			},
			{ name: 'before the first poll', values: hours.map(() => emptyMb) },
		],
	};
}
