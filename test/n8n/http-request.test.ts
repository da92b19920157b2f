import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import { itemsOf, type WorkflowFile } from '../../host/workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { describeCredential, describeN8n, enterWithPackage, runOnce } from './support/n8n';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** A workflow with n8n's HTTP Request node that uses our credential. */
function requestTo(url: string): WorkflowFile {
	const parameters = {
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'ecotrackApi',
		options: {},
	};
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{ name: 'Request', type: HTTP_REQUEST, typeVersion: 4.2, parameters },
	].map((node, index) => ({ ...node, id: `node-${index}`, position: [index * 200, 0] }));
	const connections = { Start: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } };
	return { name: `Request to ${url}`, nodes, connections, settings: {} };
}

describeN8n("n8n's HTTP Request node with our credential", () => {
	let rest: Rest;
	let sandbox: Sandbox;
	let credential: CredentialReference;
	let other: Server;
	let reached: string[];

	beforeAll(async () => {
		({ rest } = await enterWithPackage());
		sandbox = await startSandbox({ orders: 3 });
		const input = describeCredential(sandbox.url, sandbox.token);
		credential = await saveCredential(rest, input);
		other = createServer((request, response) => {
			reached.push(JSON.stringify([request.url, request.headers]));
			response.end('{"success":true}');
		}).listen(0, '127.0.0.1');
		await once(other, 'listening');
	});
	beforeEach(() => (reached = []));
	afterEach(() => sandbox.quirks.clear());
	afterAll(async () => {
		await sandbox?.close();
		other?.close();
	});

	const otherUrl = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
	const run = (url: string) => runOnce(rest, requestTo(url), credential, /httpRequest$/);

	it('reaches an endpoint that our node does not have, and a full address works', async () => {
		const execution = await run(`${sandbox.url}/api/v1/get/orders`);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Request')[0].json.data).toHaveLength(3);
	});

	it('gets the token into the query where the platform wants it there', async () => {
		const execution = await run(`${sandbox.url}/api/v1/validate/token`);
		expect(itemsOf(execution, 'Request')[0].json).toMatchObject({ message: 'VALID_TOKEN' });
	});

	it('is refused another host, before anything is sent', async () => {
		const execution = await run(`${otherUrl()}/api/v1/get/orders`);
		expect(execution.status).toBe('error');
		expect(reached).toEqual([]);
	});

	it('does not carry the token along a redirect', async () => {
		sandbox.quirks.on('moved-alias', { host: otherUrl() });
		const execution = await run(`${sandbox.url}/api/v1/get/orders`);
		expect(execution.status).toBe('error');
		expect(reached).toEqual([]);
	});
});
