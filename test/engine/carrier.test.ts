import { cannedJson } from '../support/canned';
import { openLab } from '../support/lab';
import { byNumberOrName } from '../support/parameters';

/** What the carrier says of itself: account, places, desks, fees and products. */
const lab = openLab();

describe('Account: Validate Token', () => {
	it('says that a token is valid', async () => {
		const { json } = await lab.run('account.validateToken');
		expect(json).toEqual([{ valid: true, message: 'VALID_TOKEN' }]);
	});

	it.each([
		['revoked-token', 'INVALID_TOKEN'],
		['token-not-allowed', 'TOKEN_NOT_ALLOWED'],
		['unauthorized-validation', 'Unauthenticated.'],
	] as const)('says that it is not (%s)', async (quirk, message) => {
		lab.sandbox.quirks.on(quirk);
		if (quirk === 'unauthorized-validation') lab.credential.apiToken = 'wrong';
		const { json, error } = await lab.run('account.validateToken');
		expect(error).toBeUndefined();
		expect(json).toEqual([{ valid: false, message }]);
	});

	it.each(['html-ok', 'not-an-object', 'single-quoted-json'] as const)(
		'does not call a token bad because of %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			const { json, error } = await lab.run('account.validateToken');
			expect(json).toEqual([]);
			expect(error?.message).toBe('The answer of the carrier could not be read');
		},
	);
});

describe('Account: Get Rate Limit', () => {
	const window = (limit: number, remaining: number) => ({
		limit,
		remaining,
		resetsInSeconds: expect.any(Number),
		resetsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+01:00$/),
	});

	it('tells what is left of each window', async () => {
		const { json } = await lab.run('account.getRateLimit');
		expect(json).toEqual([
			{ minute: window(50, 49), hour: window(1500, 1499), day: window(15000, 14999) },
		]);
		expect(lab.asked()).toEqual(['']);
	});

	it('does not mind the status of the answer', async () => {
		lab.sandbox.quirks.on('success-false', { path: '' });
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: window(50, 49) });
	});

	it('tells of a window that is used up instead of waiting for it', async () => {
		await lab.reopen({ limits: { minute: 1 } });
		await lab.run('account.getRateLimit');
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: { limit: 1, remaining: 0 } });
	});

	it('asks the token check when the root has no such headers', async () => {
		lab.sandbox.quirks.on('missing-route', { path: '' });
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: { limit: 50 } });
		expect(lab.asked()).toEqual(['', 'validate/token']);
	});

	it('reads the headers of older platforms', async () => {
		lab.sandbox.quirks.on('old-headers');
		const { json } = await lab.run('account.getRateLimit');
		expect(json).toEqual([
			{ minute: expect.objectContaining({ remaining: expect.any(Number) }), hour: null, day: null },
		]);
	});

	it('does not invent limits that the platform does not tell', async () => {
		lab.sandbox.quirks.on('no-limit-headers');
		const { error } = await lab.run('account.getRateLimit');
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});

describe('the list of wilayas in the editor', () => {
	const search = async (filter?: string) =>
		(await lab.engine.searchList('searchWilayas', lab.credential, {}, filter)).results;

	it('shows those that the account can send to', async () => {
		expect(await search()).toContainEqual({ name: '16 · Alger', value: '16' });
	});

	it.each(['BEJAIA', 'béja', 'Béjaïa', '6 ·'])('finds Béjaïa by %s', async (filter) => {
		expect(await search(filter)).toContainEqual({ name: '6 · Béjaïa', value: '6' });
	});

	it.each(['الجزائر', 'Algiers'])('understands %s, as the parameter does', async (filter) => {
		expect(await search(filter)).toEqual([{ name: '16 · Alger', value: '16' }]);
	});
});

describe('the list of communes in the editor', () => {
	const search = async (parameters = {}, filter?: string) =>
		(await lab.engine.searchList('searchCommunes', lab.credential, parameters, filter)).results;

	it('shows those of the chosen wilaya, with their desks', async () => {
		expect(await search({ wilayaId: byNumberOrName('16') })).toEqual([
			{ name: 'Ain Taya', value: 'Ain Taya' },
			{ name: 'Bab El Oued', value: 'Bab El Oued' },
			{ name: 'El Madania', value: 'El Madania' },
			{ name: 'Hydra', value: 'Hydra' },
			{ name: 'Kouba · desk', value: 'Kouba' },
		]);
	});

	it.each([
		['باب الوادي', ['Bab El Oued']],
		['Koubba', ['Kouba']],
		['nowhere', []],
	])('understands %s, as the parameter does', async (filter, values) => {
		const found = await search({ wilayaId: byNumberOrName('16') }, filter);
		expect(found.map(({ value }) => value)).toEqual(values);
	});

	it('understands a wilaya by its name', async () => {
		expect(await search({ wilayaId: byNumberOrName('setif') }, 'EULMA')).toEqual([
			{ name: 'El Eulma', value: 'El Eulma' },
		]);
	});

	it('follows the wilaya of an update', async () => {
		const parameters = { updateFields: { wilayaId: byNumberOrName('31') } };
		expect(await search(parameters, 'ain')).toEqual([{ name: 'Ain Taya', value: 'Ain Taya' }]);
	});

	it.each([
		{ wilayaId: byNumberOrName('16'), deliverTo: 'desk' },
		{ wilayaId: byNumberOrName('16'), deliverTo: 'Bureau' },
		{ updateFields: { wilayaId: byNumberOrName('16'), deliverTo: 'desk' } },
		{ wilayaId: byNumberOrName('16'), deliverTo: 'home', additionalFields: { stopDesk: true } },
		{ updateFields: { wilayaId: byNumberOrName('16'), stopDesk: true } },
	])('shows only those with a desk where the parcel goes to one: %j', async (parameters) => {
		expect(await search(parameters)).toEqual([{ name: 'Kouba · desk', value: 'Kouba' }]);
	});

	it.each([
		{ wilayaId: byNumberOrName('16'), deliverTo: 'home', additionalFields: { stopDesk: false } },
		{ wilayaId: byNumberOrName('16'), deliverTo: 'perhaps' },
		{ updateFields: { wilayaId: byNumberOrName('16'), deliverTo: 'home', stopDesk: true } },
	])('shows all of them where it does not, or nobody knows: %j', async (parameters) => {
		expect(await search(parameters)).toHaveLength(5);
	});

	it('keeps those of which the carrier does not say whether they have a desk', async () => {
		const value = [{ nom: 'Kouba', wilaya_id: 16 }];
		lab.sandbox.quirks.on('not-an-object', { path: 'get/communes', value });
		const parameters = { wilayaId: byNumberOrName('16'), deliverTo: 'desk' };
		expect(await search(parameters)).toEqual([{ name: 'Kouba', value: 'Kouba' }]);
	});

	it('tells namesakes apart while no wilaya is chosen', async () => {
		expect((await search({}, 'Ain Taya')).map(({ name }) => name)).toEqual([
			'Ain Taya · wilaya 16',
			'Ain Taya · wilaya 31',
		]);
	});

	it.each(['communes-array', 'communes-gaps', 'index-keyed-lists'] as const)(
		'is the same with %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			expect(await search({ wilayaId: byNumberOrName('16') })).toHaveLength(5);
		},
	);
});

describe('Location: Get Communes', () => {
	it('lists the communes of one wilaya', async () => {
		const { json } = await lab.run('location.getCommunes', { wilayaId: byNumberOrName('31') });
		expect(json).toEqual([
			{ commune: 'Oran', wilayaId: 31, code: '3101', hasDesk: true },
			{ commune: 'Bir El Djir', wilayaId: 31, code: '3105', hasDesk: false },
			{ commune: 'Ain Taya', wilayaId: 31, code: '3119', hasDesk: false },
		]);
		expect(lab.sandbox.requests[0].query).toMatchObject({ wilaya_id: '31' });
	});

	it('lists all of them without a wilaya', async () => {
		const { json } = await lab.run('location.getCommunes', { wilayaId: byNumberOrName('') });
		expect(json.length).toBeGreaterThan(20);
	});
});

it('Location: Get Wilayas lists number and name', async () => {
	const { json } = await lab.run('location.getWilayas');
	expect(json).toContainEqual({ wilayaId: 6, wilaya: 'Béjaïa' });
});

describe('Location: Get Desks', () => {
	it.each([undefined, 'nested-desks'] as const)('lists the own one first (%s)', async (quirk) => {
		if (quirk) lab.sandbox.quirks.on(quirk);
		const { json } = await lab.run('location.getDesks');
		expect(json[0]).toMatchObject({ isOwn: true, name: 'Station Démo', commune: 'Kouba' });
		expect(json[1]).toMatchObject({ isOwn: false, name: 'Bureau Batna', wilayaId: 5 });
	});

	it('gives the raw rows on request', async () => {
		const { json } = await lab.run('location.getDesks', { simplify: false });
		expect(json[0]).toMatchObject({ isOwn: true, hub_name: 'Station Démo' });
	});

	it('says that a carrier may not offer it', async () => {
		lab.sandbox.quirks.on('no-desks-404');
		const { error } = await lab.run('location.getDesks');
		expect(error?.message).toBe('The carrier does not offer this operation at this address');
	});
});

describe('Fee: Get Many', () => {
	it('gives one item per wilaya, in numbers', async () => {
		const { json } = await lab.run('fee.getAll');
		expect(json).toHaveLength(12);
		expect(json.find(({ wilayaId }) => wilayaId === 16)).toEqual({
			wilayaId: 16,
			wilaya: 'Alger',
			hasDesk: true,
			delivery: { home: 400, desk: 300 },
			exchange: { home: 600, desk: 450 },
			pickup: { home: 480, desk: 360 },
			collection: { home: 200, desk: 150 },
			return: { home: 200, desk: 200 },
		});
	});

	it('takes a desk price of "0" for no desk, not for free', async () => {
		const { json } = await lab.run('fee.getAll');
		const adrar = json.find(({ wilayaId }) => wilayaId === 1);
		expect(adrar).toMatchObject({ hasDesk: false, delivery: { home: 1400, desk: null } });
	});

	it.each(['echange-key', 'weight-fees', 'index-keyed-lists'] as const)(
		'is the same with %s',
		async (quirk) => {
			const usual = await lab.run('fee.getAll');
			lab.sandbox.quirks.on(quirk);
			const { json } = await lab.run('fee.getAll');
			expect(json).toEqual(usual.json);
		},
	);

	it('gives the whole answer on request', async () => {
		const { json } = await lab.run('fee.getAll', { simplify: false });
		expect(json).toHaveLength(1);
		expect(Object.keys(json[0])).toContain('echnage');
		expect(lab.asked()).toEqual(['get/fees']);
	});

	it.each(['16', 'ALGER'])('gives those of one wilaya: %s', async (wilaya) => {
		const { json } = await lab.run('fee.getAll', { wilayaId: byNumberOrName(wilaya) });
		expect(json).toEqual([expect.objectContaining({ wilayaId: 16, wilaya: 'Alger' })]);
	});

	it('gives those of one wilaya in the form of the carrier too', async () => {
		const parameters = { simplify: false, wilayaId: byNumberOrName('16') };
		const { json } = await lab.run('fee.getAll', parameters);
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({ livraison: [{ wilaya_id: 16 }], retours: [{ wilaya_id: 16 }] });
	});

	it('refuses a wilaya that nobody knows before it asks for fees', async () => {
		const { error } = await lab.run('fee.getAll', { wilayaId: byNumberOrName('Alge') });
		expect(error?.message).toBe("'Wilaya' is not one that the carrier delivers to: Alge");
		expect(lab.asked()).toEqual(['get/wilayas']);
	});

	it('asks for the names of the wilayas once, whatever the number of items', async () => {
		const { json } = await lab.run('fee.getAll', {}, { input: [{}, {}] });
		expect(json).toHaveLength(24);
		expect([lab.count('get/fees'), lab.count('get/wilayas')]).toEqual([2, 1]);
	});

	it('gives the fees without the names where these cannot be had', async () => {
		const fees = { livraison: [{ wilaya_id: 16, tarif: '400', tarif_stopdesk: '300' }] };
		const { requests } = await lab.serve(({ path }) =>
			path === 'get/fees' ? cannedJson(fees) : { status: 500 },
		);
		const { json, error } = await lab.run('fee.getAll', {}, { input: [{}, {}] });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(json[1]).toMatchObject({ wilayaId: 16, wilaya: null, delivery: { home: 400 } });
		expect(requests).toHaveLength(3);
	});
});

describe('Product: Get Many', () => {
	it('follows the pages, which stand under a key of their own', async () => {
		const { json } = await lab.run('product.getAll', { returnAll: true });
		expect(json).toHaveLength(17);
		expect(json[1]).toEqual({
			reference: 'P-002',
			title: 'Montre sport',
			barcode: null,
			isActive: true,
			image: null,
			available: 7,
			reserved: 1,
			physical: 8,
		});
		expect(lab.sandbox.requests.map(({ query }) => query.page)).toEqual(['1', '2']);
	});

	it('keeps p-001 and P-001 apart', async () => {
		const products = ['p-001', 'P-001', 'P-001'].map((reference) => ({ reference, title: 'x' }));
		const pagination = { current_page: 1, last_page: 1 };
		await lab.serve(() => cannedJson({ products, pagination }));
		const { json } = await lab.run('product.getAll', { returnAll: true });
		expect(json.map(({ reference }) => reference)).toEqual(['p-001', 'P-001']);
	});

	it('stops at the limit', async () => {
		const { json } = await lab.run('product.getAll', { limit: 3 });
		expect(json).toHaveLength(3);
		expect(lab.sandbox.requests).toHaveLength(1);
	});

	it('reads index-keyed lists', async () => {
		lab.sandbox.quirks.on('index-keyed-lists');
		const { json } = await lab.run('product.getAll', { returnAll: true });
		expect(json).toHaveLength(17);
	});

	it('does not take a page without numbers for the last one', async () => {
		lab.sandbox.quirks.on('not-an-object', { value: { products: [] } });
		const { error } = await lab.run('product.getAll', { returnAll: true });
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});
