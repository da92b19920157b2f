import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const shim = resolve(__dirname, '../../host/npm-shim');

describe('the npm that n8n sees', () => {
	let folder: string;
	let realNpm: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ecotrack-shim-'));
		const packed = {
			name: 'n8n-nodes-ecotrack',
			version: '1.2.3',
			filename: 'n8n-nodes-ecotrack-1.2.3.tgz',
			integrity: 'sha512-abc',
		};
		writeFileSync(join(folder, 'packed.json'), JSON.stringify(packed));
		writeFileSync(join(folder, packed.filename), 'the packed file');
		// Stands for the real npm: says what it was called with.
		realNpm = join(folder, 'real');
		mkdirSync(realNpm);
		writeFileSync(join(realNpm, 'npm'), '#!/bin/sh\necho "real npm: $*"\nexit 7\n');
		chmodSync(join(realNpm, 'npm'), 0o755);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const environment = () => ({
		PATH: [shim, realNpm, dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
		ECOTRACK_PACKED: folder,
	});
	const npm = (...args: string[]) =>
		execFileSync('npm', args, { env: environment(), cwd: realNpm, encoding: 'utf8' }).trim();

	it('knows the version of the packed file, and of the latest', () => {
		expect(npm('view', 'n8n-nodes-ecotrack@1.2.3', 'version', '--json')).toBe('"1.2.3"');
		expect(npm('view', 'n8n-nodes-ecotrack@latest', 'version', '--json')).toBe('"1.2.3"');
	});

	it('knows its integrity', () => {
		expect(npm('view', 'n8n-nodes-ecotrack@1.2.3', 'dist.integrity', '--json')).toBe(
			'"sha512-abc"',
		);
	});

	it('puts it into the current folder for `npm pack`, and says its name', () => {
		const name = npm('pack', 'n8n-nodes-ecotrack@1.2.3', '--quiet', '--registry=https://x');
		expect(readFileSync(join(realNpm, name), 'utf8')).toBe('the packed file');
	});

	it.each([
		['another package', ['view', 'n8n-nodes-other@1.0.0', 'version', '--json']],
		['another version', ['pack', 'n8n-nodes-ecotrack@9.9.9', '--quiet']],
		['another command', ['install', '--ignore-scripts=true']],
	])('passes %s on to the real npm, exit code included', (_, args) => {
		const result = spawnSync('npm', args, { env: environment(), encoding: 'utf8' });
		expect(result.stdout.trim()).toBe(`real npm: ${args.join(' ')}`);
		expect(result.status).toBe(7);
	});
});
