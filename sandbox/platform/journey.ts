import { DAY, toDay } from './algiers';
import { eventOf } from './lifecycle';
import type { Order, Remark } from './order';
import { inventReason } from './people';
import { wilayaOf } from './places';
import { usualHours } from './statuses';

const HOUR = 3_600_000;

const stationOf = (order: Order) => `Station ${wilayaOf(order.wilayaId)?.name ?? order.commune}`;

/** When an order that entered its status at a time will leave it: half to one and a half usual stays. */
export function dueTime(order: Order, since: Date, pace: number): number {
	return since.getTime() + (usualHours(order.status) * HOUR * (0.5 + order.luck.next())) / pace;
}

function recordMilestone(order: Order, event: string, at: Date): void {
	const scanned = event === 'dispatched_to_driver' ? 'HUB' : '';
	order.history.push({ at, event, station: stationOf(order), scanned });
}

/** Who wrote a remark: with neither driver nor station it is the sender. */
export type RemarkSource = Partial<Pick<Remark, 'driver' | 'station' | 'details' | 'postponedTo'>>;

/** Adds a remark; the sender's own is prefixed with the shop's name (section 8.2). */
export function recordRemark(order: Order, content: string, by: RemarkSource, at: Date): Remark {
	const isSender = !by.driver && !by.station;
	const remark: Remark = {
		at,
		text: isSender ? `${order.shop} : ${content}` : content,
		details: by.details ?? '',
		driver: by.driver ?? '',
		station: by.station ?? '',
		postponedTo: by.postponedTo ?? null,
	};
	order.remarks.push(remark);
	recordMilestone(order, 'notification_on_order', at);
	return remark;
}

/** What the driver writes down when a delivery fails. */
function recordAttempt(order: Order, at: Date): void {
	const isPutOff = order.luck.next() < 0.4;
	order.remarks.push({
		at,
		text: inventReason(order.luck),
		details: isPutOff ? 'rappeler' : '',
		driver: order.driver.name,
		station: stationOf(order),
		postponedTo: isPutOff ? toDay(new Date(at.getTime() + DAY)) : null,
	});
}

/** Takes an order to a status: the status, its history and, after a failed delivery, a remark. */
export function takeTo(order: Order, status: string, at: Date): void {
	const from = order.status;
	order.status = status;
	order.changedAt = at;
	if (order.history.length === 0 && status !== 'annule')
		recordMilestone(order, 'order_information_received_by_carrier', at);
	const event = eventOf(from, status);
	if (event) recordMilestone(order, event, at);
	if (event === 'attempt_delivery') recordAttempt(order, at);
	if (status === 'livre_non_encaisse') order.deliveredAt = at;
}
