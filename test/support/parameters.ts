import type { INodeParameters } from 'n8n-workflow';

import type { Platform } from '../../sandbox';

/** The smallest parameters with which an operation succeeds; makes the orders it needs first. */
export type Example = (platform: Platform) => INodeParameters;

/**
 * One example per operation of the catalogue, by `resource.operation`, for the suites that run all
 * of them. An operation without an entry fails those suites.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
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
	'remark.getAll': (platform) => ({ tracking: byNumber(platform.create().tracking) }),
	'return.request': (platform) => ({
		tracking: byNumber(platform.create({ status: 'en_livraison' }).tracking),
	}),
};

/** A resource locator's value, entered by hand. */
export function byNumber(tracking: string): INodeParameters {
	return { __rl: true, mode: 'id', value: tracking };
}
