import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedN8n } from '../../host/folders';
import { findRuntime } from '../../host/install';
import { writeMarker } from '../../host/marker';
import { nodePackage } from '../../host/node24';

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
