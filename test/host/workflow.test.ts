import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { logIn, type Rest } from '../../host/rest';
import { publishWorkflow, withCredential } from '../../host/workflow';

describe('giving a workflow its credential', () => {
	const workflow = {
		name: 'A workflow',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ name: 'Orders', type: 'n8n-nodes-ecotrack.ecotrack', parameters: {} },
		],
		connections: {},
	};

	it("reaches this package's nodes and no others, and leaves the original alone", () => {
		const credential = { id: '1', name: 'Demo' };
		const [start, orders] = withCredential(workflow, 'ecotrackApi', credential).nodes;
		expect(start).not.toHaveProperty('credentials');
		expect(orders.credentials).toEqual({ ecotrackApi: credential });
		expect(workflow.nodes[1]).not.toHaveProperty('credentials');
	});
});

describe('publishing a workflow', () => {
	let server: Server;
	let rest: Rest;
	/** What n8n answers, by the end of the path; what is not among it is not there. */
	let answers: Record<string, [status: number, body: object]>;

	beforeEach(async () => {
		answers = {
			'/settings': [200, { data: { userManagement: {} } }],
			'/login': [200, {}],
			'/w1': [200, { data: { active: true, versionId: 'v1', checksum: 'c1' } }],
			'/w1/activate': [200, { data: {} }],
		};
		server = createServer(({ url }, response) => {
			const [status, body] = answers[url?.replace('/rest', '').replace('/workflows', '') ?? ''] ?? [
				404,
				{ message: 'Not found' },
			];
			response.writeHead(status).end(JSON.stringify(body));
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		rest = await logIn(url, { email: '', password: '', firstName: '', lastName: '' });
	});
	afterEach(() => server.close());

	it('tells what a newer n8n says of the publication', async () => {
		const failed = { status: 'failed', triggers: [{ errorMessage: 'No such token' }] };
		answers['/w1/publication-status'] = [200, { data: failed }];
		expect(await publishWorkflow(rest, 'w1')).toEqual(failed);
	});

	it('asks again when a newer n8n says for an instant that nothing is published', async () => {
		const answer = (status: string): [number, object] => [200, { data: { status, triggers: [] } }];
		answers['/w1/publication-status'] = answer('not_published');
		server.on('request', ({ url }) => {
			if (url?.endsWith('publication-status'))
				answers['/w1/publication-status'] = answer('published');
		});
		expect(await publishWorkflow(rest, 'w1')).toMatchObject({ status: 'published' });
		server.removeAllListeners('request').on('request', (_, response) => {
			response.end(JSON.stringify(answer('not_published')[1]));
		});
		expect(await publishWorkflow(rest, 'w1')).toMatchObject({ status: 'not_published' });
	});

	it('takes the word of an older n8n, which knows no publication', async () => {
		expect(await publishWorkflow(rest, 'w1')).toEqual({ status: 'published', triggers: [] });
	});

	it('tells why an older n8n refused', async () => {
		answers['/w1/activate'] = [400, { message: 'No such token' }];
		expect(await publishWorkflow(rest, 'w1')).toEqual({
			status: 'failed',
			triggers: [{ errorMessage: 'No such token' }],
		});
	});

	it('takes nothing else for a refusal', async () => {
		answers['/w1/activate'] = [500, { message: 'Out of memory' }];
		await expect(publishWorkflow(rest, 'w1')).rejects.toThrow('Out of memory');
		delete answers['/w1'];
		await expect(publishWorkflow(rest, 'w1')).rejects.toThrow('Not found');
	});
});
