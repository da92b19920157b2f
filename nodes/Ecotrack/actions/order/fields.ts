/** The parameters of a new or changed order; docs/ecotrack-api.md, section 7.1. */
import type { Field } from '../operation';
import { communeField, wilayaField } from '../place-fields';

export const recipientField: Field = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Amina Benali',
	description: 'The full name of the person who gets the parcel',
};

export const phoneField: Field = {
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 0555000111',
	description:
		'The Algerian phone number of the recipient. +213, 00213, spaces and Arabic digits are understood.',
};

export const addressField: Field = {
	displayName: 'Address',
	name: 'address',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 12 rue des Oliviers',
	description: 'Street and number, or how to find the place',
};

export const amountField: Field = {
	displayName: 'Amount',
	name: 'amount',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 2900',
	description:
		'What the driver collects from the recipient, in dinars, delivery fee included. Enter 0 when nothing is to be collected.',
};

export const typeField: Field = {
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
};

/** What every new order must have. */
export const requiredFields: Field[] = [
	recipientField,
	phoneField,
	addressField,
	wilayaField,
	communeField,
	amountField,
	typeField,
];

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

export const fragileField = flag(
	'Fragile',
	'fragile',
	'Whether the parcel has to be handled with care',
);
export const gpsLinkField = text('GPS Link', 'gpsLink', 'A link to the place on a map');
export const phone2Field = text('Phone 2', 'phone2', 'A second phone number of the recipient');
export const postalCodeField = text(
	'Postal Code',
	'postalCode',
	"The commune's code from Get Communes, which some carriers want for a desk",
);
export const productField = text(
	'Product',
	'product',
	'What is in the parcel; from stock, the references of the products, separated by commas',
);
export const referenceField = text(
	'Reference',
	'reference',
	'Your own number of the order, by which you find it again; short and unique is best',
);
export const remarkField = text('Remark', 'remark', 'What the driver should know');
export const shopField = text('Shop', 'shop', 'The name of the shop, when you have several');
export const stopDeskField = flag(
	'Stop Desk',
	'stopDesk',
	"Whether the recipient collects the parcel at the carrier's desk in that commune",
);

/** What a new order may have, alphabetical. */
const additionalFields: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		fragileField,
		flag('From Stock', 'fromStock', 'Whether the carrier prepares the parcel from its stock'),
		gpsLinkField,
		phone2Field,
		postalCodeField,
		productField,
		text('Product to Collect', 'productToCollect', 'For an exchange, what the driver takes back'),
		text('Quantities', 'quantities', 'From stock, one quantity per product, separated by commas'),
		referenceField,
		remarkField,
		shopField,
		stopDeskField,
		text('Weight', 'weight', 'In kilograms'),
	],
};

const options: Field = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		flag(
			'Allow Duplicate References',
			'allowDuplicateReferences',
			'Whether input items with the same reference may become several orders',
		),
		flag(
			'Create Again If Cancelled',
			'createAgain',
			'Whether Skip Existing References creates an order when all that have its reference are cancelled, or are returns that are closed',
		),
		{
			displayName: 'Look Back (Days)',
			name: 'lookbackDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 365 },
			default: 30,
			description: 'How many days Skip Existing References looks back',
		},
		flag(
			'Skip Existing References',
			'skipExisting',
			'Whether to create no order for a reference that an order of the last days already has, and to return that order instead',
		),
	],
};

/** Everything that creating an order asks for. */
export const draftFields: Field[] = [...requiredFields, additionalFields, options];
