import { ask, testQuirk, trackingsOf } from '../wire';

describe('quirks of the line', () => {
	testQuirk('moved-alias', async (sandbox) => {
		sandbox.quirks.on('moved-alias', { host: 'https://new.example' });
		const reply = await ask(sandbox, 'get/orders', {
			headers: { accept: 'application/json' },
			query: { page: 2 },
		});
		expect(reply.status).toBe(301);
		expect(reply.headers.location).toBe('https://new.example/api/v1/get/orders?page=2');
		sandbox.quirks.on('moved-alias', { status: 308 });
		expect((await ask(sandbox, 'get/orders')).status).toBe(308);
	});

	testQuirk('login-redirect', async (sandbox) => {
		sandbox.quirks.on('login-redirect');
		const reply = await ask(sandbox, 'get/orders');
		expect([reply.status, reply.headers.location]).toEqual([302, '/login']);
		sandbox.quirks.on('login-redirect', { value: '/maintenance' });
		expect((await ask(sandbox, 'get/orders')).headers.location).toBe('/maintenance');
	});

	testQuirk('html-maintenance', async (sandbox) => {
		sandbox.quirks.on('html-maintenance');
		const reply = await ask(sandbox, 'get/orders');
		expect(reply.status).toBe(503);
		expect(reply.headers['content-type']).toBe('text/html; charset=UTF-8');
		expect(reply.text).toMatch(/^<!DOCTYPE html>/);
	});

	testQuirk('html-ok', async (sandbox) => {
		sandbox.quirks.on('html-ok');
		const reply = await ask(sandbox, 'validate/token');
		expect(reply.status).toBe(200);
		expect(reply.text).toMatch(/^<!DOCTYPE html>/);
	});

	testQuirk('server-error', async (sandbox) => {
		sandbox.quirks.on('server-error');
		expect((await ask(sandbox, 'get/orders')).status).toBe(500);
		sandbox.quirks.on('server-error', { status: 504 });
		expect(await ask(sandbox, 'get/orders')).toMatchObject({
			status: 504,
			text: expect.stringContaining('Gateway Time-out'),
		});
	});

	testQuirk('truncated-json', async (sandbox) => {
		const whole = (await ask(sandbox, 'get/orders')).text;
		sandbox.quirks.on('truncated-json');
		const reply = await ask(sandbox, 'get/orders');
		expect(reply).toMatchObject({ status: 200, json: null });
		expect(whole.startsWith(reply.text)).toBe(true);
	});

	testQuirk('single-quoted-json', async (sandbox) => {
		sandbox.quirks.on('single-quoted-json');
		expect((await ask(sandbox, 'validate/token')).text).toBe(
			"{'success':true,'message':'VALID_TOKEN'}",
		);
	});

	testQuirk('not-an-object', async (sandbox) => {
		sandbox.quirks.on('not-an-object');
		expect((await ask(sandbox, 'get/orders')).text).toBe('null');
		sandbox.quirks.on('not-an-object', { value: 'OK' });
		expect((await ask(sandbox, 'get/orders')).text).toBe('"OK"');
	});

	testQuirk('slow-answers', async (sandbox) => {
		sandbox.quirks.on('slow-answers', { ms: 30_000, path: 'get/orders' });
		let isAnswered = false;
		const slow = ask(sandbox, 'get/orders').then(() => (isAnswered = true));
		const isHeard = () => sandbox.requests.some(({ path }) => path.endsWith('get/orders'));
		while (!isHeard()) await ask(sandbox, 'get/maj');
		expect(isAnswered).toBe(false);
		sandbox.platform.clock.advance(30_000);
		await slow;
		expect(isAnswered).toBe(true);
	});

	testQuirk('dropped-connection', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		const remarks = () => sandbox.platform.get(tracking)?.remarks.length ?? 0;
		const before = remarks();
		const asking = { method: 'POST', query: { tracking, content: 'x' } } as const;
		sandbox.quirks.on('dropped-connection');
		await expect(ask(sandbox, 'add/maj', asking)).rejects.toThrow();
		expect(remarks()).toBe(before);
		sandbox.quirks.on('dropped-connection', { moment: 'after' });
		await expect(ask(sandbox, 'add/maj', asking)).rejects.toThrow();
		expect(remarks()).toBe(before + 1);
		expect(sandbox.requests.map(({ status }) => status)).toEqual([0, 0]);
	});

	testQuirk('lost-answer-after-write', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		const before = sandbox.platform.get(tracking)?.remarks.length ?? 0;
		const asking = { method: 'POST', query: { tracking, content: 'x' } } as const;
		sandbox.quirks.on('lost-answer-after-write');
		await expect(ask(sandbox, 'add/maj', asking)).rejects.toThrow();
		expect(sandbox.platform.get(tracking)?.remarks).toHaveLength(before + 1);
		expect((await ask(sandbox, 'get/maj', { query: { tracking } })).status).toBe(200);
	});

	testQuirk('cut-off-answer', async (sandbox) => {
		sandbox.quirks.on('cut-off-answer');
		await expect(ask(sandbox, 'get/orders')).rejects.toThrow();
		expect(sandbox.requests).toMatchObject([{ status: 200 }]);
	});
});
