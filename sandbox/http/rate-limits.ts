/**
 * The platform's three rate windows (docs/ecotrack-api.md section 3). Each starts with the first
 * request it counts and ends its length later; none is tied to the calendar.
 */
import type { Quirks } from '../quirks';
import { json, type Answer } from './answer';
import type { Call } from './call';

export type WindowName = 'minute' | 'hour' | 'day';
export type LimitOptions = 'off' | Partial<Record<WindowName, number>>;

const DOCUMENTED: Record<WindowName, number> = { minute: 50, hour: 1_500, day: 15_000 };
const SECONDS: Record<WindowName, number> = { minute: 60, hour: 3_600, day: 86_400 };
const NAMES: readonly WindowName[] = ['day', 'hour', 'minute'];

export interface WindowState {
	name: WindowName;
	limit: number;
	remaining: number;
	/** Unix seconds, rounded up. */
	resetsAt: number;
	/** Seconds from now. */
	resetsIn: number;
}

export interface Limits {
	/** Counts one request, or refuses it: then the window that is used up for longest is named. */
	take(now: Date): { isAllowed: true } | { isAllowed: false; window: WindowState };
	/** The windows as the headers report them, day first; none when limits are off. */
	windows(now: Date): WindowState[];
}

export function openLimits(options: LimitOptions = {}): Limits {
	if (options === 'off') return { take: () => ({ isAllowed: true }), windows: () => [] };
	const counters = NAMES.map((name) => ({
		name,
		limit: options[name] ?? DOCUMENTED[name],
		used: 0,
		endsAt: 0,
	}));

	const windows = (now: Date): WindowState[] =>
		counters.map(({ name, limit, used, endsAt }) => {
			const isOpen = now.getTime() < endsAt;
			const end = isOpen ? endsAt : now.getTime() + SECONDS[name] * 1_000;
			const remaining = isOpen ? Math.max(0, limit - used) : limit;
			const resetsIn = (end - now.getTime()) / 1_000;
			return { name, limit, remaining, resetsAt: Math.ceil(end / 1_000), resetsIn };
		});

	return {
		windows,
		take(now) {
			const usedUp = windows(now).filter(({ remaining }) => remaining === 0);
			if (usedUp.length > 0) {
				const longest = usedUp.reduce((a, b) => (a.resetsIn >= b.resetsIn ? a : b));
				return { isAllowed: false, window: longest };
			}
			for (const counter of counters) {
				if (now.getTime() >= counter.endsAt) {
					counter.used = 0;
					counter.endsAt = now.getTime() + SECONDS[counter.name] * 1_000;
				}
				counter.used += 1;
			}
			return { isAllowed: true };
		},
	};
}

const TITLES = { day: 'Day', hour: 'Hour', minute: 'Minute' } as const;

const trio = ({ name, limit, remaining, resetsAt }: WindowState): Record<string, string> => ({
	[`X-RateLimit-Limit-${TITLES[name]}`]: String(limit),
	[`X-RateLimit-Remaining-${TITLES[name]}`]: String(remaining),
	[`X-RateLimit-Reset-${TITLES[name]}`]: String(resetsAt),
});

/** The rate headers of an answer: three trios since 2025, one plain pair before (section 3). */
export function rateHeaders(
	call: Call,
	limits: Limits,
	now: Date,
	quirks: Quirks,
): Record<string, string> {
	const windows = limits.windows(now);
	if (windows.length === 0 || quirks.acts('no-limit-headers', call)) return {};
	if (!quirks.acts('old-headers', call))
		return Object.fromEntries(windows.flatMap((window) => Object.entries(trio(window))));
	const minute = windows[windows.length - 1];
	return {
		'X-RateLimit-Limit': String(minute.limit),
		'X-RateLimit-Remaining': String(minute.remaining),
	};
}

/** The 429: how long to wait, and the plain headers of the window that is used up (section 3). */
export function tooManyAttempts(window: WindowState): Answer {
	return {
		...json({ message: 'Too Many Attempts.' }, 429),
		headers: {
			'Retry-After': String(Math.ceil(window.resetsIn)),
			'X-RateLimit-Limit': String(window.limit),
			'X-RateLimit-Remaining': String(window.remaining),
			'X-RateLimit-Reset': String(window.resetsAt),
		},
	};
}
