// Stands before npm on n8n's PATH. n8n installs community packages with `npm view` and `npm pack`;
// for this package, which may not be published yet, both are answered from the locally packed file
// (the folder in ECOTRACK_PACKED, see host/pack.ts). Everything else goes to the real npm.
const { spawnSync } = require('node:child_process');
const { copyFileSync, readFileSync } = require('node:fs');
const { delimiter, join, resolve } = require('node:path');

/** What to print for `npm <args>`, or undefined if it is not about the packed package. */
function answer(args, folder) {
	const packed = JSON.parse(readFileSync(join(folder, 'packed.json'), 'utf8'));
	const [command, wanted, field] = args;
	const ours = [packed.name, `${packed.name}@latest`, `${packed.name}@${packed.version}`];
	if (!ours.includes(wanted)) return undefined;

	if (command === 'view' && field === 'version') return JSON.stringify(packed.version);
	if (command === 'view' && field === 'dist.integrity') return JSON.stringify(packed.integrity);
	if (command === 'pack') {
		copyFileSync(join(folder, packed.filename), resolve(packed.filename));
		return packed.filename;
	}
	return undefined;
}

/** Runs the npm that would have run without this folder on the PATH. */
function passOn(args) {
	const path = (process.env.PATH ?? '').split(delimiter);
	const rest = path.filter((folder) => resolve(folder || '.') !== __dirname).join(delimiter);
	const env = { ...process.env, PATH: rest };
	return spawnSync('npm', args, { stdio: 'inherit', env }).status ?? 1;
}

const args = process.argv.slice(2);
const folder = process.env.ECOTRACK_PACKED;
const text = folder ? answer(args, folder) : undefined;
if (text === undefined) process.exitCode = passOn(args);
else console.log(text);
