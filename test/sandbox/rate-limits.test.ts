import type { SandboxOptions } from '../../sandbox';
import { openLimits } from '../../sandbox/http/rate-limits';
import { ask, START, withSandbox, type Reply } from './wire';

const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const unix = (seconds: number) => START.getTime() / 1_000 + seconds;

function takeMany(limits: ReturnType<typeof openLimits>, count: number, seconds: number) {
	for (let taken = 0; taken < count; taken += 1)
		expect(limits.take(at(seconds)).isAllowed).toBe(true);
}

describe('the rate windows', () => {
	it('refuse the fifty-first request of a minute, and do not count it', () => {
		const limits = openLimits();
		takeMany(limits, 50, 0);
		expect(limits.take(at(10))).toEqual({
			isAllowed: false,
			window: { name: 'minute', limit: 50, remaining: 0, resetsAt: unix(60), resetsIn: 50 },
		});
		expect(limits.windows(at(10))[0].remaining).toBe(14_950);
	});

	it("start with their first request, not with the clock's minute", () => {
		const limits = openLimits({ minute: 2 });
		takeMany(limits, 1, 30);
		takeMany(limits, 1, 80);
		expect(limits.take(at(89)).isAllowed).toBe(false);
		takeMany(limits, 2, 90);
		expect(limits.windows(at(91))[2].resetsAt).toBe(unix(150));
	});

	it('name the one that is used up for longest', () => {
		const limits = openLimits({ minute: 1, hour: 1 });
		takeMany(limits, 1, 0);
		expect(limits.take(at(1))).toMatchObject({ window: { name: 'hour', resetsAt: unix(3_600) } });
	});

	it.each([{ hour: 3 }, { day: 3 }])('hold for %j as well', (options) => {
		const limits = openLimits(options);
		takeMany(limits, 3, 0);
		expect(limits.take(at(120)).isAllowed).toBe(false);
	});
});

describe('rate headers', () => {
	const rateHeaders = ({ headers }: Reply) =>
		Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-ratelimit')));

	it('are the three trios, on every answer', async () => {
		await withSandbox({}, async (sandbox) => {
			await ask(sandbox, 'get/orders');
			expect(rateHeaders(await ask(sandbox, 'get/maj'))).toEqual({
				'x-ratelimit-limit-day': '15000',
				'x-ratelimit-remaining-day': '14998',
				'x-ratelimit-reset-day': String(unix(86_400)),
				'x-ratelimit-limit-hour': '1500',
				'x-ratelimit-remaining-hour': '1498',
				'x-ratelimit-reset-hour': String(unix(3_600)),
				'x-ratelimit-limit-minute': '50',
				'x-ratelimit-remaining-minute': '48',
				'x-ratelimit-reset-minute': String(unix(60)),
			});
		});
	});

	it.each<[string, SandboxOptions, object]>([
		['limits are off', { limits: 'off' }, {}],
		['the token is refused', {}, { headers: { accept: 'application/json' } }],
	])('are missing when %s', async (_, options, asking) => {
		await withSandbox(options, async (sandbox) => {
			for (let asked = 0; asked < 51; asked += 1)
				expect(rateHeaders(await ask(sandbox, 'get/orders', asking))).toEqual({});
		});
	});

	it('can be compared with the Date header, which is of the same clock', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.platform.clock.advance(90_000);
			const { headers } = await ask(sandbox, 'get/orders');
			expect(headers.date).toBe('Mon, 17 Aug 2026 08:01:30 GMT');
			expect(headers['x-ratelimit-reset-minute']).toBe(String(unix(150)));
		});
	});
});

describe('a used-up window', () => {
	it('is answered with 429, the wait in seconds and the plain headers, and nothing is done', async () => {
		await withSandbox({ limits: { minute: 1 }, orders: 1 }, async (sandbox) => {
			const [{ tracking, remarks }] = sandbox.platform.all();
			const before = remarks.length;
			await ask(sandbox, 'get/orders');
			sandbox.platform.clock.advance(27_000);
			const reply = await ask(sandbox, 'POST add/maj', { query: { tracking, content: 'x' } });
			expect(reply).toMatchObject({ status: 429, json: { message: 'Too Many Attempts.' } });
			expect(reply.headers).toMatchObject({
				'retry-after': '33',
				'x-ratelimit-limit': '1',
				'x-ratelimit-remaining': '0',
				'x-ratelimit-reset': String(unix(60)),
				'content-type': 'application/json',
			});
			expect(remarks).toHaveLength(before);
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
});
