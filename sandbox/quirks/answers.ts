/** Helpers for quirks that rewrite an answer. */
import type { Answer } from '../http/answer';
import { isObject } from '../http/call';

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
