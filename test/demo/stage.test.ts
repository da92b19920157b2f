import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePort, leaveFolder, refuseSecond, takeFolder } from '../../demo/stage';

describe('one demo at a time', () => {
	let folder: string;
	let n8n: Server;
	let url: string;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'ecotrack-lock-'));
		n8n = createServer((_request, response) => response.end('{"status":"ok"}'));
		await once(n8n.listen(0, '127.0.0.1'), 'listening');
		url = `http://127.0.0.1:${(n8n.address() as AddressInfo).port}`;
	});
	afterEach(() => {
		n8n.close();
		rmSync(folder, { recursive: true });
	});

	it('refuses a second one, and says where the first is and how to stop it', async () => {
		takeFolder(folder, { pid: process.pid, url });
		await expect(refuseSecond(folder)).rejects.toThrow(
			new RegExp(`running already: ${url} .*kill ${process.pid}`),
		);
	});

	it('lets the next one start after the first has stopped', async () => {
		takeFolder(folder, { pid: process.pid, url });
		leaveFolder(folder);
		await expect(refuseSecond(folder)).resolves.toBeUndefined();
	});

	it('forgets one that was killed, even if its process number is in use again', async () => {
		n8n.close();
		n8n.closeAllConnections();
		await once(n8n, 'close');
		takeFolder(folder, { pid: process.pid, url });
		await expect(refuseSecond(folder)).resolves.toBeUndefined();
		expect(existsSync(join(folder, 'running.json'))).toBe(false);
	});
});

describe("choosing the demo's ports", () => {
	let server: Server;
	let taken: number;
	let said: string[];

	beforeEach(async () => {
		said = [];
		server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		taken = (server.address() as AddressInfo).port;
	});
	afterEach(() => server.close());

	const choose = (wish: { usual: number; wanted?: number }) =>
		choosePort({ what: 'n8n', flag: '--port', ...wish }, (line) => said.push(line));

	it('takes another one where the usual one is in use, and says so', async () => {
		const port = await choose({ usual: taken });
		expect(port).not.toBe(taken);
		expect(said).toEqual([`Port ${taken} is in use, so n8n takes ${port}`]);
	});

	it('refuses where somebody insists on one that is in use, and names the flag', async () => {
		await expect(choose({ usual: 5678, wanted: taken })).rejects.toThrow(
			`Port ${taken} is in use. Choose another one for n8n with --port`,
		);
	});

	it('takes the wanted one without a word where it is free', async () => {
		server.close();
		await once(server, 'close');
		expect(await choose({ usual: 5678, wanted: taken })).toBe(taken);
		expect(said).toEqual([]);
	});
});
