/** Every quirk in the sandbox's own words: most as what is asked and what comes back, in one table. */
import { stringify } from 'qs';
import type { QuirkName, QuirkOptions, Sandbox } from '../../sandbox';
import { QUIRKS } from '../../sandbox/quirks';
import { ask, openSandbox, UNKNOWN, withSandbox } from './wire';

const [DRAFT, ON_ITS_WAY, PAID, RETURNED] = [1, 2, 3, 4].map(
	(serial) => `ECAAAA260817000${serial}`,
);

async function withOrders(test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
	await withSandbox({}, async (sandbox) => {
		const { platform } = sandbox;
		const place = { wilayaId: 16, commune: 'Kouba', reference: 'WC-1', product: 'Montre x1' };
		platform.create({ tracking: DRAFT, ...place });
		platform.create({ tracking: ON_ITS_WAY, ...place, status: 'vers_hub' });
		platform.create({ tracking: PAID, ...place, status: 'encaisse_non_paye' });
		platform.create({ tracking: RETURNED, ...place, status: 'retours_prets' });
		platform.setStatus(ON_ITS_WAY, 'en_hub');
		await test(sandbox);
	});
}

/** With these settings, this question has this answer: JSON, or a text. */
type Case = [
	options: QuirkOptions,
	asks: string,
	status: number,
	answers?: unknown,
	headers?: Record<string, unknown>,
];

const has = (parts: object): unknown => expect.objectContaining(parts);
const hasNo = (key: string): unknown => expect.not.objectContaining({ [key]: expect.anything() });
const lists = (part: object): unknown => has({ data: expect.arrayContaining([has(part)]) });
const rows = (...trackings: string[]) =>
	Object.fromEntries(trackings.map((tracking) => [tracking, expect.any(Object)]));

const PAGE = expect.stringMatching(/^<!DOCTYPE html>/);
const PDF = expect.stringMatching(/^%PDF/);
const MADE = { success: true, tracking: expect.stringMatching(/^EC/) };
const NOT_FOUND = { message: 'Trackings non trouvés' };
const batch = (...trackings: string[]) =>
	`get/orders/status?status=all&trackings=${trackings.join()}`;
/** A question that would leave something behind. */
const remarks = `POST add/maj?content=x&tracking=${DRAFT}`;
const infos = (...trackings: string[]) => `get/trackings/info?${stringify({ trackings })}`;

const NEW = {
	reference: 'WC-10442-of-the-spring-sale',
	nom_client: 'Client Exemple',
	telephone: '0555000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	code_wilaya: 16,
	montant: 4300,
	type: 1,
};
const BAD = { ...NEW, reference: 'WC-2', telephone: '' };
const NO_PHONE = { telephone: ['Le champ téléphone est obligatoire.'] };
const creates = `POST create/order?${stringify(NEW)}`;
const createsMany = (...orders: object[]) => `POST create/orders?${stringify({ orders })}`;
const updates = `POST update/order?tracking=${DRAFT}&montant=1`;
const FULL_SET = '&client=X&tel=0555000111&adresse=Y&wilaya=16&commune=Hydra&type=1';

const ANSWERS: Partial<Record<QuirkName, Case[]>> = {
	'moved-alias': [
		[
			{},
			remarks,
			301,
			PAGE,
			{ location: expect.stringMatching('^https://moved.example/api/v1/add/maj.api_token=') },
		],
		[
			{ host: 'https://new.example', status: 308 },
			remarks,
			308,
			PAGE,
			{ location: expect.stringMatching('^https://new.example/') },
		],
	],
	'login-redirect': [
		[{}, remarks, 302, PAGE, { location: '/login' }],
		[{ value: '/down' }, remarks, 302, PAGE, { location: '/down' }],
	],
	'html-maintenance': [[{}, remarks, 503, PAGE, { 'content-type': 'text/html; charset=UTF-8' }]],
	'html-ok': [[{}, 'validate/token', 200, PAGE]],
	'server-error': [
		[{}, remarks, 500, PAGE],
		[{ status: 504 }, remarks, 504, expect.stringContaining('Gateway Time-out')],
	],
	'truncated-json': [[{}, 'validate/token', 200, '{"success":true,"mes']],
	'single-quoted-json': [[{}, 'validate/token', 200, "{'success':true,'message':'VALID_TOKEN'}"]],
	'not-an-object': [
		[{}, 'get/orders', 200, 'null'],
		[{ value: 'OK' }, 'get/orders', 200, '"OK"'],
	],

	'revoked-token': [
		[{}, 'validate/token', 200, { success: false, message: 'INVALID_TOKEN' }],
		[{}, 'get/orders', 401, { message: 'Unauthenticated.' }],
	],
	'token-not-allowed': [
		[{}, 'validate/token', 200, { success: false, message: 'TOKEN_NOT_ALLOWED' }],
		[{}, 'get/orders', 403, { message: 'TOKEN_NOT_ALLOWED' }],
	],
	'old-headers': [
		[{}, 'get/maj', 422, has({}), { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '49' }],
		[{}, 'get/maj', 422, has({}), { 'x-ratelimit-remaining-minute': undefined }],
	],

	'success-false': [
		[
			{ code: 10001 },
			remarks,
			200,
			{ success: false, error: 10001, message: 'Commande non modifiable' },
		],
		[{ code: 0, message: 'Non' }, 'get/orders', 200, { success: false, message: 'Non' }],
	],
	'returned-fail': [
		[{}, `POST valid/returns?trackings[]=${RETURNED}`, 200, { returned: 'fail' }],
		[{ path: 'get/maj' }, 'get/maj', 200, { returned: 'fail' }],
	],
	'unknown-404': [
		[{}, `get/maj?tracking=${UNKNOWN}`, 404, NOT_FOUND],
		[{}, 'get/maj', 422],
	],
	'unknown-422': [
		[{}, batch(DRAFT, UNKNOWN), 422],
		[{}, batch(DRAFT), 200],
		[{}, `get/orders?tracking=${UNKNOWN}`, 422],
	],
	'poisoned-tracking': [
		[{ tracking: PAID.toLowerCase() }, batch(DRAFT, PAID), 422],
		[{ tracking: [PAID] }, `get/maj?tracking=${PAID}`, 422],
		[{ tracking: PAID }, batch(DRAFT), 200],
	],
	'too-many-attempts': [
		[{}, remarks, 429, { message: 'Too Many Attempts.' }],
		[{ retryAfter: 7 }, 'get/orders', 429, has({}), { 'retry-after': '7' }],
		[{ retryAfter: '' }, 'get/orders', 429, has({}), { 'retry-after': undefined }],
	],
	forbidden: [[{}, remarks, 403]],
	'unauthorized-validation': [
		[{}, 'validate/token?api_token=x', 401, { message: 'Unauthenticated.' }],
		[{}, 'validate/token', 200],
	],
	'missing-route': [
		[{}, 'get/maj', 404, { message: 'The route api/v1/get/maj could not be found.' }],
		[{ value: 'html' }, remarks, 404, PAGE],
	],

	'empty-status-array': [[{}, batch(DRAFT), 200, { data: [] }]],
	'empty-status-object': [[{}, batch(UNKNOWN), 200, { data: {} }]],
	'status-list': [[{}, batch(DRAFT, PAID), 200, { data: [rows(DRAFT), rows(PAID)] }]],
	'extra-rows': [
		[{ count: 1 }, batch(DRAFT), 200, { data: rows(DRAFT, ON_ITS_WAY) }],
		[{}, batch(UNKNOWN), 200, { data: rows(DRAFT, ON_ITS_WAY) }],
	],
	'missing-rows': [
		[{}, batch(DRAFT, ON_ITS_WAY, PAID), 200, { data: rows(DRAFT, PAID) }],
		[{ tracking: [DRAFT] }, batch(DRAFT, PAID), 200, { data: rows(PAID) }],
		[{ tracking: PAID }, batch(PAID), 200, { data: [] }],
	],
	'rows-without-status': [
		[{}, batch(PAID), 200, { data: { [PAID]: hasNo('status') } }],
		[{}, batch(PAID), 200, { data: { [PAID]: has({ order_id: 'WC-1' }) } }],
	],
	'remark-statuses': [
		[
			{ value: 'livre' },
			batch(DRAFT),
			200,
			{ data: { [DRAFT]: has({ activity: [has({ reason: 'livre' })] }) } },
		],
		[{}, batch(DRAFT), 200, { data: { [DRAFT]: has({ status: 'prete_a_expedier' }) } }],
	],

	'wrapped-create': [[{}, creates, 200, { results: { [NEW.reference]: MADE } }]],
	'create-with-reference': [[{}, creates, 200, { ...MADE, reference: NEW.reference }]],
	'truncated-references': [
		[{}, createsMany(NEW), 200, { results: { 'WC-10442-of-the-spri': MADE } }],
		[{ count: 8 }, createsMany(NEW), 200, { results: { 'WC-10442': MADE } }],
	],
	'bulk-422': [[{}, createsMany(NEW), 422, { results: { [NEW.reference]: MADE } }]],
	'bulk-200': [
		[{}, createsMany(NEW, BAD), 200, { results: { [NEW.reference]: MADE, 'WC-2': NO_PHONE } }],
	],
	'bulk-list': [[{}, createsMany(NEW, BAD, NEW), 422, { results: [MADE, NO_PHONE, MADE] }]],
	'bulk-messages': [
		[
			{},
			createsMany(BAD),
			422,
			{ results: { 'WC-2': { success: false, message: expect.any(String), errors: NO_PHONE } } },
		],
		[{}, createsMany(NEW), 200, { results: { [NEW.reference]: MADE } }],
	],
	'partial-update-422': [
		[{}, updates + FULL_SET, 200, has({ success: true })],
		...(FULL_SET.match(/&\w+=\w+/g) ?? []).map((field): Case => {
			const errors = { [field.slice(1).split('=')[0]]: [expect.stringContaining('obligatoire')] };
			return [{}, updates + FULL_SET.replace(field, ''), 422, has({ errors })];
		}),
	],
	'delete-legacy': [
		[{}, `DELETE delete/order?tracking=${DRAFT}`, 200, { delete: 'success' }],
		[{}, `DELETE delete/order?tracking=${PAID}`, 200, { delete: 'fail' }],
	],
	'label-json-error': [[{}, `get/order/label?tracking=${PAID}`, 200, has({ success: false })]],
	'label-html': [[{}, `get/order/label?tracking=${DRAFT}`, 200, PAGE]],
	'label-octet-stream': [
		[
			{},
			`get/order/label?tracking=${PAID}`,
			200,
			PDF,
			{ 'content-type': 'application/octet-stream' },
		],
	],

	'listed-values': [
		[{}, 'get/orders', 200, lists({ montant: '1.500,00 DA' })],
		[{ value: { stop_desk: 2 } }, 'get/orders', 200, lists({ stop_desk: 2 })],
	],
	'newer-history': [
		[{}, `get/tracking/info?tracking=${DRAFT}`, 200, has({ currentStation: '', reasons: [] })],
		[
			{},
			`get/tracking/info?tracking=${ON_ITS_WAY}`,
			200,
			has({
				currentStation: 'Station Alger',
				activity: [has({ station: 'Station Alger' }), has({ station: 'Station Alger' })],
			}),
		],
	],
	'info-in-data': [
		[{}, infos(DRAFT), 200, { data: rows(DRAFT) }],
		[{}, infos(UNKNOWN), 404, NOT_FOUND],
	],
	'info-list': [[{}, infos(DRAFT, PAID), 200, [has({ tracking: DRAFT }), has({ tracking: PAID })]]],
	'info-without-drafts': [
		[{}, infos(DRAFT, PAID), 200, rows(PAID)],
		[{}, infos(DRAFT), 404, NOT_FOUND],
	],
	'communes-array': [
		[{}, 'get/communes?wilaya_id=5', 200, [has({ nom: 'Batna' }), has({ nom: 'Ain Touta' })]],
	],
	'communes-gaps': [
		[
			{},
			'get/communes?wilaya_id=5',
			200,
			{ 3: has({ nom: 'Batna' }), 10: has({ nom: 'Ain Touta' }) },
		],
	],
	'nested-desks': [
		[
			{},
			'get/desks',
			200,
			has({
				other_desks: expect.arrayContaining([
					has({ hub_name: 'Bureau Oran', location: has({ wilaya: 'Oran', code_wilaya: '31' }) }),
				]),
			}),
		],
	],
	'no-desks-404': [
		[{}, 'get/desks', 404],
		[{}, 'get/communes', 200],
	],
	'echange-key': [
		[{}, 'get/fees', 200, has({ echange: expect.any(Array), livraison: expect.any(Array) })],
		[{}, 'get/fees', 200, hasNo('echnage')],
	],
	'weight-fees': [
		[
			{},
			'get/fees',
			200,
			has({ poids: { livraison: has({ pour_chaque_KG: '1', a_partir_de_KG: '5' }) } }),
		],
		[{}, 'get/fees', 200, has({ livraison: expect.any(Array) })],
	],
	'plain-wilaya-names': [
		[{}, 'get/wilayas', 200, expect.arrayContaining([{ wilaya_id: 6, wilaya_name: 'Bejaia' }])],
	],

	'accented-statuses': [
		[{}, 'get/orders', 200, lists({ tracking: PAID, status: 'encaissé_non_payé' })],
		[{}, batch(PAID), 200, { data: { [PAID]: has({ status: 'encaisse_non_paye' }) } }],
	],
	'french-labels': [
		[{}, 'get/orders', 200, lists({ tracking: PAID, status: 'Livre encaissé non payé' })],
		[{ path: '*' }, batch(DRAFT), 200, { data: { [DRAFT]: has({ status: 'Prêt à expédier' }) } }],
	],
	'unknown-status': [
		[{}, batch(PAID), 200, { data: { [PAID]: has({ status: 'en_litige' }) } }],
		[{ value: 'x' }, 'get/orders', 200, lists({ tracking: PAID, status: 'x' })],
	],
	'lower-case-keys': [[{}, batch(PAID), 200, { data: rows(PAID.toLowerCase()) }]],
	'index-keyed-lists': [
		[{}, `get/orders?tracking=${PAID}`, 200, has({ data: { 0: has({ tracking: PAID }) } })],
		[{}, batch(UNKNOWN), 200, { data: [] }],
	],
	'success-as-string': [
		[{}, 'validate/token', 200, { success: '1', message: 'VALID_TOKEN' }],
		[{ value: 1 }, 'validate/token', 200, { success: 1, message: 'VALID_TOKEN' }],
	],
};

type Story = (sandbox: Sandbox) => Promise<void>;

const listed = async (sandbox: Sandbox, page = 1) => {
	const { json } = await ask(sandbox, `get/orders?page=${page}`);
	const { data } = json as { data: Array<{ tracking: string }> };
	return data.map(({ tracking }) => tracking);
};
const written = ({ platform }: Sandbox) => platform.get(DRAFT)?.remarks;
const bearer = { accept: 'application/json', authorization: 'Bearer sandbox-token' };
const update = (sandbox: Sandbox, fields: object) =>
	ask(sandbox, 'POST update/order', { query: { tracking: DRAFT, ...fields } });

/** What takes more than one question, or leaves something behind. */
const STORIES: Partial<Record<QuirkName, Story>> = {
	'slow-answers': async (sandbox) => {
		sandbox.quirks.on('slow-answers', { ms: 30_000, path: 'get/orders' });
		let isAnswered = false;
		const slow = ask(sandbox, 'get/orders').then(() => (isAnswered = true));
		const isHeard = () => sandbox.requests.some(({ path }) => path.endsWith('get/orders'));
		while (!isHeard()) await ask(sandbox, 'get/maj');
		expect(isAnswered).toBe(false);
		sandbox.platform.clock.advance(30_000);
		await slow;
	},
	'dropped-connection': async (sandbox) => {
		sandbox.quirks.on('dropped-connection');
		await expect(ask(sandbox, remarks)).rejects.toThrow();
		expect(written(sandbox)).toHaveLength(0);
		sandbox.quirks.on('dropped-connection', { moment: 'after' });
		await expect(ask(sandbox, remarks)).rejects.toThrow();
		expect(written(sandbox)).toHaveLength(1);
		expect(sandbox.requests.map(({ status }) => status)).toEqual([0, 0]);
	},
	'lost-answer-after-write': async (sandbox) => {
		sandbox.quirks.on('lost-answer-after-write');
		await expect(ask(sandbox, remarks)).rejects.toThrow();
		expect(written(sandbox)).toHaveLength(1);
		expect((await ask(sandbox, `get/maj?tracking=${DRAFT}`)).status).toBe(200);
	},
	'cut-off-answer': async (sandbox) => {
		sandbox.quirks.on('cut-off-answer');
		await expect(ask(sandbox, 'get/orders')).rejects.toThrow();
		expect(sandbox.requests).toMatchObject([{ status: 200 }]);
	},
	'bearer-refused': async (sandbox) => {
		sandbox.quirks.on('bearer-refused');
		expect((await ask(sandbox, 'get/orders', { headers: bearer })).status).toBe(401);
		expect((await ask(sandbox, 'get/orders')).status).toBe(200);
	},
	'bearer-everywhere': async (sandbox) => {
		sandbox.quirks.on('bearer-everywhere');
		const { json } = await ask(sandbox, 'validate/token', { headers: bearer });
		expect(json).toMatchObject({ success: true });
		expect((await ask(sandbox, batch(DRAFT), { headers: bearer })).status).toBe(200);
	},
	'no-limit-headers': async (sandbox) => {
		sandbox.quirks.on('no-limit-headers');
		for (let asked = 0; asked < 50; asked += 1) {
			const { headers } = await ask(sandbox, 'get/orders');
			expect(Object.keys(headers).join()).not.toContain('ratelimit');
		}
		expect((await ask(sandbox, 'get/orders')).status).toBe(429);
	},
	'shifting-pages': async (sandbox) => {
		sandbox.platform.createMany(77);
		sandbox.quirks.on('shifting-pages', { count: 2 });
		const first = await listed(sandbox);
		expect((await listed(sandbox, 2)).slice(0, 2)).toEqual(first.slice(-2));
	},
	'vanishing-rows': async (sandbox) => {
		sandbox.platform.createMany(77);
		sandbox.quirks.on('vanishing-rows', { count: 2 });
		const first = await listed(sandbox);
		sandbox.quirks.off('vanishing-rows');
		const others = [await listed(sandbox, 2), await listed(sandbox, 3)].flat();
		expect(new Set([...first, ...others]).size).toBe(79);
	},
	'repeated-page': async (sandbox) => {
		sandbox.platform.createMany(77);
		sandbox.quirks.on('repeated-page');
		expect(await listed(sandbox, 2)).toEqual(await listed(sandbox));
		const { json } = await ask(sandbox, 'get/orders?page=2');
		expect(json).toMatchObject({ current_page: 2, last_page: 3 });
	},
	'endless-pages': async (sandbox) => {
		sandbox.quirks.on('endless-pages');
		const pages = [1, 2, 1_000];
		for (const page of pages) {
			const { json } = await ask(sandbox, `get/orders?page=${page}`);
			expect(json).toMatchObject({ current_page: page, last_page: page + 1 });
		}
		const rows = await Promise.all(pages.map((page) => listed(sandbox, page)));
		expect(new Set(rows.flat()).size).toBe(120);
	},
	'oldest-first': async (sandbox) => {
		sandbox.platform.createMany(77);
		const oldest = sandbox.platform.all().map(({ tracking }) => tracking);
		sandbox.quirks.on('oldest-first');
		const pages = await Promise.all([1, 2, 3, 4].map((page) => listed(sandbox, page)));
		expect(pages.flat()).toEqual(oldest);
	},
	'foreign-page-urls': async (sandbox) => {
		sandbox.platform.createMany(40);
		sandbox.quirks.on('foreign-page-urls', { host: 'http://other.example' });
		expect((await ask(sandbox, 'get/orders')).json).toMatchObject({
			next_page_url: 'http://other.example/api/v1/get/orders?page=2',
		});
	},
	'success-without-tracking': async (sandbox) => {
		sandbox.quirks.on('success-without-tracking');
		const { json } = await ask(sandbox, creates);
		expect(json).toEqual({ success: true });
		expect(sandbox.platform.size).toBe(5);
	},
	'bulk-500': async (sandbox) => {
		sandbox.quirks.on('bulk-500');
		expect((await ask(sandbox, createsMany(NEW))).status).toBe(500);
		expect(sandbox.platform.size).toBe(4);
		sandbox.quirks.on('bulk-500', { moment: 'after' });
		expect((await ask(sandbox, createsMany(NEW))).status).toBe(500);
		expect(sandbox.platform.size).toBe(5);
	},
	'update-ignored': async (sandbox) => {
		sandbox.quirks.on('update-ignored');
		const before = sandbox.platform.get(DRAFT)?.amount ?? 0;
		const { json } = await update(sandbox, { montant: before + 1 });
		expect(json).toEqual({ success: true, message: 'Commande modifiée avec succès' });
		expect(sandbox.platform.get(DRAFT)?.amount).toBe(before);
	},
	'update-side-effects': async (sandbox) => {
		sandbox.platform.edit(DRAFT, { stopDesk: 1, phone2: '0777000111' });
		sandbox.quirks.on('update-side-effects');
		await update(sandbox, { client: 'Amina' });
		expect(sandbox.platform.get(DRAFT)).toMatchObject({ recipient: 'Amina', stopDesk: 0 });
		sandbox.quirks.on('update-side-effects', { value: { phone2: '' } });
		await update(sandbox, { client: 'Amina' });
		expect(sandbox.platform.get(DRAFT)?.phone2).toBe('');
	},
	'delete-400': async (sandbox) => {
		sandbox.quirks.on('delete-400');
		const reply = await ask(sandbox, `DELETE delete/order?tracking=${DRAFT}`);
		expect(reply).toMatchObject({ status: 400, json: { message: 'suppression ok' } });
		expect(sandbox.platform.get(DRAFT)).toBeUndefined();
	},
	'newer-rows': async (sandbox) => {
		sandbox.platform.clock.advance(60_000);
		sandbox.platform.setStatus(ON_ITS_WAY, 'livre_non_encaisse');
		sandbox.quirks.on('newer-rows');
		const { json } = await ask(sandbox, `get/orders?tracking=${ON_ITS_WAY}`);
		expect(json).toMatchObject({
			data: [
				{
					tracking: ON_ITS_WAY,
					stop_desk: 0,
					commune_id: 1617,
					livred_at: '2026-08-17 09:01:00',
					last_updated_at: '2026-08-17 09:01:00',
					exchanged_at: null,
					driver_name: null,
					status_reason: [],
					order_products: [{ tracking: ON_ITS_WAY, title: 'Montre x1', quantity: 1 }],
				},
			],
		});
	},
};

const viewOf = ({ platform }: Sandbox) =>
	platform.all().map((order) => ({ ...order, luck: null, remarks: [...order.remarks] }));

const nameOf = (quirk: QuirkName) => `${quirk}: ${QUIRKS[quirk].sentence}`;

describe('the quirks', () => {
	it('each have a test, a name in small words with dashes, and one sentence', () => {
		const tested = [...Object.keys(ANSWERS), ...Object.keys(STORIES)];
		expect(tested.sort()).toEqual(Object.keys(QUIRKS).sort());
		for (const quirk of tested) expect(quirk).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
		for (const { sentence } of Object.values(QUIRKS)) expect(sentence).toMatch(/^["A-Z].*\.$/);
	});

	for (const [quirk, cases] of Object.entries(ANSWERS) as Array<[QuirkName, Case[]]>)
		it(nameOf(quirk), async () => {
			for (const [options, asks, status, answers, headers = {}] of cases)
				await withOrders(async (sandbox) => {
					const before = viewOf(sandbox);
					sandbox.quirks.on(quirk, options);
					const reply = await ask(sandbox, asks);
					expect(reply.status).toBe(status);
					expect([reply.text, reply.json]).toContainEqual(answers ?? reply.json);
					for (const [name, value] of Object.entries(headers))
						expect(reply.headers[name]).toEqual(value);
					// Only what these rows ask of create, update and delete may leave something.
					if (!/(create|update|delete)\//.test(asks)) expect(viewOf(sandbox)).toEqual(before);
				});
		});

	for (const [quirk, story] of Object.entries(STORIES) as Array<[QuirkName, Story]>)
		it(nameOf(quirk), async () => await withOrders(story));
});

describe('a quirk', () => {
	let sandbox: Sandbox;
	beforeEach(async () => void (sandbox = await openSandbox({ orders: 1 })));
	afterEach(async () => await sandbox.close());

	async function statuses(...paths: string[]): Promise<number[]> {
		const seen: number[] = [];
		for (const path of paths) seen.push((await ask(sandbox, path)).status);
		return seen;
	}
	const ORDERS = 'get/orders';

	it('can be switched on, off, and off with all the others', () => {
		const { quirks } = sandbox;
		const areOn = () => [quirks.isOn('html-ok'), quirks.isOn('old-headers')];
		quirks.on('html-ok');
		quirks.on('old-headers');
		expect(areOn()).toEqual([true, true]);
		quirks.off('html-ok');
		expect(areOn()).toEqual([false, true]);
		quirks.clear();
		expect(areOn()).toEqual([false, false]);
	});

	it('acts on one endpoint when it is told so', async () => {
		sandbox.quirks.on('server-error', { path: ORDERS });
		expect(await statuses('validate/token', ORDERS)).toEqual([200, 500]);
	});

	it('acts on all endpoints when it is told so', async () => {
		sandbox.quirks.on('no-desks-404', { path: '*' });
		expect(await statuses('get/desks', ORDERS)).toEqual([404, 404]);
	});

	it('acts so many times, after so many requests', async () => {
		sandbox.quirks.on('server-error', { after: 2, times: 1, path: ORDERS });
		expect(await statuses(ORDERS, ORDERS, ORDERS, ORDERS)).toEqual([200, 200, 500, 200]);
	});

	it('starts anew when it is switched on again', async () => {
		for (let round = 0; round < 2; round += 1) {
			sandbox.quirks.on('server-error', { times: 1 });
			expect(await statuses(ORDERS, ORDERS)).toEqual([500, 200]);
		}
	});

	it('acts together with others', async () => {
		sandbox.quirks.on('accented-statuses');
		sandbox.quirks.on('index-keyed-lists');
		sandbox.platform.setStatus(sandbox.platform.all()[0].tracking, 'retour_recu');
		const { json } = await ask(sandbox, ORDERS);
		expect(json).toMatchObject({ data: { 0: { status: 'retour_reçu' } } });
	});

	it('must exist', () => {
		expect(() => sandbox.quirks.on('nothing-such' as QuirkName)).toThrow('No such quirk');
	});
});
