import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';

export interface DaemonOptions {
	cwd: string;
	/** The whole environment: nothing is inherited. */
	env: NodeJS.ProcessEnv;
	/** Where its output goes. Appended to. */
	logFile: string;
	/** Whom it runs as, where this process may choose. */
	as?: { uid: number; gid: number };
}

/** A program that runs beside this one, in a process group of its own. */
export interface Daemon {
	/** Process id, also the id of its process group. */
	pid: number;
	logFile: string;
	/** Everything it has printed so far, also before restarts that used the same file. */
	readLog(): string;
	/** Resolves when it has ended, whoever ended it. */
	exited: Promise<void>;
	readonly hasEnded: () => boolean;
	/** Asks it to end, and insists after `patience` ms. Resolves when it has ended. */
	stop(patience?: number): Promise<void>;
	/** Ends it as a crash would (SIGKILL). Resolves when it has ended. */
	kill(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/**
 * Starts a program in its own process group, so that a Ctrl-C meant for the caller reaches it only
 * through `stop`; it never outlives the caller, except one that is killed with SIGKILL.
 */
export function startDaemon(command: string, args: string[], options: DaemonOptions): Daemon {
	const { cwd, env, logFile, as = {} } = options;
	appendFileSync(logFile, '');
	// A file and not a pipe: it must not stumble over a caller that has gone away.
	const log = openSync(logFile, 'a');
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', log, log],
		...as,
	});
	closeSync(log);

	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const exited = once(child, 'exit').then(() => {
		process.off('exit', killGroup);
		killGroup(); // what it started may linger
	});
	function killGroup(): void {
		try {
			if (child.pid) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// The whole group has ended already.
		}
	}
	process.once('exit', killGroup);

	return {
		pid: child.pid ?? 0,
		logFile,
		readLog: () => readFileSync(logFile, 'utf8'),
		exited,
		hasEnded,
		async stop(patience = PATIENCE_MS) {
			if (hasEnded()) return;
			child.kill('SIGTERM');
			const insist = setTimeout(killGroup, patience);
			await exited;
			clearTimeout(insist);
		},
		async kill() {
			if (hasEnded()) return;
			killGroup();
			await exited;
		},
	};
}
