import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type Say, startProgress, Trouble, withHeartbeat } from './command';
import { cleanEnvironment, npmEnvironment } from './environment';
import { chooseFolders, chosenN8n, type Folders } from './folders';
import { type Needs, needsOf } from './needs';

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
	const node = findNode(folders.node, needsOf(version));
	const complete = readMarker(folders.n8n)?.n8n === version && existsSync(programIn(folders.n8n));
	return node && complete ? { folders, node, n8n: programIn(folders.n8n), version } : undefined;
}

/**
 * Gets n8n and the Node it needs from the npm registry, or finds them already there (then at
 * once). Broken off, it goes on where it was. Throws `Trouble` for what a person can mend.
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

	const node = await installNode(folders.node, needsOf(version), say);
	await installN8n(folders.n8n, version, node, say);
	return { folders, node, n8n: programIn(folders.n8n), version };
}

async function installN8n(folder: string, version: string, node: string, say: Say): Promise<void> {
	const content = {
		private: true,
		dependencies: { n8n: version },
		overrides: needsOf(version).overrides,
		allowScripts: ALLOWED_SCRIPTS,
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(content, null, '\t'));
	const npm = (...args: string[]) =>
		runCommand('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: folder,
			env: npmEnvironment(node, process.env),
		});

	// In two steps because older npm versions ignore allowScripts and would compile everything.
	await withHeartbeat(say, `Installing n8n ${version}`, () => npm('install', '--ignore-scripts'), {
		takes: '3 GB, some 5 minutes, once; npm itself says nothing meanwhile',
		next: "n8n's database module is compiled",
	});
	await withHeartbeat(
		say,
		"Compiling n8n's database module",
		() => npm('rebuild', 'sqlite3', '--ignore-scripts=false'),
		{ takes: 'about a minute, once', next: 'n8n is there, and starts' },
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

/** The npm package that holds nothing but Node for this kind of machine. */
export function nodePackage(platform = process.platform, arch = process.arch): string {
	return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** Path of a Node that can run n8n, or undefined if none is installed yet. */
export function findNode(
	folder: string,
	{ node, orNewer }: Needs,
	running = process.versions.node,
): string | undefined {
	const major = Number(running.split('.')[0]);
	if (major === node || (orNewer && major > node)) return process.execPath;
	const program = join(folder, 'node_modules', nodePackage(), 'bin', 'node');
	return readMarker(folder) && existsSync(program) ? program : undefined;
}

/**
 * Gets Node from the npm registry into `folder` (189 MB, some 5 s) unless the running one will do
 * or it is there already. Answers the path of the program.
 */
export async function installNode(folder: string, needs: Needs, say: Say): Promise<string> {
	const found = findNode(folder, needs);
	if (found) return found;

	const name = nodePackage();
	const program = join(folder, 'node_modules', name, 'bin', 'node');
	mkdirSync(folder, { recursive: true });
	const dependencies = { [name]: String(needs.node) };
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));

	try {
		await withHeartbeat(
			say,
			`Getting Node ${needs.node}, which this n8n needs`,
			() =>
				runCommand('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
					cwd: folder,
					env: cleanEnvironment(process.env),
				}),
			{ takes: '190 MB, seconds, once', next: 'n8n itself is installed' },
		);
		const version = await runCommand(program, ['--version'], { cwd: folder });
		writeMarker(folder, { node: version.trim() });
	} catch (error) {
		if (!(error instanceof Trouble)) throw error;
		const way = `Installing Node ${needs.node} by hand (nodejs.org) works as well.`;
		throw new Trouble(`${error.message} ${way}`, error.output);
	}
	return program;
}

/** Written as the last step of an installation: what is half done has none and is done again. */
const FILE = 'complete.json';

/** Notes that `folder` holds exactly this. */
export function writeMarker(folder: string, content: Record<string, string>): void {
	writeFileSync(join(folder, FILE), `${JSON.stringify(content, null, '\t')}\n`);
}

/** What `folder` holds, or undefined where an installation never came to its end. */
export function readMarker(folder: string): Record<string, string> | undefined {
	const file = join(folder, FILE);
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
	} catch {
		return undefined;
	}
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
