import { ask, START, withSandbox, type Reply } from '../wire';

const rateHeaders = ({ headers }: Reply) =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-ratelimit')));

const unix = (seconds: number) => String(START.getTime() / 1_000 + seconds);

describe('rate headers', () => {
	it('are the three trios, on every answer', async () => {
		await withSandbox({}, async (sandbox) => {
			await ask(sandbox, 'get/orders');
			expect(rateHeaders(await ask(sandbox, 'get/maj'))).toEqual({
				'x-ratelimit-limit-day': '15000',
				'x-ratelimit-remaining-day': '14998',
				'x-ratelimit-reset-day': unix(86_400),
				'x-ratelimit-limit-hour': '1500',
				'x-ratelimit-remaining-hour': '1498',
				'x-ratelimit-reset-hour': unix(3_600),
				'x-ratelimit-limit-minute': '50',
				'x-ratelimit-remaining-minute': '48',
				'x-ratelimit-reset-minute': unix(60),
			});
		});
	});

	it('are missing when limits are off, and when the token is refused', async () => {
		await withSandbox({ limits: 'off' }, async (sandbox) => {
			expect(rateHeaders(await ask(sandbox, 'get/orders'))).toEqual({});
		});
		await withSandbox({}, async (sandbox) => {
			const headers = { accept: 'application/json' };
			expect(rateHeaders(await ask(sandbox, 'get/orders', { headers }))).toEqual({});
		});
	});

	it('can be compared with the Date header, which is of the same clock', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.platform.clock.advance(90_000);
			const { headers } = await ask(sandbox, 'get/orders');
			expect(headers.date).toBe('Mon, 17 Aug 2026 08:01:30 GMT');
			expect(headers['x-ratelimit-reset-minute']).toBe(unix(150));
		});
	});
});

describe('a used-up window', () => {
	it('is answered with 429, the wait in seconds and the plain headers', async () => {
		await withSandbox({ limits: { minute: 2 }, orders: 1 }, async (sandbox) => {
			await ask(sandbox, 'get/orders');
			await ask(sandbox, 'get/orders');
			sandbox.platform.clock.advance(27_000);
			const reply = await ask(sandbox, 'get/orders');
			expect(reply).toMatchObject({ status: 429, json: { message: 'Too Many Attempts.' } });
			expect(reply.headers).toMatchObject({
				'retry-after': '33',
				'x-ratelimit-limit': '2',
				'x-ratelimit-remaining': '0',
				'x-ratelimit-reset': unix(60),
				'content-type': 'application/json',
			});
		});
	});

	it('opens again after the wait it named, to the second', async () => {
		await withSandbox({ limits: { minute: 1 } }, async (sandbox) => {
			sandbox.platform.clock.advance(300);
			await ask(sandbox, 'get/orders');
			sandbox.platform.clock.advance(500);
			const wait = Number((await ask(sandbox, 'get/orders')).headers['retry-after']);
			sandbox.platform.clock.advance((wait - 1) * 1_000);
			expect((await ask(sandbox, 'get/orders')).status).toBe(429);
			sandbox.platform.clock.advance(1_000);
			expect((await ask(sandbox, 'get/orders')).status).toBe(200);
		});
	});

	it('does nothing that was asked for', async () => {
		await withSandbox({ limits: { minute: 1 }, orders: 1 }, async (sandbox) => {
			const [{ tracking, remarks }] = sandbox.platform.all();
			const before = remarks.length;
			await ask(sandbox, 'get/orders');
			await ask(sandbox, 'add/maj', { method: 'POST', query: { tracking, content: 'x' } });
			expect(remarks).toHaveLength(before);
		});
	});
});
