import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'flatted';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import { type Say, until } from '../../host/command';
import { Random } from '../watch/support/random';
import {
	type Change,
	closeBooks,
	type Cut,
	groupByTracking,
	judgeRequests,
	type Reading,
	type Request,
	type Told,
} from './books';
import type { Cluster, Victim } from './cluster';
import { type Collector, startCollector } from './collector';
import type { Flags, Mode } from './flags';
import { Shop } from './shop';
import { TRIGGER } from './watching';

const MINUTE = 60_000;
const VICTIMS: readonly Victim[] = ['worker', 'main', 'redis', 'postgres', 'all workers'];
/** After all are back, so much time until the next kill, and as much again by chance. */
const PEACE_MS = 15_000;
/** A hand-off takes some milliseconds: half of the kills come that soon after statuses were read. */
const HAND_OFF_MS = 150;
/** Orders wait for their turn within the share: five requests a minute when the hour's is spent. */
const CALM_MS = 5 * MINUTE;
/** A status that was read has reached its workflow by then, or never will. */
const SETTLED_MS = 75_000;

/** What a run has come to. */
export interface Outcome {
	violations: string[];
	counts: Record<string, number>;
}

/** One run in one mode: orders move, n8n's processes are killed, and at the end the books are closed. */
export async function run(cluster: Cluster, mode: Mode, flags: Flags, say: Say): Promise<Outcome> {
	const collector = await startCollector();
	const shops = await openShops(cluster, flags, collector, say);
	try {
		const startedAt = Date.now();
		say(`Orders move, ${flags.moves} times a minute, for ${flags.minutes} minutes`);
		const endsAt = startedAt + flags.minutes * MINUTE;
		const before = await cluster.measureMain();
		await Promise.all([
			moveOrders(shops, flags.moves, endsAt),
			flags.kills ? killInTurn(cluster, shops, flags.every, endsAt, say) : undefined,
		]);
		const load = flags.kills ? {} : compare(before, await cluster.measureMain(), flags);
		await cluster.untilWhole();
		say('Calm: what is still to be told is awaited');
		await calmDown(cluster, shops, collector, say);
		const past = { ...(await recall(cluster, shops, collector, startedAt, mode)), load };
		if (flags.record) appendFileSync(flags.record, `${JSON.stringify(past)}\n`);
		return reckon(past);
	} finally {
		await Promise.all(shops.map(async ({ sandbox }) => await sandbox.close()));
		await collector.close();
	}
}

type Usage = Awaited<ReturnType<Cluster['measureMain']>>;

/** What the polls cost the main. */
function compare(before: Usage, after: Usage, { minutes, triggers, every }: Flags) {
	const seconds = after.cpuSeconds - before.cpuSeconds;
	const polls = (minutes * 60 * triggers) / every;
	return {
		'main: % of a core': Math.round((100 * seconds) / (minutes * 60)),
		'main: ms of CPU per poll': Math.round((1_000 * seconds) / polls),
		'main: MiB at first': before.mib,
		'main: MiB at the end': after.mib,
	};
}

async function openShops(
	{ rest }: Cluster,
	{ triggers, orders, every }: Flags,
	collector: Collector,
	say: Say,
): Promise<Shop[]> {
	say(`Opening ${triggers} shops with ${orders} orders`);
	const shops: Shop[] = [];
	for (let index = 0; index < triggers; index++) {
		shops.push(
			await Shop.open({
				rest,
				name: `Shop ${index + 1}`,
				orders: Math.ceil(orders / triggers),
				seed: index + 1,
				collector: collector.url,
				everySeconds: every,
			}),
		);
	}
	say('Waiting until every order is known');
	const isKnown = (shop: Shop) => {
		const read = new Set(shop.readings().map(({ tracking }) => tracking));
		return [...shop.histories.keys()].every((tracking) => read.has(tracking));
	};
	await until('every order is known', () => shops.every(isKnown), 10 * MINUTE);
	await pause(2.5 * every * 1_000); // and kept
	return shops;
}

/** Moves orders of all shops in turn, evenly over time. */
async function moveOrders(shops: Shop[], perMinute: number, endsAt: number): Promise<void> {
	const startedAt = Date.now();
	for (let moved = 0; Date.now() < endsAt;) {
		const due = ((Date.now() - startedAt) / MINUTE) * perMinute;
		for (; moved < due; moved++) shops[moved % shops.length].move();
		await pause(100);
	}
}

/** Kills one after the other until time is up and each has had its turn; between them come 429s. */
async function killInTurn(
	cluster: Cluster,
	shops: Shop[],
	every: number,
	endsAt: number,
	say: Say,
): Promise<void> {
	const luck = new Random(7);
	for (let turn = 0; turn < VICTIMS.length || Date.now() < endsAt; turn++) {
		await pause(PEACE_MS + luck.next() * PEACE_MS);
		if (turn % VICTIMS.length === 2) await refuse(shops, every, luck);
		const victim = VICTIMS[turn % VICTIMS.length];
		const isAimed = luck.chance(0.5);
		if (isAimed) await untilRead(shops, luck);
		say(`  kill -9: ${victim}${isAimed ? ', in a hand-off' : ''}`);
		const from = Date.now();
		await cluster.kill(victim);
		say(`  all back after ${Math.round((Date.now() - from) / 1_000)} s`);
	}
}

/** A 429 with its wait, undisturbed. */
async function refuse(shops: Shop[], every: number, luck: Random): Promise<void> {
	const shop = luck.pick(shops);
	const before = shop.requests().length;
	shop.refuseOnce();
	const limited = () =>
		shop
			.requests()
			.slice(before)
			.find(({ waitMs }) => waitMs !== undefined);
	const { waitMs = 0 } = await until('a request was refused', limited, 3 * MINUTE);
	await pause(waitMs + 2 * every * 1_000);
}

/** Resolves some milliseconds after a trigger has read statuses: then it hands over what differs. */
async function untilRead(shops: Shop[], luck: Random): Promise<void> {
	const count = () => shops.reduce((sum, { sandbox }) => sum + sandbox.requests.length, 0);
	const before = count();
	const deadline = Date.now() + MINUTE;
	while (count() === before && Date.now() < deadline) await pause(5);
	// The last request of that poll.
	for (let seen = -1; seen !== count() && Date.now() < deadline;) {
		seen = count();
		await pause(HAND_OFF_MS / 2);
	}
	await pause(luck.next() * HAND_OFF_MS);
}

/** Waits until workflows know of every order what it has come to, or nothing is to be expected any more. */
async function calmDown(
	cluster: Cluster,
	shops: Shop[],
	collector: Collector,
	say: Say,
): Promise<void> {
	const backAt = cluster.cuts.at(-1)?.to ?? 0;
	const longest = CALM_MS + shops.reduce((sum, { histories }) => sum + histories.size, 0) * 150;
	const deadline = Date.now() + longest;
	for (let round = 0; Date.now() < deadline; round++) {
		const waiting = shops.flatMap((shop) => waitingIn(shop, collector, backAt));
		if (waiting.length === 0) break;
		if (round % 12 === 0) say(`  ${waiting.length} orders to be told`);
		await pause(5_000);
	}
	await until('no execution runs', async () => {
		const [{ open }] = await cluster.database.query<{ open: number }>(
			`select count(*) as open from execution_entity where status = 'running'`,
		);
		return open === 0;
	}).catch(() => say('  Some executions are still marked as running'));
}

/**
 * The orders of which a workflow still has something to learn. One that was read as it is, and of which
 * nothing came, will never be told; unless the read was forgotten with a process that was killed.
 */
function waitingIn(shop: Shop, { latest }: Collector, backAt: number): string[] {
	const now = Date.now();
	const readings = groupByTracking(shop.readings());
	return [...shop.histories].flatMap(([tracking, history]) => {
		const change = history[history.length - 1];
		if (latest.get(tracking) === change.status) return [];
		const since = readings.get(tracking)?.filter(({ at }) => at >= change.at) ?? [];
		const kept = since.find(({ at }) => at > backAt);
		if (kept) return now - kept.at < SETTLED_MS ? [tracking] : [];
		// A final one that the state holds as told is not asked about again.
		const isGivenUp = since.length > 0 && now - backAt > CALM_MS;
		return isGivenUp ? [] : [tracking];
	});
}

/** An execution as the database has it. */
interface Row {
	id: number;
	status: string;
	workflowId: string;
	data: string;
}

/** All that a run leaves, as plain data. */
export interface Past {
	mode: Mode;
	startedAt: number;
	cuts: Cut[];
	kills: Record<string, number>;
	shops: Array<{
		workflowId: string;
		histories: Array<[string, Change[]]>;
		readings: Reading[];
		requests: Request[];
	}>;
	executions: Array<Omit<Row, 'data'> & { told: Told[]; deliveries: number }>;
	/** Where nothing was killed: what the polls cost. */
	load: Record<string, number>;
}

/** Gathers what happened; what was handed over stands in the database. */
async function recall(
	{ database, cuts, counts: kills }: Cluster,
	shops: Shop[],
	{ deliveries }: Collector,
	startedAt: number,
	mode: Mode,
): Promise<Omit<Past, 'load'>> {
	const rows = await database.query<Row>(
		`select e.id, e.status, e."workflowId", d.data from execution_entity e
		 join execution_data d on d."executionId" = e.id where e.mode = 'trigger' order by e.id`,
	);
	const executions = rows
		.map(({ data, ...row }) => {
			const times = deliveries.get(String(row.id)) ?? 0;
			return { ...row, told: toldIn(data), deliveries: times };
		})
		.filter(({ told }) => told.length > 0);
	const recalled = shops.map((shop) => ({
		workflowId: shop.workflowId,
		histories: [...shop.histories],
		readings: shop.readings(),
		requests: shop.requests(),
	}));
	return { mode, startedAt, cuts, kills, shops: recalled, executions };
}

/** Holds what was handed over against what happened. */
export function reckon({ mode, startedAt, cuts, kills, shops, executions, load }: Past): Outcome {
	const violations: string[] = [];
	const counts: Record<string, number> = {};
	const add = (more: Record<string, number>) => {
		for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count;
	};
	for (const { workflowId, histories, readings, requests } of shops) {
		const told = executions
			.filter((execution) => execution.workflowId === workflowId)
			.flatMap((execution) => execution.told);
		const account = { histories: new Map(histories), startedAt, readings, told };
		const books = closeBooks(account, mode === 'classic' ? cuts : []);
		const sent = judgeRequests(
			requests,
			// With durable cursors n8n drops what a registration's first poll has counted.
			mode === 'durable' ? [...cuts, switchedOn(requests)] : cuts,
			mode === 'classic',
		);
		violations.push(...books.violations, ...sent.violations);
		const most = Math.max(counts['most in a minute'] ?? 0, sent.counts['most in a minute']);
		add({ ...books.counts, ...sent.counts });
		counts['most in a minute'] = most;
	}
	counts.executions = executions.length;
	for (const { id, status, told, deliveries } of executions) {
		if (deliveries === 0 && status === 'success')
			violations.push(`execution ${id} never delivered`);
		if (deliveries === 0) {
			add({ [`executions not run: ${status}`]: 1, 'events in them': told.length });
		}
		if (deliveries > 1) add({ 'executions run twice': 1 });
	}
	for (const [victim, count] of Object.entries(kills)) counts[`killed: ${victim}`] = count;
	return { violations, counts: { ...counts, ...load } };
}

const switchedOn = ([{ at }]: Request[]): Cut => ({ from: at, to: at });

/** The events with which the trigger started an execution; one that crashed has not run them yet. */
function toldIn(data: string): Told[] {
	const { resultData, executionData } = parse(data) as IRunExecutionData;
	const ran = resultData.runData[TRIGGER]?.at(-1)?.data?.main[0] ?? [];
	const [started] = executionData?.nodeExecutionStack ?? [];
	const items = ran.length > 0 ? ran : (started?.data.main?.[0] ?? []);
	return items.flatMap(({ json }) => (json.tracking === undefined ? [] : [toTold(json)]));
}

const toTold = ({ tracking, previousStatus, status, detectedAt }: IDataObject): Told => ({
	tracking: tracking as string,
	previousStatus: previousStatus as string | null,
	status: status as string,
	at: Date.parse(detectedAt as string),
});
