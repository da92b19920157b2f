import type { Limits, WindowState } from '../limits';
import type { Quirks } from '../quirks/quirks';
import { json, type Answer } from './answer';
import type { Call } from './call';

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
	if (!quirks.acts('old-headers', call)) return Object.assign({}, ...windows.map(trio));
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
