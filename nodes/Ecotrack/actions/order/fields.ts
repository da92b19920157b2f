/**
 * The fields of an order: ONE table. What the editor shows, what a create and an update send, what an
 * update compares, and how a complaint of the platform names a parameter all derive from it
 * (docs/ecotrack-api.md, sections 7.1, 7.3 and 8.6).
 */
import { fold, toNameKey } from '../../platform/names';
import { toText, type Row } from '../../platform/rows';
import { parseAmount, toAmount, toPhone } from '../../platform/values';
import { EcotrackFailure } from '../../transport/response';
import type { Field, Reader } from '../operation';
import {
	communeField,
	deliveryField,
	isDesk,
	onlyWhereSet,
	readAmount,
	readDelivery,
	readFlag,
	readPhone,
	readPlace,
	readText,
	readType,
	readWeight,
	requireValue,
	toOptional,
	wilayaField,
} from '../parameters';

export type Value = Row[string];

export interface OrderField {
	/** As the editor shows it. */
	parameter: Field;
	/** Every order has one: a new one must, and an update cannot empty it. */
	isOfEvery?: true;
	/** Not every order has one, but everyone is asked for it, as for what every order has. */
	isOnTop?: true;
	/** Where it stood before it was asked for on top: what workflows have there counts on. */
	former?: FormerField;
	/** The platform's name for it when an order is created, and when one is updated. */
	create?: string;
	update?: string;
	/** Where the listing shows it: the first of these that a row has. */
	listed?: readonly string[];
	/** The value as the platform takes it; undefined when none is given. */
	read: (value: unknown, parameter: string) => Value;
	/** The listing's value in the form that an update sends back; unless given, as it is. */
	keep?: (listed: Value) => Value;
	/** How the listing's value is compared; unless given, as a text. */
	compare?: Comparison;
}

/** A parameter among the optional ones, read while today's is empty, and shown only where it is set. */
interface FormerField extends Pick<OrderField, 'parameter' | 'read'> {
	/** What today's parameter shows while it says nothing. */
	empty: string;
}

/** How two values of a field are compared. */
export interface Comparison {
	/** The same but for case and accents. */
	isEqual(a: unknown, b: unknown): boolean;
	/** What was sent, as a platform may write it. */
	isSpelling(seen: unknown, sent: unknown): boolean;
	/** The listing shows something, but nothing that could be compared. */
	isUnclear(seen: unknown): boolean;
}

const byEquality = (
	isEqual: Comparison['isEqual'],
	isUnclear: Comparison['isUnclear'] = () => false,
): Comparison => ({ isEqual, isSpelling: isEqual, isUnclear });

const tidy = (value: unknown) => fold(value).replace(/\s+/g, ' ').trim();
const isSameName: Comparison['isEqual'] = (a, b) =>
	toNameKey(a) === toNameKey(b) && (toNameKey(a) !== '' || tidy(a) === tidy(b));

const SHORTEST_CUT = 20;

/** Platforms write texts in their own way: capitals, punctuation, what is too long cut off. */
export const asText: Comparison = {
	isEqual: (a, b) => tidy(a) === tidy(b),
	isSpelling: (seen, sent) => {
		const cut = toNameKey(seen);
		return (
			isSameName(seen, sent) || (cut.length >= SHORTEST_CUT && toNameKey(sent).startsWith(cut))
		);
	},
	isUnclear: () => false,
};
const asName = byEquality(isSameName);
const asNumber = byEquality(
	(a, b) => toAmount(a) === toAmount(b),
	(seen) => toAmount(seen) === null && tidy(seen) !== '',
);
const asPhone = byEquality((a, b) => (toPhone(a) ?? tidy(a)) === (toPhone(b) ?? tidy(b)));

const text = (displayName: string, name: string, description: string): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
});

const flag = (displayName: string, name: string, description: string): Field => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
});

/** What the listing shows may not be accepted back, so a phone is kept in the form of a create. */
const keepPhone = (listed: Value): Value => toPhone(listed) ?? listed;
const keepNumber = (listed: Value): Value => Number(listed) || undefined;

/** What is neither yes nor no has been said by the carrier, not by the user: not known. */
function keepFlag(listed: Value): Value {
	return [0, 1].find((flag) => flag === Number(listed));
}

/** @throws EcotrackFailure when it can be read in two ways, or in none: the driver collects it */
function keepAmount(listed: Value): Value {
	const result = parseAmount(listed);
	if ('amount' in result) return result.amount;
	throw new EcotrackFailure({
		kind: 'input',
		parameter: 'Amount',
		message: `The current amount of this order cannot be read: ${toText(listed)}`,
		description: "An update has to say the amount again: add 'Amount' under 'Update Fields'",
	});
}

const readPlaceName: OrderField['read'] = (value) => readPlace(value) || undefined;

const REFERENCE = text(
	'Reference',
	'reference',
	'Your own number of the order, by which you find it again; short and unique is best',
);

const PRODUCT = text(
	'Product',
	'product',
	'What is in the parcel; from stock, the references of the products, separated by commas',
);

const STOP_DESK = flag(
	'Stop Desk',
	'stopDesk',
	"Whether the recipient collects the parcel at the carrier's desk in that commune",
);

/** In the order in which the editor asks for what stands on top. */
export const ORDER_FIELDS: readonly OrderField[] = [
	{
		parameter: {
			...REFERENCE,
			placeholder: 'e.g. WC-10442',
		},
		isOnTop: true,
		former: { parameter: REFERENCE, read: readText, empty: 'empty' },
		create: 'reference',
		update: 'reference',
		listed: ['reference'],
		read: readText,
	},
	{
		parameter: {
			...text('Recipient', 'recipient', 'The full name of the person who gets the parcel'),
			required: true,
			placeholder: 'e.g. Amina Benali',
		},
		isOfEvery: true,
		create: 'nom_client',
		update: 'client',
		listed: ['client'],
		read: readText,
	},
	{
		parameter: {
			...text(
				'Phone',
				'phone',
				'The Algerian phone number of the recipient. +213, 00213, spaces and Arabic digits are understood.',
			),
			required: true,
			placeholder: 'e.g. 0555000111',
		},
		isOfEvery: true,
		create: 'telephone',
		update: 'tel',
		listed: ['phone'],
		read: readPhone,
		keep: keepPhone,
		compare: asPhone,
	},
	{
		parameter: {
			...text('Address', 'address', 'Street and number, or how to find the place'),
			required: true,
			placeholder: 'e.g. 12 rue des Oliviers',
		},
		isOfEvery: true,
		create: 'adresse',
		update: 'adresse',
		listed: ['adresse'],
		read: readText,
	},
	{
		parameter: wilayaField,
		isOfEvery: true,
		create: 'code_wilaya',
		update: 'wilaya',
		listed: ['wilaya_id'],
		read: readPlaceName,
		keep: keepNumber,
		compare: asNumber,
	},
	{
		parameter: deliveryField,
		isOnTop: true,
		former: { parameter: STOP_DESK, read: readFlag, empty: 'Home' },
		create: 'stop_desk',
		update: 'stop_desk',
		listed: ['stop_desk'],
		read: readDelivery,
		keep: keepFlag,
		compare: asNumber,
	},
	{
		parameter: communeField,
		isOfEvery: true,
		create: 'commune',
		update: 'commune',
		listed: ['commune'],
		read: readPlaceName,
		compare: asName,
	},
	{
		parameter: {
			...text(
				'Amount',
				'amount',
				'What the driver collects from the recipient, in dinars, delivery fee included. Enter 0 when nothing is to be collected.',
			),
			required: true,
			placeholder: 'e.g. 2900',
		},
		isOfEvery: true,
		create: 'montant',
		update: 'montant',
		listed: ['montant'],
		read: readAmount,
		keep: keepAmount,
		compare: asNumber,
	},
	{
		parameter: {
			...PRODUCT,
			placeholder: 'e.g. Montre x1',
		},
		isOnTop: true,
		former: { parameter: PRODUCT, read: readText, empty: 'empty' },
		create: 'produit',
		update: 'product',
		listed: ['products', 'produit'],
		read: readText,
	},
	{
		parameter: {
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Collection', value: 4, description: 'Collect money from the recipient' },
				{ name: 'Delivery', value: 1, description: 'Bring a parcel to the recipient' },
				{ name: 'Exchange', value: 2, description: 'Bring a parcel and take another one back' },
				{ name: 'Pickup', value: 3, description: 'Take a parcel back from the recipient' },
			],
			default: 1,
			description: 'What the carrier has to do',
		},
		isOfEvery: true,
		create: 'type',
		update: 'type',
		listed: ['type_id'],
		read: readType,
		keep: keepNumber,
		compare: asNumber,
	},
	{
		parameter: flag('Fragile', 'fragile', 'Whether the parcel has to be handled with care'),
		create: 'fragile',
		update: 'fragile',
		read: readFlag,
	},
	{
		parameter: flag(
			'From Stock',
			'fromStock',
			'Whether the carrier prepares the parcel from its stock',
		),
		create: 'stock',
		read: readFlag,
	},
	{
		parameter: text('GPS Link', 'gpsLink', 'A link to the place on a map'),
		create: 'gps_link',
		update: 'gps_link',
		read: readText,
	},
	{
		parameter: text('Phone 2', 'phone2', 'A second phone number of the recipient'),
		create: 'telephone_2',
		update: 'tel2',
		listed: ['phone_2'],
		read: readPhone,
		keep: keepPhone,
		compare: asPhone,
	},
	{
		parameter: text(
			'Postal Code',
			'postalCode',
			"The commune's code from Get Communes, which some carriers want for a desk",
		),
		create: 'code_postal',
		update: 'code_postal',
		read: readText,
	},
	{
		parameter: text(
			'Product to Collect',
			'productToCollect',
			'For an exchange, what the driver takes back',
		),
		create: 'produit_a_recuperer',
		read: readText,
	},
	{
		parameter: text(
			'Quantities',
			'quantities',
			'From stock, one quantity per product, separated by commas',
		),
		create: 'quantite',
		read: readText,
	},
	{
		parameter: text('Remark', 'remark', 'What the driver should know'),
		create: 'remarque',
		update: 'remarque',
		read: readText,
	},
	{
		parameter: text('Shop', 'shop', 'The name of the shop, when you have several'),
		create: 'boutique',
		update: 'boutique',
		read: readText,
	},
	{
		parameter: text('Weight', 'weight', 'In kilograms'),
		create: 'weight',
		read: readWeight,
	},
];

const byDisplayName = (a: Field, b: Field) => a.displayName.localeCompare(b.displayName);

const fieldsOf = (use: 'create' | 'update') => ORDER_FIELDS.filter((field) => field[use]);
const isOnTop = (field: OrderField) => Boolean(field.isOfEvery ?? field.isOnTop);

/** What a new order is asked for before all else, in the editor's order. */
export const TOP_PARAMETERS: Field[] = fieldsOf('create')
	.filter(isOnTop)
	.map(({ parameter }) => parameter);

/** What a new order may have. */
export const ADDITIONAL_FIELDS: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: fieldsOf('create')
		.flatMap((field) => {
			const { parameter, former } = field;
			if (!isOnTop(field)) return [parameter];
			const { displayName } = parameter;
			const note = `Moved up: it counts while ${displayName} above is ${former?.empty}`;
			return former ? toFormer('additionalFields', former, note) : [];
		})
		.sort(byDisplayName),
};

/** Asked for first, in the order of a new order; all others follow by name. */
const FIRST_TO_UPDATE = ['reference', 'product', 'deliverTo', 'wilayaId', 'commune'];

/** What can be changed; the platform takes fewer fields than for a new order. */
export const UPDATE_FIELDS: Field = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: fieldsOf('update')
		.flatMap(({ parameter, former }) => {
			const field = inUpdateFields(parameter);
			// What has kept its name stands where it stood.
			if (!former || former.parameter.name === parameter.name) return [field];
			const note = `Replaced: it counts while ${parameter.displayName} is not among these fields`;
			return [field, ...toFormer('updateFields', former, note)];
		})
		.sort((a, b) => rankOf(a) - rankOf(b) || byDisplayName(a, b)),
};

function rankOf({ name }: Field): number {
	const rank = FIRST_TO_UPDATE.indexOf(name);
	return rank < 0 ? FIRST_TO_UPDATE.length : rank;
}

function inUpdateFields(parameter: Field): Field {
	const { loadOptionsDependsOn: names } = parameter.typeOptions ?? {};
	const field = toOptional(parameter);
	return names
		? { ...field, typeOptions: { loadOptionsDependsOn: names.map((one) => `updateFields.${one}`) } }
		: field;
}

function toFormer(collection: string, { parameter }: FormerField, note: string): Field[] {
	const description = `${parameter.description}. ${note}.`;
	return onlyWhereSet(collection, { ...parameter, description, hint: note });
}

/** Display names by the platform's names, for its complaints. */
export function labelsOf(use: 'create' | 'update'): Record<string, string> {
	const labels = fieldsOf(use).map(
		(field) => [field[use] as string, field.parameter.displayName] as const,
	);
	return Object.fromEntries(labels);
}

/**
 * The fields of a new order by the platform's names; the place is still as the user wrote it.
 * @param more what stands in Additional Fields
 * @throws EcotrackFailure by the parameter's name; nothing is guessed
 */
export function readNewFields(read: Reader, more: Row): Row {
	return readAll('create', (field) => {
		const { name, displayName } = field.parameter;
		const given = field.read(isOnTop(field) ? read(name) : more[name], displayName);
		// What a parameter on top starts with says no more than an empty one.
		const value = given || readFormer(field, more, given);
		return field.isOfEvery ? requireValue(value, displayName) : value;
	});
}

/**
 * The fields that an update is to change, by the platform's names; the place is still as the user wrote it.
 * @throws EcotrackFailure for a value that cannot be used, and for a field of every order that is empty
 */
export function readChangedFields(given: Row): Row {
	return readAll('update', (field) => {
		const { name, displayName, type } = field.parameter;
		const value = field.read(given[name], displayName) ?? readFormer(field, given);
		// A list in which nothing was chosen asks for nothing.
		const mayBeEmpty = !field.isOfEvery || given[name] === undefined || type === 'resourceLocator';
		return mayBeEmpty ? value : requireValue(value, displayName);
	});
}

/** What stands where a field stood before; `fallback` when there is nothing. */
function readFormer({ former }: OrderField, given: Row, fallback?: Value): Value {
	if (!former) return fallback;
	const { name, displayName } = former.parameter;
	return former.read(given[name], displayName) ?? fallback;
}

/**
 * Whether a form that is being filled in asks for a desk, at the former places as well: what it shows for
 * a create is empty while it is Home, in an update while it is not there.
 * @param given a parameter of the node by its path
 */
export function goesToDesk(given: (path: string) => unknown): boolean {
	return (
		isDesk(given('deliverTo') ?? given('updateFields.deliverTo')) ||
		given('additionalFields.stopDesk') === true ||
		(given('updateFields.stopDesk') === true && given('updateFields.deliverTo') === undefined)
	);
}

function readAll(use: 'create' | 'update', readOne: (field: OrderField) => Value): Row {
	const values = fieldsOf(use).map((field) => [field[use] as string, readOne(field)] as const);
	return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** What a row of the listing shows of a field: undefined when it has no such field, null for none. */
export function listedValue(row: Row, { listed = [] }: OrderField): Value {
	const values = listed.map((name) => row[name]);
	return values.find((value) => !isNone(value)) ?? values.find((value) => value !== undefined);
}

/** The platform's ways of saying "none"; an unreadable value is not one of them. */
export function isNone(value: Value): boolean {
	return value === undefined || value === null || value === '';
}
