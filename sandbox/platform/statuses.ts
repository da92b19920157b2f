/**
 * The platform's order statuses in its three spellings, with how long an order usually stays
 * (docs/ecotrack-api.md section 12). Written for the sandbox alone: a table shared with the node
 * would prove nothing.
 */

export interface StatusEntry {
	/** As `get/orders/status` spells it. */
	slug: string;
	/** As some tenants spell it in `get/orders`. */
	accented: string;
	/** As `get/trackings/info` spells it. */
	label: string;
	/** How many hours an order usually stays here. */
	hours: number;
}

const entry = (slug: string, accented: string, label: string, hours: number): StatusEntry => ({
	slug,
	accented,
	label,
	hours,
});

export const STATUSES: readonly StatusEntry[] = [
	entry('prete_a_expedier', 'prête_à_expédier', 'Prêt à expédier', 10),
	entry('prete_a_preparer', 'prête_à_préparer', 'Prêt à préparer', 6),
	entry('en_ramassage', 'en_ramassage', 'En ramassage', 5),
	entry('en_preparation_stock', 'en_préparation_stock', 'Stock en préparation', 6),
	entry('vers_hub', 'vers_hub', 'Vers hub', 8),
	entry('en_hub', 'en_hub', 'En hub', 6),
	entry('vers_wilaya', 'vers_wilaya', 'Vers wilaya', 24),
	entry('en_preparation', 'en_préparation', 'En préparation', 14),
	entry('en_livraison', 'en_livraison', 'En livraison', 8),
	entry('suspendu', 'suspendu', 'Suspendus', 20),
	entry('livre_non_encaisse', 'livré_non_encaissé', 'Livre non encaissé', 32),
	entry('encaisse_non_paye', 'encaissé_non_payé', 'Livre encaissé non payé', 68),
	entry('paiements_prets', 'paiements_prêts', 'Paiement prêt', 34),
	entry('paye_et_archive', 'payé_et_archivé', 'Paiement archivé', Infinity),
	entry('retour_chez_livreur', 'retour_chez_livreur', 'Retours chez livreur', 18),
	entry('retour_transit_entrepot', 'retour_transit_entrepôt', 'Retours en transit entrepôt', 30),
	entry('retour_en_traitement', 'retour_en_traitement', 'Retours en traitement', 20),
	entry('retours_prets', 'retours_prêts', 'Retours prêts', 36),
	entry('retour_recu', 'retour_reçu', 'Retours reçu', 40),
	entry(
		'retours_a_dispatcher_vers_stock',
		'retours_à_dispatcher_vers_stock',
		'Retours à dispatcher vers stock',
		12,
	),
	entry('retours_en_transit_stock', 'retours_en_transit_stock', 'Retours en transit stock', 16),
	entry('retours_en_stock', 'retours_en_stock', 'Retours en stock', 30),
	entry('retour_archive', 'retour_archivé', 'Retours archivé', Infinity),
	entry('annule', 'annulé', 'Annulé', Infinity),
];

const bySlug = new Map(STATUSES.map((status) => [status.slug, status]));

export const isStatus = (slug: string): boolean => bySlug.has(slug);

/** Hours an order usually stays in a status; for ever in a final or unknown one. */
export const usualHours = (slug: string): number => bySlug.get(slug)?.hours ?? Infinity;

/** A status in another spelling; one that is not in the table stays as it is. */
export function spell(slug: string, spelling: 'slug' | 'accented' | 'label'): string {
	return bySlug.get(slug)?.[spelling] ?? slug;
}

/** Archived orders leave `get/orders` and stay in `get/orders/status` (section 8.6). */
export const isArchived = (slug: string): boolean =>
	slug === 'paye_et_archive' || slug === 'retour_archive';

/** Orders the sender may still change, delete or ship (section 13). */
export const isDraft = (slug: string): boolean =>
	slug === 'prete_a_expedier' || slug === 'prete_a_preparer' || slug === 'en_preparation_stock';
