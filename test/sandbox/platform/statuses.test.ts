import { spell, STATUSES } from '../../../sandbox/platform/statuses';

/** The list of `suivi-des-commandes`, the carrier's own page, without the keyword `all`. */
const DOCUMENTED = `prete_a_expedier en_ramassage en_preparation_stock vers_hub en_hub vers_wilaya
en_preparation en_livraison suspendu livre_non_encaisse encaisse_non_paye paiements_prets
paye_et_archive retour_chez_livreur retour_transit_entrepot retour_en_traitement retour_recu
retour_archive annule`.split(/\s+/);

describe('the status table of the sandbox', () => {
	it('holds every documented status, each once', () => {
		const slugs = STATUSES.map(({ slug }) => slug);
		expect(slugs).toEqual(expect.arrayContaining(DOCUMENTED));
		expect(new Set(slugs).size).toBe(slugs.length);
	});

	it('spells a status in three ways', () => {
		expect(spell('paye_et_archive', 'slug')).toBe('paye_et_archive');
		expect(spell('paye_et_archive', 'accented')).toBe('payé_et_archivé');
		expect(spell('paye_et_archive', 'label')).toBe('Paiement archivé');
	});

	it('leaves a status it does not know alone', () => {
		expect(spell('en_litige', 'label')).toBe('en_litige');
	});
});
