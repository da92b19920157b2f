/** n8n killed with -9 again and again, at moments drawn from a seed, while orders move. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { type Say, until } from '../../../host/command';
import type { Runtime } from '../../../host/install';
import type { Packed } from '../../../host/pack';
import { installPackage, logIn, saveCredential } from '../../../host/rest';
import { type Server, startServer } from '../../../host/server';
import { activateWorkflow, awaitPublication, createWorkflow } from '../../../host/workflow';
import { Random } from '../../watch/support/random';
import { Books } from './books';
import { Collector } from './collector';
import { Disk } from './disk';
import { Shop } from './shop';
import { describeWatching } from './watching-workflow';

/** How n8n keeps the state, and what the trigger does about it. */
export type Mode = 'classic' | 'repeat' | 'durable' | 'durable, repeat';

export interface Plan {
	runtime: Runtime;
	packed: Packed;
	/** Those that run in one n8n: they need the same settings of it. */
	modes: Mode[];
	/** Accounts per mode. */
	accounts: number;
	kills: number;
	/** The same seed draws the same moments and the same moves; when n8n polls is n8n's. */
	seed: number;
	env?: NodeJS.ProcessEnv;
	say: Say;
}

/** When n8n dies. */
type Moment =
	/** So long after the account's status request has been answered that often. */
	| { kind: 'hand-off'; shop: number; answers: number; ms: number }
	/** So long after n8n has begun to answer. */
	| { kind: 'any time'; ms: number }
	/** After this part of the time that the last start took. */
	| { kind: 'start'; part: number };

const OWNER = {
	email: 'kills@example.com',
	password: 'Ecotrack-kills-1',
	firstName: 'Kills',
	lastName: 'Owner',
};
/** Busy machines: a start alone can take minutes. */
const PATIENCE_MS = 400_000;
const MOST_TRIES = 3;
/** Long after the last write of a hand-off, when the machine is quiet. */
const WINDOW_MS = 400;
const ANY_TIME_MS = 12_000;
const QUIET_MS = 4_000;
/** Half of the kills meet a hand-off, most of these early. */
const DECK = ['hand-off', 'any time', 'hand-off', 'start'] as const;

/** No task runner: it takes a good part of a start, and no node here needs one. */
const QUICK = {
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'nobody-comes',
};

const PARAMETERS: Readonly<Record<Mode, INodeParameters>> = {
	classic: {},
	repeat: { repeatAfterRestart: true },
	durable: {},
	'durable, repeat': { repeatAfterRestart: true },
};

/** Runs the plan and gives the books of every account by mode, closed. */
export async function killAtWill(plan: Plan): Promise<Map<Mode, Books[]>> {
	const killing = await Killing.open(plan);
	try {
		await killing.begin();
		for (let kill = 0; kill < plan.kills; kill++) await killing.kill(kill);
		return await killing.end();
	} finally {
		await killing.close();
	}
}

interface Watched {
	mode: Mode;
	shop: Shop;
	books: Books;
}

class Killing {
	private readonly luck: Random;
	private readonly shops: Watched[] = [];
	private readonly disk: Disk;
	private server: Server | undefined;
	private ready: Promise<void> = Promise.resolve();
	private failure: Error | undefined;
	private killed: Server | undefined;
	private startTook = 0;

	private constructor(
		private readonly plan: Plan,
		private readonly userFolder: string,
		private readonly collector: Collector,
	) {
		this.luck = new Random(plan.seed);
		this.disk = new Disk(plan.runtime, userFolder);
	}

	static async open(plan: Plan): Promise<Killing> {
		const userFolder = mkdtempSync(join(tmpdir(), 'ecotrack-kills-'));
		return new Killing(plan, userFolder, await Collector.start());
	}

	/** The first start: workflows that watch accounts without orders, and then the orders. */
	async begin(): Promise<void> {
		const { packed, modes, accounts, say } = this.plan;
		await this.launch();
		await this.ready;
		const rest = await logIn(this.server?.url ?? '', OWNER);
		await installPackage(rest, packed);
		for (const mode of modes) {
			for (let number = 1; number <= accounts; number++) {
				const name = `${mode}-${number}`.replace(', ', '-');
				const luck = new Random(this.luck.between(1, 2 ** 31));
				const shop = await Shop.open(name, luck, (tracking) =>
					this.collector.knows(name, tracking),
				);
				const credential = await saveCredential(rest, {
					name,
					type: 'ecotrackApi',
					data: { carrier: 'custom', baseUrl: shop.sandbox.url, apiToken: shop.sandbox.token },
				});
				const workflow = describeWatching(
					{ options: { ...PARAMETERS[mode], includeOrderDetails: false, rateLimitShare: 100 } },
					credential,
				);
				workflow.nodes[1] = { ...workflow.nodes[1], ...postTo(this.collector.urlOf(name)) };
				const { id } = await createWorkflow(rest, workflow);
				this.shops.push({ mode, shop, books: new Books(name, id, shop.paths) });
				await activateWorkflow(rest, id);
				const { status } = await awaitPublication(rest, id, PATIENCE_MS);
				if (status !== 'published') throw new Error(`${name}: ${status}`);
			}
		}
		// An account without orders is known by then, in any mode; all that comes is new.
		await this.each('three polls', ({ shop }) => shop.polls >= 3);
		for (const { shop } of this.shops) shop.start();
		await this.each('a first event', ({ shop }) => this.collector.of(shop.name).length > 0);
		say(`n8n watches ${this.shops.length} accounts`);
	}

	/** Waits for the next moment, kills, books what is left, and starts n8n anew. */
	async kill(index: number): Promise<void> {
		const moment = this.draw(index);
		if (index === 0) for (const { shop } of this.shops) shop.forget();
		await this.reach(moment);
		this.killed = this.server;
		await this.server?.kill();
		await this.ready.catch(() => undefined);
		const snapshot = await this.disk.read();
		const accidents = this.shops.map(({ books }) => books.bookKill(snapshot));
		this.plan.say(`kill ${index + 1}: ${JSON.stringify(moment)}: ${accidents.join(', ')}`);
		await this.launch();
	}

	/** Calm: the orders stand still, n8n polls twice, and the books are closed. */
	async end(): Promise<Map<Mode, Books[]>> {
		for (const { shop } of this.shops) shop.stop();
		await this.ready;
		for (const { shop } of this.shops) shop.forget();
		await this.each('two calm polls', ({ shop }) => shop.answers >= 2);
		await this.quiet();
		await this.server?.stop();
		const snapshot = await this.disk.read();
		const byMode = new Map<Mode, Books[]>();
		for (const { mode, shop, books } of this.shops) {
			books.close(snapshot, this.collector.of(shop.name));
			byMode.set(mode, [...(byMode.get(mode) ?? []), books]);
		}
		return byMode;
	}

	async close(): Promise<void> {
		this.killed = this.server;
		await this.server?.kill();
		await Promise.all(
			this.shops.map(async ({ shop }) => {
				shop.stop();
				await shop.sandbox.close();
			}),
		);
		this.collector.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** Comes back as soon as there is a process that can be killed. */
	private async launch(): Promise<void> {
		for (const { shop } of this.shops) shop.forget();
		this.failure = undefined;
		await new Promise<void>((resolve) => {
			this.ready = this.start(resolve);
			this.ready.catch((error: Error) => {
				this.failure = error;
				resolve();
			});
		});
	}

	/** A busy machine may need more than one try: a start that took too long ends as a kill does. */
	private async start(onProcess: () => void): Promise<void> {
		const { runtime } = this.plan;
		const env = { ...QUICK, ...this.plan.env };
		const { userFolder } = this;
		const port = this.server?.port;
		let running: Server | undefined;
		const onSpawn = (server: Server) => {
			this.server = running = server;
			onProcess();
		};
		for (let tries = 1; ; tries++) {
			const startedAt = Date.now();
			try {
				await startServer(runtime, { userFolder, port, env, onSpawn });
				this.startTook = Date.now() - startedAt;
				return;
			} catch (error) {
				if (this.killed === running || tries === MOST_TRIES) throw error;
			}
		}
	}

	private draw(index: number): Moment {
		const { luck } = this;
		const kind = DECK[index % DECK.length];
		if (kind === 'start') return { kind, part: luck.next() };
		if (kind === 'any time') return { kind, ms: luck.between(0, ANY_TIME_MS) };
		const shop = luck.between(0, this.shops.length - 1);
		const ms = Math.round(luck.next() ** 2 * WINDOW_MS);
		return { kind, shop, answers: luck.between(1, 2), ms };
	}

	private async reach(moment: Moment): Promise<void> {
		if (moment.kind === 'start') return await pause(moment.part * this.startTook);
		if (moment.kind === 'any time') await this.ready;
		else {
			const { shop } = this.shops[moment.shop];
			const deadline = Date.now() + PATIENCE_MS;
			while (shop.answers < moment.answers) {
				if (this.failure) throw this.failure;
				if (Date.now() > deadline) throw new Error(`${shop.name} is not asked for its orders`);
				await pause(1);
			}
		}
		await pause(moment.ms);
	}

	private async each(what: string, ask: (watched: Watched) => boolean): Promise<void> {
		await until(what, () => this.shops.every(ask), PATIENCE_MS);
	}

	/** Waits until the workflows have stopped acting. */
	private async quiet(): Promise<void> {
		const count = () =>
			this.shops.reduce((sum, { shop }) => sum + this.collector.of(shop.name).length, 0);
		for (let before = -1; before !== count(); await pause(QUIET_MS)) before = count();
	}
}

/** The node after the trigger: posts each event. */
function postTo(url: string) {
	const act = ['tracking', 'status'].map((key) => `${key}: $json.${key}`).join(', ');
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ { ${act}, repeated: $json.repeated === true, execution: $execution.id } }}`,
			options: {},
		},
	};
}
