import { isRow, unreadable } from '../api/answers';
import { readActivity } from '../api/activities';
import { readTracking, trackingField } from './fields';
import type { Resource } from './operation';

/** The milestones of an order: docs/ecotrack-api.md, section 8.4. */
export const tracking: Resource = {
	name: 'Tracking',
	value: 'tracking',
	operations: [
		{
			kind: 'single',
			name: 'Get History',
			value: 'getHistory',
			action: 'Get order history',
			description: 'Get the milestones of an order from registration to delivery or return',
			endpoint: 'GET get/tracking/info',
			fields: [trackingField],
			labels: { tracking: 'Tracking Number' },
			query: (read) => ({ tracking: readTracking(read) }),
			rows: (answer, read) => {
				if (!isRow(answer) || !('activity' in answer)) throw unreadable('history');
				return [
					{ tracking: readTracking(read), ...answer, activity: readActivity(answer.activity) },
				];
			},
		},
	],
};
