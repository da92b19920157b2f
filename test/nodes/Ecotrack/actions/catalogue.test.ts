import { RESOURCES } from '../../../../nodes/Ecotrack/actions';
import { ROUTES } from '../../../../sandbox/http/routes';
import { EXAMPLES } from '../../../support/parameters';

/** Every endpoint of docs/ecotrack-api.md, section 10; '' is the root. */
const ENDPOINTS = [
	'GET validate/token',
	'GET ',
	'POST create/order',
	'POST create/orders',
	'POST update/order',
	'DELETE delete/order',
	'POST valid/order',
	'POST valid/returns',
	'GET get/order/label',
	'POST add/maj',
	'GET get/maj',
	'POST ask/for/order/return',
	'GET get/tracking/info',
	'GET get/trackings/info',
	'GET get/orders',
	'GET get/orders/status',
	'GET get/wilayas',
	'GET get/communes',
	'GET get/desks',
	'GET get/fees',
	'GET get/products/list',
];

const operations = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource: resource.value, operation })),
);

const endpointOf = ({ operation: { method, path } }: (typeof operations)[number]) =>
	`${method} ${path}`;

it('knows 21 endpoints', () => {
	expect(new Set(ENDPOINTS).size).toBe(21);
});

it('serves each of them with one operation, get/orders with two, and no other', () => {
	const served = operations.map(endpointOf).sort();
	expect(served).toEqual([...ENDPOINTS, 'GET get/orders'].sort());
});

it('finds all of them in the sandbox', () => {
	const served = ROUTES.map(({ method, path }) => `${method} ${path}`);
	expect(ENDPOINTS.filter((endpoint) => !served.includes(endpoint))).toEqual([]);
});

it('has every pair of resource and operation once', () => {
	const pairs = operations.map(({ resource, operation }) => `${resource}.${operation.value}`);
	expect(new Set(pairs).size).toBe(pairs.length);
	expect(Object.keys(EXAMPLES).sort()).toEqual([...pairs].sort());
});

it('says how to check every write whose answer may be lost', () => {
	const writes = operations.filter(({ operation }) => operation.method !== 'GET');
	const checks = writes.map(({ operation }) => operation.check).filter(Boolean);
	// The remark and the request for a return use the general advice, which names them.
	expect(checks).toHaveLength(writes.length - 2);
});

it('starts with an operation that changes nothing, where a resource has one', () => {
	for (const { operations: own, initial } of RESOURCES) {
		const first = own.find(({ value }) => value === (initial ?? own[0].value));
		const reads = own.some((operation) => operation.method === 'GET');
		expect(first).toBeDefined();
		// Remark keeps the start it has always had.
		if (reads && own[0].value !== 'add') expect(first?.method).toBe('GET');
	}
});
