import { type Say, until } from '../../host/command';
import type { Cluster } from './cluster';
import { type Collector, startCollector } from './collector';
import { Shop } from './shop';

const ORDERS = 30;
/** A poll sends two requests, and a trigger with the whole share has fifty a minute. */
const POLL_SECONDS = 5;
const ROUNDS = 15;
const WORKERS = [1, 2, 4];
/** Events that a poll hands over: one changed order, or many. */
const BATCHES = [1, 25];
const PATIENCE_MS = 600_000;
const UNLIMITED = 10_000_000;
/** Every change takes orders to the other one. */
const STATUSES = ['suspendu', 'en_livraison'];

/**
 * How many events workers carry. Without workers the main hands over what it finds, so that a queue
 * grows; then so many workers are started, and the time counts from the first to the last delivery.
 * Answers a table.
 */
export async function measureThroughput(
	cluster: Cluster,
	count: number,
	say: Say,
): Promise<string> {
	const collector = await startCollector();
	const shops: Shop[] = [];
	try {
		say(`Opening ${count} shops with ${ORDERS} orders each`);
		for (let index = 0; index < count; index++) {
			shops.push(await openShop(cluster, index, collector));
		}
		const isKnown = (shop: Shop) =>
			new Set(shop.readings().map(({ tracking }) => tracking)).size >= shop.histories.size;
		await until('every order is known', () => shops.every(isKnown), PATIENCE_MS);
		const rows: string[] = [];
		for (const batch of BATCHES) {
			for (const workers of WORKERS) {
				rows.push(await measure(cluster, shops, collector, batch, workers, say));
			}
		}
		return [
			'| workers | events in an execution | executions | handed over by the main, executions/s | carried, executions/s | carried, events/s |',
			'|---|---|---|---|---|---|',
			...rows,
		].join('\n');
	} finally {
		await Promise.all(shops.map(async ({ sandbox }) => await sandbox.close()));
		await collector.close();
	}
}

async function openShop({ rest }: Cluster, index: number, collector: Collector): Promise<Shop> {
	return await Shop.open({
		rest,
		name: `Shop ${index + 1}`,
		orders: ORDERS,
		seed: index + 1,
		collector: collector.url,
		everySeconds: POLL_SECONDS,
		options: { rateLimitShare: 100, includeOrderDetails: false },
		limits: { minute: UNLIMITED, hour: UNLIMITED, day: UNLIMITED },
	});
}

async function measure(
	cluster: Cluster,
	shops: Shop[],
	collector: Collector,
	batch: number,
	workers: number,
	say: Say,
): Promise<string> {
	const countNew = async () => {
		const [{ open }] = await cluster.database.query<{ open: number }>(
			`select count(*) as open from execution_entity where status in ('new', 'running')`,
		);
		return open;
	};
	await until('the queue is empty', async () => (await countNew()) === 0, PATIENCE_MS);
	say(`Filling the queue: ${ROUNDS} rounds of ${batch} events in ${shops.length} shops`);
	const filledFrom = Date.now();
	for (let round = 0; round < ROUNDS; round++) {
		const before = await countNew();
		for (const shop of shops) change(shop, batch);
		const isHanded = async () => (await countNew()) >= before + shops.length;
		await until('every shop has handed over', isHanded, PATIENCE_MS);
	}
	const executions = await countNew();
	const filled = (Date.now() - filledFrom) / 1_000;

	const [runs, events] = [collector.deliveries.size, collector.events];
	await cluster.addWorkers(workers);
	await until('a worker delivers', () => collector.deliveries.size > runs, PATIENCE_MS);
	const [firstAt, firstRuns, firstEvents] = [
		Date.now(),
		collector.deliveries.size,
		collector.events,
	];
	await until(
		'everything is delivered',
		() => collector.deliveries.size >= runs + executions,
		PATIENCE_MS,
	);
	const seconds = (collector.lastAt - firstAt) / 1_000;
	await cluster.removeWorkers();
	say(`  ${workers} workers: ${executions} executions, ${collector.events - events} events`);
	const rate = (count: number, time: number) => (count / time).toFixed(1);
	const carried = [collector.deliveries.size - firstRuns, collector.events - firstEvents];
	return `| ${workers} | ${batch} | ${executions} | ${rate(executions, filled)} | ${rate(carried[0], seconds)} | ${rate(carried[1], seconds)} |`;
}

/** Changes so many orders of a shop. */
function change(shop: Shop, count: number): void {
	for (const tracking of [...shop.histories.keys()].slice(0, count)) {
		const [one, other] = STATUSES;
		shop.take(tracking, shop.statusOf(tracking) === one ? other : one);
	}
}
