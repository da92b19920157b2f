import type { IDisplayOptions } from 'n8n-workflow';

import { findOperation, toProperties } from '../../../../nodes/Ecotrack/actions';
import { splitEndpoint, type Resource } from '../../../../nodes/Ecotrack/actions/operation';

/** The catalogue that users' workflows rely on: names may be added here, never changed or removed. */
const CONTRACT = [
	'order.getAll GET get/orders',
	'order.getStatuses GET get/orders/status',
	'tracking.getHistory GET get/tracking/info',
	'remark.add POST add/maj',
	'remark.getAll GET get/maj',
	'return.request POST ask/for/order/return',
];

describe('the catalogue', () => {
	it.each(CONTRACT)('keeps its word: %s', (entry) => {
		const [name, ...endpoint] = entry.split(' ');
		const [resource, operation] = name.split('.');
		expect(findOperation(resource, operation)?.endpoint).toBe(endpoint.join(' '));
	});

	it.each([
		['order', 'teleport'],
		['parcel', 'getAll'],
		[undefined, undefined],
		['', ''],
	])('has nothing under %p %p', (resource, operation) => {
		expect(findOperation(resource, operation)).toBeUndefined();
	});

	it('has the parameters of the contract', () => {
		const namesOf = (resource: string, operation: string) =>
			findOperation(resource, operation)?.fields.map(({ name }) => name);
		expect(namesOf('order', 'getAll')).toEqual(['returnAll', 'limit', 'filters', 'simplify']);
		expect(namesOf('order', 'getStatuses')).toEqual(['trackings', 'statuses', 'simplify']);
		expect(namesOf('tracking', 'getHistory')).toEqual(['tracking']);
		expect(namesOf('remark', 'add')).toEqual(['tracking', 'content']);
		expect(namesOf('remark', 'getAll')).toEqual(['tracking', 'returnAll', 'limit']);
		expect(namesOf('return', 'request')).toEqual(['tracking']);
	});
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
		kind: 'single' as const,
		name: value,
		value,
		action: `${value} it`,
		description: `${value} it now`,
		endpoint: 'GET x' as const,
		fields,
		query: () => ({}),
		rows: () => [],
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

describe('an endpoint', () => {
	it.each([
		['GET get/orders', { method: 'GET', path: 'get/orders' }],
		['POST add/maj', { method: 'POST', path: 'add/maj' }],
		['DELETE delete/order', { method: 'DELETE', path: 'delete/order' }],
		['GET /', { method: 'GET', path: '' }],
	] as const)('%s is method and path', (endpoint, parts) => {
		expect(splitEndpoint({ endpoint })).toEqual(parts);
	});
});
