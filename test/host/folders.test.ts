import { join } from 'node:path';
import { chooseFolders, pinnedN8n, projectFolder } from '../../host/folders';

describe('the folders of the runtime', () => {
	it('lie in .runtime of the repository, where nothing else is said', () => {
		const folders = chooseFolders({});
		expect(folders.root).toBe(join(projectFolder, '.runtime'));
		expect(folders.n8n).toBe(join(projectFolder, '.runtime', 'n8n'));
	});

	it('lie where ECOTRACK_RUNTIME_DIR says', () => {
		expect(chooseFolders({ ECOTRACK_RUNTIME_DIR: '/elsewhere' }).node).toBe('/elsewhere/node');
	});

	it('give another n8n version a folder of its own, and the pinned one its usual folder', () => {
		const env = { ECOTRACK_RUNTIME_DIR: '/elsewhere' };
		expect(chooseFolders({ ...env, N8N_VERSION: '2.38.0' }).n8n).toBe('/elsewhere/versions/2.38.0');
		expect(chooseFolders({ ...env, N8N_VERSION: pinnedN8n }).n8n).toBe('/elsewhere/n8n');
	});

	it('give an older n8n the Node it was made for', () => {
		const nodeFor = (version: string) =>
			chooseFolders({ ECOTRACK_RUNTIME_DIR: '/elsewhere', N8N_VERSION: version }).node;
		expect(nodeFor('2.37.11')).toBe('/elsewhere/node');
		expect(nodeFor('2.20.12')).toBe('/elsewhere/versions/node-22');
		expect(nodeFor('2.8.4')).toBe('/elsewhere/versions/node-20');
	});
});
