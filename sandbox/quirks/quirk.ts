import type { Answer } from '../http/answer';
import { isObject, type Call } from '../http/call';
import type { Platform } from '../platform/platform';

/** When a quirk acts, and the settings some quirks read. */
export interface QuirkOptions {
	/** Only on this endpoint, as in `get/orders`; '*' for all of them. */
	path?: string;
	/** At most so many times. */
	times?: number;
	/** Let so many requests pass first. */
	after?: number;
	/** An HTTP status. */
	status?: number;
	/** Milliseconds of the sandbox's clock. */
	ms?: number;
	/** A `Retry-After` header: seconds, or anything else to see what a client makes of it. */
	retryAfter?: number | string;
	/** One or several tracking numbers. */
	tracking?: string | readonly string[];
	/** A business error, 10001 to 10003; 0 for none. */
	code?: number;
	/** The words of a refusal. */
	message?: string;
	/** A base URL, as in `https://moved.example`. */
	host?: string;
	/** Before the platform does anything, or once it has. */
	moment?: 'before' | 'after';
	/** How many orders or rows. */
	count?: number;
	/** A value to put in place of the usual one. */
	value?: unknown;
}

export interface Scene {
	call: Call;
	options: QuirkOptions;
	platform: Platform;
}

/**
 * One way in which a platform differs or misbehaves. A quirk without any of the three functions is
 * looked up by the code it changes.
 */
export interface Quirk {
	/** What happens, in one sentence. */
	sentence: string;
	/** The endpoint it acts on unless told otherwise; all of them when missing. */
	path?: string;
	/** Answers in front of the platform: no token is checked, nothing counted, nothing done. */
	replace?: (scene: Scene) => Answer | undefined;
	/** Answers in place of the endpoint, once the token and the rate windows have let it through. */
	refuse?: (scene: Scene) => Answer | undefined;
	/** Changes what is answered; what was asked for has been done. Undefined leaves it alone. */
	change?: (answer: Answer, scene: Scene) => Answer | undefined;
}

/** Keeps the names of quirks as a type, so that a misspelt one does not compile. */
export const defineQuirks = <Name extends string>(quirks: Record<Name, Quirk>) => quirks;

type Row = Record<string, unknown>;

/** The answer's JSON as an object; undefined when it is anything else. */
export function bodyOf(answer: Answer): Row | undefined {
	return !answer.raw && isObject(answer.json) ? answer.json : undefined;
}

/** The answer with some keys of its body replaced. */
export const withBody = (answer: Answer, changes: Row): Answer => ({
	...answer,
	json: { ...bodyOf(answer), ...changes },
});

/** The rows of a listing: the objects in its `data` list. */
export function listRows(answer: Answer): Row[] | undefined {
	const data = bodyOf(answer)?.data;
	return Array.isArray(data) ? data.filter(isObject) : undefined;
}

/** The rows of `get/orders/status`: the object `data`, keyed by tracking number. */
export function statusRows(answer: Answer): Record<string, Row> | undefined {
	const data = bodyOf(answer)?.data;
	return isObject(data) ? (data as Record<string, Row>) : undefined;
}

/** Rewrites every row of a listing or of a status batch; undefined when there are none. */
export function mapRows(answer: Answer, rewrite: (row: Row) => Row): Answer | undefined {
	const list = listRows(answer);
	if (list) return withBody(answer, { data: list.map(rewrite) });
	const keyed = statusRows(answer);
	if (!keyed) return undefined;
	const entries = Object.entries(keyed).map(([key, row]) => [key, rewrite(row)] as const);
	return withBody(answer, { data: Object.fromEntries(entries) });
}

/** A setting that names one or several tracking numbers, as a list in upper case. */
export const trackingList = (value: string | readonly string[] | undefined): string[] =>
	[value ?? []].flat().map((tracking) => tracking.toUpperCase());
