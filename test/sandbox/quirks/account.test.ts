import { ask, testQuirk, trackingsOf } from '../wire';

const JSON_ONLY = { accept: 'application/json' };
const BEARER = { ...JSON_ONLY, authorization: 'Bearer sandbox-token' };

describe('quirks of the account', () => {
	testQuirk('revoked-token', async (sandbox) => {
		sandbox.quirks.on('revoked-token');
		const validation = await ask(sandbox, 'validate/token');
		expect(validation.json).toEqual({ success: false, message: 'INVALID_TOKEN' });
		expect((await ask(sandbox, 'get/orders')).status).toBe(401);
		sandbox.quirks.off('revoked-token');
		expect((await ask(sandbox, 'get/orders')).status).toBe(200);
	});

	testQuirk('token-not-allowed', async (sandbox) => {
		sandbox.quirks.on('token-not-allowed');
		expect(await ask(sandbox, 'validate/token')).toMatchObject({
			status: 200,
			json: { success: false, message: 'TOKEN_NOT_ALLOWED' },
		});
		expect((await ask(sandbox, 'get/orders')).status).toBe(403);
	});

	testQuirk('bearer-refused', async (sandbox) => {
		sandbox.quirks.on('bearer-refused');
		expect((await ask(sandbox, 'get/orders', { headers: BEARER })).status).toBe(401);
		expect((await ask(sandbox, 'get/orders')).status).toBe(200);
	});

	testQuirk('bearer-everywhere', async (sandbox) => {
		sandbox.quirks.on('bearer-everywhere');
		const { json } = await ask(sandbox, 'validate/token', { headers: BEARER });
		expect(json).toMatchObject({ success: true });
		const query = { trackings: trackingsOf(sandbox)[0], status: 'all' };
		const batch = await ask(sandbox, 'get/orders/status', { headers: BEARER, query });
		expect(batch.status).toBe(200);
	});

	testQuirk('old-headers', async (sandbox) => {
		sandbox.quirks.on('old-headers');
		const { headers } = await ask(sandbox, 'get/orders');
		expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([
			'x-ratelimit-limit',
			'x-ratelimit-remaining',
		]);
		expect(headers).toMatchObject({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '49' });
	});

	testQuirk('no-limit-headers', async (sandbox) => {
		sandbox.quirks.on('no-limit-headers');
		for (let asked = 0; asked < 50; asked += 1) {
			const { headers } = await ask(sandbox, 'get/orders');
			expect(Object.keys(headers).join()).not.toContain('ratelimit');
		}
		expect((await ask(sandbox, 'get/orders')).status).toBe(429);
	});
});
