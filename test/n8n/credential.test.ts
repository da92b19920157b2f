import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Rest } from '../../host/rest';
import { startSandbox, type Sandbox } from '../../sandbox';
import { describeN8n, enterWithPackage, findInLog, tryCredential } from './support/n8n';
import type { SharedN8n } from './support/shared';

const TOKEN = 'token-that-must-not-show-7c1f';

describeN8n("n8n's connection test of the credential", () => {
	let rest: Rest;
	let n8n: SharedN8n;
	let sandbox: Sandbox;
	const others: Server[] = [];

	beforeAll(async () => {
		({ rest, n8n } = await enterWithPackage());
		sandbox = await startSandbox({ token: TOKEN });
	});
	afterEach(() => sandbox.quirks.clear());
	afterAll(async () => {
		await sandbox?.close();
		for (const server of others) server.close();
	});

	/** Another server on this machine, and its address. */
	async function listen(answer: RequestListener): Promise<string> {
		const server = createServer(answer).listen(0, '127.0.0.1');
		others.push(server);
		await once(server, 'listening');
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	it('accepts a working account', async () => {
		expect(await tryCredential(rest, sandbox.url, TOKEN)).toMatchObject({ status: 'OK' });
	});

	it('accepts an address as people paste it', async () => {
		const pasted = ` ${sandbox.url}/api/v1/ `;
		expect(await tryCredential(rest, pasted, TOKEN)).toMatchObject({ status: 'OK' });
	});

	it('says of a wrong token that the carrier did not accept it', async () => {
		expect(await tryCredential(rest, sandbox.url, 'another-token')).toEqual({
			status: 'Error',
			message: expect.stringMatching(/did not accept this API Token/),
		});
	});

	it('says of an account without API access whom to ask', async () => {
		sandbox.quirks.on('token-not-allowed');
		expect(await tryCredential(rest, sandbox.url, TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/API access is switched off.*Ask your carrier/),
		});
	});

	it('is not fooled by another site that answers a page with 200', async () => {
		sandbox.quirks.on('html-ok');
		expect(await tryCredential(rest, sandbox.url, TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/not answer like an ECOTRACK platform/),
		});
	});

	it.each([
		['JSON of its own', 'application/json', '{"status":"ok"}'],
		['a list', 'application/json', '[{"id":1}]'],
		['nothing at all', 'application/json', ''],
		['null', 'application/json', 'null'],
	])('is not fooled by another site that answers %s with 200', async (_, type, body) => {
		const url = await listen((_request, response) => {
			response.writeHead(200, { 'content-type': type }).end(body);
		});
		expect(await tryCredential(rest, url, TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/not answer like an ECOTRACK platform/),
		});
	});

	it('takes an empty list for no success either, though n8n itself stumbles over it', async () => {
		const url = await listen((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
		});
		await expect(tryCredential(rest, url, TOKEN)).rejects.toThrow();
	});

	describe('at an address that sends requests on', () => {
		let reached: string[];

		beforeEach(async () => {
			reached = [];
			const elsewhere = await listen((request, response) => {
				reached.push(JSON.stringify([request.url, request.headers]));
				response.end('{"success":true}');
			});
			sandbox.quirks.on('moved-alias', { host: elsewhere });
		});

		it('sends nothing elsewhere, least of all the token', async () => {
			expect(await tryCredential(rest, sandbox.url, TOKEN)).toMatchObject({ status: 'Error' });
			expect(reached).toEqual([]);
		});

		it('says that there is another address', async () => {
			expect(await tryCredential(rest, sandbox.url, TOKEN)).toEqual({
				status: 'Error',
				message: expect.stringMatching(/sends requests on to another/),
			});
		});
	});

	it('names a host where nothing listens', async () => {
		const url = await listen(() => {});
		const gone = others.pop() as Server;
		gone.close();
		await once(gone, 'close');
		expect(await tryCredential(rest, url, TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/ECONNREFUSED/),
		});
	});

	it('says of a platform under maintenance that it is not available', async () => {
		sandbox.quirks.on('html-maintenance');
		expect(await tryCredential(rest, sandbox.url, TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/not available right now/),
		});
	});

	it('refuses to send the token unencrypted over the internet', async () => {
		expect(await tryCredential(rest, 'http://carrier.example', TOKEN)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/https/),
		});
	});

	it('leaves the token in no line of the log', async () => {
		await tryCredential(rest, sandbox.url, TOKEN);
		sandbox.quirks.on('truncated-json');
		await tryCredential(rest, sandbox.url, TOKEN);
		expect(findInLog(n8n, TOKEN)).toEqual([]);
	});
});
