import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import getPort from 'get-port';
import { cleanEnvironment, n8nSettings, withPath, type N8nSettings } from './environment';
import type { Runtime } from './install';
import { CLOSE, Trouble, until } from './command';
import { type Daemon, startDaemon } from './daemon';

export interface ServerOptions extends Partial<N8nSettings> {
	userFolder: string;
	/** Where n8n's output goes; default `n8n.log` in the user folder. Appended to. */
	logFile?: string;
	/** Further settings of n8n, for instance those of the durable scheduler. */
	env?: NodeJS.ProcessEnv;
	/** Called as soon as its process runs: who wants to end it before it answers can. */
	onSpawn?: (server: Server) => void;
	/** `start`, the default, is a whole n8n; a `worker` runs what others have put into the queue. */
	command?: 'start' | 'worker';
}

/** A running n8n. */
export interface Server extends Omit<Daemon, 'hasEnded'> {
	url: string;
	port: number;
}

/** For an n8n that hangs, not for a machine that is slow. */
const READY_MS = 400_000;
const SHIM = join(__dirname, 'npm-shim');

/** A worker has no editor; it answers health checks where it is told to. */
const workerSettings = (port: number) => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
});

/** Starts n8n with settings of its own and waits until it answers. See `startDaemon`. */
export async function startServer(runtime: Runtime, options: ServerOptions): Promise<Server> {
	const { userFolder, env = {}, logLevel, command = 'start' } = options;
	const port = options.port ?? (await getPort({ host: '127.0.0.1' }));
	const brokerPort = options.brokerPort ?? (await getPort({ host: '127.0.0.1' }));
	const logFile = options.logFile ?? join(userFolder, 'n8n.log');
	mkdirSync(userFolder, { recursive: true });

	const { hasEnded, ...daemon } = startDaemon(runtime.node, [runtime.n8n, command], {
		cwd: userFolder,
		logFile,
		env: {
			...withPath(cleanEnvironment(process.env), SHIM, dirname(runtime.node)),
			...n8nSettings({ userFolder, port, brokerPort, logLevel }),
			...(command === 'worker' && workerSettings(port)),
			ECOTRACK_PACKED: runtime.folders.packed,
			...env,
		},
	});
	const server = { ...daemon, url: `http://127.0.0.1:${port}`, port };
	const paths = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	options.onSpawn?.(server);
	try {
		await untilReady(server, paths, hasEnded);
	} catch (error) {
		await server.kill();
		throw error;
	}
	return server;
}

/** n8n answers its health check before its routes are there, so both are asked. */
async function untilReady(server: Server, paths: string[], hasEnded: () => boolean): Promise<void> {
	try {
		await until(
			'n8n is ready',
			async () => {
				if (hasEnded()) throw new Trouble('n8n ended while starting');
				for (const path of paths) if (!(await answers(server.url + path))) return false;
				return true;
			},
			READY_MS,
		);
	} catch (error) {
		const tail = server.readLog().split('\n').slice(-15).join('\n');
		throw new Trouble(`${(error as Error).message}. Its log is ${server.logFile}.`, tail);
	}
}

/** Whether a server answers there with success, within three seconds. */
export async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { headers: CLOSE, signal: AbortSignal.timeout(3_000) })).ok;
	} catch {
		return false;
	}
}
