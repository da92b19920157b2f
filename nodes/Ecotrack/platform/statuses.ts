/**
 * The status table: every order status the platform is known to use, and what each means here.
 * Rests on sections 12 and 13 of docs/ecotrack-api.md.
 */

import { withoutMarks } from './names';

export type Phase =
	| 'draft'
	| 'pickup'
	| 'transit'
	| 'delivery'
	| 'exception'
	| 'delivered'
	| 'return'
	| 'cancelled'
	| 'unknown';

export interface Status {
	/** The platform's own key, without accents, as `get/orders/status` spells it. */
	slug: string;
	/** What it means, in English. */
	label: string;
	/** What a shop writes to its customers, in plain French and Arabic; null when nobody knows the status. */
	labelFr: string | null;
	labelAr: string | null;
	phase: Phase;
	/** True when the platform never changes the order again. */
	isFinal: boolean;
	/** How rarely the watcher asks again: 1 is most often, 16 least (docs/watch.md). */
	tier: number;
	/** Other spellings, normalised: the labels of `get/trackings/info` and the webhook codes. */
	synonyms: readonly string[];
}

const status = (
	slug: string,
	[label, labelFr, labelAr]: [english: string, french: string, arabic: string],
	phase: Phase,
	tier: number,
	synonyms: readonly string[] = [],
	isFinal = false,
): Status => ({ slug, label, labelFr, labelAr, phase, isFinal, tier, synonyms });

/** In the order of a parcel's way; a return's comes after a delivery's. */
export const STATUSES: readonly Status[] = [
	status(
		'prete_a_preparer',
		['Waiting for stock preparation', 'En attente de préparation', 'في انتظار التحضير'],
		'draft',
		8,
		['pret_a_preparer'],
	),
	status(
		'en_preparation_stock',
		['Being prepared from stock', 'En cours de préparation', 'قيد التحضير'],
		'draft',
		8,
		['stock_en_preparation'],
	),
	status('prete_a_expedier', ['Ready to ship', 'Prêt à expédier', 'جاهز للشحن'], 'draft', 8, [
		'pret_a_expedier',
	]),
	status(
		'en_ramassage',
		['Pickup in progress', 'En cours de ramassage', 'قيد الاستلام من المتجر'],
		'pickup',
		4,
	),
	status(
		'vers_hub',
		['On the way to the hub', 'En route vers le centre de tri', 'في الطريق إلى مركز الفرز'],
		'transit',
		4,
	),
	status('en_hub', ['At the hub', 'Arrivé au centre de tri', 'في مركز الفرز'], 'transit', 4),
	status(
		'vers_wilaya',
		[
			'On the way to the wilaya',
			'En route vers la wilaya de destination',
			'في الطريق إلى ولاية التوصيل',
		],
		'transit',
		4,
	),
	status(
		'en_preparation',
		['At the destination station', 'En préparation pour la livraison', 'قيد التحضير للتوصيل'],
		'transit',
		2,
	),
	status(
		'en_livraison',
		['Out for delivery', 'En cours de livraison', 'خرج للتوصيل'],
		'delivery',
		1,
	),
	status('suspendu', ['Suspended', 'Livraison suspendue', 'التوصيل معلّق'], 'exception', 1, [
		'suspendus',
	]),
	status(
		'livre_non_encaisse',
		['Delivered, cash with driver', 'Livré', 'تم التسليم'],
		'delivered',
		8,
	),
	status(
		'encaisse_non_paye',
		['Delivered, cash collected', 'Livré et encaissé', 'تم التسليم وتحصيل المبلغ'],
		'delivered',
		16,
		['livre_encaisse_non_paye'],
	),
	status(
		'paiements_prets',
		['Delivered, payout ready', 'Livré, versement prêt', 'تم التسليم والمستحقات جاهزة'],
		'delivered',
		16,
		['paiement_pret', 'paiement_prets'],
	),
	status(
		'paye_et_archive',
		['Delivered, paid out', 'Livré, versement effectué', 'تم التسليم ودفع المستحقات'],
		'delivered',
		16,
		['paiement_archive', 'paiement_archived'],
		true,
	),
	status(
		'retour_chez_livreur',
		['Return with driver', 'En retour, chez le livreur', 'مرتجع لدى عامل التوصيل'],
		'return',
		8,
		['retours_chez_livreur'],
	),
	status(
		'retour_transit_entrepot',
		[
			'Return on the way to the warehouse',
			"En retour vers l'entrepôt",
			'مرتجع في الطريق إلى المستودع',
		],
		'return',
		8,
		['retours_transit_entrepot', 'retours_en_transit_entrepot'],
	),
	status(
		'retour_en_traitement',
		['Return being processed', 'Retour en cours de traitement', 'مرتجع قيد المعالجة'],
		'return',
		8,
		['retours_en_traitement'],
	),
	status(
		'retours_prets',
		['Return ready for you', 'Retour prêt à être récupéré', 'مرتجع جاهز للاستلام'],
		'return',
		8,
		['retour_pret', 'retour_prets'],
	),
	status(
		'retour_recu',
		['Return received', "Retour reçu par l'expéditeur", 'تم استلام المرتجع'],
		'return',
		8,
		['retours_recu', 'retours_recus'],
	),
	status(
		'retours_a_dispatcher_vers_stock',
		[
			'Return to route to stock',
			'Retour à acheminer vers le stock',
			'مرتجع في انتظار التوجيه إلى المخزون',
		],
		'return',
		8,
	),
	status(
		'retours_en_transit_stock',
		['Return on the way to stock', 'Retour en route vers le stock', 'مرتجع في الطريق إلى المخزون'],
		'return',
		8,
	),
	status(
		'retours_en_stock',
		['Return back in stock', 'Retour remis en stock', 'مرتجع أعيد إلى المخزون'],
		'return',
		8,
	),
	status(
		'retour_archive',
		['Return closed', 'Retour clôturé', 'تم إغلاق المرتجع'],
		'return',
		8,
		['retours_archive', 'retours_archived'],
		true,
	),
	status('annule', ['Cancelled', 'Annulé', 'ملغى'], 'cancelled', 8, [], true),
];

const SMALL_WORDS = ['at', 'for', 'in', 'on', 'the', 'to', 'with'];

/** The phases as the editor offers them, by name. */
export const PHASE_OPTIONS: Array<{ name: string; value: Phase; description?: string }> = [
	{ name: 'Cancelled', value: 'cancelled' },
	{ name: 'Delivered', value: 'delivered', description: 'Delivered, and the payment after it' },
	{ name: 'Draft', value: 'draft', description: 'Created, not yet shipped' },
	{ name: 'Exception', value: 'exception', description: 'On hold after attempts to deliver' },
	{ name: 'Out for Delivery', value: 'delivery', description: 'With the driver, or at a desk' },
	{ name: 'Pickup', value: 'pickup' },
	{ name: 'Return', value: 'return', description: 'On the way back to you' },
	{ name: 'Transit', value: 'transit', description: 'Between hubs and stations' },
];

/** Only where orders are looked up: nothing is known to enter it. */
export const UNKNOWN_PHASE = {
	name: 'Unknown',
	value: 'unknown' as const,
	description: 'In a status that this version does not know',
};

/**
 * The statuses as the editor offers them: in title case as n8n wants it, and with the platform's own word,
 * by which a shop knows them and can find them in the list.
 */
export const STATUS_OPTIONS = STATUSES.map(({ slug, label }) => ({
	name: `${toTitle(label)} (${slug})`,
	value: slug,
}));

function toTitle(label: string): string {
	return label
		.split(' ')
		.map((word, index) =>
			index > 0 && SMALL_WORDS.includes(word) ? word : word[0].toUpperCase() + word.slice(1),
		)
		.join(' ');
}

const bySpelling = new Map(
	STATUSES.flatMap((entry) =>
		[entry.slug, ...entry.synonyms].map((word) => [word, entry] as const),
	),
);

/**
 * The one spelling of a status: accents and invisible marks dropped, lower case, words joined with `_`, known synonyms
 * folded into the platform's slug. A status nobody has documented comes back in that same form.
 * Anything that is not text is no status: ''.
 */
export function normalize(raw: unknown): string {
	if (typeof raw !== 'string') return '';
	const word = withoutMarks(raw)
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
	return bySpelling.get(word)?.slug ?? word;
}

/** Where the status before on the usual way is not the one above in the table. */
const BEFORE: ReadonlyMap<string, string | null> = new Map([
	// What does not come from the carrier's stock begins here.
	['prete_a_expedier', null],
	['livre_non_encaisse', 'en_livraison'],
	['retour_chez_livreur', 'suspendu'],
	['retours_a_dispatcher_vers_stock', 'retour_en_traitement'],
	['retour_archive', 'retour_recu'],
	['annule', 'prete_a_expedier'],
]);

/**
 * The statuses before this one on a parcel's usual way, the nearest first: none for one that nobody has
 * documented, or with which a way begins.
 */
export function statusesBefore(slug: string): string[] {
	const above = STATUSES[STATUSES.findIndex((entry) => entry.slug === slug) - 1]?.slug ?? null;
	const before = BEFORE.has(slug) ? (BEFORE.get(slug) ?? null) : above;
	return before === null ? [] : [before, ...statusesBefore(before)];
}

/** A status as outputs have it: the platform's word, and what it says in three languages. */
export function statusFields({ slug, label, labelFr, labelAr }: Status) {
	return {
		status: slug || null,
		statusLabel: label || null,
		statusLabelFr: labelFr,
		statusLabelAr: labelAr,
	};
}

/**
 * What a status means, whatever its spelling. An unknown one keeps the platform's words as its label
 * and has the phase `unknown`: never guessed, never final.
 */
export function describeStatus(raw: unknown): Status {
	const slug = normalize(raw);
	return (
		bySpelling.get(slug) ?? {
			slug,
			label: typeof raw === 'string' ? raw.trim() : '',
			labelFr: null,
			labelAr: null,
			phase: 'unknown',
			isFinal: false,
			tier: 4,
			synonyms: [],
		}
	);
}
