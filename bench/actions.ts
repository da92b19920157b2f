/** What operations on many orders cost: requests, time, and memory for the longest of them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

import { Engine } from '../test/support/engine';
import { NEW_ORDER } from '../test/support/parameters';
import type { Result } from './chapter';
import { time, toTable, type Measurement } from './measurement';
import { fetchRaw, hostNodes, HTTP_REQUEST, type RemoteSandbox, withPlatform } from './platform';

const ORDERS = 1_000;
const GET_STATUSES = { resource: 'order', operation: 'getStatuses' };

interface Cost {
	name: string;
	requests: number;
	ms: number;
	note?: string;
}

/** Requests and time of work that answers for so many orders. */
async function cost(
	sandbox: RemoteSandbox,
	name: string,
	orders: number,
	work: () => Promise<number>,
	note?: string,
): Promise<Cost> {
	const before = await sandbox.countRequests();
	const { ms, result } = await time(work);
	const requests = (await sandbox.countRequests()) - before;
	if (result !== orders) throw new Error(`${name} answered for ${result} of ${orders}`);
	return { name, requests, ms, note };
}

const toMeasurements = (costs: readonly Cost[]): Measurement[] =>
	costs.flatMap(({ name, requests, ms, note }) => [
		{ name: `${name}: requests`, value: requests, unit: '', note },
		{ name: `${name}: time`, value: ms / 1000, unit: 's' },
	]);

/** The least time that 50 requests a minute allow: the first fifty at once, then fifty a minute. */
const leastSeconds = (requests: number) => 60 * Math.floor((requests - 1) / 50);

/** The statuses of 1,000 orders: our node, one request per order, and the bare wire. */
export async function measureStatuses(): Promise<Result> {
	return await withPlatform({ orders: ORDERS, limits: 'off' }, async (stage) => {
		const { sandbox, engine, credential } = stage;
		const input = sandbox.trackings.map((tracking) => ({ tracking }));
		const getStatuses = async () => {
			const parameters = { ...GET_STATUSES, trackings: '={{ $json.tracking }}' };
			const { json } = await engine.runNode(parameters, credential, { input });
			return json.filter(({ found }) => found).length;
		};
		const oneByOne = async () => {
			const parameters = {
				url: `=${sandbox.url}/api/v1/get/orders/status?status=all&trackings={{ $json.tracking }}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'ecotrackApi',
				options: {},
			};
			const node = { nodeType: HTTP_REQUEST, typeVersion: 4.2 };
			const { json } = await engine.runNode(parameters, credential, { input, ...node });
			return json.filter(({ data }) => data).length;
		};
		const onTheWire = async () => (await fetchRaw(sandbox, sandbox.trackings)).length;

		await getStatuses(); // warm
		const costs = [
			await cost(sandbox, 'ECOTRACK node, Get Statuses', ORDERS, getStatuses, '100 per request'),
			...(hostNodes().length > 0
				? [await cost(sandbox, 'HTTP Request node, one per order', ORDERS, oneByOne)]
				: []),
			await cost(sandbox, 'bare wire (undici), 100 per request', ORDERS, onTheWire, 'the floor'),
		];
		const underLimits = costs.map(({ name, requests }) => [
			name,
			String(requests),
			`${(leastSeconds(requests) / 60).toLocaleString('en')} min`,
		]);
		return {
			tables: [
				toTable('A carrier that answers at once, without limits', toMeasurements(costs)),
				{
					title: 'What that means at 50 requests a minute',
					head: ['way', 'requests', 'to wait, at the least'],
					rows: underLimits,
				},
			],
			plots: [
				{
					file: 'statuses',
					title: 'Requests for the statuses of 1,000 orders (50 a minute are allowed)',
					kind: 'bar',
					x: { categories: costs.map(({ name }) => name) },
					y: { name: 'requests' },
					series: [{ name: 'requests', values: costs.map(({ requests }) => requests) }],
				},
			],
		};
	});
}

/** Long work under the documented limits, beside the least time that they allow. */
export async function measureLimits(): Promise<Result> {
	const work = [
		{ name: 'Get Statuses', parameters: GET_STATUSES },
		{
			name: 'Get Many with Return All',
			parameters: { resource: 'order', operation: 'getAll', returnAll: true },
		},
	];
	const rows: string[][] = [];
	for (const { name, parameters } of work) {
		rows.push(
			await withPlatform({ orders: LISTED }, async ({ sandbox, engine, credential }) => {
				const trackings = `={{ ${JSON.stringify(sandbox.trackings)} }}`;
				const list = async () =>
					(await engine.runNode({ ...parameters, trackings }, credential)).json.length;
				const { requests, ms } = await cost(sandbox, name, LISTED, list);
				// What was refused for the limit was asked again, and is no work done.
				const pages = parameters === GET_STATUSES ? LISTED / 100 : LISTED / 40;
				const least = leastSeconds(pages);
				const ratio = (ms / 1000 / least).toFixed(3);
				return [name, String(requests), `${least} s`, `${(ms / 1000).toFixed(1)} s`, ratio];
			}),
		);
	}
	const head = ['10,000 orders', 'requests, refused ones included', 'least', 'measured', 'ratio'];
	return { tables: [{ head, rows }] };
}

/** 1,000 new orders: all of them together, and one by one. */
export async function measureCreate(): Promise<Result> {
	return await withPlatform({ limits: 'off' }, async ({ sandbox, engine, credential }) => {
		const create = async (operation: string, orders = ORDERS) => {
			const parameters = {
				resource: 'order',
				operation,
				...NEW_ORDER,
				reference: '={{ $json.ref }}',
			};
			const input = Array.from({ length: orders }, (_, index) => ({
				ref: `${operation}-${orders}-${index}`,
			}));
			const { json } = await engine.runNode(parameters, credential, { input });
			return new Set(json.filter(({ created }) => created).map(({ tracking }) => tracking)).size;
		};
		const together = async () => await create('createMany');
		const oneByOne = async () => await create('create');

		await create('createMany', 1); // warm
		const note = '100 per request, and one for the list of communes';
		const hint = `at 50 a minute these take ${leastSeconds(ORDERS) / 60} minutes`;
		const costs = [
			await cost(sandbox, 'Create Many', ORDERS, together, note),
			await cost(sandbox, 'Create, one by one', ORDERS, oneByOne, hint),
		];
		return {
			tables: [toTable('', toMeasurements(costs))],
			plots: [
				{
					file: 'create',
					title: 'Requests for 1,000 new orders (50 a minute are allowed)',
					kind: 'bar',
					x: { categories: costs.map(({ name }) => name) },
					y: { name: 'requests' },
					series: [{ name: 'requests', values: costs.map(({ requests }) => requests) }],
				},
			],
		};
	});
}

const LISTED = 10_000;

interface Report {
	count: number;
	seconds: number;
	idleMib: number;
	peakMib: number;
}

/** 10,000 orders with Return All, in a process of its own, so that its memory can be read. */
export async function measureListing(): Promise<Measurement[]> {
	return await withPlatform({ orders: LISTED, limits: 'off' }, async ({ sandbox }) => {
		const child = fork(__filename, [sandbox.url, sandbox.token], { execArgv: ['--import', 'tsx'] });
		const [{ count, seconds, idleMib, peakMib }] = (await once(child, 'message')) as [Report];
		if (count !== LISTED) throw new Error(`Return All answered ${count} of ${LISTED} orders`);
		const value = await sandbox.countRequests();
		const note = 'to reach: at most 143 MiB (150 MB)';
		return [
			{ name: 'requests', value, unit: '', note: '40 orders a page' },
			{ name: 'time', value: seconds, unit: 's' },
			{ name: 'idle engine', value: idleMib, unit: 'MiB' },
			{ name: 'peak above the idle engine', value: peakMib - idleMib, unit: 'MiB', note },
		];
	});
}

async function list(baseUrl: string, apiToken: string): Promise<void> {
	const engine = await Engine.load();
	const idleMib = process.memoryUsage().rss / 2 ** 20;
	const credential = { carrier: 'custom', baseUrl, apiToken };
	const parameters = { resource: 'order', operation: 'getAll', returnAll: true };
	const { ms, result } = await time(() => engine.runNode(parameters, credential));
	process.send?.({
		count: result.json.length,
		seconds: ms / 1000,
		idleMib,
		peakMib: process.resourceUsage().maxRSS / 1024,
	});
	process.disconnect();
}

if (require.main === module) void list(process.argv[2], process.argv[3]);
