import { openLab } from '../support/lab';
import { byNumber, EXAMPLES } from '../support/parameters';
import { pauses } from '../support/pauses';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

const run = async (operation: string) =>
	await lab.run(operation, EXAMPLES[operation](lab.sandbox.platform));

describe('a used-up minute', () => {
	it.each(['order.getStatuses', 'remark.add'])(
		'is waited for, then the answer comes: %s',
		async (operation) => {
			lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 33, times: 1 });
			const { json, error } = await run(operation);
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(pauses).toEqual([33_000]);
			expect(lab.asked()).toHaveLength(2);
		},
	);

	it.each([
		['nothing', ''],
		['zero', '0'],
		['less', '-5'],
		['a word', 'soon'],
	])('lasts a minute when Retry-After says %s', async (_, retryAfter) => {
		await lab.reopen({ limits: 'off' });
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter, times: 1 });
		expect((await run('order.getAll')).error).toBeUndefined();
		expect(pauses).toEqual([60_000]);
	});

	it('is read from a date in Retry-After', async () => {
		const at = new Date(lab.sandbox.platform.clock.now().getTime() + 20_000);
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: at.toUTCString(), times: 1 });
		expect((await run('order.getAll')).error).toBeUndefined();
		expect(pauses).toEqual([20_000]);
	});

	it.each([
		['three trios of headers', undefined],
		['the plain pair of older ones', 'old-headers' as const],
		['no rate headers', 'no-limit-headers' as const],
	])('opens again by the clock of the platform, with %s', async (_, quirk) => {
		await lab.reopen({ limits: { minute: 2 } });
		if (quirk) lab.sandbox.quirks.on(quirk);
		lab.sandbox.platform.createMany(200);
		lab.sandbox.requests.length = 0;
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(200);
		expect(lab.sandbox.requests.map(({ status }) => status)).toEqual([
			200, 200, 429, 200, 200, 429, 200,
		]);
		expect(pauses).toEqual([60_000, 60_000]);
	});

	it('is waited for three times at most, per request', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 5 });
		const { error } = await run('order.getAll');
		expect(error?.message).toBe("The carrier's limit of requests per minute is used up");
		expect(error?.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5_000 });
		expect(pauses).toEqual([5_000, 5_000, 5_000]);
		expect(lab.asked()).toHaveLength(4);
	});

	it('may be waited for up to 60 s', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 60, times: 1 });
		expect((await run('order.getAll')).error).toBeUndefined();
		expect(pauses).toEqual([60_000]);
	});
});

describe('a longer wait', () => {
	it.each([61, 90, 3_000, 80_000])(
		'of %i s fails at once, and says until when',
		async (seconds) => {
			lab.sandbox.quirks.on('too-many-attempts', { retryAfter: seconds });
			const before = Date.now();
			const { error } = await run('order.getAll');
			expect(error?.message).toMatch(
				/^The carrier's limit of requests per (minute|hour|day) is used up$/,
			);
			const [, time, day] = /again at (\d\d:\d\d) on (\S+) \(Algiers time\)/.exec(
				error?.description ?? '',
			) as RegExpExecArray;
			const opens = Date.parse(`${day}T${time}:00+01:00`);
			expect(opens).toBeGreaterThan(before + seconds * 1_000 - 60_000);
			expect(opens).toBeLessThanOrEqual(Date.now() + seconds * 1_000);
			expect(pauses).toEqual([]);
			expect(lab.asked()).toHaveLength(1);
		},
	);

	it.each([
		[
			'hour',
			{ hour: 1 },
			'per hour',
			{ cause: 'quota-exhausted', resetsAtEpochMs: expect.any(Number) },
		],
		[
			'day',
			{ day: 1 },
			'per day',
			{ cause: 'quota-exhausted', resetsAtEpochMs: expect.any(Number) },
		],
	])('for the %s is called by its name', async (_, limits, words, cause) => {
		await lab.reopen({ limits });
		await run('order.getAll');
		const { error } = await run('order.getAll');
		expect(error?.message).toContain(words);
		expect(error?.failure).toEqual(cause);
		expect(pauses).toEqual([]);
	});

	it('ends the run for the items after it too', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 3_600 });
		const { tracking } = lab.sandbox.platform.create();
		const parameters = { tracking: byNumber(tracking) };
		const input = [{}, {}, {}];
		const onError = 'continueRegularOutput';
		const { json } = await lab.run('remark.getAll', parameters, { input, onError });
		expect(json.map(({ error }) => error)).toEqual(
			Array(3).fill("The carrier's limit of requests per hour is used up"),
		);
		expect(lab.asked()).toHaveLength(1);
	});
});

describe('a read', () => {
	it.each([
		['dropped-connection', {}],
		['cut-off-answer', {}],
		['server-error', { status: 502 }],
		['server-error', { status: 503 }],
		['server-error', { status: 504 }],
		['html-maintenance', {}],
	] as const)('is repeated twice, with growing pauses: %s %j', async (quirk, options) => {
		lab.sandbox.quirks.on(quirk, { ...options, times: 2 });
		const { json, error } = await run('order.getAll');
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(pauses).toEqual([2_000, 4_000]);
		expect(lab.asked()).toHaveLength(3);
	});

	it('is given up after that', async () => {
		lab.sandbox.quirks.on('dropped-connection');
		expect((await run('order.getAll')).error?.message).toMatch(/connection lost/);
		expect(lab.asked()).toHaveLength(3);
	});

	it.each(['server-error', 'html-ok', 'truncated-json', 'success-false', 'revoked-token'] as const)(
		'is not repeated for what would come again: %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			await run('order.getAll');
			expect(pauses).toEqual([]);
			expect(lab.asked()).toHaveLength(1);
		},
	);

	it('has its waits and its repeats counted apart', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 5, times: 3 });
		lab.sandbox.quirks.on('server-error', { status: 502, after: 3, times: 2 });
		const { error } = await run('order.getAll');
		expect(error).toBeUndefined();
		expect(pauses).toHaveLength(5);
	});
});

describe('a write', () => {
	it.each([
		['dropped-connection', {}],
		['lost-answer-after-write', {}],
		['cut-off-answer', {}],
		['server-error', { status: 502 }],
		['server-error', { status: 503 }],
		['html-maintenance', {}],
	] as const)('is never repeated: %s %j', async (quirk, options) => {
		lab.sandbox.quirks.on(quirk, options);
		const { error } = await run('remark.add');
		expect(error?.message).toMatch(/outcome of this request is unknown/);
		expect(pauses).toEqual([]);
		expect(lab.asked()).toEqual(['add/maj']);
	});
});
