import { basename } from 'node:path';
import type { Row, Topic } from './rows';

/** What jest writes with `--json`; what matters here of it. */
export interface Report {
	testResults: Array<{
		/** The suite's file. */
		name: string;
		assertionResults: Array<{ status: string; fullName: string }>;
	}>;
}

/** How many of a topic's tests passed. A topic whose suite did not run has a total of 0. */
export interface Count {
	passed: number;
	total: number;
}

/** What came of one n8n. */
export interface Result {
	version: string;
	/** The Node it ran on, for instance `v22.22.0`. */
	node: string;
	/** `2026-11-25` */
	date: string;
	/** By the topic's title. */
	counts: Record<string, Count>;
}

/** Counts the tests of each topic. */
export function countTopics(topics: Topic[], report: Report): Record<string, Count> {
	return Object.fromEntries(topics.map(({ title, suites }) => [title, count(suites, report)]));
}

function count(suites: string[], { testResults }: Report): Count {
	const ran = suites.map((suite) =>
		testResults.find(({ name }) => basename(name) === `${suite}.test.ts`),
	);
	// A suite that breaks has no tests to count, and must not pass for that.
	if (ran.some((suite) => !suite?.assertionResults.length)) return { passed: 0, total: 0 };
	const tests = ran.flatMap((suite) => suite?.assertionResults ?? []);
	const passed = tests.filter(({ status }) => status === 'passed').length;
	return { passed, total: tests.length };
}

/** Whether all that was asked of it held. */
export function isWell({ counts }: Result): boolean {
	return Object.values(counts).every(({ passed, total }) => total > 0 && passed === total);
}

/** The results as a Markdown table, in the order of the rows; a topic nobody asks of an n8n is a dash. */
export function drawTable(rows: Row[], results: Result[]): string {
	const titles = [...new Set(rows.flatMap(({ topics }) => topics.map(({ title }) => title)))];
	const lines = rows
		.map(({ version }) => results.find((result) => result.version === version))
		.filter((result) => result !== undefined)
		.map(({ version, node, date, counts }) => [
			version,
			node.replace(/^v/, ''),
			...titles.map((title) => describe(counts[title])),
			date,
		]);
	const heading = ['n8n', 'Node', ...titles, 'date'];
	return [heading, heading.map(() => '---'), ...lines]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

function describe(count?: Count): string {
	if (!count) return '–';
	if (count.total === 0) return 'did not run';
	return count.passed === count.total
		? String(count.total)
		: `**${count.passed} of ${count.total}**`;
}
