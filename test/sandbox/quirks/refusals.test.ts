import { ask, askStatuses, testQuirk, trackingsOf } from '../wire';

const UNKNOWN = 'ECXXXX2608170000';

describe('quirks that refuse', () => {
	testQuirk('success-false', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		const asking = { method: 'POST', query: { tracking, content: 'x' } } as const;
		const before = sandbox.platform.get(tracking)?.remarks.length;
		sandbox.quirks.on('success-false', { path: 'add/maj', code: 10002 });
		expect(await ask(sandbox, 'add/maj', asking)).toMatchObject({
			status: 200,
			json: {
				success: false,
				error: 10002,
				message: 'Pas de livraison pour la wilaya sélectionnée',
			},
		});
		expect(sandbox.platform.get(tracking)?.remarks).toHaveLength(before as number);
		sandbox.quirks.on('success-false', { code: 0, message: 'Non' });
		expect((await ask(sandbox, 'get/orders')).json).toEqual({ success: false, message: 'Non' });
	});

	testQuirk('returned-fail', async (sandbox) => {
		sandbox.quirks.on('returned-fail', { path: 'ask/for/order/return' });
		const [tracking] = trackingsOf(sandbox);
		const asking = { method: 'POST', query: { tracking } } as const;
		expect(await ask(sandbox, 'ask/for/order/return', asking)).toMatchObject({
			status: 200,
			json: { returned: 'fail' },
		});
	});

	testQuirk('unknown-404', async (sandbox) => {
		sandbox.quirks.on('unknown-404');
		const unknown = await ask(sandbox, 'get/maj', { query: { tracking: UNKNOWN } });
		expect(unknown).toMatchObject({ status: 404, json: { message: 'Trackings non trouvés' } });
		expect((await ask(sandbox, 'get/maj')).status).toBe(422);
	});

	testQuirk('unknown-422', async (sandbox) => {
		sandbox.quirks.on('unknown-422');
		const [tracking] = trackingsOf(sandbox);
		const query = { trackings: `${tracking},${UNKNOWN}`, status: 'all' };
		expect((await ask(sandbox, 'get/orders/status', { query })).status).toBe(422);
		expect(Object.keys(await askStatuses(sandbox, [tracking]))).toEqual([tracking]);
		expect((await ask(sandbox, 'get/orders', { query: { tracking: UNKNOWN } })).status).toBe(422);
	});

	testQuirk('poisoned-tracking', async (sandbox) => {
		const [good, bad] = trackingsOf(sandbox);
		sandbox.quirks.on('poisoned-tracking', { tracking: bad.toLowerCase() });
		const query = { trackings: `${good},${bad}`, status: 'all' };
		expect((await ask(sandbox, 'get/orders/status', { query })).status).toBe(422);
		expect((await ask(sandbox, 'get/maj', { query: { tracking: bad } })).status).toBe(422);
		expect(Object.keys(await askStatuses(sandbox, [good]))).toEqual([good]);
	});

	testQuirk('too-many-attempts', async (sandbox) => {
		sandbox.quirks.on('too-many-attempts', { retryAfter: 7, times: 1 });
		const first = await ask(sandbox, 'get/orders');
		expect(first).toMatchObject({ status: 429, json: { message: 'Too Many Attempts.' } });
		expect(first.headers['retry-after']).toBe('7');
		expect((await ask(sandbox, 'get/orders')).status).toBe(200);
		sandbox.quirks.on('too-many-attempts', { retryAfter: '' });
		expect((await ask(sandbox, 'get/orders')).headers).not.toHaveProperty('retry-after');
	});

	testQuirk('forbidden', async (sandbox) => {
		sandbox.quirks.on('forbidden');
		expect((await ask(sandbox, 'get/orders')).status).toBe(403);
	});

	testQuirk('unauthorized-validation', async (sandbox) => {
		sandbox.quirks.on('unauthorized-validation');
		expect((await ask(sandbox, 'validate/token')).status).toBe(200);
		const headers = { accept: 'application/json' };
		const wrong = await ask(sandbox, 'validate/token', { headers, query: { api_token: 'x' } });
		expect(wrong).toMatchObject({ status: 401, json: { message: 'Unauthenticated.' } });
	});

	testQuirk('missing-route', async (sandbox) => {
		sandbox.quirks.on('missing-route', { path: 'get/maj' });
		expect(await ask(sandbox, 'get/maj')).toMatchObject({
			status: 404,
			json: { message: 'The route api/v1/get/maj could not be found.' },
		});
		sandbox.quirks.on('missing-route', { path: 'get/maj', value: 'html' });
		expect((await ask(sandbox, 'get/maj')).text).toMatch(/^<!DOCTYPE html>/);
	});
});
