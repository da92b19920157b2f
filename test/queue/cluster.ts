import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import getPort from 'get-port';
import pidusage from 'pidusage';
import { type Say, until } from '../../host/command';
import type { Runtime } from '../../host/install';
import { packPackage } from '../../host/pack';
import { installPackage, logIn, type Rest } from '../../host/rest';
import { type Server, type ServerOptions, startServer } from '../../host/server';
import {
	type Database,
	startPostgres,
	startRedis,
	type Store,
	type StorePrograms,
} from '../../host/stores';
import type { Cut } from './books';
import type { Mode } from './flags';
import { DURABLE } from '../n8n/support/modes';

const owner = {
	email: 'queue@example.com',
	password: 'Ecotrack-queue-1',
	firstName: 'Queue',
	lastName: 'Owner',
};

/** Starting takes long on a busy machine, and several start at once. */
const BACK_MS = 800_000;
/** As a supervisor (systemd, Docker) would wait before it starts again what has ended. */
const DOWN_MS = 2_000;

export interface ClusterOptions {
	runtime: Runtime;
	programs: StorePrograms;
	/** For everything it writes; the caller removes it. */
	folder: string;
	mode: Mode;
	workers: number;
	env?: NodeJS.ProcessEnv;
	say: Say;
}

/** What can be killed. */
export type Victim = 'worker' | 'main' | 'redis' | 'postgres' | 'all workers';

/** One n8n process that is started again whenever it ends, as a supervisor would. */
class Member {
	private server: Server | undefined;
	private isClosing = false;
	private supervision = Promise.resolve();
	/** When it ended, by itself or not. */
	readonly falls: number[] = [];

	constructor(
		readonly name: string,
		private readonly launch: () => Promise<Server>,
		private readonly say: Say,
	) {}

	get pid(): number | undefined {
		return this.server?.pid;
	}

	get isUp(): boolean {
		return this.server !== undefined;
	}

	async start(): Promise<Server> {
		const server = await this.launch();
		if (this.isClosing) await server.kill();
		this.server = server;
		this.supervision = this.supervise(server);
		return server;
	}

	private async supervise(first: Server): Promise<void> {
		for (let server = first; ;) {
			await server.exited;
			this.server = undefined;
			if (this.isClosing) return;
			this.falls.push(Date.now());
			for (;;) {
				await pause(DOWN_MS);
				if (this.isClosing) return;
				try {
					server = await this.launch();
					break;
				} catch (error) {
					this.say(`  ${this.name} did not start: ${(error as Error).message}`);
				}
			}
			if (this.isClosing) return await server.kill();
			this.server = server;
		}
	}

	async kill(): Promise<void> {
		await this.server?.kill();
	}

	/** Ends it for good. */
	async close(how: 'stop' | 'kill'): Promise<void> {
		this.isClosing = true;
		await this.server?.[how]();
		await this.supervision;
	}
}

/** n8n in queue mode with a PostgreSQL and a Redis of its own: one main, some workers. */
export class Cluster {
	/** Times in which the main or the database was away, or not yet back. */
	readonly cuts: Cut[] = [];
	/** How often each was killed, or ended because something else was. */
	readonly counts: Record<string, number> = {};
	private readonly parts: Partial<{ database: Database; redis: Store; main: Member; rest: Rest }> =
		{};
	private workers: Member[] = [];
	private made = 0;
	private isKilling = false;
	private isClosed = false;

	/** Nothing runs before `start`. */
	constructor(private readonly options: ClusterOptions) {}

	async start(): Promise<void> {
		const { runtime, programs, folder, say } = this.options;
		const packed = await packPackage(runtime.folders.packed, say);
		say('Starting PostgreSQL, Redis and the main');
		this.parts.database = await startPostgres(programs, join(folder, 'postgres'));
		this.parts.redis = await startRedis(programs, join(folder, 'redis'));
		const port = await getPort({ host: '127.0.0.1' });
		this.parts.main = this.member('main', { port });
		const { url } = await this.main.start();
		this.parts.rest = await logIn(url, owner);
		await installPackage(this.rest, packed);
		await this.addWorkers(this.options.workers);
	}

	get database(): Database {
		return this.part('database');
	}

	get rest(): Rest {
		return this.part('rest');
	}

	private get main(): Member {
		return this.part('main');
	}

	private part<Name extends keyof typeof this.parts>(name: Name) {
		const part = this.parts[name];
		if (!part) throw new Error('The cluster has not been started');
		return part;
	}

	/** Settings that all processes share. */
	get settings(): NodeJS.ProcessEnv {
		return {
			...this.database.settings,
			...this.part('redis').settings,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: 'a-key-of-all-processes',
			...(this.options.mode === 'durable' && DURABLE),
			...this.options.env,
		};
	}

	/** A process of its own name and folder, which is not started yet. */
	member(name: string, more: Partial<ServerOptions> = {}): Member {
		const { runtime, folder, say } = this.options;
		const userFolder = join(folder, name);
		const launch = async () => {
			if (name !== 'main') shareNodes(join(folder, 'main'), userFolder);
			const env = { ...this.settings, ...more.env };
			return await startServer(runtime, { ...more, userFolder, env });
		};
		return new Member(name, launch, say);
	}

	async addWorkers(count: number): Promise<void> {
		if (count > 0) this.options.say(`Starting ${count} workers`);
		const added = Array.from({ length: count }, () => {
			return this.member(`worker-${++this.made}`, { command: 'worker' });
		});
		this.workers.push(...added);
		await Promise.all(added.map(async (worker) => await worker.start()));
	}

	async removeWorkers(): Promise<void> {
		await Promise.all(this.workers.map(async (worker) => await worker.close('stop')));
		this.workers = [];
	}

	get isWhole(): boolean {
		return !this.isKilling && [this.main, ...this.workers].every(({ isUp }) => isUp);
	}

	async untilWhole(): Promise<void> {
		await until('every process is back', () => this.isWhole, BACK_MS);
	}

	/** Kills with SIGKILL; resolves when all are back that were killed or ended because of it. */
	async kill(victim: Victim): Promise<void> {
		this.isKilling = true;
		const before = this.main.falls.length;
		const from = Date.now();
		this.counts[victim] = (this.counts[victim] ?? 0) + 1;
		try {
			await this.strike(victim);
		} finally {
			this.isKilling = false;
		}
		await pause(2 * DOWN_MS); // who cannot live without it takes a moment to end
		await this.untilWhole();
		const hasMainEnded = this.main.falls.length > before;
		if (hasMainEnded && victim !== 'main') {
			const name = `main, ended without ${victim}`;
			this.counts[name] = (this.counts[name] ?? 0) + 1;
		}
		// A worker only runs what was handed over; so does Redis, unless the main ends without it.
		if (hasMainEnded || victim === 'postgres') this.cuts.push({ from, to: Date.now() });
	}

	private async strike(victim: Victim): Promise<void> {
		if (victim === 'main') return await this.main.kill();
		if (victim === 'worker') return await this.workers[0].kill();
		if (victim === 'all workers') {
			return void (await Promise.all(this.workers.map(async (worker) => await worker.kill())));
		}
		const store = this.part(victim === 'redis' ? 'redis' : 'database');
		await store.kill();
		await pause(DOWN_MS);
		await store.restart();
	}

	/** What the main has used so far: seconds of CPU, and MiB of memory at the moment. */
	async measureMain(): Promise<{ cpuSeconds: number; mib: number }> {
		const { ctime, memory } = await pidusage(this.main.pid ?? 0);
		return { cpuSeconds: ctime / 1_000, mib: Math.round(memory / 2 ** 20) };
	}

	/** Ends everything, gently or at once. */
	async close(how: 'stop' | 'kill'): Promise<void> {
		if (this.isClosed) return;
		this.isClosed = true;
		const { main, database, redis } = this.parts;
		await Promise.all([main, ...this.workers].map(async (member) => await member?.close(how)));
		await Promise.all([database, redis].map(async (store) => await store?.[how]()));
	}
}

/** A worker needs the package as well; a community package reaches it in whatever way its folder does. */
function shareNodes(from: string, to: string): void {
	const nodes = join('.n8n', 'nodes');
	if (existsSync(join(to, nodes))) return;
	mkdirSync(join(to, '.n8n'), { recursive: true });
	cpSync(join(from, nodes), join(to, nodes), { recursive: true });
}
