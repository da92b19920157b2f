/**
 * What one poll with events writes into a real n8n's SQLite, by orders in process, in the classic
 * engine and with durable cursors. Needs an installed n8n (`npm run n8n:install`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { runCommand, Trouble, until } from '../../host/command';
import { findRuntime, type Runtime } from '../../host/install';
import { packPackage } from '../../host/pack';
import type { Rest } from '../../host/rest';
import { startServer } from '../../host/server';
import { activateWorkflow, listExecutions } from '../../host/workflow';
import { addDays, dayOf } from '../../nodes/Ecotrack/platform/time';
import { type Sandbox, startSandbox } from '../../sandbox';
import { DURABLE } from '../../test/n8n/support/modes';
import type { Result } from '../chapter';
import type { Table } from '../measurement';
import { enter, saveWatching } from '.';

/** Triggers, and a day of theirs as docs/benchmarks/load.md has it. */
interface Shop {
	triggers: number;
	/** Of each. */
	orders: number;
	/** In a poll that has any. */
	events: number;
	/** Polls a day, of all triggers, that have any. */
	withEvents: number;
}

const SHOPS: Shop[] = [
	{ triggers: 1, orders: 58_000, events: 44, withEvents: 1_440 },
	{ triggers: 100, orders: 1_000, events: 1, withEvents: 78_000 },
];
const POLLS_A_DAY = 1_440;
/** n8n keeps so many executions unless told otherwise, or two weeks (EXECUTIONS_DATA_PRUNE_MAX_COUNT). */
const RUNS_KEPT = 10_000;

/** In bytes, means over a few polls with events. */
interface Written extends Shop {
	mode: string;
	/** What n8n keeps of the trigger. */
	state: number;
	/** What n8n says the execution takes. */
	run: number;
	/** By how much the database has more in it after a poll. */
	growth: number;
	/** What was written into the log: every page that a poll has touched. */
	log: number;
	/** The same, in as much time without a poll. */
	idle: number;
}

const POLLS = 3;
/** The database is read so long before a poll is due. */
const QUIET_MS = 6_000;
const MINUTE_MS = 60_000;
/** In a poll that has an hour's requests to spend: the share's minute, less one for new orders. */
const MOST_ASKED = 2_400;
const DURABLE_MODE = 'durable cursors';
const MODES: Array<[name: string, env: NodeJS.ProcessEnv]> = [
	['classic engine', {}],
	[DURABLE_MODE, DURABLE],
];

const NOTE = `Reckoned from three polls with events in an n8n of its own, times the polls with events that such a day has ([under load](load.md)). What a run
takes is n8n's own count, what the database grows by stands in pages of 4 kB. What is written goes into SQLite's log first, and from there, merged, into the file, where the
state takes the place of the one before: only the runs add up. With durable cursors n8n writes the state at every poll, also at one
without events, so there it is counted for all, which is the most it can be. n8n prunes runs older than two weeks or beyond ${RUNS_KEPT.toLocaleString('en')}, of all workflows together.
`;

/** What a day of polls adds to the database, and what it writes for that. Without an n8n no table. */
export async function measureDays(): Promise<Result> {
	const runtime = findRuntime();
	if (!runtime) return { tables: [] };
	await packPackage(runtime.folders.packed, () => {}); // once for both
	// They wait for the minute nearly all of the time, so both wait at once.
	const written = await Promise.all(
		MODES.map(async ([mode, env]) => await measureMode(runtime, mode, env)),
	);
	return { tables: [tell(written.flat())], note: NOTE };
}

function tell(written: readonly Written[]): Table {
	const count = (value: number) => Math.round(value).toLocaleString('en');
	const kB = (bytes: number) => (bytes / 1e3).toFixed(1);
	const MB = (bytes: number) => count(bytes / 1e6);
	const rows = written.map((one) => {
		const { mode, triggers, orders, events, withEvents, state, run, growth, log, idle } = one;
		const polls = POLLS_A_DAY * triggers;
		return [
			`${triggers} × ${count(orders)}, ${mode}`,
			kB(state),
			`${kB(run)} (${events})`,
			kB(growth),
			kB(log - idle),
			`${count(withEvents)} of ${count(polls)}`,
			MB(run * withEvents),
			MB((log - idle) * (mode === DURABLE_MODE ? polls : withEvents)),
			MB(run * RUNS_KEPT),
		];
	});
	return {
		title: "A day in n8n's SQLite, polled every minute",
		head: [
			'triggers × orders',
			'state of one, kB',
			'a run, kB (events)',
			'grows per run, kB',
			'writes per run, kB',
			'polls a day with events',
			'grows a day, MB',
			'writes a day, MB',
			`${count(RUNS_KEPT)} runs, MB`,
		],
		rows,
	};
}

async function measureMode(
	runtime: Runtime,
	mode: string,
	env: NodeJS.ProcessEnv,
): Promise<Written[]> {
	const userFolder = mkdtempSync(join(tmpdir(), 'ecotrack-bench-'));
	const server = await startServer(runtime, { userFolder, logLevel: 'error', env });
	try {
		const rest = await enter(server.url, runtime);
		const place = { runtime, userFolder };
		// Each at its own time of the minute.
		return await Promise.all(
			SHOPS.map(async (shop, index) => await measureShop(rest, place, mode, shop, 15 + 30 * index)),
		);
	} finally {
		await server.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

interface Place {
	runtime: Runtime;
	userFolder: string;
}

async function measureShop(
	rest: Rest,
	place: Place,
	mode: string,
	shop: Shop,
	dueSecond: number,
): Promise<Written> {
	const { orders, events } = shop;
	const sandbox = await startSandbox({ limits: 'off' });
	try {
		const status = 'en_livraison';
		const trackings = sandbox.platform
			.createMany(orders, { status })
			.map(({ tracking }) => tracking);
		const known = {
			stage: 3 as const,
			// No sweep comes between.
			due: addDays(dayOf(Date.now()), 1),
			q: { [status]: trackings.join(',') },
		};
		const pollTime = { mode: 'custom', cronExpression: `${dueSecond} * * * * *` };
		const id = await saveWatching(rest, sandbox, `${orders} orders`, known, pollTime);
		// A poll asks about so many of those in front; where that is everybody, somebody moves before each.
		const asked = Math.min(orders, MOST_ASKED);
		const moving = trackings.filter((_, index) => index % Math.floor(asked / events) === 0);
		const isEverybody = asked === orders;
		await activateWorkflow(rest, id);
		await sleep(QUIET_MS); // the activation's own poll
		const taken: Poll[] = [];
		for (let poll = 0; poll < POLLS; poll++) {
			if (isEverybody || poll === 0) move(sandbox, moving, poll);
			taken.push(await awaitPoll(rest, place, id, dueSecond));
		}
		const of = (name: keyof Poll) => taken.reduce((sum, one) => sum + one[name], 0) / POLLS;
		const { staticData } = await rest.get<{ staticData: object }>(`workflows/${id}`);
		return {
			...shop,
			mode,
			state: JSON.stringify(staticData).length,
			run: of('run'),
			growth: of('growth'),
			log: of('log'),
			idle: of('idle'),
		};
	} finally {
		await sandbox.close();
	}
}

type Poll = Pick<Written, 'run' | 'growth' | 'log' | 'idle'>;

function move({ platform }: Sandbox, trackings: readonly string[], poll: number): void {
	const status = poll % 2 === 0 ? 'suspendu' : 'en_livraison';
	for (const tracking of trackings) platform.setStatus(tracking, status);
}

/** The next poll with events, and as much time without one. */
async function awaitPoll(
	rest: Rest,
	place: Place,
	workflowId: string,
	dueSecond: number,
): Promise<Poll> {
	const newest = async () => (await listExecutions(rest, workflowId)).at(0);
	const due = dueSecond * 1_000 - QUIET_MS;
	await sleep((due - (Date.now() % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
	const last = (await newest())?.id;
	const before = await readDisk(place);
	const began = Date.now();
	const run = await until('the trigger told something', async () => {
		const found = await newest();
		return found !== undefined && found.id !== last && found.status === 'success' && found;
	});
	await sleep(QUIET_MS / 2);
	const after = await readDisk(place);
	await sleep(Date.now() - began);
	const idle = await readDisk(place);
	return {
		run: run.jsonSizeBytes,
		growth: after.usedBytes - before.usedBytes,
		log: after.logBytes,
		idle: idle.logBytes,
	};
}

/** How full the log is and, once that is written into the database, how much there is in it. */
async function readDisk({ runtime, userFolder }: Place) {
	const database = join(userFolder, '.n8n', 'database.sqlite');
	const args = ['--no-warnings', join(__dirname, 'disk.mjs'), database];
	const printed = await runCommand(runtime.node, args, { cwd: userFolder });
	const disk = JSON.parse(printed) as { logBytes: number; usedBytes: number; isWhole: boolean };
	if (!disk.isWhole) throw new Trouble("n8n's database was in use all the time");
	return disk;
}
