import { cpus, totalmem } from 'node:os';

/** One line of a table of single values. */
export interface Measurement {
	name: string;
	value: number;
	unit: string;
	/** What the value has to reach, in words. */
	note?: string;
}

export interface Table {
	title?: string;
	head: string[];
	rows: string[][];
}

/** Milliseconds that the work took, with what it answered. */
export async function time<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
	const start = performance.now();
	const result = await work();
	return { ms: performance.now() - start, result };
}

/** Milliseconds of CPU this process has used: what else runs on the machine does not count. */
export function cpuNow(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

/** Three significant digits are all that such a machine can promise. */
function format(value: number): string {
	return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** One row per measurement. */
export function toTable(title: string, measurements: Measurement[]): Table {
	const rows = measurements.map(({ name, value, unit, note = '' }) => [
		name,
		`${format(value)} ${unit}`.trim(),
		note,
	]);
	return { title, head: ['what', 'measured', 'note'], rows };
}

/** As Markdown. */
export function writeTable({ title, head, rows }: Table): string {
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return [...(title ? [`### ${title}`, ''] : []), ...lines, ''].join('\n');
}

/** The machine that the numbers hold for. */
export function describeMachine(): string {
	const gib = Math.round(totalmem() / 2 ** 30);
	const day = new Date().toISOString().slice(0, 10);
	return `${day}, ${cpus().length} cores, ${gib} GiB, Node ${process.version}`;
}
