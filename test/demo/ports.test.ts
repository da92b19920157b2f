import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { choosePort } from '../../demo/ports';

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
