/** The fields of an order, as the editor asks for them, and where workflows of earlier versions have them. */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';

import {
	ADDITIONAL_FIELDS,
	readChangedFields,
	readNewFields,
	UPDATE_FIELDS,
} from '../../../../../nodes/Ecotrack/actions/order/fields';
import type { Field } from '../../../../../nodes/Ecotrack/actions/operation';
import type { Row } from '../../../../../nodes/Ecotrack/platform/rows';
import { operationOf, reader, refusalOf } from '../../../../support/reader';

const COLLECTIONS = [ADDITIONAL_FIELDS, UPDATE_FIELDS];

const optionsOf = ({ options = [] }: Field) => options as Field[];

/** The options of a collection as the editor offers or shows them while it holds these values. */
const shown = (collection: Field, values: INodeParameters): Field[] =>
	optionsOf(collection).filter((option) =>
		NodeHelpers.displayParameterPath(
			{ parameters: { [collection.name]: values } },
			option,
			`parameters.${collection.name}`,
			{ typeVersion: 1 } as INode,
			null,
		),
	);
const namesOf = (fields: Field[]) => fields.map(({ displayName }) => displayName);

describe('the editor', () => {
	it.each(['order.create', 'order.createMany'])('asks in %s for what everyone fills in', (name) => {
		expect(namesOf(operationOf(name).fields)).toEqual([
			'Reference',
			'Recipient',
			'Phone',
			'Address',
			'Wilaya',
			'Delivery To',
			'Commune',
			'Amount',
			'Product',
			'Type',
			'Additional Fields',
			'Options',
		]);
	});

	it('requires what every order has', () => {
		const { fields } = operationOf('order.create');
		expect(namesOf(fields.filter(({ required }) => required))).toEqual([
			'Recipient',
			'Phone',
			'Address',
			'Wilaya',
			'Commune',
			'Amount',
		]);
	});

	it('offers for a new order what some have', () => {
		expect(namesOf(shown(ADDITIONAL_FIELDS, {}))).toEqual([
			'Fragile',
			'From Stock',
			'GPS Link',
			'Phone 2',
			'Postal Code',
			'Product to Collect',
			'Quantities',
			'Remark',
			'Shop',
			'Weight',
		]);
	});

	it('offers for an update first what everyone asks for', () => {
		expect(namesOf(shown(UPDATE_FIELDS, {}))).toEqual([
			'Reference',
			'Product',
			'Delivery To',
			'Wilaya',
			'Commune',
			'Address',
			'Amount',
			'Fragile',
			'GPS Link',
			'Phone',
			'Phone 2',
			'Postal Code',
			'Recipient',
			'Remark',
			'Shop',
			'Type',
		]);
	});

	it('reads the communes anew when wilaya or delivery change', () => {
		const communes = [...operationOf('order.create').fields, ...optionsOf(UPDATE_FIELDS)].filter(
			({ name }) => name === 'commune',
		);
		expect(communes.map(({ typeOptions }) => typeOptions?.loadOptionsDependsOn)).toEqual([
			['wilayaId.value', 'deliverTo'],
			['updateFields.wilayaId.value', 'updateFields.deliverTo'],
		]);
	});
});

describe('an option of an earlier version', () => {
	it.each([
		['additionalFields', { reference: 'A' }, 'Moved up: it counts while Reference above is empty'],
		['additionalFields', { product: '' }, 'Moved up: it counts while Product above is empty'],
		[
			'additionalFields',
			{ stopDesk: false },
			'Moved up: it counts while Delivery To above is Home',
		],
		['additionalFields', { reference: '={{ $json.ref }}' }, 'Moved up: it counts while Reference'],
		[
			'updateFields',
			{ stopDesk: true },
			'Replaced: it counts while Delivery To is not among these fields',
		],
	])(
		'is shown once where it is set, and says what took its place: %s %j',
		(name, values, words) => {
			const collection = COLLECTIONS.find((one) => one.name === name) as Field;
			const former = shown(collection, values).filter((one) => one.name in values);
			expect(former).toHaveLength(1);
			expect(former[0].description).toContain(words);
			expect(former[0].hint).toContain(words);
		},
	);

	it.each<[string, INodeParameters]>([
		['additionalFields', { reference: 'A', product: 'Montre', stopDesk: true, fragile: true }],
		['additionalFields', { reference: '', stopDesk: false }],
		['additionalFields', { reference: '={{ $json.ref }}', stopDesk: '={{ $json.desk }}' }],
		['updateFields', { reference: 'A', product: 'Montre', stopDesk: false }],
	])('is kept by n8n when it loads and saves %s %j', (name, values) => {
		const collection = COLLECTIONS.filter((one) => one.name === name);
		for (const withDefaults of [true, false]) {
			const node = { typeVersion: 1 } as INode;
			const parameters = { [name]: values };
			expect(
				NodeHelpers.getNodeParameters(collection, parameters, withDefaults, false, node, null),
			).toEqual(parameters);
		}
	});
});

const NEW = {
	recipient: 'Amina',
	phone: '0555000111',
	address: 'Rue 1',
	wilayaId: '16',
	commune: 'Kouba',
	amount: 0,
	type: 1,
	// As n8n fills them in where a workflow says nothing.
	reference: '',
	product: '',
	deliverTo: 'home',
};

describe('of two places, today’s and the former,', () => {
	it.each<[Row, Row, Row]>([
		[{}, {}, { stop_desk: 0 }],
		[{ reference: 'new' }, {}, { reference: 'new', stop_desk: 0 }],
		[{}, { reference: 'old' }, { reference: 'old', stop_desk: 0 }],
		[{ reference: ' ' }, { reference: 'old' }, { reference: 'old', stop_desk: 0 }],
		[{ reference: 'new' }, { reference: 'old' }, { reference: 'new', stop_desk: 0 }],
		[{}, { product: 'old' }, { produit: 'old', stop_desk: 0 }],
		[{ product: 'new' }, { product: 'old' }, { produit: 'new', stop_desk: 0 }],
		[{ deliverTo: 'desk' }, {}, { stop_desk: 1 }],
		[{}, { stopDesk: true }, { stop_desk: 1 }],
		[{}, { stopDesk: 'oui' }, { stop_desk: 1 }],
		[{}, { stopDesk: false }, { stop_desk: 0 }],
		[{ deliverTo: 'desk' }, { stopDesk: false }, { stop_desk: 1 }],
		[{ deliverTo: '' }, { stopDesk: true }, { stop_desk: 1 }],
		[{ deliverTo: '' }, {}, {}],
	])('a new order with %j and %j takes %j', (onTop, more, expected) => {
		const { reference, produit, stop_desk } = readNewFields(reader({ ...NEW, ...onTop }), more);
		const taken = Object.entries({ reference, produit, stop_desk });
		expect(Object.fromEntries(taken.filter(([, value]) => value !== undefined))).toEqual(expected);
	});

	it.each<[Row, Row]>([
		[{ stopDesk: true }, { stop_desk: 1 }],
		[{ stopDesk: false }, { stop_desk: 0 }],
		[{ deliverTo: 'desk' }, { stop_desk: 1 }],
		[{ deliverTo: 'home' }, { stop_desk: 0 }],
		[{ deliverTo: 'desk', stopDesk: false }, { stop_desk: 1 }],
		[{ deliverTo: 'home', stopDesk: true }, { stop_desk: 0 }],
		[{ deliverTo: '', stopDesk: true }, { stop_desk: 1 }],
		[
			{ reference: 'A', product: 'Montre' },
			{ reference: 'A', product: 'Montre' },
		],
	])('an update with %j takes %j', (given, expected) => {
		expect(readChangedFields(given)).toEqual(expected);
	});

	it('the former is refused by its own name', () => {
		const read = () => readNewFields(reader(NEW), { stopDesk: 'perhaps' });
		expect(refusalOf(read)).toMatchObject({ message: "'Stop Desk' is neither true nor false" });
	});
});
