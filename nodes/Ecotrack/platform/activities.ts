import type { IDataObject } from 'n8n-workflow';

import { isRow } from './rows';
import { toIsoTime } from './time';

/**
 * English labels of the milestones in an order's history, by lower-cased key: the platform writes
 * one of them with a capital (docs/ecotrack-api.md, section 12.1).
 */
const LABELS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		order_information_received_by_carrier: 'Registered by the sender',
		notification_on_order: 'Remark added',
		picked: 'Picked up by the carrier',
		accepted_by_carrier: 'Received at the sorting centre',
		dispatched_to_driver: 'Handed to the driver',
		attempt_delivery: 'Delivery attempted',
		return_asked: 'Return started',
		return_in_transit: 'Return on its way',
		return_received: 'Return received by the sender',
		livred: 'Delivered',
		encaissed: 'Cash collected',
		payed: 'Paid out',
	}),
);

/**
 * The history of an order, oldest first: each row as the platform sent it, plus `at` (ISO, +01:00)
 * and `label` (English; the platform's own word when unknown).
 */
export function readActivity(activity: unknown): IDataObject[] {
	const rows = Object.values(isRow(activity) || Array.isArray(activity) ? activity : []).filter(
		isRow,
	);
	return rows
		.map((row) => ({
			...row,
			at: toIsoTime(row.date, row.time) ?? null,
			label:
				LABELS.get(String(row.status).toLowerCase()) ?? String(row.status ?? '').replace(/_/g, ' '),
		}))
		.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}
