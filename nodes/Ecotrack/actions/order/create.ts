import { listedPage } from '../../platform/endpoints';
import { toText, type Row } from '../../platform/rows';
import { describeStatus, statusFields } from '../../platform/statuses';
import { addDays, dayOf } from '../../platform/time';
import type { Client } from '../../transport/client';
import { findDestination, tellChange } from '../location';
import type { Api, Field, Reader, TogetherOperation } from '../operation';
import { readFlag, refuse } from '../parameters';
import { oneByOne } from '../run';
import { ADDITIONAL_FIELDS, labelsOf, readNewFields, TOP_PARAMETERS } from './fields';
import { readCreated } from './results';

/** As far back as the parameter goes. */
const MAX_LOOKBACK_DAYS = 365;

/** Whatever the option is off unless switched on. */
const option = (displayName: string, name: string, description: string): Field => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
});

const OPTIONS: Field = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		option(
			'Allow Duplicate References',
			'allowDuplicateReferences',
			'Whether input items with the same reference may become several orders',
		),
		option(
			'Create Again If Cancelled',
			'createAgain',
			'Whether Skip Existing References creates an order when all that have its reference are cancelled, or are returns that are closed',
		),
		{
			displayName: 'Look Back (Days)',
			name: 'lookbackDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_LOOKBACK_DAYS },
			default: 30,
			description: 'How many days Skip Existing References looks back',
		},
		option(
			'Skip Existing References',
			'skipExisting',
			'Whether to create no order for a reference that an order of the last days already has, and to return that order instead',
		),
	],
};

/** What Create and Create Many have in common: how new orders are asked for and checked. */
export const newOrders = {
	fields: [...TOP_PARAMETERS, ADDITIONAL_FIELDS, OPTIONS],
	labels: labelsOf('create'),
	check:
		"look for its reference in the list of orders before you run this again, or switch on 'Skip Existing References'",
	prepare: readNewOrder,
	object: findDuplicates,
};

/** A new order: docs/ecotrack-api.md, section 7.1. */
export const create: TogetherOperation<NewOrder> = {
	name: 'Create',
	value: 'create',
	action: 'Create order',
	description:
		'Register a parcel with recipient, address and amount to collect. It can be changed until it is shipped.',
	method: 'POST',
	path: 'create/order',
	...newOrders,
	together: (orders, api) => oneByOne(orders, api, async (order) => [await createOne(order, api)]),
};

async function createOne(order: NewOrder, api: Api): Promise<Row> {
	const existing = await findExisting(api, order);
	if (existing) return formatExisting(existing, order);
	const { body, reference, place } = order;
	const tracking = await api.requestOrThrow({
		method: 'POST',
		path: 'create/order',
		body,
		form: 'results',
		read: (answer) => readCreated(answer, reference),
	});
	return { created: true, tracking, reference: reference || null, ...place };
}

export interface NewOrder {
	/** '' when the order has none. */
	reference: string;
	/** The order as the platform takes it. */
	body: Row;
	/** The commune, for the output, when it was written in another way than it is sent. */
	place?: Row;
	allowDuplicateReferences: boolean;
	/** Whether a cancelled order or a closed return with this reference does not count. */
	createAgain: boolean;
	/** How far to look for an order with this reference; undefined when not at all. */
	lookbackDays?: number;
}

/**
 * A new order, read from the parameters of one input item and checked against the account's lists
 * before anything is sent.
 * @throws EcotrackFailure by the parameter's name
 */
export async function readNewOrder(read: Reader, api: Client): Promise<NewOrder> {
	const more = (read('additionalFields') ?? {}) as Row;
	const options = (read('options') ?? {}) as Row;
	const given = readNewFields(read, more);
	const reference = toText(given.reference);
	const isSkipping = readFlag(options.skipExisting, 'Skip Existing References') === 1;
	const lookbackDays = isSkipping ? readLookbackDays(options.lookbackDays) : undefined;
	if (isSkipping && !reference) {
		throw refuse(
			'Reference',
			"is empty, and 'Skip Existing References' finds orders by it",
			'Give every item a reference, or switch the option off',
		);
	}
	const stock = given.stock === 1 ? readStock(toText(given.produit), toText(given.quantite)) : {};
	const { code_wilaya, commune, stop_desk = 0 } = given;
	const isToDesk = stop_desk === 1;
	const written = toText(commune);
	const place = await findDestination(api, toText(code_wilaya), written, isToDesk);
	return {
		reference,
		body: { ...given, ...stock, stop_desk, code_wilaya: place.wilayaId, commune: place.name },
		place: tellChange(written, place),
		allowDuplicateReferences:
			readFlag(options.allowDuplicateReferences, 'Allow Duplicate References') === 1,
		createAgain: readFlag(options.createAgain, 'Create Again If Cancelled') === 1,
		lookbackDays,
	};
}

/**
 * From stock, each product needs its quantity: the platform matches them by position. Both are sent
 * as they were counted, whichever commas the user wrote.
 */
function readStock(product: string, quantities: string): Row {
	const products = split(product);
	const counts = split(quantities);
	if (products.length === 0) {
		throw refuse(
			'From Stock',
			"is on, but 'Product' is empty",
			'Enter the references of the products, separated by commas',
		);
	}
	if (counts.length !== products.length || !counts.every((count) => /^[1-9]\d*$/.test(count))) {
		throw refuse(
			'From Stock',
			`is on, but 'Quantities' has no whole number for each of the ${products.length} products`,
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

function readLookbackDays(value: unknown): number {
	const days = Number(toText(value ?? 30));
	if (days >= 1 && days <= MAX_LOOKBACK_DAYS) return Math.ceil(days);
	throw refuse(
		'Look Back (Days)',
		`is not between 1 and ${MAX_LOOKBACK_DAYS}`,
		`Enter a number of days from 1 to ${MAX_LOOKBACK_DAYS}`,
	);
}

/**
 * The orders whose reference another input item has too, each with its refusal. References keep one
 * purchase from becoming two parcels: the platform itself does not mind one that it has seen before
 * (section 7.1).
 */
export function findDuplicates(orders: readonly NewOrder[]): Map<NewOrder, Error> {
	const counts = new Map<string, number>();
	for (const { reference } of orders) counts.set(reference, (counts.get(reference) ?? 0) + 1);
	const refusals = new Map<NewOrder, Error>();
	for (const order of orders) {
		const { reference, allowDuplicateReferences } = order;
		if (!reference || allowDuplicateReferences || counts.get(reference) === 1) continue;
		refusals.set(
			order,
			refuse(
				'Reference',
				`${reference} stands in more than one input item`,
				"Remove the repeated items, or switch on 'Allow Duplicate References' if each of them is a parcel of its own",
			),
		);
	}
	return refusals;
}

/**
 * The order that already has the new one's reference: one that is alive before one that is closed, and
 * the newest if there are several. The listing of the last days is read once per run; archived orders
 * are not in it (section 8.6).
 */
export async function findExisting(api: Client, order: NewOrder): Promise<Row | undefined> {
	const { reference, lookbackDays } = order;
	if (lookbackDays === undefined) return undefined;
	const listed = await api.once(`orders of ${lookbackDays} days`, async () => {
		const today = dayOf(Date.now());
		const period = { start_date: addDays(today, -lookbackDays), end_date: addDays(today, 1) };
		const byReference = new Map<string, Row>();
		for (const row of await api.list(listedPage(period))) {
			const name = toText(row.reference);
			const known = byReference.get(name);
			if (!known || precedes(row, known)) byReference.set(name, row);
		}
		return byReference;
	});
	const existing = listed.get(reference);
	return existing && order.createAgain && isClosed(existing) ? undefined : existing;
}

/** Alive before closed, then newer before older; the listing has the newest first. */
function precedes(row: Row, known: Row): boolean {
	if (isClosed(row) !== isClosed(known)) return isClosed(known);
	return toText(row.created_at) > toText(known.created_at);
}

const CLOSED_RETURNS = ['retour_recu', 'retours_en_stock', 'retour_archive'];

/** Nothing will be delivered under this number any more. */
function isClosed({ status }: Row): boolean {
	const { slug, phase } = describeStatus(status);
	return phase === 'cancelled' || CLOSED_RETURNS.includes(slug);
}

/** What an order yields that was there before, and why nothing was created. */
export function formatExisting(existing: Row, { reference }: NewOrder): Row {
	const status = describeStatus(existing.status);
	const hint = isClosed(existing)
		? ". To create another one in such a case, switch on 'Create Again If Cancelled'"
		: '';
	return {
		created: false,
		tracking: existing.tracking,
		reference,
		...statusFields(status),
		reason: `An order with this reference exists already (${status.label || 'status unknown'})${hint}`,
	};
}
