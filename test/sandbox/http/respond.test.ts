import { ask, withSandbox } from '../wire';

describe('an address the platform does not serve', () => {
	it('is a 404 that names the route', async () => {
		await withSandbox({}, async (sandbox) => {
			expect(await ask(sandbox, 'get/everything')).toMatchObject({
				status: 404,
				json: { message: 'The route api/v1/get/everything could not be found.' },
			});
		});
	});

	it('is a 405 with the right verbs when only the verb is wrong', async () => {
		await withSandbox({}, async (sandbox) => {
			expect(await ask(sandbox, 'add/maj')).toMatchObject({
				status: 405,
				json: {
					message:
						'The GET method is not supported for route api/v1/add/maj. Supported methods: POST.',
				},
			});
		});
	});
});

describe('a client that does not ask for JSON', () => {
	const headers = { authorization: 'Bearer sandbox-token', accept: '*/*' };

	it('is redirected where another gets field errors', async () => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/maj', { headers });
			expect(reply.status).toBe(302);
			expect(reply.headers.location).toBe('/');
		});
	});

	it('is sent to the login where another gets 401', async () => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/orders', { headers: {} });
			expect([reply.status, reply.headers.location]).toEqual([302, '/login']);
		});
	});

	it('gets pages for errors, with the wait of a 429', async () => {
		await withSandbox({ limits: { minute: 1 } }, async (sandbox) => {
			const missing = await ask(sandbox, 'get/everything', { headers });
			expect(missing.headers['content-type']).toMatch('text/html');
			const limited = await ask(sandbox, 'get/orders', { headers });
			expect([limited.status, limited.headers['retry-after']]).toEqual([429, '60']);
			expect(limited.headers['content-type']).toMatch('text/html');
		});
	});

	it('gets JSON all the same when it went well', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders', { headers })).json).toMatchObject({ total: 1 });
		});
	});
});
