import { existsSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { npmEnvironment } from './environment';
import { chooseFolders, chosenN8n, type Folders } from './folders';
import { readMarker, writeMarker } from './marker';
import { findNode, installNode } from './node24';
import { type Say, startProgress, withHeartbeat } from './progress';
import { Trouble } from './trouble';

/** An n8n that can be started. */
export interface Runtime {
	folders: Folders;
	/** Path of the Node that runs n8n. */
	node: string;
	/** Path of n8n's program, a script for that Node. */
	n8n: string;
	version: string;
}

const NEEDED_BYTES = 4e9;

/**
 * Which packages may run their install scripts (npm 11 asks). Only sqlite3 needs to: the others
 * compile or fetch things that n8n runs well without.
 */
const ALLOWED_SCRIPTS = {
	sqlite3: true,
	'@confluentinc/kafka-javascript': false,
	'@parcel/watcher': false,
	'@scarf/scarf': false,
	'@sentry/node-cpu-profiler': false,
	'@sentry/node-native-stacktrace': false,
	'agent-browser': false,
	'cpu-features': false,
	'isolated-vm': false,
	'msgpackr-extract': false,
	oracledb: false,
	protobufjs: false,
	ssh2: false,
	'vue-demi': false,
};

const programIn = (folder: string) => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

/** The installed n8n, or undefined where it is missing or its installation was broken off. */
export function findRuntime(env: NodeJS.ProcessEnv = process.env): Runtime | undefined {
	const folders = chooseFolders(env);
	const version = chosenN8n(env);
	const node = findNode(folders.node);
	const complete = readMarker(folders.n8n)?.n8n === version && existsSync(programIn(folders.n8n));
	return node && complete ? { folders, node, n8n: programIn(folders.n8n), version } : undefined;
}

/**
 * Gets Node 24 and n8n from the npm registry, or finds them already there (then at once). Broken
 * off, it goes on where it was. Throws `Trouble` for what a person can mend.
 */
export async function installRuntime(
	say: Say,
	env: NodeJS.ProcessEnv = process.env,
): Promise<Runtime> {
	const found = findRuntime(env);
	if (found) return found;

	const folders = chooseFolders(env);
	const version = chosenN8n(env);
	refuseWindows();
	mkdirSync(folders.n8n, { recursive: true });
	refuseFullDisk(folders.n8n);

	const node = await installNode(folders.node, say);
	await installN8n(folders.n8n, version, node, say);
	return { folders, node, n8n: programIn(folders.n8n), version };
}

async function installN8n(folder: string, version: string, node: string, say: Say): Promise<void> {
	const content = { private: true, dependencies: { n8n: version }, allowScripts: ALLOWED_SCRIPTS };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(content, null, '\t'));
	const npm = (...args: string[]) =>
		runCommand('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: folder,
			env: npmEnvironment(node, process.env),
		});

	// In two steps because older npm versions ignore allowScripts and would compile everything.
	await withHeartbeat(say, `Installing n8n ${version} (3 GB, some 5 minutes, once)`, () =>
		npm('install', '--ignore-scripts'),
	);
	await withHeartbeat(say, "Compiling n8n's database module (about a minute, once)", () =>
		npm('rebuild', 'sqlite3', '--ignore-scripts=false'),
	);
	await runCommand(node, ['-e', "require('sqlite3')"], { cwd: folder });
	writeMarker(folder, { n8n: version });
	say(`n8n ${version} is installed`);
}

function refuseWindows(): void {
	if (process.platform !== 'win32') return;
	throw new Trouble('This needs Linux or macOS. On Windows, run it inside WSL.');
}

function refuseFullDisk(folder: string): void {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	if (free >= NEEDED_BYTES || existsSync(programIn(folder))) return;
	const gigabytes = (free / 1e9).toFixed(1);
	throw new Trouble(
		`n8n needs about 4 GB of disk and only ${gigabytes} GB are free in ${folder}. Free some space, or choose another folder with ECOTRACK_RUNTIME_DIR.`,
	);
}

if (require.main === module) {
	installRuntime(startProgress()).then(
		({ version, n8n }) => console.log(`n8n ${version} is ready: ${n8n}`),
		(error: Error) => {
			console.error(error instanceof Trouble ? `${error.message}\n${error.output}` : error);
			process.exitCode = 1;
		},
	);
}
