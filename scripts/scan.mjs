// n8n's package scan on this machine, before anything is published: the rules that a verified
// package must pass, once on the sources and once on the packed file. n8n's own command takes
// published names only, and ends with 0 even when it found something.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';

/** Packs the package and returns the folder it is unpacked into. */
function unpack(folder) {
	const packed = execFileSync(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: repository, encoding: 'utf8', shell: isWindows, stdio: ['ignore', 'pipe', 'ignore'] },
	);
	const [{ filename, files }] = JSON.parse(packed);
	if (!files.some(({ path }) => path.startsWith('dist/'))) {
		throw new Error('The packed file holds no dist: run "npm run build" first');
	}
	const target = join(folder, 'package');
	mkdirSync(target);
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	return target;
}

async function scan(name, folder, patterns) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	// The scanner passes a folder in which it finds nothing.
	const isClean = passed && !message;
	console.log(`${isClean ? 'passed' : 'FAILED'}  ${name}${message ? `: ${message}` : ''}`);
	if (details) console.log(details);
	return isClean;
}

const folder = mkdtempSync(join(tmpdir(), 'ecotrack-scan-'));
try {
	const sources = await scan('sources', repository, SOURCE_FILE_PATTERNS);
	const packed = await scan('packed file', unpack(folder), ['**/*.js', 'package.json']);
	process.exitCode = sources && packed ? 0 : 1;
} catch (error) {
	console.error(`FAILED  ${error.message}`);
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
