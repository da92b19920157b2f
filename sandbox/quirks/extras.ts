/** The further fields that newer builds of the platform are known to answer (section 8). */
import { toDay, toStamp, toTime } from '../platform/algiers';
import type { Order } from '../platform/order';
import { communeOf } from '../platform/places';
import { remarkRow } from '../platform/rows';
import { STATUSES } from '../platform/statuses';

const stampOrNull = (at: Date | null) => (at ? toStamp(at) : null);

export function orderExtras(order: Order) {
	const isWithDriver = order.status === 'en_livraison';
	const place = communeOf(order.commune, order.wilayaId);
	return {
		stop_desk: order.stopDesk,
		commune_id: place ? Number(place.code) : null,
		process_state_id: 1 + STATUSES.findIndex(({ slug }) => slug === order.status),
		livred_at: stampOrNull(order.deliveredAt),
		exchanged_at: null,
		return_asked_at: stampOrNull(order.returnAskedAt),
		last_updated_at: toStamp(order.changedAt),
		driver_name: isWithDriver ? order.driver.name : null,
		driver_phone: isWithDriver ? order.driver.phone : null,
		global_status: order.status,
		status_reason: order.remarks.map((remark) => remarkRow(order, remark)),
		order_products: [
			{
				tracking: order.tracking,
				reference: order.reference,
				title: order.product,
				price: String(order.amount),
				quantity: 1,
			},
		],
	};
}

export function historyExtras(order: Order) {
	const steps = order.history.map((step) => ({
		date: toDay(step.at),
		time: toTime(step.at),
		status: step.event,
		station: step.station,
		...(step.scanned ? { scanLocation: step.scanned } : {}),
	}));
	const last = order.history[order.history.length - 1];
	return { currentStation: last?.station ?? '', activity: steps, reasons: [] };
}
