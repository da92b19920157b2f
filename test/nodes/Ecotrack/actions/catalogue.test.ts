import { RESOURCES } from '../../../../nodes/Ecotrack/actions';
import { splitEndpoint } from '../../../../nodes/Ecotrack/actions/operation';
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

const endpointOf = ({ operation }: (typeof operations)[number]) => {
	const { method, path } = splitEndpoint(operation);
	return `${method} ${path}`;
};

it('knows 21 endpoints', () => {
	expect(new Set(ENDPOINTS).size).toBe(21);
});

it.each(ENDPOINTS)('serves "%s" with one operation, and get/orders with two', (endpoint) => {
	const serving = operations.filter((one) => endpointOf(one) === endpoint);
	expect(serving).toHaveLength(endpoint === 'GET get/orders' ? 2 : 1);
});

it('serves no other endpoint', () => {
	expect(ENDPOINTS).toEqual(expect.arrayContaining(operations.map(endpointOf)));
});

it.each(ENDPOINTS)('finds "%s" in the sandbox', (endpoint) => {
	const served = ROUTES.map(({ method, path }) => `${method} ${path}`);
	expect(served).toContain(endpoint);
});

it('has every pair of resource and operation once', () => {
	const pairs = operations.map(({ resource, operation }) => `${resource}.${operation.value}`);
	expect(new Set(pairs).size).toBe(pairs.length);
	expect(Object.keys(EXAMPLES).sort()).toEqual([...pairs].sort());
});

it('says how to check every write whose answer may be lost', () => {
	const writes = operations.filter(({ operation }) => splitEndpoint(operation).method !== 'GET');
	const checks = writes.map(({ operation }) => operation.check).filter(Boolean);
	// The remark and the request for a return use the general advice, which names them.
	expect(checks).toHaveLength(writes.length - 2);
});

it('starts with an operation that changes nothing, where a resource has one', () => {
	for (const { operations: own, initial } of RESOURCES) {
		const first = own.find(({ value }) => value === (initial ?? own[0].value));
		const reads = own.some((operation) => splitEndpoint(operation).method === 'GET');
		expect(first).toBeDefined();
		// Remark keeps the start it has always had.
		if (reads && own[0].value !== 'add') expect(splitEndpoint(first!).method).toBe('GET');
	}
});
