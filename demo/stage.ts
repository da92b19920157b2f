import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import getPort from 'get-port';
import { type Say, Trouble, withHeartbeat } from '../host/command';
import { installRuntime } from '../host/install';
import { type Packed, packPackage } from '../host/pack';
import {
	type CredentialInput,
	type CredentialReference,
	installPackage,
	logIn,
	type Rest,
	saveCredential,
	testCredential,
	type Verdict,
} from '../host/rest';
import { answers, type Server, startServer } from '../host/server';
import { type Sandbox, startSandbox } from '../sandbox';

/** The demo's login. It is no secret: that n8n listens on this machine only and holds invented data. */
export const owner = {
	email: 'demo@example.com',
	password: 'Ecotrack-demo-1',
	firstName: 'Demo',
	lastName: 'Merchant',
};

/** n8n as it comes, beside a sandbox platform: both up and running. */
export interface Ground {
	sandbox: Sandbox;
	n8n: Server;
	/** Logged in as `owner`. */
	rest: Rest;
	/** What n8n's installer finds under this package's name. */
	packed: Packed;
	close(): Promise<void>;
}

/** Everything the demo's workflows need, up and running. */
export interface Stage extends Ground {
	credential: CredentialReference;
	/** What n8n's connection test says of that credential. */
	verdict: Verdict;
}

export interface StageOptions {
	port?: number;
	sandboxPort?: number;
	fresh?: boolean;
}

/** Orders that move a hundred times faster than in reality, so that a person sees them do so. */
const LIFE = { orders: 60, autoMove: true, pace: 100, arrivals: 7 };

/**
 * Installs n8n where needed, starts it with this package as a community package beside a sandbox
 * platform, and prepares account and credential. What a former run left is used again.
 */
export async function openStage(options: StageOptions, say: Say): Promise<Stage> {
	const ground = await openGround(options, say);
	try {
		const { rest, sandbox, packed } = ground;
		say('Installing the packed file as a community package');
		await installPackage(rest, packed);
		const input = describeCredential(sandbox);
		const credential = await saveCredential(rest, input);
		const verdict = await testCredential(rest, credential, input);
		return { ...ground, credential, verdict };
	} catch (error) {
		await ground.close();
		throw error;
	}
}

/**
 * The same as far as a person has it before the first step: n8n without this package, which its
 * installer finds.
 * @param options.isTour the tour's own n8n, always a new one, beside orders that keep still
 */
export async function openGround(
	options: StageOptions & { isTour?: boolean },
	say: Say,
): Promise<Ground> {
	const runtime = await installRuntime(say);
	const folder = options.isTour ? runtime.folders.tour : runtime.folders.demo;
	await refuseSecond(folder);
	if (options.fresh || options.isTour) rmSync(folder, { recursive: true, force: true });
	const port = await choosePort(
		{ what: 'n8n', usual: 5678, wanted: options.port, flag: '--port' },
		say,
	);
	const sandboxPort = await choosePort(
		{ what: 'the platform', usual: 4780, wanted: options.sandboxPort, flag: '--sandbox-port' },
		say,
	);

	const packed = await packPackage(runtime.folders.packed, say);
	const life = options.isTour ? { orders: LIFE.orders } : LIFE;
	const sandbox = await startSandbox({ port: sandboxPort, ...life });
	try {
		const logFile = join(folder, 'n8n.log');
		const n8n = await withHeartbeat(
			say,
			'Starting the ECOTRACK sandbox and n8n',
			async () => await startServer(runtime, { userFolder: folder, port, logFile }),
			{ takes: 'half a minute', next: 'this package is installed in it' },
		);
		takeFolder(folder, n8n);
		const close = async () => {
			await Promise.all([n8n.stop(), sandbox.close()]);
			leaveFolder(folder);
		};
		try {
			const rest = await logIn(n8n.url, owner);
			return { sandbox, n8n, rest, packed, close };
		} catch (error) {
			await close();
			throw error;
		}
	} catch (error) {
		await sandbox.close();
		throw error;
	}
}

function describeCredential({ url, token }: Sandbox): CredentialInput {
	return {
		name: 'Sandbox carrier',
		type: 'ecotrackApi',
		data: { carrier: 'custom', baseUrl: url, apiToken: token },
	};
}

const NEIGHBOURS = 50;

export interface PortWish {
	/** What will listen there, for messages. */
	what: string;
	usual: number;
	/** The port a person insists on, and the flag it was given with. */
	wanted?: number;
	flag: string;
}

/**
 * The port for one of the demo's servers: the wanted one or `Trouble`; without a wish the usual
 * one, or the next free one, with a line that says so.
 */
export async function choosePort(
	{ what, usual, wanted, flag }: PortWish,
	say: Say,
): Promise<number> {
	const first = wanted ?? usual;
	const last = wanted ?? usual + NEIGHBOURS;
	const port = await getPort({ host: '127.0.0.1', port: getPort.makeRange(first, last) });
	if (port === first) return port;
	if (wanted) {
		throw new Trouble(
			`Port ${wanted} is in use. Choose another one for ${what} with ${flag}, or leave the flag out.`,
		);
	}
	say(`Port ${usual} is in use, so ${what} takes ${port}`);
	return port;
}

interface Note {
	/** The process id of the demo's n8n. */
	pid: number;
	url: string;
}

const noteIn = (folder: string) => join(folder, 'running.json');

/** Notes that this n8n uses the folder. Two on one database would damage it. */
export function takeFolder(folder: string, { pid, url }: Note): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(noteIn(folder), JSON.stringify({ pid, url }));
}

/** Takes the note back. */
export function leaveFolder(folder: string): void {
	rmSync(noteIn(folder), { force: true });
}

/** Throws `Trouble` where an n8n of another demo, or of one that was killed, still runs. */
export async function refuseSecond(folder: string): Promise<void> {
	if (!existsSync(noteIn(folder))) return;
	const { pid, url } = JSON.parse(readFileSync(noteIn(folder), 'utf8')) as Note;
	if (!isAlive(pid) || !(await answers(`${url}/healthz`))) return leaveFolder(folder);
	throw new Trouble(
		`The demo is running already: ${url} (process ${pid}). Stop it with Ctrl-C where it was started; if that window is gone, with: kill ${pid}`,
	);
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
