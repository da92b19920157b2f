import { DAY, HOUR, toDay } from './clock';
import type { Order, Remark } from './order';
import { wilayaOf } from './places';
import { usualHours } from './statuses';

/** The wilaya orders start from; an order that stays in it skips `vers_wilaya`. */
export const ORIGIN_WILAYA = 16;

const USUAL: Readonly<Record<string, string>> = {
	prete_a_preparer: 'en_preparation_stock',
	en_preparation_stock: 'prete_a_expedier',
	prete_a_expedier: 'en_ramassage',
	en_ramassage: 'vers_hub',
	vers_hub: 'en_hub',
	en_hub: 'vers_wilaya',
	vers_wilaya: 'en_preparation',
	en_preparation: 'en_livraison',
	en_livraison: 'livre_non_encaisse',
	suspendu: 'en_livraison',
	livre_non_encaisse: 'encaisse_non_paye',
	encaisse_non_paye: 'paiements_prets',
	paiements_prets: 'paye_et_archive',
	retour_chez_livreur: 'retour_transit_entrepot',
	retour_transit_entrepot: 'retour_en_traitement',
	retour_en_traitement: 'retours_prets',
	retours_prets: 'retour_recu',
	retour_recu: 'retour_archive',
	retours_a_dispatcher_vers_stock: 'retours_en_transit_stock',
	retours_en_transit_stock: 'retours_en_stock',
	retours_en_stock: 'retour_archive',
};

/** What else happens, each with its share of the cases; the rest take the usual way. */
const DETOURS: Readonly<Record<string, ReadonlyArray<readonly [next: string, share: number]>>> = {
	prete_a_expedier: [
		['annule', 0.03],
		['vers_hub', 0.3],
	],
	en_preparation: [['suspendu', 0.03]],
	en_livraison: [
		['suspendu', 0.18],
		['en_preparation', 0.12],
		['retour_chez_livreur', 0.08],
	],
	suspendu: [
		['en_preparation', 0.2],
		['retour_chez_livreur', 0.3],
	],
	// A delivery that was noted by mistake; rare, and watchers must follow it.
	livre_non_encaisse: [['retour_chez_livreur', 0.01]],
};

/**
 * The next status on the usual way (docs/ecotrack-api.md section 13); undefined at its end.
 */
export function usualNext(order: Pick<Order, 'status' | 'wilayaId' | 'fromStock'>) {
	if (order.status === 'en_hub' && order.wilayaId === ORIGIN_WILAYA) return 'en_preparation';
	if (order.status === 'retour_en_traitement' && order.fromStock)
		return 'retours_a_dispatcher_vers_stock';
	return USUAL[order.status];
}

/** Where orders go from a status: on their usual way, which may fork, and in a part of the cases otherwise. */
export function stepsFrom(status: string): { usual: string[]; otherwise: string[] } {
	const usual = [ORIGIN_WILAYA + 1, ORIGIN_WILAYA].flatMap((wilayaId) =>
		([0, 1] as const).flatMap((fromStock) => usualNext({ status, wilayaId, fromStock }) ?? []),
	);
	return { usual: [...new Set(usual)], otherwise: (DETOURS[status] ?? []).map(([next]) => next) };
}

/** The next status when chance decides, as orders that move by themselves do. */
export function likelyNext(order: Order): string | undefined {
	// A return the sender asked for is usually, not always, granted.
	if (order.returnAskedAt && order.status === 'en_livraison' && order.luck.next() < 0.8)
		return 'retour_chez_livreur';
	let drawn = order.luck.next();
	for (const [next, share] of DETOURS[order.status] ?? []) {
		if (drawn < share) return next;
		drawn -= share;
	}
	return usualNext(order);
}

const EVENTS: Readonly<Record<string, string>> = {
	vers_hub: 'picked',
	en_hub: 'accepted_by_carrier',
	en_preparation: 'accepted_by_carrier',
	en_livraison: 'dispatched_to_driver',
	livre_non_encaisse: 'livred',
	encaisse_non_paye: 'encaissed',
	paye_et_archive: 'payed',
	retour_chez_livreur: 'return_asked',
	retour_transit_entrepot: 'return_in_transit',
	retour_recu: 'Return_received',
};

const isAttempt = (from: string, to: string) =>
	from === 'en_livraison' && (to === 'suspendu' || to === 'en_preparation');

/** The entry a step leaves in the history, if it leaves one (section 12.1). */
function eventOf(from: string, to: string): string | undefined {
	return isAttempt(from, to) ? 'attempt_delivery' : EVENTS[to];
}

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

/** Why a delivery attempt failed; free text that differs from carrier to carrier. */
const REASONS = [
	'Client ne réponds pas',
	'Le client est absent',
	'Client injoignable',
	'Reporté par le client',
	'Numéro erroné',
	'الزبون لا يرد',
];

/** What the driver writes down when a delivery fails. */
function recordAttempt(order: Order, at: Date): void {
	const isPutOff = order.luck.next() < 0.4;
	order.remarks.push({
		at,
		text: order.luck.pick(REASONS),
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
