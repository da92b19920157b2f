import { confirm } from './confirmation';
import { readTracking, trackingField } from './parameters';
import type { Resource } from './operation';
import { confirmReception } from './reception';

/** Parcels on their way back: docs/ecotrack-api.md, sections 7.6 and 8.3. */
export const returns: Resource = {
	name: 'Return',
	value: 'return',
	initial: 'request',
	operations: [
		confirmReception,
		{
			kind: 'single',
			name: 'Request',
			value: 'request',
			action: 'Request return of order',
			description: 'Ask the carrier to bring back an order that is out for delivery',
			endpoint: 'POST ask/for/order/return',
			fields: [trackingField],
			labels: { tracking: 'Tracking Number' },
			query: (read) => ({ tracking: readTracking(read) }),
			rows: (answer, read) => [{ ...confirm(answer), tracking: readTracking(read) }],
		},
	],
};
