/**
 * The rows that the platform answers with, read tolerantly and told in the field's terms: an array may
 * be an index-keyed object, an empty object may be `[]`, and every value may be a text
 * (docs/ecotrack-api.md, section 5).
 */
import { isSuccess, unreadable } from '../transport/response';
import { toPlain, withoutMarks } from './names';
import { describeStatus, statusFields } from './statuses';
import { toIsoTime } from './time';
import { toAmount } from './values';
import { nameOfWilaya } from './wilayas';

/** An object of JSON, as n8n's IDataObject. */
export type Row = Record<string, string | number | boolean | object | null | undefined>;

export interface Page<R = Row> {
	rows: R[];
	page: number;
	lastPage: number;
	/** How many rows there are on all pages, where the platform says so. */
	total?: number;
}

/** Trackings are compared trimmed, upper-cased and without invisible marks. */
export function toKey(tracking: unknown): string {
	return toText(tracking).toUpperCase();
}

/** What stands in a field, trimmed; '' when there is nothing. */
export function toText(value: unknown): string {
	return withoutMarks(toPlain(value)).trim();
}

/** The value, or null for the platform's ways of saying "none". */
export function orNull(value: Row[string]): Row[string] {
	return value === undefined || value === '' ? null : value;
}

export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws EcotrackFailure when it is neither an array nor an object of rows */
export function toRows(value: unknown, what: string): Row[] {
	const list: unknown[] | undefined = Array.isArray(value)
		? value
		: isRow(value)
			? Object.values(value)
			: undefined;
	if (!list?.every(isRow)) throw unreadable(what);
	return list;
}

/**
 * What a write yields: `success` and the platform's words.
 * @throws EcotrackFailure unless the answer says yes: a 200 alone is no confirmation
 */
export function readConfirmation(answer: unknown): Row {
	if (!isRow(answer) || !isSuccess(answer.success)) throw unreadable('confirmation');
	return { success: true, message: answer.message ?? '' };
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

/** The row of a tracking number: a platform that does not know the filter answers with everything. */
export function findListed(answer: unknown, tracking: string): Row | undefined {
	return readListing(answer).rows.find((row) => toKey(row.tracking) === toKey(tracking));
}

/**
 * The rows of `get/orders/status` by toKey(tracking) (section 8.7).
 * @throws EcotrackFailure without `data`
 */
export function readStatuses(answer: unknown): Map<string, Row> {
	return readByTracking(isRow(answer) ? answer.data : undefined, 'statuses');
}

/**
 * The entries of `get/trackings/info` by toKey(tracking): an object keyed by tracking, bare or below
 * `data`, or an array of rows that name theirs (section 8.5).
 * @throws EcotrackFailure for anything else
 */
export function readHistories(answer: unknown): Map<string, Row> {
	const data = isRow(answer) && 'data' in answer ? answer.data : answer;
	return readByTracking(data, 'histories');
}

/**
 * Rows by toKey(tracking): an object keyed by tracking, `[]` when nothing was found, or a list of
 * either rows that name theirs or such objects. Each gains the platform's own spelling as `tracking`.
 * A row that is no object is one missing row: it costs the others nothing.
 * @throws EcotrackFailure for anything else
 */
export function readByTracking(data: unknown, what: string): Map<string, Row> {
	if (!Array.isArray(data) && !isRow(data)) throw unreadable(what);
	const found = new Map<string, Row>();
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

function ownTracking(row: Row): string | undefined {
	const tracking = row.tracking ?? (isRow(row.OrderInfo) ? row.OrderInfo.tracking : undefined);
	return typeof tracking === 'string' ? tracking : undefined;
}

/** The fields of a listed order that most workflows need. */
export function formatOrder(row: Row): Row {
	const status = describeStatus(row.status);
	return {
		tracking: row.tracking,
		reference: orNull(row.reference),
		...statusFields(status),
		phase: status.phase,
		recipient: orNull(row.client),
		phone: orNull(row.phone),
		commune: orNull(row.commune),
		wilayaId: orNull(row.wilaya_id),
		amount: toAmount(row.montant),
		wilaya: nameOfWilaya(row.wilaya_id),
		createdAt: toIsoTime(row.created_at) ?? null,
		address: orNull(row.adresse),
		product: orNull(row.products) ?? orNull(row.produit),
		fee: toAmount(row.tarif_prestation),
		type: TYPES.get(Number(row.type_id)) ?? null,
		isFinal: status.isFinal,
	};
}

/** What the carrier does, by the platform's number (section 7.1). */
const TYPES: ReadonlyMap<number, string> = new Map([
	[1, 'delivery'],
	[2, 'exchange'],
	[3, 'pickup'],
	[4, 'collection'],
]);

/** Who gets an order and what is to be collected: all of its row but its status. */
export function formatDetails(row: Row): Row {
	return {
		reference: orNull(row.reference),
		recipient: orNull(row.client),
		phone: orNull(row.phone),
		address: orNull(row.adresse),
		commune: orNull(row.commune),
		wilayaId: orNull(row.wilaya_id),
		amount: toAmount(row.montant),
		product: orNull(row.produit ?? row.products),
		wilaya: nameOfWilaya(row.wilaya_id),
		createdAt: toIsoTime(row.created_at) ?? null,
		type: TYPES.get(Number(row.type_id)) ?? null,
	};
}

/**
 * A row of a status's `activity`: what a driver or a station did, or a remark of the sender, and never a
 * status. Day and time as the platform wrote them, `Y-m-d` and `H:i:s`, together in `date` or apart.
 */
export interface Attempt {
	date: string;
	time: string;
	reason: string;
	details: string;
	station: string;
	driver: string;
	postponedTo: string | null;
}

/** What is no object is no attempt. */
export function readAttempts(activity: unknown): Attempt[] {
	return Object.values(activity ?? {})
		.filter(isRow)
		.map((row) => ({
			date: toText(row.date),
			time: toText(row.time),
			reason: toText(row.reason),
			details: toText(row.details),
			station: toText(row.station),
			driver: toText(row.driver),
			postponedTo: toText(row.postponed_to) || null,
		}));
}

export function formatAttempt(attempt: Attempt): Row {
	const { reason, details, station, driver, date, time, postponedTo } = attempt;
	return {
		reason: orNull(reason),
		details: orNull(details),
		station: orNull(station),
		driver: orNull(driver),
		at: toIsoTime(date, time) ?? null,
		postponedTo,
	};
}

/**
 * English labels of the milestones in an order's history, by lower-cased key: the platform writes
 * one of them with a capital (section 12.1).
 */
const MILESTONES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		order_information_received_by_carrier: 'Registered by the sender',
		notification_on_order: 'Remark added',
		picked: 'Picked up by the carrier',
		accepted_by_carrier: 'Received at the sorting centre',
		dispatched_to_driver: 'Handed to the driver',
		attempt_delivery: 'Delivery attempted',
		return_asked: 'Return started',
		return_in_transit: 'Return on its way',
		return_received: 'Return received by the sender',
		livred: 'Delivered',
		encaissed: 'Cash collected',
		payed: 'Paid out',
	}),
);

/**
 * The milestones of an order, oldest first: each row as the platform sent it, plus `at` (ISO, +01:00)
 * and `label` (English; the platform's own word when unknown).
 */
export function formatMilestones(activity: unknown): Row[] {
	const rows = isRow(activity) || Array.isArray(activity) ? Object.values(activity) : [];
	return rows
		.filter(isRow)
		.map((row) => ({
			...row,
			at: toIsoTime(row.date, row.time) ?? null,
			label:
				MILESTONES.get(toPlain(row.status).toLowerCase()) ?? toPlain(row.status).replace(/_/g, ' '),
		}))
		.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}
