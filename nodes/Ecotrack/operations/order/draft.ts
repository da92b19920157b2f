/**
 * A new order, read from the parameters of one input item and checked against the account's lists
 * before anything is sent (docs/ecotrack-api.md, section 7.1).
 */
import type { IDataObject } from 'n8n-workflow';

import { refuse } from '../fields';
import type { Reader } from '../operation';
import { findCommune, findWilaya, requireDesk } from '../places';
import { readPlace } from '../place-fields';
import type { Port } from '../port';
import {
	readFlag,
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
	/** How far to look for an order with this reference; undefined when not at all. */
	lookbackDays?: number;
}

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
	const lookbackDays = options.skipExisting ? readDays(options.lookbackDays) : undefined;
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
		allowDuplicateReferences: options.allowDuplicateReferences === true,
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
	if (fields.stock === 1) requireQuantities(fields.produit, fields.quantite);
	return withoutGaps(fields);
}

async function readDestination(read: Reader, port: Port, toDesk: boolean): Promise<IDataObject> {
	const wilaya = requireText(readPlace(read('wilayaId')), 'Wilaya');
	const name = requireText(readPlace(read('commune')), 'Commune');
	const wilayaId = await findWilaya(port, wilaya);
	const commune = await findCommune(port, wilayaId, name);
	if (toDesk) await requireDesk(port, commune);
	return { code_wilaya: wilayaId, commune: commune.name };
}

/** From stock, each product needs its quantity: the platform matches them by position. */
function requireQuantities(product = '', quantities = ''): void {
	const products = split(product);
	const counts = split(quantities);
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
}

function split(list: string): string[] {
	return list
		.split(/[,،]/)
		.map((part) => part.trim())
		.filter(Boolean);
}

function readDays(value: unknown): number {
	const days = Number(value ?? 30);
	if (days >= 1) return Math.ceil(days);
	throw refuse('Look Back (Days)', "'Look Back (Days)' is below 1", 'Enter 1 or more');
}

export function withoutGaps(fields: Record<string, IDataObject[string] | undefined>): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
