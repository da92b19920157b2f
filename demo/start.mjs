// `npm run demo`. Plain JavaScript without dependencies, so that it runs in a bare clone: it
// installs the project's packages where they are missing, then hands over to demo/main.ts.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const readJson = (...path) => JSON.parse(readFileSync(join(project, ...path), 'utf8'));

refuseOldNode();
if (!isInstalled()) await installPackages();

const require = createRequire(import.meta.url);
require('tsx/cjs/api').register();
await require('./main.ts').main();

function refuseOldNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	console.error(`This needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
	process.exit(1);
}

/** Whether every package the project names is there, in the version the lock file names. */
function isInstalled() {
	const { packages } = readJson('package-lock.json');
	return Object.keys(readJson('package.json').devDependencies).every((name) => {
		const file = join('node_modules', name, 'package.json');
		if (!existsSync(join(project, file))) return false;
		return readJson(file).version === packages[`node_modules/${name}`]?.version;
	});
}

async function installPackages() {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	console.log("Installing this project's packages (npm ci, 1 GB, a minute or two, once)");
	console.log(
		'  next: n8n itself, unless it is there (3 GB, some 5 minutes, once); then it starts',
	);
	const timer = setInterval(() => console.log(`  still busy: npm ci, ${seconds()} s`), 15_000);

	let output = '';
	const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
	const npm = spawn('npm', args, { cwd: project, shell: process.platform === 'win32' });
	for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text) => (output += text));
	const code = await new Promise((resolve) => {
		npm.on('error', (error) => resolve(((output += error.message), 1)));
		npm.on('close', resolve);
	});
	clearInterval(timer);
	if (code === 0) return;

	const known = readJson('host', 'meanings.json');
	const meaning = known.find(({ pattern }) => new RegExp(pattern, 'i').test(output))?.meaning;
	console.error(`${output.trim()}\n\n${meaning ?? 'npm ci did not succeed; its output is above.'}`);
	process.exit(1);
}
