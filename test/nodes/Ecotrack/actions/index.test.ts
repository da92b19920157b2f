import type { IDisplayOptions } from 'n8n-workflow';

import { toProperties } from '../../../../nodes/Ecotrack/actions';
import type { Resource } from '../../../../nodes/Ecotrack/actions/operation';
import { operationOf } from '../../../support/reader';

/** What users' workflows rely on: names may be added here, never changed or removed. */
const NEW_ORDER = [
	'reference',
	'recipient',
	'phone',
	'address',
	'wilayaId',
	'deliverTo',
	'commune',
	'amount',
	'product',
	'type',
	'additionalFields',
	'options',
];
const CONTRACT = {
	'order.create': NEW_ORDER,
	'order.createMany': NEW_ORDER,
	'order.update': ['tracking', 'updateFields'],
	'order.getAll': ['returnAll', 'limit', 'filters', 'simplify'],
	'order.getStatuses': ['trackings', 'statuses', 'simplify'],
	'tracking.getHistory': ['tracking'],
	'remark.add': ['tracking', 'content'],
	'remark.getAll': ['tracking', 'returnAll', 'limit'],
	'return.request': ['tracking'],
};

it.each(Object.entries(CONTRACT))('%s keeps its parameters', (name, parameters) => {
	const fields = operationOf(name).fields.filter(({ type }) => type !== 'notice');
	expect(fields.map((field) => field.name)).toEqual(parameters);
});

describe('the parameters of the node', () => {
	const field = (name: string, show?: IDisplayOptions['show']) => ({
		displayName: name,
		name,
		type: 'string' as const,
		default: '',
		...(show && { displayOptions: { show } }),
	});
	const operation = (value: string, fields: Resource['operations'][number]['fields']) => ({
		name: value,
		value,
		action: `${value} it`,
		description: `${value} it now`,
		method: 'GET' as const,
		path: 'x',
		fields,
		each: async () => [],
	});
	const resources: Resource[] = [
		{
			name: 'Thing',
			value: 'thing',
			operations: [operation('first', [field('a')]), operation('second', [])],
		},
		{
			name: 'Other',
			value: 'other',
			initial: 'late',
			operations: [operation('early', []), operation('late', [field('b', { a: [true] })])],
		},
	];
	const properties = toProperties(resources);

	it('are two selectors, then the fields of each operation', () => {
		expect(properties.map(({ name }) => name)).toEqual([
			'resource',
			'operation',
			'operation',
			'a',
			'b',
		]);
	});

	it('start with the first operation of a resource, or the one it names', () => {
		expect(properties.slice(1, 3).map((property) => property.default)).toEqual(['first', 'late']);
	});

	it('are shown for their operation, and under their own condition', () => {
		expect(properties[3].displayOptions).toEqual({
			show: { resource: ['thing'], operation: ['first'] },
		});
		expect(properties[4].displayOptions).toEqual({
			show: { resource: ['other'], operation: ['late'], a: [true] },
		});
	});
});
