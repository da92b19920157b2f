import type { Order } from './order';

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
export function eventOf(from: string, to: string): string | undefined {
	return isAttempt(from, to) ? 'attempt_delivery' : EVENTS[to];
}
