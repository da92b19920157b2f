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
	label: string,
	phase: Phase,
	tier: number,
	synonyms: readonly string[] = [],
	isFinal = false,
): Status => ({ slug, label, phase, isFinal, tier, synonyms });

export const STATUSES: readonly Status[] = [
	status('prete_a_expedier', 'Ready to ship', 'draft', 8, ['pret_a_expedier']),
	status('prete_a_preparer', 'Waiting for stock preparation', 'draft', 8, ['pret_a_preparer']),
	status('en_preparation_stock', 'Being prepared from stock', 'draft', 8, ['stock_en_preparation']),
	status('en_ramassage', 'Pickup in progress', 'pickup', 4),
	status('vers_hub', 'On the way to the hub', 'transit', 4),
	status('en_hub', 'At the hub', 'transit', 4),
	status('vers_wilaya', 'On the way to the wilaya', 'transit', 4),
	status('en_preparation', 'At the destination station', 'transit', 2),
	status('en_livraison', 'Out for delivery', 'delivery', 1),
	status('suspendu', 'Suspended', 'exception', 1, ['suspendus']),
	status('livre_non_encaisse', 'Delivered, cash with driver', 'delivered', 8),
	status('encaisse_non_paye', 'Delivered, cash collected', 'delivered', 16, [
		'livre_encaisse_non_paye',
	]),
	status('paiements_prets', 'Delivered, payout ready', 'delivered', 16, [
		'paiement_pret',
		'paiement_prets',
	]),
	status(
		'paye_et_archive',
		'Delivered, paid out',
		'delivered',
		16,
		['paiement_archive', 'paiement_archived'],
		true,
	),
	status('retour_chez_livreur', 'Return with driver', 'return', 8, ['retours_chez_livreur']),
	status('retour_transit_entrepot', 'Return on the way to the warehouse', 'return', 8, [
		'retours_transit_entrepot',
		'retours_en_transit_entrepot',
	]),
	status('retour_en_traitement', 'Return being processed', 'return', 8, ['retours_en_traitement']),
	status('retours_prets', 'Return ready for you', 'return', 8, ['retour_pret', 'retour_prets']),
	status('retour_recu', 'Return received', 'return', 8, ['retours_recu', 'retours_recus']),
	status('retours_a_dispatcher_vers_stock', 'Return to route to stock', 'return', 8),
	status('retours_en_transit_stock', 'Return on the way to stock', 'return', 8),
	status('retours_en_stock', 'Return back in stock', 'return', 8),
	status(
		'retour_archive',
		'Return closed',
		'return',
		8,
		['retours_archive', 'retours_archived'],
		true,
	),
	status('annule', 'Cancelled', 'cancelled', 8, [], true),
];

const SMALL_WORDS = ['at', 'for', 'in', 'on', 'the', 'to', 'with'];

/** The statuses as the editor offers them: by name, and that in title case as n8n wants it. */
export const STATUS_OPTIONS = STATUSES.map(({ slug, label }) => ({
	name: toTitle(label),
	value: slug,
})).sort((a, b) => a.name.localeCompare(b.name));

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
			phase: 'unknown',
			isFinal: false,
			tier: 4,
			synonyms: [],
		}
	);
}
