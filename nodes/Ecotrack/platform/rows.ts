/**
 * The shapes that the platform's answers come in, read tolerantly: an array may be an index-keyed
 * object, an empty object may be `[]` (docs/ecotrack-api.md, section 5).
 */
import type { IDataObject } from 'n8n-workflow';

import { withoutMarks } from './names';
import { EcotrackFailure } from '../transport/response';

export interface Page {
	rows: IDataObject[];
	page: number;
	lastPage: number;
	/** How many rows there are on all pages, where the platform says so. */
	total?: number;
}

/** Trackings are compared trimmed, upper-cased and without invisible marks. */
export function toKey(tracking: unknown): string {
	return withoutMarks(String(tracking ?? ''))
		.trim()
		.toUpperCase();
}

/** What stands in a field, trimmed; '' when there is nothing. */
export function toText(value: unknown): string {
	return value === null || value === undefined ? '' : withoutMarks(String(value)).trim();
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
	const total = toText(body.total) === '' ? NaN : Number(body.total);
	return { rows, page, lastPage, ...(total >= 0 && { total }) };
}

/**
 * The rows of `get/orders/status` by tracking (section 8.7).
 * @throws EcotrackFailure without `data`
 */
export function readStatuses(answer: unknown): Map<string, IDataObject> {
	return readByTracking(isRow(answer) ? answer.data : undefined, 'statuses');
}

/**
 * Rows by toKey(tracking): an object keyed by tracking, `[]` when nothing was found, or a list of
 * either rows that name theirs or such objects. Each gains the platform's own spelling as `tracking`.
 * A row that is no object is one missing row: it costs the others nothing.
 * @throws EcotrackFailure for anything else
 */
export function readByTracking(data: unknown, what: string): Map<string, IDataObject> {
	if (!Array.isArray(data) && !isRow(data)) throw unreadable(what);
	const found = new Map<string, IDataObject>();
	const values: unknown[] = Object.values(data);
	if (!values.some(isRow) && values.some((value) => value !== null)) throw unreadable(what);
	for (const [key, row] of Object.entries(data)) {
		if (!isRow(row)) continue;
		const tracking = isPlace(key) ? ownTracking(row) : key.trim();
		if (tracking !== undefined) found.set(toKey(tracking), { tracking, ...row });
		else for (const [inner, part] of readByTracking(row, what)) found.set(inner, part);
	}
	return found;
}

/** Lists come index-keyed too, so a key of digits is a place in a list and no tracking. */
function isPlace(key: string): boolean {
	return /^\d{1,4}$/.test(key);
}

function ownTracking(row: IDataObject): string | undefined {
	const tracking = row.tracking ?? (isRow(row.OrderInfo) ? row.OrderInfo.tracking : undefined);
	return typeof tracking === 'string' ? tracking : undefined;
}
