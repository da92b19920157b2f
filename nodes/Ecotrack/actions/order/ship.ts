import { confirm } from '../confirmation';
import { readFlag, readTracking, trackingField } from '../parameters';
import type { SingleOperation } from '../operation';

/** Handing an order to the carrier: docs/ecotrack-api.md, section 7.5. */
export const ship: SingleOperation = {
	kind: 'single',
	name: 'Ship',
	value: 'ship',
	action: 'Ship order',
	description:
		'Hand an order to the carrier, after which it can be neither changed nor deleted. This cannot be undone.',
	endpoint: 'POST valid/order',
	fields: [
		trackingField,
		{
			displayName: 'Request Pickup',
			name: 'requestPickup',
			type: 'boolean',
			default: false,
			description: 'Whether the carrier should also come and collect the parcel',
		},
	],
	labels: { tracking: 'Tracking Number', ask_collection: 'Request Pickup' },
	check: 'look up its status with Get Statuses: a shipped order is no longer ready to ship',
	query: (read) => ({
		tracking: readTracking(read),
		ask_collection: readFlag(read('requestPickup'), 'Request Pickup') ?? 0,
	}),
	rows: (answer, read) => [{ ...confirm(answer), tracking: readTracking(read) }],
};
