import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../host/folders';
import { type Row, ROWS } from './rows';
import { countTopics, drawTable, isWell, type Report, type Result } from './table';

const TOPICS = [
	{ title: 'loads', suites: ['install'] },
	{ title: 'trigger', suites: ['watch', 'restart'] },
];

/** @param suites how the tests of each suite ended */
const reportOf = (suites: Record<string, string[]>): Report => ({
	testResults: Object.entries(suites).map(([suite, statuses]) => ({
		name: `/somewhere/test/n8n/${suite}.test.ts`,
		assertionResults: statuses.map((status, index) => ({
			status,
			fullName: `the ${suite} does ${index}`,
		})),
	})),
});

const resultOf = (
	suites: Record<string, string[]>,
	version = '2.8.4',
	differences: string[] = [],
): Result => ({
	version,
	node: 'v20.20.2',
	date: '2026-11-25',
	counts: countTopics({ version, topics: TOPICS, differences }, reportOf(suites)),
});

const well = { install: ['passed'], watch: ['passed', 'passed'], restart: ['passed'] };

describe('what came of an n8n', () => {
	it('is counted by topic, over all of its suites', () => {
		expect(resultOf(well).counts).toEqual({
			loads: { passed: 1, different: 0, total: 1 },
			trigger: { passed: 3, different: 0, total: 3 },
		});
		expect(isWell(resultOf(well))).toBe(true);
	});

	it.each([
		['failed', { ...well, watch: ['passed', 'failed'] }],
		['was skipped', { ...well, watch: ['passed', 'pending'] }],
	])('is not well when a test %s', (_, suites) => {
		expect(resultOf(suites).counts.trigger).toMatchObject({ passed: 2, total: 3 });
		expect(isWell(resultOf(suites))).toBe(false);
	});

	it('is well when only that test failed which this n8n is known to fail', () => {
		const differences = ['watch does 1'];
		const known = resultOf({ ...well, watch: ['passed', 'failed'] }, '2.8.4', differences);
		expect(known.counts.trigger).toEqual({ passed: 2, different: 1, total: 3 });
		expect(isWell(known)).toBe(true);
		for (const watch of [
			['failed', 'failed'],
			['passed', 'pending'],
		]) {
			expect(isWell(resultOf({ ...well, watch }, '2.8.4', differences))).toBe(false);
		}
	});

	it.each([
		['broke', { ...well, restart: [] }],
		['is missing', { install: ['passed'], watch: ['passed'] }],
	])('is not well when a suite %s, whatever the others say', (_, suites) => {
		expect(resultOf(suites).counts.trigger).toMatchObject({ passed: 0, total: 0 });
		expect(isWell(resultOf(suites))).toBe(false);
	});
});

it('is drawn as a table: rows in their order, what failed in bold, what is not asked as a dash', () => {
	const rows: Row[] = [
		{ version: '2.41.1', topics: [...TOPICS, { title: 'scheduler', suites: ['durable'] }] },
		{ version: '2.20.12', topics: TOPICS },
		{ version: '2.8.4', topics: TOPICS },
	];
	const results = [
		resultOf({ ...well, restart: ['failed'] }),
		{ ...resultOf({ ...well, watch: [] }, '2.41.1'), node: 'v24.21.0' },
	];
	expect(drawTable(rows, results)).toBe(
		[
			'| n8n | Node | loads | trigger | scheduler | date |',
			'| --- | --- | --- | --- | --- | --- |',
			'| 2.41.1 | 24.21.0 | 1 | did not run | – | 2026-11-25 |',
			'| 2.8.4 | 20.20.2 | 1 | **2 of 3** | – | 2026-11-25 |',
		].join('\n'),
	);
});

it('asks only with suites that exist', () => {
	const suites = ROWS.flatMap(({ topics }) => topics.flatMap((topic) => topic.suites));
	const files = suites.map((suite) => join(projectFolder, 'test', 'n8n', `${suite}.test.ts`));
	expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
