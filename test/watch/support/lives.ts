import type { Random } from './random';

/** Where an order can go from a status, with the odds, and the mean hours it stays there. */
type Step = readonly [hours: number, ...ways: Array<readonly [odds: number, to: string]>];

/** The usual life of an order (docs/ecotrack-api.md section 13). */
export const LIFE: Readonly<Record<string, Step>> = {
	prete_a_expedier: [10, [0.02, 'annule'], [0.98, 'en_ramassage']],
	en_ramassage: [8, [1, 'vers_hub']],
	vers_hub: [8, [1, 'en_hub']],
	en_hub: [10, [0.75, 'vers_wilaya'], [0.25, 'en_preparation']],
	vers_wilaya: [20, [1, 'en_preparation']],
	en_preparation: [10, [0.05, 'suspendu'], [0.95, 'en_livraison']],
	en_livraison: [
		8,
		[0.6, 'livre_non_encaisse'],
		[0.2, 'suspendu'],
		[0.12, 'en_preparation'],
		[0.08, 'retour_chez_livreur'],
	],
	suspendu: [20, [0.5, 'en_livraison'], [0.2, 'en_preparation'], [0.3, 'retour_chez_livreur']],
	livre_non_encaisse: [30, [0.01, 'retour_chez_livreur'], [0.99, 'encaisse_non_paye']],
	encaisse_non_paye: [44, [1, 'paiements_prets']],
	paiements_prets: [44, [1, 'paye_et_archive']],
	retour_chez_livreur: [14, [1, 'retour_transit_entrepot']],
	retour_transit_entrepot: [26, [1, 'retour_en_traitement']],
	retour_en_traitement: [26, [1, 'retour_recu']],
	retour_recu: [44, [1, 'retour_archive']],
};

export const FINAL = new Set(['paye_et_archive', 'retour_archive', 'annule']);

/** How the listing spells some of them: with accents, unlike the status endpoint. */
export const ACCENTED: Readonly<Record<string, string>> = {
	prete_a_expedier: 'prête_à_expédier',
	livre_non_encaisse: 'livré_non_encaissé',
	encaisse_non_paye: 'encaissé_non_payé',
	paiements_prets: 'paiements_prêts',
	retour_recu: 'retour_reçu',
	annule: 'annulé',
};

/** What becomes of an order next, and the hours it stays as it is until then. */
export function drawStep(status: string, luck: Random): { to: string; hours: number } | null {
	if (!Object.hasOwn(LIFE, status)) return null;
	const step = LIFE[status];
	const [mean, ...ways] = step;
	let drawn = luck.next();
	const way = ways.find(([odds]) => (drawn -= odds) < 0) ?? ways[ways.length - 1];
	return { to: way[1], hours: luck.after(mean) };
}
