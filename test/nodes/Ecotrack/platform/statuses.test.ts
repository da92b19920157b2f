import {
	describeStatus,
	normalize,
	STATUS_OPTIONS,
	statusesBefore,
	statusFields,
	STATUSES,
} from '../../../../nodes/Ecotrack/platform/statuses';

/**
 * Section 12 of the reference, row by row: slug, accented spelling, label of get/trackings/info,
 * webhook code, phase, and whether it is final. '-' where the platform has no such spelling.
 */
const TABLE = `
prete_a_expedier        | prête_à_expédier     | Prêt à expédier                 | PRET_A_EXPEDIER                 | draft     | no
prete_a_preparer        | prête_à_préparer     | Prêt à préparer                 | PRET_A_PREPARER                 | draft     | no
en_ramassage            | -                    | En ramassage                    | EN_RAMASSAGE                    | pickup    | no
en_preparation_stock    | en_préparation_stock | Stock en préparation            | STOCK_EN_PREPARATION            | draft     | no
vers_hub                | -                    | Vers hub                        | VERS_HUB                        | transit   | no
en_hub                  | -                    | En hub                          | EN_HUB                          | transit   | no
vers_wilaya             | -                    | Vers wilaya                     | VERS_WILAYA                     | transit   | no
en_preparation          | en_préparation       | En préparation                  | EN_PREPARATION                  | transit   | no
en_livraison            | -                    | En livraison                    | EN_LIVRAISON                    | delivery  | no
suspendu                | -                    | Suspendus                       | SUSPENDUS                       | exception | no
livre_non_encaisse      | livré_non_encaissé   | Livre non encaissé              | LIVRE_NON_ENCAISSE              | delivered | no
encaisse_non_paye       | encaissé_non_payé    | Livre encaissé non payé         | LIVRE_ENCAISSE_NON_PAYE         | delivered | no
paiements_prets         | paiements_prêts      | Paiement prêt                   | PAIEMENT_PRET                   | delivered | no
paye_et_archive         | payé_et_archivé      | Paiement archivé                | PAIEMENT_ARCHIVED               | delivered | yes
retour_chez_livreur     | -                    | Retours chez livreur            | RETOURS_CHEZ_LIVREUR            | return    | no
retour_transit_entrepot | retour_transit_entrepôt | -                            | -                               | return    | no
retour_en_traitement    | -                    | Retours en traitement           | RETOURS_EN_TRAITEMENT           | return    | no
retours_prets           | retours_prêts        | Retours prêts                   | RETOURS_PRETS                   | return    | no
retour_recu             | retour_reçu          | Retours reçu                    | RETOURS_RECU                    | return    | no
retours_a_dispatcher_vers_stock | -            | Retours à dispatcher vers stock | RETOURS_A_DISPATCHER_VERS_STOCK | return    | no
retours_en_transit_stock | -                   | Retours en transit stock        | RETOURS_EN_TRANSIT_STOCK        | return    | no
retours_en_stock        | -                    | Retours en stock                | RETOURS_EN_STOCK                | return    | no
retour_archive          | retour_archivé       | Retours archivé                 | RETOURS_ARCHIVED                | return    | yes
annule                  | annulé               | -                               | -                               | cancelled | yes
`;

const rows = TABLE.trim()
	.split('\n')
	.map((line) => line.split('|').map((cell) => cell.trim()))
	.map(([slug, accented, label, code, phase, final]) => ({
		slug,
		phase,
		isFinal: final === 'yes',
		spellings: [slug, accented, label, code].filter((spelling) => spelling !== '-'),
	}));

const spellings = rows.flatMap(({ slug, spellings }) =>
	spellings.map((spelling) => [spelling, slug]),
);

describe('the table', () => {
	it('has every documented status and no other', () => {
		expect(STATUSES.map(({ slug }) => slug).sort()).toEqual(rows.map(({ slug }) => slug).sort());
	});

	it.each(rows)('knows phase and end of $slug', ({ slug, phase, isFinal }) => {
		expect(describeStatus(slug)).toMatchObject({ slug, phase, isFinal });
	});

	it('has 22 labels and 22 codes of the platform', () => {
		const labels = rows.filter(({ spellings }) =>
			spellings.some((one) => /^\p{Lu}\p{Ll}/u.test(one)),
		);
		const codes = rows.filter(({ spellings }) => spellings.some((one) => /^[A-Z_]+$/.test(one)));
		expect([labels.length, codes.length]).toEqual([22, 22]);
	});

	it('gives every status an English label of its own', () => {
		const labels = STATUSES.map(({ label }) => label);
		expect(new Set(labels).size).toBe(labels.length);
		for (const label of labels) expect(label).toMatch(/^[A-Z][a-z, ]+$/);
	});

	it('gives every status a French and an Arabic label of its own', () => {
		const french = STATUSES.map(({ labelFr }) => labelFr);
		const arabic = STATUSES.map(({ labelAr }) => labelAr);
		expect(new Set([...french, ...arabic]).size).toBe(2 * STATUSES.length);
		for (const label of french) expect(label).toMatch(/^\p{Lu}[\p{Script=Latin}' ,]+$/u);
		// Arabic letters with the marks on them, nothing that turns the direction of a text around.
		for (const label of arabic) expect(label).toMatch(/^[\p{Script=Arabic}\u0651 ]+$/u);
	});

	it('never lets one spelling mean two statuses', () => {
		const words = STATUSES.flatMap(({ slug, synonyms }) => [slug, ...synonyms]);
		expect(new Set(words).size).toBe(words.length);
	});

	it('holds its words as they are looked up', () => {
		for (const { slug, synonyms } of STATUSES) {
			expect(normalize(slug)).toBe(slug);
			for (const word of synonyms) expect(word).toMatch(/^[a-z]+(_[a-z]+)*$/);
		}
	});
});

describe('the options of the editor', () => {
	const names = STATUS_OPTIONS.map(({ name }) => name);
	const at = (slug: string) => STATUS_OPTIONS.findIndex(({ value }) => value === slug);

	it('read as a title and the word that the platform has for it, by which they are found', () => {
		expect(names).toContain('Out for Delivery (en_livraison)');
		expect(names).toContain('Return on the Way to the Warehouse (retour_transit_entrepot)');
		for (const { name, value } of STATUS_OPTIONS)
			expect(name).toMatch(new RegExp(` \\(${value}\\)$`));
	});

	it.each([
		[
			'to the recipient',
			'prete_a_expedier vers_hub en_hub vers_wilaya en_preparation en_livraison',
		],
		['from stock', 'prete_a_preparer en_preparation_stock prete_a_expedier'],
		[
			'of the money',
			'en_livraison livre_non_encaisse encaisse_non_paye paiements_prets paye_et_archive',
		],
		[
			'back',
			'en_livraison suspendu retour_chez_livreur retour_transit_entrepot retour_en_traitement retours_prets retour_recu retour_archive',
		],
	])('stand in the order of the way %s', (_, way) => {
		const places = way.split(' ').map(at);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});
});

describe('what an output has of a status', () => {
	it('is the word of the platform, and what it says in three languages', () => {
		expect(statusFields(describeStatus('En livraison'))).toEqual({
			status: 'en_livraison',
			statusLabel: 'Out for delivery',
			statusLabelFr: 'En cours de livraison',
			statusLabelAr: 'خرج للتوصيل',
		});
	});

	it('has no French and no Arabic of a status that nobody has documented', () => {
		expect(statusFields(describeStatus('En litige'))).toEqual({
			status: 'en_litige',
			statusLabel: 'En litige',
			statusLabelFr: null,
			statusLabelAr: null,
		});
		expect(Object.values(statusFields(describeStatus(undefined)))).toEqual([
			null,
			null,
			null,
			null,
		]);
	});
});

describe('every documented spelling', () => {
	it.each(spellings)('%s is %s', (spelling, slug) => {
		expect(normalize(spelling)).toBe(slug);
		expect(describeStatus(spelling).slug).toBe(slug);
	});

	it.each(spellings)(
		'%s in decomposed Unicode, other case and blanks is %s too',
		(spelling, slug) => {
			expect(normalize(` ${spelling.normalize('NFD').toUpperCase()}\n`)).toBe(slug);
			expect(normalize(spelling.toLowerCase().replaceAll('_', ' '))).toBe(slug);
			expect(normalize(spelling.replaceAll('_', '-'))).toBe(slug);
		},
	);
});

describe('spellings derived from the labels, and plurals', () => {
	it.each([
		['suspendus', 'suspendu'],
		['pret_a_expedier', 'prete_a_expedier'],
		['stock_en_preparation', 'en_preparation_stock'],
		['livre_encaisse_non_paye', 'encaisse_non_paye'],
		['paiement_pret', 'paiements_prets'],
		['paiement_archive', 'paye_et_archive'],
		['retours_chez_livreur', 'retour_chez_livreur'],
		['retours_transit_entrepot', 'retour_transit_entrepot'],
		['Retours en transit entrepôt', 'retour_transit_entrepot'],
		['retours_en_traitement', 'retour_en_traitement'],
		['retours_recu', 'retour_recu'],
		['retours_archive', 'retour_archive'],
	])('%s is %s', (spelling, slug) => {
		expect(normalize(spelling)).toBe(slug);
	});
});

describe('an unknown status', () => {
	it('is passed on, never guessed and never final', () => {
		expect(describeStatus('  En Litige Déclaré ')).toMatchObject({
			slug: 'en_litige_declare',
			label: 'En Litige Déclaré',
			phase: 'unknown',
			isFinal: false,
		});
	});

	it.each(['all', 'livre', 'retour', 'en livraison 2', 'constructor', '__proto__'])(
		'may look like a known one: %s',
		(raw) => {
			expect(describeStatus(raw).phase).toBe('unknown');
		},
	);

	it.each([undefined, null, '', '  ', 9, true, {}, ['en_livraison']])(
		'may be no text: %p',
		(raw) => {
			expect(normalize(raw)).toBe('');
			expect(describeStatus(raw)).toMatchObject({ slug: '', label: '', phase: 'unknown' });
		},
	);
});

describe('the statuses before one', () => {
	const WAY =
		'en_livraison < en_preparation < vers_wilaya < en_hub < vers_hub < en_ramassage < prete_a_expedier';

	it.each([
		['paye_et_archive', `paiements_prets < encaisse_non_paye < livre_non_encaisse < ${WAY}`],
		[
			'retour_archive',
			`retour_recu < retours_prets < retour_en_traitement < retour_transit_entrepot < retour_chez_livreur < suspendu < ${WAY}`,
		],
		[
			'retours_en_stock',
			`retours_en_transit_stock < retours_a_dispatcher_vers_stock < retour_en_traitement < retour_transit_entrepot < retour_chez_livreur < suspendu < ${WAY}`,
		],
		['annule', 'prete_a_expedier'],
		['en_preparation_stock', 'prete_a_preparer'],
		['prete_a_expedier', ''],
		['prete_a_preparer', ''],
		['a_la_douane', ''],
		['constructor', ''],
	])('are those of the usual way back from %s', (slug, way) => {
		expect(statusesBefore(slug).join(' < ')).toBe(way);
	});
});
