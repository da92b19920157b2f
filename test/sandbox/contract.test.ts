/**
 * What the 21 endpoints answer (docs/ecotrack-api.md sections 6 to 9), as one table. The values are
 * invented; keys, types, words and codes are the platform's.
 */
import { stringify } from 'qs';
import type { Order, OrderFields, Platform } from '../../sandbox';
import { ROUTES } from '../../sandbox/http/routes';
import { makePdf } from '../../sandbox/http/routes/label';
import { ask, UNKNOWN, withSandbox } from './wire';

const [DRAFT, SHIPPED, OUT, DESK, READY, RETURNING] = [1, 2, 3, 4, 5, 6].map(
	(serial) => `ECAAAA260817000${serial}`,
);

/** The orders of every row of the table. */
const GIVEN: Readonly<Record<string, OrderFields>> = {
	[DRAFT]: {},
	[SHIPPED]: { status: 'vers_hub' },
	[OUT]: { status: 'vers_wilaya', wilayaId: 31, commune: 'Oran', reference: null },
	[DESK]: { status: 'suspendu', stopDesk: 1 },
	[READY]: { status: 'retours_prets' },
	[RETURNING]: { status: 'retour_chez_livreur' },
};

const USUAL: OrderFields = {
	reference: 'WC-10442',
	recipient: 'Amina Exemple',
	phone: '0555000111',
	address: '12 rue des Oliviers',
	wilayaId: 16,
	commune: 'Kouba',
	amount: 4300,
	product: 'Montre x1',
	shop: 'Boutique Test',
};

function prepare(platform: Platform): void {
	for (const [tracking, fields] of Object.entries(GIVEN))
		platform.create({ ...USUAL, tracking, ...fields });
	platform.setStatus(OUT, 'en_livraison');
	platform.addRemark(OUT, 'Client absent', { driver: 'Ali', station: 'Station Oran' });
	platform.addRemark(OUT, 'TEST MAJ');
}

interface Answer {
	status: number;
	json: unknown;
}

/**
 * What is asked, what is answered, and what it leaves: a list of new orders, or what has changed of
 * each order, `undefined` for one that is gone. An order that is not named is as it was before.
 */
type Row = [
	says: string,
	asks: object,
	answers: Answer,
	leaves?: Record<string, Partial<Order> | undefined> | Array<Partial<Order>>,
];

/** As on the wire; "*" is any text. */
const read = (text: string): unknown =>
	JSON.parse(text, (_, value: unknown) => (value === '*' ? expect.any(String) : value));
const ok = (json: unknown): Answer => ({
	status: 200,
	json: typeof json === 'string' ? read(json) : json,
});
const done = (message: string) => ok({ success: true, message });
const refused = (message: string, error?: number) =>
	ok({ success: false, ...(error ? { error } : {}), message });
/** Field errors; their words are missing where they are nowhere documented. */
const invalid = (field: string, words: string = expect.any(String)): Answer => ({
	status: 422,
	json: { message: 'The given data was invalid.', errors: { [field]: [words] } },
});
const complaints = (fields: readonly string[]): Answer => ({
	status: 422,
	json: {
		message: 'The given data was invalid.',
		errors: Object.fromEntries(fields.map((field) => [field, [expect.any(String)]])),
	},
});
const required = (field: string) => invalid(field, `The ${field} field is required.`);
const tooMany = invalid('trackings', 'The trackings must not have more than 100 items.');
const tooLate = refused('Commande non modifiable', 10001);
const notServed = refused('Pas de livraison pour la wilaya sélectionnée', 10002);
const misspelt = invalid('commune', 'Commune mal écrite, ou désactivée.');
const notFound: Answer = { status: 404, json: { message: 'Trackings non trouvés' } };
const made = { success: true, tracking: expect.stringMatching(/^EC[A-Z0-9]{4}260817\d{4}$/) };
const [updated, shipped] = ['Commande modifiée avec succès', 'Commande expedier avec succès'].map(
	done,
);
const noted = done('Mise a jour avec success');
const moved = (status: string) => ({
	status,
	history: expect.anything(),
	dueAt: expect.anything(),
});

const NEW = {
	reference: 'WC-1',
	nom_client: 'Client Exemple',
	telephone: '0555000222',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	code_wilaya: 16,
	montant: 4300,
	produit: 'Montre x1',
	type: 1,
};
const WANTED = [
	'nom_client',
	'telephone',
	'adresse',
	'code_wilaya',
	'commune',
	'montant',
	'type',
] as const;
const NEW_2 = { ...NEW, reference: 'WC-2' };
const NAMELESS = { ...NEW, reference: undefined };
const NUMBERS = Array.from({ length: 101 }, (_, index) => `EC${index}`);

const AT = '"date": "2026-08-17", "time": "09:00:00"';
const HISTORY = `[
	{ ${AT}, "status": "order_information_received_by_carrier" },
	{ ${AT}, "status": "dispatched_to_driver", "scanLocation": "HUB" },
	{ ${AT}, "status": "notification_on_order" },
	{ ${AT}, "status": "notification_on_order" }
]`;
const NO_DESK = '"desk_phone": "", "desk_commune": "", "desk_map_link": "", "desk_address": ""';
const PAGE = 'http://sandbox/api/v1/get/orders?page=';

const CONTRACT: Readonly<Record<string, readonly Row[]>> = {
	'GET ': [['answers', {}, ok({ message: expect.any(String) })]],

	'GET validate/token': [['knows the token', {}, done('VALID_TOKEN')]],

	'POST create/order': [
		[
			'makes an order that is ready to ship',
			NEW,
			ok(made),
			[
				{
					...{ ...USUAL, reference: 'WC-1', recipient: 'Client Exemple', phone: '0555000222' },
					...{
						type: 1,
						stopDesk: 0,
						fromStock: 0,
						shop: 'Boutique Démo',
						status: 'prete_a_expedier',
					},
				},
			],
		],
		['takes a reference twice', { ...NEW, reference: 'WC-10442' }, ok(made), [{}]],
		['needs no reference', NAMELESS, ok(made), [{ reference: null }]],
		...WANTED.map((field): Row => {
			const words = expect.stringContaining('obligatoire');
			return [`wants ${field}`, { ...NEW, [field]: undefined }, invalid(field, words)];
		}),
		['names all that is missing at once', {}, complaints(WANTED)],
		['wants digits for a phone', { ...NEW, telephone: '+213555000111' }, invalid('telephone')],
		['wants nine of them', { ...NEW, telephone: '05550001' }, invalid('telephone')],
		['looks at the second phone', { ...NEW, telephone_2: 'x' }, invalid('telephone_2')],
		['knows 58 wilayas', { ...NEW, code_wilaya: 59 }, invalid('code_wilaya')],
		['wants a type in figures', { ...NEW, type: 'Livraison' }, invalid('type')],
		['wants a number for an amount', { ...NEW, montant: '4 300 DA' }, invalid('montant')],
		['wants no negative amount', { ...NEW, montant: -1 }, invalid('montant')],
		['takes 255 letters', { ...NEW, adresse: 'é'.repeat(255) }, ok(made), [{}]],
		['takes no more', { ...NEW, adresse: 'é'.repeat(256) }, invalid('adresse')],
		['wants 0 or 1 for a flag', { ...NEW, fragile: 2 }, invalid('fragile')],
		['refuses a commune of another wilaya', { ...NEW, commune: 'Oran' }, misspelt],
		['refuses a commune in other letters', { ...NEW, commune: 'KOUBA' }, misspelt],
		['does not serve every wilaya', { ...NEW, code_wilaya: 2 }, notServed],
		[
			'refuses a desk where there is none',
			{ ...NEW, commune: 'Hydra', stop_desk: 1 },
			refused('Stop desk non disponible pour cette commune'),
		],
		[
			'has goods from stock prepared first',
			{ ...NEW, stock: 1, produit: 'P-001,P-002', quantite: '1,2' },
			ok(made),
			[{ status: 'prete_a_preparer', fromStock: 1 }],
		],
		['wants to know how many', { ...NEW, stock: 1 }, invalid('quantite')],
	],

	'POST create/orders': [
		[
			'answers by reference, for a list',
			{ orders: [NEW, NEW_2] },
			ok({ results: { 'WC-1': made, 'WC-2': made } }),
			[{ reference: 'WC-1', amount: 4300 }, { reference: 'WC-2' }],
		],
		[
			'answers by reference, for an object with index keys',
			{ orders: { 0: NEW, 1: NEW_2 } },
			ok({ results: { 'WC-1': made, 'WC-2': made } }),
			[{}, {}],
		],
		[
			'makes the good rows and answers 422 when others fail',
			{ orders: [NEW, { ...NEW_2, telephone: '' }, { ...NEW, reference: 'WC-3', code_wilaya: 2 }] },
			{
				status: 422,
				json: {
					results: {
						'WC-1': made,
						'WC-2': { telephone: ['Le champ téléphone est obligatoire.'] },
						'WC-3': notServed.json,
					},
				},
			},
			[{}],
		],
		[
			'answers by index without references',
			{ orders: [NAMELESS, NAMELESS] },
			ok({ results: { 0: made, 1: made } }),
			[{}, {}],
		],
		[
			'loses one of two results that share a reference',
			{ orders: [NEW, NEW] },
			ok({ results: { 'WC-1': made } }),
			[{}, {}],
		],
		['refuses nothing', {}, required('orders')],
		['refuses an empty list', { orders: {} }, required('orders')],
		['refuses rows that are no orders', { orders: ['x'] }, required('orders')],
		['refuses more than a hundred', { orders: NUMBERS.map(() => NEW) }, invalid('orders')],
	],

	'POST update/order': [
		[
			'changes what it is given, under its own names',
			{ tracking: DRAFT, client: 'Y', tel: '055500022', wilaya: 31, commune: 'Oran', product: 'Z' },
			updated,
			{
				[DRAFT]: {
					recipient: 'Y',
					phone: '055500022',
					wilayaId: 31,
					commune: 'Oran',
					product: 'Z',
				},
			},
		],
		[
			'takes numbers as text',
			{ tracking: DRAFT, montant: '2900' },
			updated,
			{ [DRAFT]: { amount: 2900 } },
		],
		['ignores the names of create', { tracking: DRAFT, nom_client: 'Y' }, updated],
		['refuses a phone that is none', { tracking: DRAFT, tel: 'x' }, invalid('tel')],
		['refuses a commune of another wilaya', { tracking: DRAFT, commune: 'Oran' }, misspelt],
		['does not serve every wilaya', { tracking: DRAFT, wilaya: 2 }, notServed],
		['comes too late for a shipped order', { tracking: SHIPPED, montant: 1 }, tooLate],
	],

	'DELETE delete/order': [
		[
			'makes a draft vanish',
			{ tracking: DRAFT },
			done('Commande supprimée'),
			{ [DRAFT]: undefined },
		],
		['comes too late for a shipped order', { tracking: SHIPPED }, tooLate],
	],

	'POST valid/order': [
		['ships a draft', { tracking: DRAFT }, shipped, { [DRAFT]: moved('vers_hub') }],
		['takes a 0', { tracking: DRAFT, ask_collection: 0 }, shipped, { [DRAFT]: moved('vers_hub') }],
		[
			'has it fetched',
			{ tracking: DRAFT, ask_collection: 1 },
			shipped,
			{ [DRAFT]: moved('en_ramassage') },
		],
		['cannot be done twice', { tracking: SHIPPED }, tooLate],
	],

	'POST valid/returns': [
		[
			'receives the returns that are ready, and leaves the others alone',
			{ trackings: [READY, RETURNING] },
			ok({ returned: 'success' }),
			{ [READY]: moved('retour_recu') },
		],
		['fails when none is ready', { trackings: [RETURNING] }, ok({ returned: 'fail' })],
		[
			'names the numbers it does not know, by their place',
			{ trackings: [READY, UNKNOWN] },
			invalid('trackings.1', 'Le champ trackings.1 sélectionné est invalide.'),
		],
		['refuses nothing', {}, required('trackings')],
		['refuses an empty list', { trackings: [] }, required('trackings')],
		['refuses a text', { trackings: READY }, required('trackings')],
	],

	'GET get/order/label': [],

	'POST add/maj': [
		[
			"adds a remark, with the shop's name",
			{ tracking: DRAFT, content: 'après 17h' },
			noted,
			{
				[DRAFT]: {
					remarks: [expect.objectContaining({ text: 'Boutique Test : après 17h', driver: '' })],
					history: [expect.objectContaining({ event: 'notification_on_order' })],
				},
			},
		],
		...['é', '🚚'].map((letter): Row => [
			`takes 255 ${letter}`,
			{ tracking: DRAFT, content: letter.repeat(255) },
			noted,
			{ [DRAFT]: { remarks: [expect.anything()], history: [expect.anything()] } },
		]),
		['takes no more', { tracking: DRAFT, content: 'é'.repeat(256) }, invalid('content')],
		[
			'takes no less than one',
			{ tracking: DRAFT, content: '' },
			invalid('content', 'Le champ content est obligatoire.'),
		],
	],

	'GET get/maj': [
		[
			"lists remarks, oldest first, the sender's without commentaires",
			{ tracking: OUT },
			ok(`[
				{ "remarque": "Client absent", "commentaires": "", "station": "Station Oran",
					"livreur": "Ali", "created_at": "2026-08-17 09:00:00", "tracking": "${OUT}" },
				{ "remarque": "Boutique Test : TEST MAJ", "station": "",
					"livreur": "", "created_at": "2026-08-17 09:00:00", "tracking": "${OUT}" }
			]`),
		],
		['is an empty list without remarks', { tracking: DRAFT }, ok([])],
	],

	'POST ask/for/order/return': [
		[
			'is heard while the order is out for delivery, and moves nothing by itself',
			{ tracking: OUT },
			done('Retour demandé avec succès'),
			{ [OUT]: { returnAskedAt: expect.any(Date), status: 'en_livraison' } },
		],
		[
			'is refused at any other time',
			{ tracking: DRAFT },
			refused('Le retour ne peut pas etre demandé pour cette commande', 10003),
		],
	],

	'GET get/tracking/info': [
		[
			'is the history, without a status',
			{ tracking: OUT },
			ok(`{ "recipientName": "Amina Exemple", "shippedBy": "Boutique Test",
				"originCity": 16, "destLocationCity": 31, "activity": ${HISTORY} }`),
		],
	],

	'GET get/trackings/info': [
		[
			'is keyed by tracking, with the French label as status',
			{ trackings: [OUT.toLowerCase(), UNKNOWN] },
			ok(`{ "${OUT}": {
				"OrderInfo": { "tracking": "${OUT}", "reference": null, "client": "Amina Exemple",
					"phone": "0555000111", "adresse": "12 rue des Oliviers", "wilaya_id": 31,
					"commune": "Oran", "montant": "4300", "produit": "Montre x1", "type_id": 1,
					"stop_desk": 0, "driver_name": "*", "driver_phone": "*",
					"created_at": "2026-08-17 09:00:00" },
				"status": "En livraison",
				"deliveryAttempts": [{ "text_tentative": "Client absent" }],
				"activity": ${HISTORY}
			} }`),
		],
		['knows none of these', { trackings: [UNKNOWN] }, notFound],
		['knows no blank', { trackings: [''] }, notFound],
		['refuses nothing', {}, required('trackings')],
		[
			'refuses a text',
			{ trackings: 'A,B' },
			invalid('trackings', 'The trackings must be an array.'),
		],
		['takes a hundred', { trackings: NUMBERS.slice(1) }, notFound],
		['refuses more', { trackings: NUMBERS }, tooMany],
	],

	'GET get/orders': [
		[
			'finds one order by its number, with money as text',
			{ tracking: OUT },
			ok(`{ "current_page": 1,
				"data": [{ "tracking": "${OUT}", "reference": null, "client": "Amina Exemple",
					"phone": "0555000111", "phone_2": null, "adresse": "12 rue des Oliviers",
					"commune": "Oran", "wilaya_id": 31, "montant": "4300", "tarif_prestation": "700",
					"tarif_retour": "200", "type_id": 1, "created_at": "2026-08-17", "payment_id": null,
					"return_id": null, "status": "en_livraison", "products": "Montre x1" }],
				"first_page_url": "${PAGE}1", "from": 1, "last_page": 1, "last_page_url": "${PAGE}1",
				"links": [{ "url": null, "label": "&laquo; Précédent", "active": false },
					{ "url": "${PAGE}1", "label": "1", "active": true },
					{ "url": null, "label": "Suivant &raquo;", "active": false }],
				"next_page_url": null, "path": "http://sandbox/api/v1/get/orders", "per_page": 40,
				"prev_page_url": null, "to": 1, "total": 1 }`),
		],
		[
			'finds none by a number it does not know, and takes a page that is no number for the first',
			{ tracking: UNKNOWN, page: 'x' },
			ok(
				expect.objectContaining({
					...{ current_page: 1, data: [], from: null, to: null, total: 0, last_page: 1 },
				}),
			),
		],
		['refuses a date in another form', { start_date: '17/08/2026' }, invalid('start_date')],
		['refuses a day that is none', { end_date: '2026-02-30' }, invalid('end_date')],
	],

	'GET get/orders/status': [
		[
			'has the attempts of an order that is out, and its driver; unknown numbers are left out',
			{ trackings: `${UNKNOWN}, ${OUT},`, status: 'all' },
			ok(`{ "data": { "${OUT}": { "status": "en_livraison", "order_id": "",
				"estimated_fee": 700, "driver_phone": "*", ${NO_DESK}, "activity": [
					{ "reason": "Client absent", "details": "", "station": "Station Oran",
						"driver": "Ali", ${AT}, "postponed_to": null },
					{ "reason": "Remarque", "details": "Boutique Test : TEST MAJ", "station": "",
						"driver": "", ${AT}, "postponed_to": null }
			] } } }`),
		],
		[
			'has no fee for a draft, and the desk of an order that is fetched there',
			{ trackings: `${DRAFT},${DESK}`, status: 'en_hub,all' },
			ok(`{ "data": {
				"${DRAFT}": { "status": "prete_a_expedier", "order_id": "WC-10442", ${NO_DESK},
					"activity": [] },
				"${DESK}": { "status": "suspendu", "order_id": "WC-10442", "estimated_fee": 400,
					"desk_phone": "021001617", "desk_commune": "Kouba", "activity": [],
					"desk_map_link": "https://maps.example/1617", "desk_address": "Bureau de Kouba" }
			} }`),
		],
		['is a list when it finds nothing', { trackings: UNKNOWN, status: 'all' }, ok({ data: [] })],
		['is a list when nothing fits', { trackings: OUT, status: 'suspendu,x' }, ok({ data: [] })],
		['takes a hundred', { trackings: NUMBERS.slice(1).join(), status: 'all' }, ok({ data: [] })],
		['refuses more', { trackings: NUMBERS.join(), status: 'all' }, tooMany],
		['wants numbers', { status: 'all' }, required('trackings')],
		['wants a status', { trackings: OUT }, invalid('status', 'Le champ status est obligatoire.')],
	],

	'GET get/wilayas': [
		[
			'lists the served ones, with accents',
			{},
			ok(expect.arrayContaining([{ wilaya_id: 6, wilaya_name: 'Béjaïa' }])),
		],
	],

	'GET get/communes': [
		[
			'is an object keyed by index, without accents',
			{},
			ok(
				expect.objectContaining({
					4: { nom: 'Bejaia', wilaya_id: 6, code_postal: '601', has_stop_desk: 1 },
					13: { nom: 'Ain Taya', wilaya_id: 16, code_postal: '1640', has_stop_desk: 0 },
				}),
			),
		],
		[
			'can be had for one wilaya; names stand in more than one',
			{ wilaya_id: '31' },
			ok({
				0: { nom: 'Oran', wilaya_id: 31, code_postal: '3101', has_stop_desk: 1 },
				1: { nom: 'Bir El Djir', wilaya_id: 31, code_postal: '3105', has_stop_desk: 0 },
				2: { nom: 'Ain Taya', wilaya_id: 31, code_postal: '3119', has_stop_desk: 0 },
			}),
		],
		['is an empty list for a wilaya without communes', { wilaya_id: '2' }, ok([])],
	],

	'GET get/desks': [
		[
			'is the own desk, nested, and the others, flat',
			{},
			ok({
				my_desk: read(`{ "hub_id": 3, "hub_name": "Station Démo",
					"location": { "wilaya": "Alger", "commune": "Kouba", "adresse": "*", "phone": "*",
						"phone2": "", "email": "*", "map": "*" },
					"working_hours": [{ "days": "*", "hours": "*" }, { "days": "*", "hours": "*" }] }`),
				other_desks: expect.arrayContaining([
					read(`{ "name": "Bureau Oran", "phone": "0550003101", "phone2": "", "code_wilaya": "31",
						"wilaya": "Oran", "commune": "Oran", "adresse": "*", "map": "*" }`),
				]),
			}),
		],
	],

	'GET get/fees': [
		[
			'has prices as text, one service misspelt, and a desk price of "0" where there is none',
			{},
			ok(
				Object.fromEntries(
					Object.entries({
						livraison: [{ wilaya_id: 1, tarif: '1400', tarif_stopdesk: '0' }],
						pickup: [{ wilaya_id: 16, tarif: '480', tarif_stopdesk: '360' }],
						echnage: [{ wilaya_id: 16, tarif: '600', tarif_stopdesk: '450' }],
						recouvrement: [{ wilaya_id: 16, tarif: '200', tarif_stopdesk: '150' }],
						retours: [{ wilaya_id: 1, tarif: '200', tarif_stopdesk: '0' }],
					}).map(([service, rows]) => [service, expect.arrayContaining(rows)]),
				),
			),
		],
	],

	'GET get/products/list': [
		[
			'has fifteen a page, with its pagination apart',
			{ page: '' },
			ok({
				products: Object.assign(Array(15).fill(expect.any(Object)), {
					1: read(`{ "reference": "P-002", "barcode": null, "title": "Montre sport",
						"is_active": 1, "image": null,
						"stock_disponible": 7, "stock_reserve": 1, "stock_phisique": 8 }`),
				}),
				pagination: { current_page: 1, last_page: 2, per_page: 15, total: 17, from: 1, to: 15 },
			}),
		],
		...[
			{ page: 2, from: 16, to: 17 },
			{ page: 3, from: null, to: null },
		].map(({ page, ...place }): Row => [
			`is short or empty on page ${page}`,
			{ page },
			ok({
				products: place.from ? [expect.any(Object), expect.any(Object)] : [],
				pagination: { current_page: page, last_page: 2, per_page: 15, total: 17, ...place },
			}),
		]),
	],
};

/** The endpoints that want the number of an order. */
const WANT_TRACKING =
	`POST update/order, DELETE delete/order, POST valid/order, GET get/order/label,
POST add/maj, GET get/maj, POST ask/for/order/return, GET get/tracking/info`.split(/,\s/);

const NO_NUMBER: Row[] = [
	['is refused without a number', {}, invalid('tracking', 'Le champ tracking est obligatoire.')],
	['is refused with a blank', { tracking: ' ' }, invalid('tracking')],
	[
		'is refused with a number it does not know',
		{ tracking: UNKNOWN },
		invalid('tracking', 'Le champ tracking sélectionné est invalide.'),
	],
];

/** What PHP takes alike; but Node, like other servers, refuses a head of more than 16 KB. */
function waysToAsk(endpoint: string, asks: object) {
	const query = stringify(asks).length < 8_000 ? [{ query: asks }] : [];
	return endpoint.startsWith('POST')
		? [...query, { body: asks }, { body: asks, form: true }]
		: query;
}

const viewOf = (platform: Platform): Map<string, Partial<Order>> =>
	new Map(
		platform.all().map((order) => {
			const lists = { remarks: [...order.remarks], history: [...order.history] };
			return [order.tracking, { ...order, ...lists, luck: undefined }];
		}),
	);

async function checkRow(endpoint: string, [, asks, answers, leaves = {}]: Row) {
	for (const asking of waysToAsk(endpoint, asks))
		await withSandbox({}, async (sandbox) => {
			prepare(sandbox.platform);
			const expected = viewOf(sandbox.platform);
			const { status, text, headers } = await ask(sandbox, endpoint, asking);
			const json: unknown = JSON.parse(text.replaceAll(sandbox.url, 'http://sandbox'));
			expect({ status, json }).toEqual(answers);
			expect(headers['content-type']).toBe('application/json');
			const added = Array.isArray(leaves) ? leaves : [];
			for (const [tracking, change] of Object.entries(Array.isArray(leaves) ? {} : leaves))
				if (change) Object.assign(expected.get(tracking) ?? {}, change);
				else expected.delete(tracking);
			expect([...viewOf(sandbox.platform).values()]).toEqual([
				...expected.values(),
				...added.map((order): unknown => expect.objectContaining(order)),
			]);
		});
}

it('is about each of the 21 documented endpoints, once', () => {
	expect(Object.keys(CONTRACT)).toHaveLength(21);
	const served = ROUTES.map(({ method, path }) => `${method} ${path}`);
	expect(served.sort()).toEqual(Object.keys(CONTRACT).sort());
});

describe.each(Object.entries(CONTRACT))('%s', (endpoint, rows) => {
	for (const row of [...rows, ...(WANT_TRACKING.includes(endpoint) ? NO_NUMBER : [])])
		it(row[0], () => checkRow(endpoint, row));

	it('wants a token', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await ask(sandbox, endpoint, { headers: { accept: 'application/json' } });
			const refusal = endpoint.endsWith('validate/token') ? 'INVALID_TOKEN' : 'Unauthenticated.';
			expect(json).toMatchObject({ message: refusal });
		});
	});
});

describe('the pages of get/orders', () => {
	it('have links that forget the dates', async () => {
		await withSandbox({ orders: 101 }, async (sandbox) => {
			const query = { page: 2, start_date: '2026-08-01', end_date: '2026-08-17' };
			const { text } = await ask(sandbox, 'get/orders', { query });
			expect(JSON.parse(text.replaceAll(sandbox.url, 'http://sandbox'))).toMatchObject({
				...{ current_page: 2, last_page: 3, from: 41, to: 80, total: 101 },
				first_page_url: `${PAGE}1`,
				last_page_url: `${PAGE}3`,
				prev_page_url: `${PAGE}1`,
				next_page_url: `${PAGE}3`,
				links: [
					{ url: `${PAGE}1`, label: '&laquo; Précédent', active: false },
					{ url: `${PAGE}1`, label: '1', active: false },
					{ url: `${PAGE}2`, label: '2', active: true },
					{ url: `${PAGE}3`, label: '3', active: false },
					{ url: `${PAGE}3`, label: 'Suivant &raquo;', active: false },
				],
			});
		});
	});
});

describe('a label', () => {
	it('is a PDF with the number and the recipient', async () => {
		await withSandbox({}, async (sandbox) => {
			prepare(sandbox.platform);
			const query = { tracking: OUT };
			const { status, headers, text } = await ask(sandbox, 'get/order/label', { query });
			expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
			expect(text).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/);
			for (const line of [OUT, 'Amina Exemple', '0555000111', 'Oran, Oran', '4300 DA'])
				expect(text).toContain(`(${line})`);
		});
	});

	it('points at its objects and its table by the right bytes', () => {
		const text = makePdf(['EC1', 'الجزائر', 'Imène (a\\b)']).toString('latin1');
		const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
		expect(text.slice(start, start + 4)).toBe('xref');
		const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)];
		expect(offsets).toHaveLength(5);
		offsets.forEach(([, at], index) =>
			expect(text.slice(Number(at))).toMatch(new RegExp(`^${index + 1} 0 obj`)),
		);
		const [, length, content] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text) ?? [];
		expect(content).toHaveLength(Number(length));
		for (const line of ['(???????)', '(Imène \\(a\\\\b\\))']) expect(text).toContain(line);
	});
});
