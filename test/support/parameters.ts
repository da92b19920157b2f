import type { INodeParameters } from 'n8n-workflow';

import type { Platform } from '../../sandbox';

/** The least with which an operation succeeds. */
export interface Example {
	/** The request that the operation is there for; '' is the root. */
	endpoint: `${'GET' | 'POST' | 'DELETE'} ${string}`;
	given?: INodeParameters;
	/** The parameter that names its orders. */
	on?: 'tracking' | 'trackings';
	/** What its orders have to be, where not every order will do. */
	status?: string;
	/** For a write: where the user is sent to find out whether it took place. */
	check?: string;
}

/** The least that a new order has to say. */
export const NEW_ORDER: INodeParameters = {
	recipient: 'Client Exemple',
	phone: '0555000111',
	address: '12 rue des Oliviers',
	wilayaId: byNumberOrName('16'),
	commune: byName('Kouba'),
	amount: '2900',
};

const BY_REFERENCE = "'Skip Existing References'";
const content = 'Livrer après 17 h';

/**
 * One example per operation of the catalog, by `resource.operation`, for the suites that run all of
 * them. An operation without an entry fails those suites.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
	'account.getRateLimit': { endpoint: 'GET ' },
	'account.validateToken': { endpoint: 'GET validate/token' },
	'fee.getAll': { endpoint: 'GET get/fees' },
	'location.getCommunes': {
		endpoint: 'GET get/communes',
		given: { wilayaId: byNumberOrName('16') },
	},
	'location.getDesks': { endpoint: 'GET get/desks' },
	'location.getWilayas': { endpoint: 'GET get/wilayas' },
	'order.create': { endpoint: 'POST create/order', given: NEW_ORDER, check: BY_REFERENCE },
	'order.createMany': { endpoint: 'POST create/orders', given: NEW_ORDER, check: BY_REFERENCE },
	'order.delete': { endpoint: 'DELETE delete/order', on: 'tracking', check: 'with Get Statuses' },
	'order.downloadLabel': { endpoint: 'GET get/order/label', on: 'tracking' },
	'order.get': { endpoint: 'GET get/orders', on: 'tracking' },
	'order.getAll': { endpoint: 'GET get/orders', given: { returnAll: true } },
	'order.getStatuses': { endpoint: 'GET get/orders/status', on: 'trackings' },
	'order.ship': { endpoint: 'POST valid/order', on: 'tracking', check: 'with Get Statuses' },
	'order.update': {
		endpoint: 'POST update/order',
		given: { updateFields: { phone: '0555000112' } },
		on: 'tracking',
		check: 'with Get to see',
	},
	'product.getAll': { endpoint: 'GET get/products/list', given: { returnAll: true } },
	'remark.add': { endpoint: 'POST add/maj', given: { content }, on: 'tracking' },
	'remark.getAll': { endpoint: 'GET get/maj', on: 'tracking' },
	'return.confirmReception': {
		endpoint: 'POST valid/returns',
		on: 'trackings',
		status: 'retours_prets',
		check: 'with Get Statuses',
	},
	'return.request': {
		endpoint: 'POST ask/for/order/return',
		on: 'tracking',
		status: 'en_livraison',
	},
	'tracking.getHistory': { endpoint: 'GET get/tracking/info', on: 'tracking' },
	'tracking.getManyHistories': { endpoint: 'GET get/trackings/info', on: 'trackings' },
};

/** An order for an operation's example, with a remark, so that every read has something to show. */
export function makeOrder(platform: Platform, operation: string): string {
	const { status } = EXAMPLES[operation];
	const { tracking } = platform.create(status ? { status } : {});
	platform.addRemark(tracking, content);
	return tracking;
}

/** The parameters of an operation's example, on the order of this tracking number. */
export function parametersOf(operation: string, tracking: string): INodeParameters {
	const { given, on } = EXAMPLES[operation];
	return {
		...given,
		...(on === 'tracking' && { tracking: byNumber(tracking) }),
		...(on === 'trackings' && { trackings: tracking }),
	};
}

/** A commune's name, entered by hand. */
export function byName(commune: string): INodeParameters {
	return { __rl: true, mode: 'name', value: commune };
}

/** A tracking number, entered by hand. */
export function byNumber(tracking: string): INodeParameters {
	return { __rl: true, mode: 'number', value: tracking };
}

/** A wilaya, entered by hand. */
export function byNumberOrName(wilaya: string): INodeParameters {
	return { __rl: true, mode: 'numberOrName', value: wilaya };
}
