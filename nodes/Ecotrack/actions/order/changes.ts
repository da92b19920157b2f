/**
 * The full set of fields that an update sends. An update uses other names than a create and is no
 * patch everywhere: what is left out may be refused or emptied (docs/ecotrack-api.md, section 7.3).
 */
import type { IDataObject } from 'n8n-workflow';

import { toDinars, toPhone } from '../../platform/values';
import { readFlag, refuse } from '../parameters';
import type { Reader } from '../operation';
import { readPlace } from '../place-fields';
import { findCommune, findWilaya, requireDesk } from '../places';
import type { Port } from '../port';
import {
	readPhone,
	readText,
	requireAmount,
	requirePhone,
	requireText,
	requireType,
} from '../values';
import { withoutGaps } from './draft';

/** Display names by the platform's field names. */
export const CHANGE_LABELS = {
	tracking: 'Tracking Number',
	reference: 'Reference',
	client: 'Recipient',
	tel: 'Phone',
	tel2: 'Phone 2',
	adresse: 'Address',
	code_postal: 'Postal Code',
	commune: 'Commune',
	wilaya: 'Wilaya',
	montant: 'Amount',
	remarque: 'Remark',
	product: 'Product',
	boutique: 'Shop',
	type: 'Type',
	stop_desk: 'Stop Desk',
	fragile: 'Fragile',
	gps_link: 'GPS Link',
} as const;

export type ChangeName = keyof typeof CHANGE_LABELS;

/** What the user wants changed, by the platform's names; places still as the user wrote them. */
export type Changes = Partial<Record<ChangeName, IDataObject[string]>>;

/** @throws EcotrackFailure when nothing is to be changed, or a value cannot be used */
export function readChanges(read: Reader): Changes {
	const given = (read('updateFields') ?? {}) as IDataObject;
	const has = (name: string) => given[name] !== undefined;
	const changes = withoutGaps({
		reference: readText(given.reference, 'Reference'),
		client: has('recipient') ? requireText(given.recipient, 'Recipient') : undefined,
		tel: has('phone') ? requirePhone(given.phone, 'Phone') : undefined,
		tel2: readPhone(given.phone2, 'Phone 2'),
		adresse: has('address') ? requireText(given.address, 'Address') : undefined,
		code_postal: readText(given.postalCode, 'Postal Code'),
		commune: readPlace(given.commune) || undefined,
		wilaya: readPlace(given.wilayaId) || undefined,
		montant: has('amount') ? requireAmount(given.amount, 'Amount') : undefined,
		remarque: readText(given.remark, 'Remark'),
		product: readText(given.product, 'Product'),
		boutique: readText(given.shop, 'Shop'),
		type: has('type') ? requireType(given.type, 'Type') : undefined,
		stop_desk: readFlag(given.stopDesk, 'Stop Desk'),
		fragile: readFlag(given.fragile, 'Fragile'),
		gps_link: readText(given.gpsLink, 'GPS Link'),
	}) as Changes;
	if (Object.keys(changes).length > 0) return changes;
	throw refuse(
		'Update Fields',
		"'Update Fields' holds nothing to change",
		'Add at least one field with a value',
	);
}

/** The order as it is, with the changes in it, in the platform's names for an update. */
export async function toFullSet(
	port: Port,
	tracking: string,
	order: IDataObject,
	changes: Changes,
): Promise<IDataObject> {
	const kept = withoutGaps({
		reference: keep(order.reference),
		client: keep(order.client),
		// In the form a create would send: what the listing shows may not be accepted back.
		tel: toPhone(order.phone) ?? keep(order.phone),
		tel2: toPhone(order.phone_2) ?? keep(order.phone_2),
		adresse: keep(order.adresse),
		commune: keep(order.commune),
		wilaya: Number(order.wilaya_id) || undefined,
		montant: 'montant' in changes ? undefined : keepAmount(order.montant),
		product: keep(order.products ?? order.produit),
		type: Number(order.type_id) || undefined,
		stop_desk: keepFlag(order.stop_desk),
	});
	const set: IDataObject = { tracking, ...kept, ...changes };
	const moves = ['wilaya', 'commune'].some((name) => name in changes);
	return moves || changes.stop_desk === 1 ? { ...set, ...(await readDestination(port, set)) } : set;
}

/** The place after the change, checked as for a new order. */
async function readDestination(port: Port, set: IDataObject): Promise<IDataObject> {
	const wilaya = await findWilaya(port, requireText(set.wilaya, 'Wilaya'));
	const commune = await findCommune(port, wilaya, requireText(set.commune, 'Commune'));
	if (set.stop_desk === 1) await requireDesk(port, commune);
	return { wilaya, commune: commune.name };
}

/** @throws EcotrackFailure when it can be read in two ways, or in none: the driver collects it */
function keepAmount(written: IDataObject[string]): number | undefined {
	if (keep(written) === undefined) return undefined;
	const result = toDinars(written);
	if ('amount' in result) return result.amount;
	throw refuse(
		'Amount',
		`The current amount of this order cannot be read: ${String(written)}`,
		"An update has to say the amount again: add 'Amount' under 'Update Fields'",
	);
}

/** What is neither yes nor no has been said by the carrier, not by the user: not known. */
function keepFlag(written: IDataObject[string]): 0 | 1 | undefined {
	const number = written === '' || written === null ? NaN : Number(written);
	return number === 0 || number === 1 ? number : undefined;
}

function keep(value: IDataObject[string]): IDataObject[string] | undefined {
	return value === null || value === '' ? undefined : value;
}
