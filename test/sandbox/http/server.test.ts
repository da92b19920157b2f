import { request } from 'undici';
import { startSandbox } from '../../../sandbox';
import { ask, openSandbox, withSandbox } from '../wire';

describe('the server of a sandbox', () => {
	it('listens on the loopback address, on a free port', async () => {
		await withSandbox({}, async (sandbox) => {
			expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		});
	});

	it('says so when its port is taken', async () => {
		await withSandbox({}, async (sandbox) => {
			const port = Number(new URL(sandbox.url).port);
			await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		});
	});

	it('answers no more once it is closed', async () => {
		const sandbox = await openSandbox();
		await ask(sandbox, 'get/orders');
		await sandbox.close();
		await expect(ask(sandbox, 'get/orders')).rejects.toThrow();
	});

	it('notes every API request, as it came in, and its status', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			const [{ tracking }] = sandbox.platform.all();
			await ask(sandbox, 'add/maj', { method: 'POST', body: { tracking, content: 'é' } });
			await ask(sandbox, 'get/trackings', { query: { 'trackings[]': ['A', 'B'] } });
			expect(sandbox.requests).toMatchObject([
				{
					method: 'POST',
					path: '/api/v1/add/maj',
					query: { api_token: 'sandbox-token' },
					headers: { authorization: 'Bearer sandbox-token' },
					body: { tracking, content: 'é' },
					status: 200,
				},
				{ method: 'GET', query: { trackings: ['A', 'B'] }, body: undefined, status: 404 },
			]);
			sandbox.requests.length = 0;
			await ask(sandbox, 'get/orders');
			expect(sandbox.requests).toHaveLength(1);
		});
	});

	it('takes parameters from a form as well', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			const [{ tracking }] = sandbox.platform.all();
			const reply = await request(`${sandbox.url}/api/v1/add/maj`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${sandbox.token}`,
					'content-type': 'application/x-www-form-urlencoded',
				},
				body: new URLSearchParams({ tracking, content: 'par formulaire' }).toString(),
			});
			expect(await reply.body.json()).toMatchObject({ success: true });
		});
	});

	it('survives a body that is no JSON', async () => {
		await withSandbox({}, async (sandbox) => {
			const reply = await request(`${sandbox.url}/api/v1/add/maj`, {
				method: 'POST',
				headers: { authorization: `Bearer ${sandbox.token}`, accept: 'application/json' },
				body: '{"tracking":',
			});
			expect(reply.statusCode).toBe(422);
			await reply.body.dump();
		});
	});

	it('starts with the quirks it is told to', async () => {
		await withSandbox({ quirks: ['html-maintenance'] }, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders')).status).toBe(503);
		});
	});
});
