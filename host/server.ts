import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import getPort from 'get-port';
import { cleanEnvironment, n8nSettings, withPath, type N8nSettings } from './environment';
import type { Runtime } from './install';
import { CLOSE, Trouble, until } from './command';

export interface ServerOptions extends Partial<N8nSettings> {
	userFolder: string;
	/** Where n8n's output goes; default `n8n.log` in the user folder. Appended to. */
	logFile?: string;
	/** Further settings of n8n, for instance those of the durable scheduler. */
	env?: NodeJS.ProcessEnv;
	/** Called as soon as its process runs: who wants to end it before it answers can. */
	onSpawn?: (server: Server) => void;
}

/** A running n8n. */
export interface Server {
	url: string;
	port: number;
	/** Process id, also the id of its process group. */
	pid: number;
	logFile: string;
	/** Everything it has printed so far, also before restarts that used the same file. */
	readLog(): string;
	/** Asks it to end, and insists after 10 s. Resolves when it has ended. */
	stop(): Promise<void>;
	/** Ends it as a crash would (SIGKILL). Resolves when it has ended. */
	kill(): Promise<void>;
}

/** For an n8n that hangs, not for a machine that is slow. */
const READY_MS = 400_000;
const STOP_MS = 10_000;
const SHIM = join(__dirname, 'npm-shim');

/**
 * Starts n8n with settings of its own and waits until it answers. It has its own process group,
 * so that a Ctrl-C meant for the caller reaches it only through `stop`; it never outlives the
 * caller, except one that is killed with SIGKILL.
 */
export async function startServer(runtime: Runtime, options: ServerOptions): Promise<Server> {
	const { userFolder, env = {}, logLevel } = options;
	const port = options.port ?? (await getPort({ host: '127.0.0.1' }));
	const brokerPort = options.brokerPort ?? (await getPort({ host: '127.0.0.1' }));
	const logFile = options.logFile ?? join(userFolder, 'n8n.log');
	mkdirSync(userFolder, { recursive: true });
	appendFileSync(logFile, '');

	// A file and not a pipe: n8n must not stumble over a caller that has gone away.
	const log = openSync(logFile, 'a');
	const child = spawn(runtime.node, [runtime.n8n, 'start'], {
		cwd: userFolder,
		detached: true,
		stdio: ['ignore', log, log],
		env: {
			...withPath(cleanEnvironment(process.env), SHIM, dirname(runtime.node)),
			...n8nSettings({ userFolder, port, brokerPort, logLevel }),
			ECOTRACK_PACKED: runtime.folders.packed,
			...env,
		},
	});
	closeSync(log);

	const ended = () => child.exitCode !== null || child.signalCode !== null;
	const gone = once(child, 'exit').then(() => {
		process.off('exit', killGroup);
		killGroup(); // a task runner may linger
	});
	function killGroup(): void {
		try {
			if (child.pid) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// The whole group has ended already.
		}
	}
	process.once('exit', killGroup);

	const server: Server = {
		url: `http://127.0.0.1:${port}`,
		port,
		pid: child.pid ?? 0,
		logFile,
		readLog: () => readFileSync(logFile, 'utf8'),
		async stop() {
			if (ended()) return;
			child.kill('SIGTERM');
			const insist = setTimeout(killGroup, STOP_MS);
			await gone;
			clearTimeout(insist);
		},
		async kill() {
			if (ended()) return;
			killGroup();
			await gone;
		},
	};
	options.onSpawn?.(server);
	try {
		await untilReady(server, ended);
	} catch (error) {
		await server.kill();
		throw error;
	}
	return server;
}

/** n8n answers its health check before its routes are there, so both are asked. */
async function untilReady(server: Server, ended: () => boolean): Promise<void> {
	try {
		await until(
			'n8n is ready',
			async () => {
				if (ended()) throw new Trouble('n8n ended while starting');
				return (
					(await answers(`${server.url}/healthz/readiness`)) &&
					(await answers(`${server.url}/rest/settings`))
				);
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
