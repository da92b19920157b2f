import type { Sandbox } from '../../sandbox';
import { parseForm } from '../../sandbox/http/call';
import { startSandbox } from '../../sandbox';
import { ask, openSandbox, UNKNOWN, withSandbox } from './wire';

describe('the server of a sandbox', () => {
	it('listens on the loopback address, and says so when its port is taken', async () => {
		await withSandbox({}, async ({ url }) => {
			expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
			const port = Number(new URL(url).port);
			await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		});
	});

	it('answers no more once it is closed', async () => {
		const sandbox = await openSandbox();
		await ask(sandbox, 'get/orders');
		await sandbox.close();
		await expect(ask(sandbox, 'get/orders')).rejects.toThrow();
	});

	it('answers with the documented headers', async () => {
		await withSandbox({}, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders')).headers).toMatchObject({
				server: expect.stringMatching(/^nginx/),
				'content-type': 'application/json',
				'content-length': expect.stringMatching(/^\d+$/),
				vary: 'Accept-Encoding',
				'x-powered-by': expect.stringMatching(/^PHP/),
				'cache-control': 'no-cache, private',
				'access-control-allow-origin': '*',
			});
		});
	});

	it('notes every API request, as it came in, and its status', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			const body = { tracking: sandbox.platform.all()[0].tracking, content: 'é' };
			await ask(sandbox, 'POST add/maj', { body });
			await ask(sandbox, 'get/trackings', { query: { trackings: ['A', 'B'] } });
			expect(sandbox.requests).toMatchObject([
				{
					method: 'POST',
					path: '/api/v1/add/maj',
					query: { api_token: 'sandbox-token' },
					headers: { authorization: 'Bearer sandbox-token' },
					body,
					status: 200,
				},
				{ method: 'GET', query: { trackings: ['A', 'B'] }, body: undefined, status: 404 },
			]);
			sandbox.requests.length = 0;
			await ask(sandbox, 'get/orders');
			expect(sandbox.requests).toHaveLength(1);
		});
	});

	it('survives a body that is no JSON', async () => {
		await withSandbox({}, async ({ url, token }) => {
			const reply = await fetch(`${url}/api/v1/add/maj`, {
				method: 'POST',
				headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
				body: '{"tracking":',
			});
			expect(reply.status).toBe(422);
		});
	});

	it('starts with the token and the quirks it is told to', async () => {
		await withSandbox({ token: 'mine', quirks: ['html-ok'] }, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders')).text).toMatch(/^<!DOCTYPE html>/);
			sandbox.quirks.clear();
			expect((await ask(sandbox, 'get/orders')).status).toBe(200);
			const headers = { authorization: 'Bearer sandbox-token', accept: 'application/json' };
			expect((await ask(sandbox, 'get/orders', { headers })).status).toBe(401);
		});
	});
});

describe('a query string or form, read as PHP reads it', () => {
	it.each<[string, object]>([
		['a=1&b=', { a: '1', b: '' }],
		['a=1&a=2', { a: '2' }],
		['a[]=1&a[]=2', { a: ['1', '2'] }],
		['a%5B%5D=1', { a: ['1'] }],
		['a[0]=1&a[1]=2', { a: ['1', '2'] }],
		['a[x]=1&a[y]=2', { a: { x: '1', y: '2' } }],
		['a[0][x]=1&a[0][y]=2&a[1][x]=3', { a: [{ x: '1', y: '2' }, { x: '3' }] }],
		['a=caf%C3%A9+noir', { a: 'café noir' }],
	])('%s', (form, input) => expect(parseForm(form)).toEqual(input));
});

describe('the token', () => {
	const accept = 'application/json';
	const bearer = { accept, authorization: 'Bearer sandbox-token' };
	const right = { api_token: 'sandbox-token' };
	const wrong = { api_token: 'x' };
	const batch = { trackings: UNKNOWN, status: 'all' };

	it.each<[string, string, object, Record<string, string>, string]>([
		['counts in the query', 'validate/token', right, { accept }, 'VALID_TOKEN'],
		['may be wrong', 'validate/token', wrong, { accept }, 'INVALID_TOKEN'],
		['may be missing', 'validate/token', {}, { accept }, 'INVALID_TOKEN'],
		['does not count in the header', 'validate/token', {}, bearer, 'INVALID_TOKEN'],
		['counts in the header', 'get/maj', {}, bearer, 'The given data was invalid.'],
		['counts in the query', 'get/maj', right, { accept }, 'The given data was invalid.'],
		['may be missing', 'get/maj', {}, { accept }, 'Unauthenticated.'],
		['may be wrong', 'get/maj', {}, { accept, authorization: 'Bearer x' }, 'Unauthenticated.'],
		['counts from the query first', 'get/maj', wrong, bearer, 'Unauthenticated.'],
		['does not count in the header', 'get/orders/status', batch, bearer, 'Unauthenticated.'],
	])('%s of %s', async (_, path, query, headers, message) => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await ask(sandbox, path, { query, headers });
			expect(json).toMatchObject({ message });
			const statuses: Record<string, number> = {
				'Unauthenticated.': 401,
				'The given data was invalid.': 422,
			};
			expect(status).toBe(statuses[message] ?? 200);
		});
	});

	it('counts in the query of get/orders/status', async () => {
		await withSandbox({}, async (sandbox) => {
			const asking = { query: { ...right, ...batch }, headers: { accept } };
			expect(await ask(sandbox, 'get/orders/status', asking)).toMatchObject({ status: 200 });
		});
	});
});

it.each(['', '/', '/validate/token/'])(
	'a slash at the end of /api/v1%s does not matter',
	async (path) => {
		await withSandbox({}, async ({ url, token }) => {
			const reply = await fetch(`${url}/api/v1${path}?api_token=${token}`);
			expect(reply.status).toBe(200);
			expect(reply.headers.get('x-ratelimit-remaining-day')).toBe('14999');
		});
	},
);

describe('an address the platform does not serve', () => {
	it.each([
		['get/everything', 404, 'The route api/v1/get/everything could not be found.'],
		[
			'add/maj',
			405,
			'The GET method is not supported for route api/v1/add/maj. Supported methods: POST.',
		],
		[
			'POST delete/order',
			405,
			'The POST method is not supported for route api/v1/delete/order. Supported methods: DELETE.',
		],
	])('%s is a %i', async (endpoint, status, message) => {
		await withSandbox({}, async (sandbox) => {
			expect(await ask(sandbox, endpoint)).toMatchObject({ status, json: { message } });
		});
	});
});

describe('a client that does not ask for JSON', () => {
	const headers = { authorization: 'Bearer sandbox-token', accept: '*/*' };

	it.each([
		['is redirected where another gets field errors', 'get/maj', headers, '/'],
		['is sent to the login where another gets 401', 'get/maj', { accept: '*/*' }, '/login'],
	])('%s', async (_, path, theirs, location) => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, path, { headers: theirs });
			expect([reply.status, reply.headers.location]).toEqual([302, location]);
		});
	});

	it('gets pages for errors, with the wait of a 429, and JSON when it went well', async () => {
		await withSandbox({ limits: { minute: 2 } }, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders', { headers })).json).toMatchObject({ total: 0 });
			const missing = await ask(sandbox, 'get/everything', { headers });
			expect([missing.status, missing.headers['content-type']]).toEqual([
				404,
				'text/html; charset=UTF-8',
			]);
			const limited = await ask(sandbox, 'get/orders', { headers });
			expect([limited.status, limited.headers['retry-after']]).toEqual([429, '60']);
			expect(limited.text).toMatch(/^<!DOCTYPE html>/);
		});
	});
});

describe('an order whose return is asked for', () => {
	it('usually turns round when orders move by themselves', async () => {
		await withSandbox({ autoMove: true, limits: 'off' }, async (sandbox: Sandbox) => {
			const { platform } = sandbox;
			for (const { tracking } of platform.createMany(40, { status: 'en_livraison' }))
				await ask(sandbox, 'POST ask/for/order/return', { query: { tracking } });
			platform.clock.advance(13 * 3_600_000);
			const returning = platform.all().filter(({ status }) => status === 'retour_chez_livreur');
			expect(returning.length).toBeGreaterThan(20);
			expect(returning.length).toBeLessThan(40);
		});
	});
});
