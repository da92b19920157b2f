import type { INodeParameters } from 'n8n-workflow';

import type { Platform } from '../../sandbox';

/** The smallest parameters with which an operation succeeds; makes the orders it needs first. */
export type Example = (platform: Platform) => INodeParameters;

/**
 * One example per operation of the catalogue, by `resource.operation`, for the suites that run all
 * of them. An operation without an entry fails those suites.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
	'account.getRateLimit': () => ({}),
	'account.validateToken': () => ({}),
	'fee.getAll': () => ({}),
	'location.getCommunes': () => ({ wilayaId: byNumber('16') }),
	'location.getDesks': () => ({}),
	'location.getWilayas': () => ({}),
	'order.create': () => NEW_ORDER,
	'order.createMany': () => NEW_ORDER,
	'order.delete': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'order.downloadLabel': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'order.get': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'order.ship': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'order.update': (platform) => ({
		tracking: byNumber(platform.create().tracking),
		updateFields: { phone: '0555000112' },
	}),
	'product.getAll': () => ({ returnAll: true }),
	'return.confirmReception': (platform) => ({
		trackings: platform.create({ status: 'retours_prets' }).tracking,
	}),
	'tracking.getManyHistories': (platform) => ({ trackings: platform.create().tracking }),
	'order.getAll': (platform) => {
		platform.create();
		return { returnAll: true };
	},
	'order.getStatuses': (platform) => ({ trackings: platform.create().tracking }),
	'tracking.getHistory': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'remark.add': (platform) => ({
		tracking: byNumber(platform.create().tracking),
		content: 'Livrer après 17 h',
	}),
	'remark.getAll': (platform) => {
		const { tracking } = platform.create();
		platform.addRemark(tracking, 'Livrer après 17 h');
		return { tracking: byNumber(tracking) };
	},
	'return.request': (platform) => ({
		tracking: byNumber(platform.create({ status: 'en_livraison' }).tracking),
	}),
};

/** The least that a new order has to say. */
export const NEW_ORDER: INodeParameters = {
	recipient: 'Client Exemple',
	phone: '0555000111',
	address: '12 rue des Oliviers',
	wilayaId: byNumber('16'),
	commune: byName('Kouba'),
	amount: '2900',
};

/** A commune's name, entered by hand. */
export function byName(commune: string): INodeParameters {
	return { __rl: true, mode: 'name', value: commune };
}

/** A resource locator's value, entered by hand. */
export function byNumber(tracking: string): INodeParameters {
	return { __rl: true, mode: 'id', value: tracking };
}
