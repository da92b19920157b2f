/**
 * What the platform says about its request limits: 50 a minute, 1,500 an hour, 15,000 a day, in
 * rolling windows (docs/ecotrack-api.md, section 3). Every header is optional and comes in two
 * generations: a trio per window, or one plain pair.
 */

export type Headers = Readonly<Record<string, unknown>>;

export interface RateWindow {
	name: 'minute' | 'hour' | 'day';
	limit?: number;
	remaining?: number;
	/** Milliseconds until the window opens again, by the platform's own clock. */
	resetMs?: number;
}

export interface Wait {
	/** How long until requests are accepted again, in milliseconds. */
	waitMs: number;
	/** The window that is used up, by the headers or by the length of the wait. */
	window: RateWindow['name'];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** With a second to spare: the platform rounds its resets up. */
const LONGEST_WAITS = [
	{ name: 'minute', ms: MINUTE_MS + 1_000 },
	{ name: 'hour', ms: 3_601_000 },
	{ name: 'day', ms: DAY_MS },
] as const;

/**
 * The windows that an answer reports, shortest first.
 * @param headers the answer's headers; names in any case
 * @param now local time in milliseconds, used when the answer has no `Date`
 */
export function readWindows(headers: Headers, now: number): RateWindow[] {
	const read = reader(headers);
	const clock = Date.parse(read('date') ?? '') || now;
	const windows: RateWindow[] = [];
	for (const name of ['minute', 'hour', 'day'] as const) {
		const window = readWindow(read, name, `-${name}`, clock);
		if (window) windows.push(window);
	}
	// The older pair has no window in its name; its limits (120, 60, 50) were those of a minute.
	const plain = readWindow(read, 'minute', '', clock);
	if (plain && windows[0]?.name !== 'minute') windows.unshift(plain);
	return windows;
}

/**
 * How long a refused request has to wait: what `Retry-After` asks for, else the latest reset of the
 * windows that are used up, else a whole minute window; never more than the longest window, a day.
 */
export function readWait(headers: Headers, now: number): Wait {
	const spent = readWindows(headers, now)
		.filter(({ remaining }) => remaining !== undefined && remaining <= 0)
		.pop();
	const asked = readRetryAfter(headers, now) ?? (spent?.resetMs || MINUTE_MS);
	const waitMs = Math.min(asked, DAY_MS);
	const fitting = LONGEST_WAITS.filter(({ ms }) => waitMs <= ms).map(({ name }) => name);
	// The plain pair does not say whose it is, but no wait is longer than its window.
	const window = spent && fitting.includes(spent.name) ? spent.name : fitting[0];
	return { waitMs, window };
}

function readRetryAfter(headers: Headers, now: number): number | undefined {
	const read = reader(headers);
	const text = read('retry-after');
	if (text === undefined) return undefined;
	const seconds = Number(text);
	// A date in place of seconds is allowed by HTTP.
	const clock = Date.parse(read('date') ?? '') || now;
	const ms = Number.isNaN(seconds) ? Date.parse(text) - clock : seconds * 1000;
	return ms > 0 ? ms : undefined; // 0, negative and unreadable values are ignored
}

function readWindow(
	read: (name: string) => string | undefined,
	name: RateWindow['name'],
	suffix: string,
	clock: number,
): RateWindow | undefined {
	const number = (header: string) => {
		const text = read(`x-ratelimit-${header}${suffix}`);
		const value = Number(text);
		return text === '' || Number.isNaN(value) ? undefined : value;
	};
	const count = (header: string) => {
		const value = number(header);
		return Number.isSafeInteger(value) ? value : undefined;
	};
	const limit = count('limit');
	const remaining = count('remaining');
	const reset = number('reset');
	const isLimit = limit !== undefined && limit >= 0;
	if (!isLimit && remaining === undefined) return undefined;
	return {
		name,
		limit: isLimit ? limit : undefined,
		remaining: remaining && Math.max(0, remaining),
		// No window is longer than a day.
		resetMs: reset === undefined ? undefined : clamp(reset * 1000 - clock, 0, DAY_MS),
	};
}

const clamp = (value: number, least: number, most: number) =>
	Math.min(Math.max(value, least), most);

function reader(headers: Headers) {
	const lower = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
	);
	return (name: string) => lower.get(name);
}
