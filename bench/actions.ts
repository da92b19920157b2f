/** What operations on many orders cost: requests, time, and memory for the longest of them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

import { Engine } from '../test/support/engine';
import { NEW_ORDER } from '../test/support/parameters';
import { time, type Measurement } from './measurement';
import { fetchRaw, hostNodes, HTTP_REQUEST, type RemoteSandbox, withPlatform } from './platform';

const ORDERS = 1_000;
const GET_STATUSES = { resource: 'order', operation: 'getStatuses' };

/** Requests and time of work on so many orders. */
async function cost(
	sandbox: RemoteSandbox,
	name: string,
	work: () => Promise<number>,
	note?: string,
): Promise<Measurement[]> {
	const before = await sandbox.countRequests();
	const { ms, result } = await time(work);
	const requests = (await sandbox.countRequests()) - before;
	if (result !== ORDERS) throw new Error(`${name} answered for ${result} of ${ORDERS}`);
	return [
		{ name: `${name}: requests`, value: requests, unit: '', note },
		{ name: `${name}: time`, value: ms / 1000, unit: 's' },
	];
}

/** The statuses of 1,000 orders: our node, one request per order, and the bare wire. */
export async function measureStatuses(): Promise<Measurement[]> {
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
		return [
			...(await cost(sandbox, 'ECOTRACK node, Get Statuses', getStatuses, 'to reach: 10 requests')),
			...(hostNodes().length > 0
				? await cost(sandbox, 'HTTP Request node, one per order', oneByOne)
				: []),
			...(await cost(sandbox, 'bare wire (undici), 100 per request', onTheWire, 'the floor')),
		];
	});
}

/** 1,000 statuses under the documented limits: how long a user waits. */
export async function measureLimits(): Promise<Measurement[]> {
	return await withPlatform({ orders: ORDERS }, async ({ sandbox, engine, credential }) => {
		const trackings = `={{ ${JSON.stringify(sandbox.trackings)} }}`;
		const getStatuses = async () =>
			(await engine.runNode({ ...GET_STATUSES, trackings }, credential)).json.length;
		const note = 'of 50 a minute; to reach: at most 13 s';
		return await cost(sandbox, 'Get Statuses', getStatuses, note);
	});
}

/** 1,000 new orders: all of them together, and one by one. */
export async function measureCreate(): Promise<Measurement[]> {
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
		const note = 'to reach: 10, and 1 for the list of communes';
		const hint = 'at 50 a minute these take 20 minutes';
		return [
			...(await cost(sandbox, 'Create Many', together, note)),
			...(await cost(sandbox, 'Create, one by one', oneByOne, hint)),
		];
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
