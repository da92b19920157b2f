/**
 * The platform's rows in the field's terms: the same names wherever an order is shown. Rests on
 * docs/ecotrack-api.md, sections 8.5 to 8.7.
 */
import type { IDataObject } from 'n8n-workflow';

import { isRow, readByTracking, toText } from './rows';
import { toIsoTime } from './time';
import { toDinars } from './values';

/** The value, or null for the platform's ways of saying "none". */
export function orNull(value: IDataObject[string]): IDataObject[string] {
	return value === undefined || value === '' ? null : value;
}

/**
 * An amount in dinars (DZD), which the platform writes as text (section 5); null for none, and for
 * one that could be read in two ways.
 */
export function toAmount(value: unknown): number | null {
	const isNegative = typeof value === 'number' ? value < 0 : /^\s*[-−]/.test(String(value ?? ''));
	const size = typeof value === 'number' ? Math.abs(value) : toText(value).replace(/^[-−]/, '');
	const result = toDinars(size);
	if (!('amount' in result)) return null;
	return isNegative ? -result.amount : result.amount;
}

/** Who gets the order and what is to be collected: all of a row but its status. */
export function describeOrder(row: IDataObject): IDataObject {
	return {
		reference: orNull(row.reference),
		recipient: orNull(row.client),
		phone: orNull(row.phone),
		address: orNull(row.adresse),
		commune: orNull(row.commune),
		wilayaId: orNull(row.wilaya_id),
		amount: toAmount(row.montant),
		product: orNull(row.produit ?? row.products),
	};
}

/** A status row's `activity`: free texts of driver, station or sender, never a status. */
export function describeAttempts(activity: unknown): IDataObject[] {
	return Object.values(activity ?? {})
		.filter(isRow)
		.map((row) => ({
			reason: orNull(row.reason),
			details: orNull(row.details),
			station: orNull(row.station),
			driver: orNull(row.driver),
			at: toIsoTime(row.date, row.time) ?? null,
			postponedTo: orNull(row.postponed_to),
		}));
}

/**
 * The entries of `get/trackings/info` by toKey(tracking): an object keyed by tracking, bare or below
 * `data`, or an array of rows that name theirs (section 8.5).
 * @throws EcotrackFailure for anything else
 */
export function readHistories(answer: unknown): Map<string, IDataObject> {
	const data = isRow(answer) && 'data' in answer ? answer.data : answer;
	return readByTracking(data, 'histories');
}
