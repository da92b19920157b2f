/**
 * The shapes that the platform's answers come in, read tolerantly: an array may be an index-keyed
 * object, an empty object may be `[]` (docs/ecotrack-api.md, section 5).
 */
import type { IDataObject } from 'n8n-workflow';

import { EcotrackFailure } from './outcome';

export interface Page {
	rows: IDataObject[];
	page: number;
	lastPage: number;
}

/** Trackings are compared trimmed and upper-cased. */
export function toKey(tracking: unknown): string {
	return String(tracking ?? '')
		.trim()
		.toUpperCase();
}

export function isRow(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer has another shape than this endpoint is known for: never taken for "nothing there". */
export function unreadable(what: string): EcotrackFailure {
	return new EcotrackFailure({ kind: 'unreadable', message: `The answer holds no ${what}` });
}

/** @throws EcotrackFailure when it is neither an array nor an object of rows */
export function toRows(value: unknown, what: string): IDataObject[] {
	const list: unknown[] | undefined = Array.isArray(value)
		? value
		: isRow(value)
			? Object.values(value)
			: undefined;
	if (!list?.every(isRow)) throw unreadable(what);
	return list;
}

/**
 * One page of `get/orders` (section 8.6).
 * @throws EcotrackFailure without rows or page numbers: a short list must not look whole
 */
export function readListing(answer: unknown): Page {
	const body = isRow(answer) ? answer : {};
	const rows = toRows(body.data, 'list of orders');
	const page = Number(body.current_page);
	const lastPage = Number(body.last_page);
	if (!(page >= 1) || !(lastPage >= 1)) throw unreadable('page numbers');
	return { rows, page, lastPage };
}

/**
 * The rows of `get/orders/status` by tracking (section 8.7): an object keyed by tracking, `[]` when
 * nothing was found, or an array of either rows or such objects. Keys are those of toKey; each row
 * gains the platform's own spelling as `tracking`.
 */
export function readStatuses(answer: unknown): Map<string, IDataObject> {
	const data = isRow(answer) ? answer.data : undefined;
	if (!Array.isArray(data) && !isRow(data)) throw unreadable('statuses');
	const found = new Map<string, IDataObject>();
	for (const part of [data].flat()) {
		if (!isRow(part)) throw unreadable('statuses');
		if (typeof part.tracking === 'string') found.set(toKey(part.tracking), part);
		else {
			for (const [tracking, row] of Object.entries(part)) {
				if (!isRow(row)) throw unreadable('statuses');
				found.set(toKey(tracking), { tracking: tracking.trim(), ...row });
			}
		}
	}
	return found;
}
