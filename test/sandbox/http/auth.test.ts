import { ask, withSandbox, type Asking } from '../wire';

const JSON_ONLY = { accept: 'application/json' };
const BEARER = { ...JSON_ONLY, authorization: 'Bearer sandbox-token' };
const QUERY = { api_token: 'sandbox-token' };

const STATUS_QUERY = { trackings: 'ECXXXX2608170000', status: 'all' };

describe('a token on validate/token', () => {
	it.each<[string, Asking, number, unknown]>([
		[
			'right in the query',
			{ headers: JSON_ONLY, query: QUERY },
			200,
			{ success: true, message: 'VALID_TOKEN' },
		],
		[
			'wrong in the query',
			{ headers: JSON_ONLY, query: { api_token: 'x' } },
			200,
			{ success: false, message: 'INVALID_TOKEN' },
		],
		['missing', { headers: JSON_ONLY }, 200, { success: false, message: 'INVALID_TOKEN' }],
		[
			'right in the header alone',
			{ headers: BEARER },
			200,
			{ success: false, message: 'INVALID_TOKEN' },
		],
	])('%s', async (_, asking, status, json) => {
		await withSandbox({}, async (sandbox) => {
			expect(await ask(sandbox, 'validate/token', asking)).toMatchObject({ status, json });
		});
	});
});

describe('a token elsewhere', () => {
	it.each<[string, string, Asking, number]>([
		['passes in the header', 'get/orders', { headers: BEARER }, 200],
		['passes in the query', 'get/orders', { headers: JSON_ONLY, query: QUERY }, 200],
		['is missed', 'get/orders', { headers: JSON_ONLY }, 401],
		[
			'is refused when wrong',
			'get/orders',
			{ headers: { ...JSON_ONLY, authorization: 'Bearer x' } },
			401,
		],
		[
			'counts from the query first',
			'get/orders',
			{ headers: BEARER, query: { api_token: 'x' } },
			401,
		],
		[
			'has to be in the query of get/orders/status',
			'get/orders/status',
			{ headers: BEARER, query: STATUS_QUERY },
			401,
		],
		[
			'passes in the query of get/orders/status',
			'get/orders/status',
			{ headers: JSON_ONLY, query: { ...QUERY, ...STATUS_QUERY } },
			200,
		],
	])('%s: %s', async (_, path, asking, status) => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, path, asking);
			expect(reply.status).toBe(status);
			if (status === 401) expect(reply.json).toEqual({ message: 'Unauthenticated.' });
		});
	});

	it('may be another one than the usual', async () => {
		await withSandbox({ token: 'mine' }, async (sandbox) => {
			expect((await ask(sandbox, 'get/orders')).status).toBe(200);
			expect((await ask(sandbox, 'get/orders', { headers: BEARER })).status).toBe(401);
		});
	});
});
