import { readConfirmation } from '../../platform/rows';
import type { EachOperation } from '../operation';
import { readFlag, readTracking, trackingField, warning } from '../parameters';

/** Handing an order to the carrier: docs/ecotrack-api.md, section 7.5. */
export const ship: EachOperation = {
	name: 'Ship',
	value: 'ship',
	action: 'Ship order which cannot be undone',
	description:
		'Hand an order to the carrier, after which it can be neither changed nor deleted. This cannot be undone.',
	method: 'POST',
	path: 'valid/order',
	fields: [
		warning(
			'This cannot be undone: once it is with the carrier, an order can be neither changed nor deleted.',
		),
		trackingField,
		{
			displayName: 'Request Pickup',
			name: 'requestPickup',
			type: 'boolean',
			default: false,
			description: 'Whether the carrier should also come and collect the parcel',
		},
	],
	labels: { ask_collection: 'Request Pickup' },
	check: 'look up its status with Get Statuses: a shipped order is no longer ready to ship',
	each: async (read, api) => {
		const tracking = readTracking(read);
		const ask_collection = readFlag(read('requestPickup'), 'Request Pickup') ?? 0;
		const confirmation = await api.requestOrThrow({
			method: 'POST',
			path: 'valid/order',
			query: { tracking, ask_collection },
			read: readConfirmation,
		});
		return [{ ...confirmation, tracking }];
	},
};
