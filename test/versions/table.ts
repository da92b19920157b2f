import { basename } from 'node:path';
import type { Row } from './rows';

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
	/** So many did not, as is known of that n8n. */
	different: number;
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
export function countTopics({ topics, differences = [] }: Row, report: Report): Result['counts'] {
	return Object.fromEntries(
		topics.map(({ title, suites }) => [title, count(suites, differences, report)]),
	);
}

function count(suites: string[], differences: string[], { testResults }: Report): Count {
	const ran = suites.map((suite) =>
		testResults.find(({ name }) => basename(name) === `${suite}.test.ts`),
	);
	// A suite that breaks has no tests to count, and must not pass for that.
	if (ran.some((suite) => !suite?.assertionResults.length)) {
		return { passed: 0, different: 0, total: 0 };
	}
	const tests = ran.flatMap((suite) => suite?.assertionResults ?? []);
	const others = tests.filter(({ status }) => status !== 'passed');
	const different = others.filter(
		({ status, fullName }) =>
			status === 'failed' && differences.some((test) => fullName.endsWith(test)),
	).length;
	return { passed: tests.length - others.length, different, total: tests.length };
}

/** Whether all that was asked of it held. */
export function isWell({ counts }: Result): boolean {
	return Object.values(counts).every(isWhole);
}

const isWhole = ({ passed, different, total }: Count) => total > 0 && passed + different === total;

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
	if (count.passed === count.total) return String(count.total);
	const text = `${count.passed} of ${count.total}`;
	return isWhole(count) ? text : `**${text}**`;
}
