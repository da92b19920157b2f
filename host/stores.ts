/** What n8n's queue mode needs beside n8n: a PostgreSQL and a Redis of one's own, for as long as it takes. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import getPort from 'get-port';
import { runCommand, type Say, Trouble, until, withHeartbeat } from './command';
import { type Daemon, startDaemon } from './daemon';

/** A server that keeps things, which may be killed and started again on the same port. */
export interface Store {
	/** What n8n is told about it. */
	settings: NodeJS.ProcessEnv;
	/** Ends it as a crash would (SIGKILL), and all that it has started. */
	kill(): Promise<void>;
	/** Starts it once more; resolves when it answers. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** Where the programs are. */
export interface StorePrograms {
	redis: string;
	/** The folder of `initdb`, `postgres` and `psql`. */
	postgres: string;
}

const POSTGRES_ROOT = '/usr/lib/postgresql';
const PACKAGES = ['redis-server', 'postgresql'];

const isRoot = () => process.getuid?.() === 0;

const onPath = (program: string) =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, program))
		.find(existsSync);

function findStorePrograms(): StorePrograms | undefined {
	const versions = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT) : [];
	const folders = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(POSTGRES_ROOT, version, 'bin'));
	const postgres = folders.find((folder) => existsSync(join(folder, 'postgres')));
	const redis = onPath('redis-server');
	return postgres && redis ? { postgres, redis } : undefined;
}

/**
 * Finds Redis and PostgreSQL, or gets them from Debian when this runs as root. Throws `Trouble` that
 * says what to install where it cannot.
 */
export async function installStores(say: Say): Promise<StorePrograms> {
	const found = findStorePrograms();
	if (found) return found;
	const command = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
	if (!isRoot() || !onPath('apt-get')) {
		throw new Trouble(`This needs Redis and PostgreSQL. On Debian or Ubuntu: sudo ${command}`);
	}
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await withHeartbeat(say, `Installing ${PACKAGES.join(' and ')}`, async () => {
		await runCommand('apt-get', ['update'], { cwd: '/', env });
		const [program, ...args] = command.split(' ');
		await runCommand(program, args, { cwd: '/', env });
	});
	const installed = findStorePrograms();
	if (!installed) throw new Trouble(`Redis or PostgreSQL is still missing after: ${command}`);
	return installed;
}

/** A Redis that writes down every command before it answers: killed, it comes back with its queue. */
export async function startRedis(programs: StorePrograms, folder: string): Promise<Store> {
	mkdirSync(folder, { recursive: true });
	const port = await getPort({ host: '127.0.0.1' });
	const options = { bind: '127.0.0.1', port, dir: folder, save: '', appendonly: 'yes' };
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const launch = async () => {
		const logFile = join(folder, 'redis.log');
		const daemon = startDaemon(programs.redis, args, { cwd: folder, env: process.env, logFile });
		await untilUp('Redis answers', daemon, () => isPonging(port));
		return daemon;
	};
	let daemon = await launch();
	return {
		settings: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		kill: async () => await daemon.kill(),
		restart: async () => void (daemon = await launch()),
		stop: async () => await daemon.stop(),
	};
}

/** Asks a Redis whether it is there; one that still reads its file says LOADING. */
async function isPonging(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
		socket.setTimeout(2_000, () => end(false));
	});
}

/** A PostgreSQL that can be asked. */
export interface Database extends Store {
	/** Runs a query and answers its rows, each as the JSON of an object. */
	query<Row>(sql: string): Promise<Row[]>;
}

const USER = 'n8n';

/** A PostgreSQL cluster in a folder of its own, which refuses to be run by root. */
export async function startPostgres(programs: StorePrograms, folder: string): Promise<Database> {
	mkdirSync(folder, { recursive: true });
	const as = isRoot() ? postgresUser() : undefined;
	if (as) {
		chownSync(folder, as.uid, as.gid);
		chmodSync(join(folder, '..'), 0o711); // it has to get there
	}
	const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' };
	const inFolder = { cwd: folder, env, as };
	const program = (name: string) => join(programs.postgres, name);
	const data = join(folder, 'data');
	const initial = ['--auth=trust', '--encoding=UTF8', '--no-instructions'];
	await runCommand(program('initdb'), ['-D', data, '-U', USER, ...initial], inFolder);

	const port = await getPort({ host: '127.0.0.1' });
	const host = ['-h', '127.0.0.1', '-p', String(port)];
	const args = ['-D', data, '-k', folder, ...host, '-c', 'max_connections=200'];
	const launch = async () => {
		const logFile = join(folder, 'postgres.log');
		const daemon = startDaemon(program('postgres'), args, { ...inFolder, logFile });
		await untilUp('PostgreSQL answers', daemon, async () => {
			const asked = runCommand(program('pg_isready'), [...host, '-U', USER], { cwd: folder });
			return await asked.then(
				() => true,
				() => false,
			);
		});
		return daemon;
	};
	let daemon = await launch();
	const psql = async (sql: string) => {
		const quiet = ['-X', '-A', '-t', '-v', 'ON_ERROR_STOP=1'];
		return await runCommand(
			program('psql'),
			[...host, '-U', USER, '-d', 'postgres', ...quiet, '-c', sql],
			{ cwd: folder, env },
		);
	};
	return {
		settings: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_DATABASE: 'postgres',
		},
		async kill() {
			const children = childrenOf(daemon.pid);
			await daemon.kill();
			// Its servers each have a process group of their own, and hold the memory that the next one needs.
			for (const child of children) killOne(child);
		},
		// What is left of the memory of the last one is refused until its last server has gone.
		restart: async () => {
			daemon = await until('PostgreSQL is back', async () => await launch().catch(() => false));
		},
		stop: async () => {
			process.kill(daemon.pid, 'SIGINT'); // "fast": nobody is waited for
			await daemon.stop();
		},
		query: async <Row>(sql: string) => {
			const text = await psql(`select row_to_json(asked) from (${sql}) asked`);
			return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Row);
		},
	};
}

async function untilUp(what: string, daemon: Daemon, ask: () => Promise<boolean>): Promise<void> {
	try {
		await until(what, async () => {
			if (daemon.hasEnded()) throw new Trouble(`It ended instead: ${what}`);
			return await ask();
		});
	} catch (error) {
		await daemon.kill();
		throw new Trouble((error as Error).message, daemon.readLog().split('\n').slice(-15).join('\n'));
	}
}

function postgresUser(): { uid: number; gid: number } {
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

function childrenOf(pid: number): number[] {
	try {
		const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
		return listed.trim().split(/\s+/).map(Number).filter(Boolean);
	} catch {
		return []; // `ps` ends with 1 where there are none
	}
}

function killOne(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It has gone by itself.
	}
}
