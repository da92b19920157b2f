/** How the platform writes an order, endpoint by endpoint (docs/ecotrack-api.md section 8). */
import { toDay, toStamp, toTime } from './clock';
import { ORIGIN_WILAYA } from './lifecycle';
import type { Milestone, Order, Remark } from './order';
import { communeOf, wilayaOf } from './places';
import { isDraft, spell } from './statuses';

const PAID = new Set(['paiements_prets', 'paye_et_archive']);
const RETURNED = new Set(['retour_recu', 'retour_archive']);

const homeFee = (order: Order) => wilayaOf(order.wilayaId)?.homeFee ?? 600;

/** A row of `get/orders` (section 8.6). Money is text. */
export function orderRow(order: Order) {
	return {
		tracking: order.tracking,
		reference: order.reference,
		client: order.recipient,
		phone: order.phone,
		phone_2: order.phone2,
		adresse: order.address,
		commune: order.commune,
		wilaya_id: order.wilayaId,
		montant: String(order.amount),
		tarif_prestation: String(homeFee(order)),
		tarif_retour: '200',
		type_id: order.type,
		created_at: toDay(order.createdAt),
		payment_id: PAID.has(order.status) ? 1000 + order.number : null,
		return_id: RETURNED.has(order.status) ? 5000 + order.number : null,
		status: order.status,
		products: order.product,
	};
}

function attemptRow(remark: Remark) {
	const bySender = remark.driver === '' && remark.station === '';
	return {
		reason: bySender ? 'Remarque' : remark.text,
		details: bySender ? remark.text : remark.details,
		station: remark.station,
		driver: remark.driver,
		date: toDay(remark.at),
		time: toTime(remark.at),
		postponed_to: remark.postponedTo,
	};
}

function deskOf(order: Order) {
	const commune = order.stopDesk ? communeOf(order.commune, order.wilayaId) : undefined;
	if (!commune?.hasDesk) return { phone: '', commune: '', map: '', address: '' };
	return {
		phone: `021${commune.code.padStart(6, '0')}`,
		commune: commune.name,
		map: `https://maps.example/${commune.code}`,
		address: `Bureau de ${commune.name}`,
	};
}

/** The value under one tracking in `get/orders/status` (section 8.7). */
export function statusRow(order: Order) {
	const desk = deskOf(order);
	return {
		status: order.status,
		order_id: order.reference ?? '',
		...(isDraft(order.status) ? {} : { estimated_fee: homeFee(order) }),
		...(order.status === 'en_livraison' ? { driver_phone: order.driver.phone } : {}),
		desk_phone: desk.phone,
		desk_commune: desk.commune,
		desk_map_link: desk.map,
		desk_address: desk.address,
		activity: order.remarks.map(attemptRow),
	};
}

/** A row of `get/maj` (section 8.2); the sender's own lines have no `commentaires`. */
export function remarkRow(order: Order, remark: Remark) {
	const byCarrier = remark.driver !== '' || remark.station !== '';
	return {
		remarque: remark.text,
		...(byCarrier ? { commentaires: remark.details } : {}),
		station: remark.station,
		livreur: remark.driver,
		created_at: toStamp(remark.at),
		tracking: order.tracking,
	};
}

const milestoneRow = (step: Milestone) => ({
	date: toDay(step.at),
	time: toTime(step.at),
	status: step.event,
	...(step.scanned ? { scanLocation: step.scanned } : {}),
});

/** The answer of `get/tracking/info` (section 8.4), as the carrier documents it. */
export function historyOf(order: Order) {
	return {
		recipientName: order.recipient,
		shippedBy: order.shop,
		originCity: ORIGIN_WILAYA,
		destLocationCity: order.wilayaId,
		activity: order.history.map(milestoneRow),
	};
}

/** The value under one tracking in `get/trackings/info` (section 8.5). */
export function infoRow(order: Order) {
	const isWithDriver = order.status === 'en_livraison';
	const attempts = order.remarks.filter(({ driver }) => driver !== '');
	return {
		OrderInfo: {
			tracking: order.tracking,
			reference: order.reference,
			client: order.recipient,
			phone: order.phone,
			adresse: order.address,
			wilaya_id: order.wilayaId,
			commune: order.commune,
			montant: String(order.amount),
			produit: order.product,
			type_id: order.type,
			stop_desk: order.stopDesk,
			driver_name: isWithDriver ? order.driver.name : null,
			driver_phone: isWithDriver ? order.driver.phone : null,
			created_at: toStamp(order.createdAt),
		},
		status: spell(order.status, 'label'),
		deliveryAttempts: attempts.map(({ text }) => ({ text_tentative: text })),
		activity: order.history.map(milestoneRow),
	};
}

export type OrderRow = ReturnType<typeof orderRow>;
export type StatusRow = ReturnType<typeof statusRow>;
