import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import KNOWN from './meanings.json';

/** Something a person can mend: the message says what happened and what to do. */
export class Trouble extends Error {
	/** @param output what the failing command printed, for those who want to dig */
	constructor(
		message: string,
		readonly output = '',
	) {
		super(message);
		this.name = 'Trouble';
	}
}

/**
 * What the output of a failed command (npm, node-gyp, the system) means for a person; undefined if
 * nothing known is in it. The first match counts: a full disk also makes a compiler stumble.
 */
export function explainOutput(output: string): string | undefined {
	return KNOWN.find(({ pattern }) => new RegExp(pattern, 'i').test(output))?.meaning;
}

const SHOWN_LINES = 25;

export interface CommandOptions {
	cwd: string;
	/** The whole environment: nothing else is inherited. */
	env?: NodeJS.ProcessEnv;
	/** Whom it runs as, where this process may choose. */
	as?: { uid: number; gid: number };
}

/**
 * Runs a command to its end and returns what it printed to stdout. Throws `Trouble` with a meaning
 * where the output has a known one, and always with the last lines of the output.
 */
export async function runCommand(
	command: string,
	args: string[],
	{ cwd, env = process.env, as }: CommandOptions,
): Promise<string> {
	try {
		const options = { cwd, env, ...as, maxBuffer: 256 * 2 ** 20 };
		return (await promisify(execFile)(command, args, options)).stdout.trimEnd();
	} catch (error) {
		const {
			stdout = '',
			stderr = '',
			message,
		} = error as Error & Record<'stdout' | 'stderr', string>;
		const output = `${stdout}${stderr}`.trimEnd() || message;
		const tail = output.split('\n').slice(-SHOWN_LINES).join('\n');
		const called = [command, ...args].join(' ');
		throw new Trouble(explainOutput(output) ?? `This command did not succeed: ${called}`, tail);
	}
}

/** Says one line to whoever waits. */
export type Say = (line: string) => void;

const HEARTBEAT_MS = 15_000;

/** Makes a `Say` that puts the seconds since now before each line. */
export function startProgress(write: Say = console.log): Say {
	const start = Date.now();
	return (line) => {
		const seconds = Math.round((Date.now() - start) / 1000);
		write(`[${String(seconds).padStart(4)} s] ${line}`);
	};
}

/** What a person who waits wants to know. */
export interface Outlook {
	/** How long it usually takes: `a minute or two`. */
	takes?: string;
	/** What comes after it. */
	next?: string;
}

/**
 * Runs `work`, says what it is, how long it takes and what comes next, and every 15 s that it still
 * goes on: silence looks like a hang.
 */
export async function withHeartbeat<T>(
	say: Say,
	text: string,
	work: () => Promise<T>,
	{ takes, next }: Outlook = {},
): Promise<T> {
	say(takes ? `${text} (${takes})` : text);
	if (next) say(`  next: ${next}`);
	const timer = setInterval(() => say(`  still busy: ${text}`), HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

/**
 * Asks again and again until the answer is something other than undefined or false, and returns it.
 * Throws `Trouble` that names `what` after `timeout` ms.
 */
export async function until<T>(
	what: string,
	ask: () => Promise<T | undefined | false> | T | undefined | false,
	timeout = 90_000,
): Promise<T> {
	const deadline = Date.now() + timeout;
	while (Date.now() < deadline) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await pause(150);
	}
	throw new Trouble(`Not within ${timeout / 1000} s: ${what}`);
}

/**
 * For requests to n8n: no connection is kept. On a busy machine this process may not hear for seconds
 * that n8n has closed one, and then the next request goes out on it and fails ("other side closed").
 */
export const CLOSE = { connection: 'close' };
