/**
 * Where an account can send orders, as the platform lists it: docs/ecotrack-api.md, section 9.
 */
import { unreadable } from '../transport/response';
import { isRow, orNull, toRows, toText, type Row } from './rows';
import { toAmount } from './values';

export interface Wilaya {
	wilayaId: number;
	name: string;
}

export interface Commune {
	/** As the platform wants it back, to the letter. */
	name: string;
	wilayaId: number;
	/** Wilaya number and a serial; the platform calls it a postal code. */
	code: string | null;
	/** Null when the platform does not tell. */
	hasDesk: boolean | null;
}

/** @throws EcotrackFailure for rows without number or name: a short list must not look whole */
export function readWilayas(answer: unknown): Wilaya[] {
	return toRows(answer, 'list of wilayas').map((row) => ({
		wilayaId: toWilayaId(row.wilaya_id),
		name: toName(row.wilaya_name, 'name beside a wilaya'),
	}));
}

/** An array, or an object with index keys that may have gaps. */
export function readCommunes(answer: unknown): Commune[] {
	return toRows(answer, 'list of communes').map((row) => ({
		name: toName(row.nom, 'name beside a commune'),
		wilayaId: toWilayaId(row.wilaya_id),
		code: toText(row.code_postal) || null,
		hasDesk: toFlag(row.has_stop_desk),
	}));
}

export interface Desk {
	/** The account's own desk, to which it brings its parcels. */
	isOwn: boolean;
	row: Row;
}

/** The account's own desk, when there is one, then the others. */
export function readDesks(answer: unknown): Desk[] {
	if (!isRow(answer) || !('my_desk' in answer || 'other_desks' in answer))
		throw unreadable('desks');
	const own = isRow(answer.my_desk) ? [answer.my_desk] : toRows(answer.my_desk ?? [], 'desks');
	const others = toRows(answer.other_desks ?? [], 'desks');
	return [
		...own.filter((row) => Object.keys(row).length > 0).map((row) => ({ isOwn: true, row })),
		...others.map((row) => ({ isOwn: false, row })),
	];
}

/** One row for a desk, whether its place stands beside its name or below `location`. */
export function formatDesk({ isOwn, row }: Desk): Row {
	const place = { ...row, ...(isRow(row.location) ? row.location : {}) };
	return {
		isOwn,
		name: orNull(row.name ?? row.hub_name),
		wilayaId: toAmount(place.code_wilaya ?? place.wilaya_id),
		wilaya: orNull(place.wilaya),
		commune: orNull(place.commune),
		address: orNull(place.adresse),
		phone: orNull(place.phone),
		phone2: orNull(place.phone2),
		email: orNull(place.email),
		mapLink: orNull(place.map),
		workingHours: readHours(row.working_hours),
	};
}

function readHours(hours: unknown): string[] {
	return Object.values(hours ?? {})
		.filter(isRow)
		.map((row) => [row.days, row.hours].map(toText).filter(Boolean).join(': '));
}

function toWilayaId(value: unknown): number {
	const number = Number(value);
	if (!(number > 0)) throw unreadable('number of a wilaya');
	return number;
}

function toName(value: unknown, what: string): string {
	const name = toText(value);
	if (!name) throw unreadable(what);
	return name;
}

/** Numbers and texts both occur, and "0" is no. */
function toFlag(value: unknown): boolean | null {
	const text = toText(value).toLowerCase();
	if (['1', 'true'].includes(text)) return true;
	return ['0', 'false'].includes(text) ? false : null;
}
