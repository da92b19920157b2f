/**
 * Changing an order before it is shipped: docs/ecotrack-api.md, section 7.3. An update uses other names
 * than a create and is no patch everywhere: what is left out may be refused or emptied, and what is sent
 * may be ignored. So the whole order is read before, sent, and read again.
 */
import { historiesOf, listedOrder } from '../../platform/endpoints';
import { formatOrder, isRow, readConfirmation, toKey, toText, type Row } from '../../platform/rows';
import { EcotrackFailure, type Failure } from '../../transport/response';
import { findDestination, tellChange } from '../location';
import type { Api, EachOperation } from '../operation';
import { readTracking, refuse, requireValue, trackingField } from '../parameters';
import {
	asText,
	isNone,
	labelsOf,
	listedValue,
	ORDER_FIELDS,
	readChangedFields,
	UPDATE_FIELDS,
	type Comparison,
} from './fields';
import { notListed } from './get';

export const update: EachOperation = {
	name: 'Update',
	value: 'update',
	action: 'Update order',
	description:
		'Change fields of an order that has not been shipped yet. The rest of the order stays as it is.',
	method: 'POST',
	path: 'update/order',
	fields: [trackingField, UPDATE_FIELDS],
	labels: labelsOf('update'),
	check: 'look the order up with Get to see which values it has now',
	each: async (read, api) => {
		const tracking = readTracking(read);
		const changes = readChangedFields((read('updateFields') ?? {}) as Row);
		if (Object.keys(changes).length === 0) {
			throw refuse(
				'Update Fields',
				'holds nothing to change',
				'Add at least one field with a value',
			);
		}
		const before = await readOrder(api, tracking);
		const { set, place } = await toFullSet(api, before, changes);
		const body = { tracking, ...set };
		const call = { method: 'POST', path: 'update/order', body, read: readConfirmation } as const;
		await api.requestOrThrow(call);
		const after = await readAgain(api, tracking);
		const { ignored, ...told } = compare(before, body, changes, after);
		if (ignored.length > 0) throw new EcotrackFailure(notApplied(ignored, after));
		if (told.changedUnasked.length > 0) {
			api.hint(
				`The carrier also changed what it was not asked to: ${listNames(told.changedUnasked)}`,
			);
		}
		return [{ updated: true, ...told, ...formatOrder(after), ...place }];
	},
};

/**
 * The order as it is, by the listing's names. The listing does not say everything, so the details fill
 * the gaps when there are any; orders that are not shipped yet may be missing from those (section 8.5).
 */
async function readOrder(api: Api, tracking: string): Promise<Row> {
	const row = await api.requestOrThrow(listedOrder(tracking));
	if (!row) throw notListed();
	if (row.stop_desk !== undefined && row.commune) return row;
	const details = await api.request(historiesOf([tracking]));
	const info = details.kind === 'ok' ? details.data.get(toKey(tracking))?.OrderInfo : undefined;
	const known = Object.entries(row).filter(([, value]) => !isNone(value));
	return isRow(info) ? { ...info, ...Object.fromEntries(known) } : row;
}

/**
 * The order as it is, with the changes in it, by the names of an update; and what the output says of a
 * commune that was written in another way.
 */
async function toFullSet(api: Api, before: Row, changes: Row): Promise<{ set: Row; place: Row }> {
	const set: Row = {};
	for (const field of ORDER_FIELDS) {
		if (!field.update) continue;
		const { update: name, keep = (value) => value } = field;
		const listed = listedValue(before, field);
		const sent = name in changes ? changes[name] : isNone(listed) ? undefined : keep(listed);
		if (sent !== undefined) set[name] = sent;
	}
	const moves = 'wilaya' in changes || 'commune' in changes || changes.stop_desk === 1;
	if (!moves) return { set, place: {} };
	// The place after the change is checked as for a new order.
	const wilaya = requireValue(toText(set.wilaya) || undefined, 'Wilaya');
	const commune = requireValue(toText(set.commune) || undefined, 'Commune');
	const place = await findDestination(api, wilaya, commune, set.stop_desk === 1);
	return {
		set: { ...set, wilaya: place.wilayaId, commune: place.name },
		place: 'commune' in changes ? tellChange(commune, place) : {},
	};
}

async function readAgain(api: Api, tracking: string): Promise<Row> {
	const outcome = await api.request(listedOrder(tracking));
	if (outcome.kind === 'ok' && outcome.data) return outcome.data;
	throw new EcotrackFailure({
		kind: 'unconfirmed',
		message: 'The carrier accepted the change, but it could not be checked',
		description: 'Look the order up with Get to see which values it has now',
	});
}

/** Each a list of display names. */
export interface Comparisons {
	/** Asked for, yet the order still shows another value. */
	ignored: string[];
	/** Asked for, but the listing shows no such field, or one that can be read in two ways. */
	unverified: string[];
	/** Not asked for, and different all the same. */
	changedUnasked: string[];
	/** Not asked for and not known, so neither sent along nor compared. */
	notSent: string[];
}

/**
 * What became of the whole order.
 * @param before the order as it was known, and `after` as the listing shows it now, by the listing's names
 * @param sent the full set of the update, and `changes` what of it the user asked for, by the update's names
 */
export function compare(before: Row, sent: Row, changes: Row, after: Row): Comparisons {
	const result: Comparisons = { ignored: [], unverified: [], changedUnasked: [], notSent: [] };
	for (const field of ORDER_FIELDS) {
		const { update: name, compare: how = asText } = field;
		if (!name) continue;
		const was = listedValue(before, field);
		const is = listedValue(after, field);
		const note = (list: string[]) => list.push(field.parameter.displayName);
		if (name in changes) {
			if (is === undefined || how.isUnclear(is)) note(result.unverified);
			else if (!isApplied(how, was, sent[name], is)) note(result.ignored);
			continue;
		}
		// Empty is known too: there is nothing to send.
		if (!(name in sent) && (was === undefined || !isNone(was))) note(result.notSent);
		if (was !== undefined && is !== undefined && !isKept(how, was, sent[name], is)) {
			note(result.changedUnasked);
		}
	}
	return result;
}

/** A value that is still the old one was not applied, however much it reads like the new one. */
function isApplied(how: Comparison, was: unknown, sent: unknown, is: unknown): boolean {
	if (how.isEqual(was, is) && !how.isEqual(was, sent)) return false;
	return how.isEqual(is, sent) || how.isSpelling(is, sent);
}

function isKept(how: Comparison, was: unknown, sent: unknown, is: unknown): boolean {
	return (
		how.isEqual(was, is) || how.isSpelling(is, was) || (sent !== undefined && how.isEqual(sent, is))
	);
}

function listNames(names: string[]): string {
	return names.map((name) => `'${name}'`).join(', ');
}

/** Some tenants say yes and change nothing, above all once the order is on its way. */
function notApplied(ignored: string[], row: Row): Failure {
	const { statusLabel } = formatOrder(row);
	return {
		kind: 'unconfirmed',
		message: `The carrier accepted the change but did not take over ${listNames(ignored)}`,
		description: `The order still has its old values; its status is "${toText(statusLabel)}". After shipping an order can no longer be changed: add a remark to it instead`,
	};
}
