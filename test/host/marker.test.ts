import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMarker, writeMarker } from '../../host/marker';

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
