import type { IDataObject } from 'n8n-workflow';

import { isRow, unreadable } from '../platform/rows';
import { readActivity } from '../platform/activities';
import { describeOrder, orNull, readHistories } from '../platform/orders';
import { describeStatus } from '../platform/statuses';
import {
	isSimplified,
	readTracking,
	readTrackings,
	simplifyField,
	trackingField,
	trackingsField,
} from './parameters';
import type { Reader, Resource } from './operation';

/** The milestones of orders: docs/ecotrack-api.md, sections 8.4 and 8.5. */
export const tracking: Resource = {
	name: 'Tracking',
	value: 'tracking',
	initial: 'getHistory',
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
		{
			kind: 'batch',
			name: 'Get Many Histories',
			value: 'getManyHistories',
			action: 'Get many order histories',
			description:
				'Get recipient, status, delivery attempts and milestones of many orders by tracking number, archived ones included',
			endpoint: 'GET get/trackings/info',
			fields: [trackingsField, simplifyField],
			labels: { trackings: 'Tracking Numbers' },
			trackings: readTrackings,
			query: (trackings) => ({ trackings }),
			found: readHistories,
			rows: shapeHistory,
		},
	],
};

function shapeHistory(tracking: string, row: IDataObject | undefined, read: Reader): IDataObject[] {
	const found = row !== undefined;
	if (!isSimplified(read)) return [{ tracking, found, ...row }];
	// The status is the French label here, at the root or beside the order's fields.
	const info = isRow(row?.OrderInfo) ? row.OrderInfo : {};
	const { slug, label, phase, isFinal } = describeStatus(row?.status ?? info.status);
	return [
		{
			tracking: row?.tracking ?? tracking,
			found,
			status: slug || null,
			statusLabel: label || null,
			phase: found ? phase : null,
			isFinal: found ? isFinal : null,
			...describeOrder(info),
			driverName: orNull(info.driver_name),
			driverPhone: orNull(info.driver_phone),
			attempts: readAttempts(row?.deliveryAttempts),
			activity: readActivity(row?.activity),
		},
	];
}

/** What drivers and sender wrote, as plain texts: two spellings of the field are known. */
function readAttempts(attempts: unknown): string[] {
	return Object.values(attempts ?? {})
		.filter(isRow)
		.map((attempt) => String(attempt.text_tentative ?? attempt.content ?? '').trim())
		.filter(Boolean);
}
