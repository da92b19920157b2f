/**
 * A new order, read from the parameters of one input item and checked against the account's lists
 * before anything is sent (docs/ecotrack-api.md, section 7.1).
 */
import type { IDataObject } from 'n8n-workflow';

import { toText } from '../../platform/rows';
import { readFlag, refuse } from '../parameters';
import type { Reader } from '../operation';
import { findCommune, findWilaya, requireDesk } from '../places';
import { readPlace } from '../place-fields';
import type { Port } from '../port';
import {
	readPhone,
	readText,
	readWeight,
	requireAmount,
	requirePhone,
	requireText,
	requireType,
} from '../values';

export interface Draft {
	/** '' when the order has none. */
	reference: string;
	/** The order as the platform takes it. */
	body: IDataObject;
	allowDuplicateReferences: boolean;
	/** Whether a cancelled order or a closed return with this reference does not count. */
	createAgain: boolean;
	/** How far to look for an order with this reference; undefined when not at all. */
	lookbackDays?: number;
}

/** As far back as the parameter goes. */
export const MAX_LOOKBACK_DAYS = 365;

/** Display names by the platform's field names. */
export const DRAFT_LABELS = {
	reference: 'Reference',
	nom_client: 'Recipient',
	telephone: 'Phone',
	telephone_2: 'Phone 2',
	adresse: 'Address',
	code_postal: 'Postal Code',
	commune: 'Commune',
	code_wilaya: 'Wilaya',
	montant: 'Amount',
	remarque: 'Remark',
	produit: 'Product',
	stock: 'From Stock',
	quantite: 'Quantities',
	produit_a_recuperer: 'Product to Collect',
	boutique: 'Shop',
	type: 'Type',
	stop_desk: 'Stop Desk',
	weight: 'Weight',
	fragile: 'Fragile',
	gps_link: 'GPS Link',
} as const;

/** @throws EcotrackFailure by the parameter's name; nothing is guessed */
export async function readDraft(read: Reader, port: Port): Promise<Draft> {
	const more = (read('additionalFields') ?? {}) as IDataObject;
	const options = (read('options') ?? {}) as IDataObject;
	const reference = readText(more.reference, 'Reference') ?? '';
	const isSkipping = readFlag(options.skipExisting, 'Skip Existing References') === 1;
	const lookbackDays = isSkipping ? readDays(options.lookbackDays) : undefined;
	if (lookbackDays !== undefined && !reference) {
		throw refuse(
			'Reference',
			"'Reference' is empty, and 'Skip Existing References' finds orders by it",
			'Give every item a reference, or switch the option off',
		);
	}
	const given = readGiven(read, more);
	const place = await readDestination(read, port, given.stop_desk === 1);
	return {
		reference,
		body: { ...(reference && { reference }), ...given, ...place },
		allowDuplicateReferences:
			readFlag(options.allowDuplicateReferences, 'Allow Duplicate References') === 1,
		createAgain: readFlag(options.createAgain, 'Create Again If Cancelled') === 1,
		lookbackDays,
	};
}

/** All but reference and place; what is not given is left out. */
function readGiven(read: Reader, more: IDataObject): IDataObject {
	const fields = {
		nom_client: requireText(read('recipient'), 'Recipient'),
		telephone: requirePhone(read('phone'), 'Phone'),
		adresse: requireText(read('address'), 'Address'),
		montant: requireAmount(read('amount'), 'Amount'),
		type: requireType(read('type'), 'Type'),
		telephone_2: readPhone(more.phone2, 'Phone 2'),
		code_postal: readText(more.postalCode, 'Postal Code'),
		remarque: readText(more.remark, 'Remark'),
		produit: readText(more.product, 'Product'),
		produit_a_recuperer: readText(more.productToCollect, 'Product to Collect'),
		boutique: readText(more.shop, 'Shop'),
		stop_desk: readFlag(more.stopDesk, 'Stop Desk') ?? 0,
		weight: readWeight(more.weight, 'Weight'),
		fragile: readFlag(more.fragile, 'Fragile'),
		gps_link: readText(more.gpsLink, 'GPS Link'),
		stock: readFlag(more.fromStock, 'From Stock'),
		quantite: readText(more.quantities, 'Quantities'),
	};
	return withoutGaps(fields.stock === 1 ? { ...fields, ...readStock(fields) } : fields);
}

async function readDestination(read: Reader, port: Port, toDesk: boolean): Promise<IDataObject> {
	const wilaya = requireText(readPlace(read('wilayaId')), 'Wilaya');
	const name = requireText(readPlace(read('commune')), 'Commune');
	const wilayaId = await findWilaya(port, wilaya);
	const commune = await findCommune(port, wilayaId, name);
	if (toDesk) await requireDesk(port, commune);
	return { code_wilaya: wilayaId, commune: commune.name };
}

/**
 * From stock, each product needs its quantity: the platform matches them by position. Both are sent
 * as they were counted, whichever commas the user wrote.
 */
function readStock({ produit = '', quantite = '' }: { produit?: string; quantite?: string }) {
	const products = split(produit);
	const counts = split(quantite);
	if (products.length === 0) {
		throw refuse(
			'Product',
			"'From Stock' is on, but 'Product' is empty",
			'Enter the references of the products, separated by commas',
		);
	}
	if (counts.length !== products.length || !counts.every((count) => /^[1-9]\d*$/.test(count))) {
		throw refuse(
			'Quantities',
			`'From Stock' is on, but 'Quantities' has no whole number for each of the ${products.length} products`,
			'Enter one quantity per product reference, separated by commas, in the same order',
		);
	}
	return { produit: products.join(','), quantite: counts.join(',') };
}

function split(list: string): string[] {
	return list
		.split(/[,،]/)
		.map((part) => part.trim())
		.filter(Boolean);
}

function readDays(value: unknown): number {
	const days = Number(toText(value ?? 30));
	if (days >= 1 && days <= MAX_LOOKBACK_DAYS) return Math.ceil(days);
	throw refuse(
		'Look Back (Days)',
		`'Look Back (Days)' is not between 1 and ${MAX_LOOKBACK_DAYS}`,
		`Enter a number of days from 1 to ${MAX_LOOKBACK_DAYS}`,
	);
}

export function withoutGaps(fields: Record<string, IDataObject[string] | undefined>): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
