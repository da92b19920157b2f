import { readWait, readWindows } from '../../../../nodes/Ecotrack/transport/rateLimits';

/** The platform's clock in these tests; this machine's stands elsewhere, to show which one counts. */
const CLOCK = Date.parse('2026-08-17T08:00:00Z');
const HERE = CLOCK + 5 * 60_000;
const DATE = new Date(CLOCK).toUTCString();
const seconds = (ms: number) => String(ms / 1000);

/** The three trios that the platform has sent since 2025. */
const trios = {
	'X-RateLimit-Limit-Day': '15000',
	'X-RateLimit-Remaining-Day': '14985',
	'X-RateLimit-Reset-Day': seconds(CLOCK + 84_997_000),
	'X-RateLimit-Limit-Hour': '1500',
	'X-RateLimit-Remaining-Hour': '1485',
	'X-RateLimit-Reset-Hour': seconds(CLOCK + 3_000_000),
	'X-RateLimit-Limit-Minute': '50',
	'X-RateLimit-Remaining-Minute': '47',
	'X-RateLimit-Reset-Minute': seconds(CLOCK + 33_000),
};

describe('the windows that an answer reports', () => {
	it('are three since 2025, shortest first', () => {
		expect(readWindows({ ...trios, Date: DATE }, HERE)).toEqual([
			{ name: 'minute', limit: 50, remaining: 47, resetMs: 33_000 },
			{ name: 'hour', limit: 1500, remaining: 1485, resetMs: 3_000_000 },
			{ name: 'day', limit: 15_000, remaining: 14_985, resetMs: 84_997_000 },
		]);
	});

	it('are one before: the plain pair, which was that of a minute', () => {
		const headers = { 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '57' };
		expect(readWindows(headers, HERE)).toEqual([
			{ name: 'minute', limit: 60, remaining: 57, resetMs: undefined },
		]);
	});

	it('takes the trio of the minute where both generations stand', () => {
		const headers = { ...trios, 'X-RateLimit-Limit': '1500', 'X-RateLimit-Remaining': '0' };
		expect(readWindows(headers, HERE)[0]).toMatchObject({ name: 'minute', limit: 50 });
		expect(readWindows(headers, HERE)).toHaveLength(3);
	});

	it('adds the plain pair where the trios lack the minute', () => {
		const headers = {
			'X-RateLimit-Limit': '50',
			'X-RateLimit-Remaining': '9',
			'X-RateLimit-Limit-Hour': '1500',
		};
		expect(readWindows(headers, HERE).map(({ name }) => name)).toEqual(['minute', 'hour']);
	});

	it.each([
		['lower case', (name: string) => name.toLowerCase()],
		['upper case', (name: string) => name.toUpperCase()],
	])('are read from names in %s', (_, spell) => {
		const headers = Object.fromEntries(
			Object.entries(trios).map(([name, value]) => [spell(name), value]),
		);
		expect(readWindows(headers, CLOCK)).toEqual(readWindows(trios, CLOCK));
	});

	it.each([
		['nothing at all', {}],
		['empty values', { 'X-RateLimit-Limit': '', 'X-RateLimit-Remaining': '' }],
		['blanks, which are no 0', { 'X-RateLimit-Limit': ' ', 'X-RateLimit-Remaining': ' ' }],
		['words', { 'X-RateLimit-Limit-Hour': 'many' }],
		['a reset alone', { 'X-RateLimit-Reset': seconds(CLOCK) }],
	])('are none with %s', (_, headers) => {
		expect(readWindows(headers, HERE)).toEqual([]);
	});

	it.each(['-1', 'Infinity', '-Infinity', '1e400', '1e21', '9'.repeat(40), '1.5'])(
		'do not hold what is no number of requests: %s',
		(value) => {
			expect(readWindows({ ...trios, 'X-RateLimit-Limit-Day': value }, CLOCK)[2]).toMatchObject({
				limit: undefined,
				remaining: 14_985,
			});
			expect(readWindows({ 'X-RateLimit-Limit': value }, CLOCK)).toEqual([]);
		},
	);

	it.each(['Infinity', '1e300', '99999999999999'])(
		'open again within a day, whatever the platform says: %s',
		(value) => {
			const [minute] = readWindows({ ...trios, 'X-RateLimit-Reset-Minute': value }, CLOCK);
			expect(minute.resetMs).toBe(86_400_000);
		},
	);

	it("count a reset by this machine's clock when the answer has no Date", () => {
		expect(readWindows(trios, CLOCK + 3_000)[0].resetMs).toBe(30_000);
	});

	it('may say what is left alone, or stand between blanks', () => {
		const headers = { 'X-RateLimit-Remaining-Hour': ' 12 ' };
		expect(readWindows(headers, HERE)).toEqual([
			{ name: 'hour', limit: undefined, remaining: 12, resetMs: undefined },
		]);
	});

	it('may say the limit alone, though it be none', () => {
		expect(readWindows({ 'X-RateLimit-Limit-Hour': '0' }, HERE)).toEqual([
			{ name: 'hour', limit: 0, remaining: undefined, resetMs: undefined },
		]);
	});

	it('have nothing left, rather than less than nothing', () => {
		expect(readWindows({ 'X-RateLimit-Remaining-Hour': '-3' }, HERE)[0].remaining).toBe(0);
	});

	it('count a reset that has passed as now', () => {
		expect(readWindows({ ...trios, Date: DATE }, HERE)[0].resetMs).toBe(33_000);
		expect(readWindows(trios, HERE)[0].resetMs).toBe(0);
	});
});

describe('the wait after a 429', () => {
	const spent = (name: string, resetMs?: number) => ({
		[`X-RateLimit-Limit-${name}`]: '50',
		[`X-RateLimit-Remaining-${name}`]: '0',
		...(resetMs !== undefined && { [`X-RateLimit-Reset-${name}`]: seconds(CLOCK + resetMs) }),
	});

	it.each([
		['seconds', '33', 33_000],
		['a fraction of seconds', '1.5', 1_500],
		['seconds between blanks', ' 33 ', 33_000],
		['a date', new Date(CLOCK + 40_000).toUTCString(), 40_000],
	])('is what Retry-After says in %s', (_, value, waitMs) => {
		expect(readWait({ 'Retry-After': value, Date: DATE }, HERE).waitMs).toBe(waitMs);
	});

	it('is a number in Retry-After as well', () => {
		expect(readWait({ 'retry-after': 33 }, HERE).waitMs).toBe(33_000);
	});

	it("counts a date in Retry-After by this machine's clock without a Date", () => {
		const headers = { 'Retry-After': new Date(CLOCK + 40_000).toUTCString() };
		expect(readWait(headers, CLOCK + 10_000).waitMs).toBe(30_000);
	});

	it.each(['0', '-5', '', 'soon', 'NaN', '33, 33', '5 minutes', new Date(CLOCK - 1).toUTCString()])(
		'ignores a Retry-After of %j: then a minute',
		(value) => {
			expect(readWait({ 'Retry-After': value, Date: DATE }, HERE).waitMs).toBe(60_000);
		},
	);

	it.each(['Infinity', '1e300', '9999999999999'])(
		'never exceeds the longest window, a day: Retry-After %j',
		(value) => {
			expect(readWait({ 'Retry-After': value }, HERE).waitMs).toBe(86_400_000);
		},
	);

	it('is the reset of the window that is used up, without Retry-After', () => {
		const headers = { ...trios, ...spent('Minute', 12_000), Date: DATE };
		expect(readWait(headers, HERE)).toEqual({ waitMs: 12_000, window: 'minute' });
	});

	it('is the longest one when several are used up', () => {
		const headers = { ...trios, ...spent('Minute', 12_000), ...spent('Day', 7_200_000) };
		expect(readWait(headers, CLOCK)).toEqual({ waitMs: 7_200_000, window: 'day' });
	});

	it('prefers Retry-After and names the window all the same', () => {
		const headers = { ...trios, ...spent('Hour', 900_000), 'Retry-After': '890', Date: DATE };
		expect(readWait(headers, HERE)).toEqual({ waitMs: 890_000, window: 'hour' });
	});

	it.each([
		['says nothing', {}],
		['says no reset', spent('Minute')],
		['says a reset that has passed', spent('Minute', -1_000)],
	])('is a whole minute when the answer %s', (_, headers) => {
		expect(readWait({ ...headers, Date: DATE }, HERE).waitMs).toBe(60_000);
	});

	it('never exceeds a day for a reset far away', () => {
		expect(readWait(spent('Minute', 1e15), CLOCK).waitMs).toBe(86_400_000);
	});

	it.each([
		['33', 'minute'],
		['60', 'minute'],
		['75', 'hour'],
		['3600', 'hour'],
		['80000', 'day'],
	])('of %s s belongs to the %s when no header names the window', (value, window) => {
		expect(readWait({ 'Retry-After': value }, HERE).window).toBe(window);
	});

	it.each([
		[61, 'minute'],
		[3_601, 'hour'],
	])('of %d s, with the second that the platform rounds up, belongs to the %s', (value, window) => {
		expect(readWait({ 'Retry-After': value }, HERE).window).toBe(window);
	});

	it('belongs to the window that is used up, though a shorter one would do', () => {
		const headers = { ...trios, ...spent('Day', 30_000), Date: DATE };
		expect(readWait(headers, HERE)).toEqual({ waitMs: 30_000, window: 'day' });
	});

	it('is not called a minute when the plain pair asks for hours', () => {
		const headers = {
			'Retry-After': '80000',
			'X-RateLimit-Limit': '15000',
			'X-RateLimit-Remaining': '0',
		};
		expect(readWait(headers, HERE)).toEqual({ waitMs: 80_000_000, window: 'day' });
	});
});
