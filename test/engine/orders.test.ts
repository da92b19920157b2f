import type { INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

/** The orders in process: as Order: Get Many lists them, and the list of a Tracking Number. */
const lab = openLab({ limits: 'off' });

const trackingsOf = (rows: Array<{ tracking?: unknown }>) => rows.map(({ tracking }) => tracking);
const pagesAsked = () => lab.sandbox.requests.map(({ query }) => query.page);

/** Every order of the sandbox, newest first, as the listing shows them. */
const newestFirst = () =>
	lab.sandbox.platform
		.all()
		.map(({ tracking }) => tracking)
		.reverse();

const live = () =>
	lab.sandbox.platform
		.all()
		.flatMap(({ status, tracking }) => (/_archive$/.test(status) ? [] : [tracking]));

describe('Order: Get Many with Return All', () => {
	it('follows every page, to the last and no further', async () => {
		lab.sandbox.platform.createMany(4 * 40 + 3);
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(trackingsOf(json)).toEqual(newestFirst());
		expect(pagesAsked()).toEqual(['1', '2', '3', '4', '5']);
	});

	it('builds each page itself: the links of the platform lose the filters', async () => {
		lab.sandbox.platform.createMany(90);
		lab.sandbox.quirks.on('foreign-page-urls');
		const filters = { startDate: '2026-08-01', endDate: '2026-08-31' };
		const { json } = await lab.run('order.getAll', { returnAll: true, filters });
		expect(json).toHaveLength(90);
		for (const [index, { query }] of lab.sandbox.requests.entries()) {
			expect(query).toEqual({
				start_date: '2026-08-01',
				end_date: '2026-08-31',
				page: String(index + 1),
			});
		}
	});

	it('gives every order once while new ones shift the pages', async () => {
		lab.sandbox.platform.createMany(150);
		const before = newestFirst();
		lab.sandbox.quirks.on('shifting-pages', { count: 7, times: 3 });
		const { json } = await lab.run('order.getAll', { returnAll: true });
		const shown = trackingsOf(json);
		expect(new Set(shown).size).toBe(shown.length);
		expect(before.filter((tracking) => !shown.includes(tracking))).toEqual([]);
	});

	it('finds all that are left where rows vanish and leave an empty page', async () => {
		lab.sandbox.platform.createMany(81);
		lab.sandbox.quirks.on('vanishing-rows', { count: 41, times: 1 });
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(trackingsOf(json)).toEqual(expect.arrayContaining(live()));
		expect(pagesAsked()).toEqual(['1', '2', '1']);
	});

	it('misses no order while others are archived between the pages', async () => {
		lab.sandbox.platform.createMany(200);
		lab.sandbox.quirks.on('vanishing-rows', { count: 3, times: 6 });
		const { json } = await lab.run('order.getAll', { returnAll: true });
		expect(trackingsOf(json)).toEqual(expect.arrayContaining(live()));
		expect(new Set(trackingsOf(json)).size).toBe(json.length);
	});

	it.each([
		['repeated-page', /^Page 2 repeats the page before it/, 2],
		['endless-pages', /^There are more than 1000 pages/, 1_000],
	] as const)('never passes a broken list off as whole: %s', async (quirk, words, requests) => {
		lab.sandbox.platform.createMany(100);
		lab.sandbox.quirks.on(quirk);
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(json).toEqual([]);
		expect(error?.message).toBe('The answer of the carrier could not be read');
		expect(error?.description).toMatch(words);
		expect(error?.description).toMatch(/Start Date and End Date/);
		expect(lab.asked()).toHaveLength(requests);
	});

	it('gives nothing away when a page in the middle fails', async () => {
		lab.sandbox.platform.createMany(160);
		lab.sandbox.quirks.on('server-error', { after: 2 });
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/HTTP 500/);
	});

	it('yields no item when there is no order', async () => {
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect([json, error]).toEqual([[], undefined]);
	});
});

describe('Order: Get Many, the limit', () => {
	it.each([
		[1, ['1']],
		[40, ['1']],
		[41, ['1', '2']],
		[50, ['1', '2']],
		[500, ['1', '2', '3', '4']],
	])('of %i reads the pages %j', async (limit, pages) => {
		lab.sandbox.platform.createMany(130);
		const { json } = await lab.run('order.getAll', { returnAll: false, limit });
		expect(trackingsOf(json)).toEqual(newestFirst().slice(0, limit));
		expect(pagesAsked()).toEqual(pages);
	});

	it('is 50 unless the user says otherwise', async () => {
		lab.sandbox.platform.createMany(60);
		expect((await lab.run('order.getAll')).json).toHaveLength(50);
	});

	it('counts an order once that shifts on to the next page', async () => {
		lab.sandbox.platform.createMany(100);
		lab.sandbox.quirks.on('shifting-pages', { count: 5 });
		const { json } = await lab.run('order.getAll', { returnAll: false, limit: 70 });
		expect(new Set(trackingsOf(json)).size).toBe(70);
	});
});

describe('Order: Get Many, the period', () => {
	beforeEach(() => {
		const createdAt = (text: string) => lab.sandbox.platform.create({ createdAt: new Date(text) });
		['2026-08-10T22:59:59Z', '2026-08-10T23:00:00Z', '2026-08-12T12:00:00Z'].forEach(createdAt);
	});

	it.each([
		['days', { startDate: '2026-08-11', endDate: '2026-08-11' }, 1],
		['what the date picker writes', { startDate: '2026-08-11T00:00:00' }, 2],
		['an instant before midnight in Algiers', { endDate: '2026-08-10T22:59:59Z' }, 1],
		['an instant after it', { endDate: '2026-08-10T23:00:00Z' }, 2],
		['another offset', { startDate: '2026-08-11T23:30:00-05:00' }, 1],
		['an n8n date', { startDate: "={{ DateTime.fromISO('2026-08-11T10:00:00Z') }}" }, 2],
		['a JavaScript date', { startDate: "={{ new Date('2026-08-12T10:00:00Z') }}" }, 1],
		['a field of the item', { startDate: '={{ $json.day }}' }, 2],
	])('may be given as %s', async (_, filters, count) => {
		const parameters = { returnAll: true, filters };
		const { json, error } = await lab.run('order.getAll', parameters, {
			input: [{ day: '2026-08-11' }],
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(count);
		for (const { query } of lab.sandbox.requests) {
			for (const day of [query.start_date, query.end_date]) {
				expect(day ?? '2026-08-11').toMatch(/^\d{4}-\d{2}-\d{2}$/);
			}
		}
	});

	it.each([
		[{ startDate: '2026-08-12', endDate: '2026-08-11' }, /'End Date' .* is before 'Start Date'/],
		[{ startDate: '={{ "tomorrow" }}' }, /'Start Date' is not a date/],
		[{ endDate: '2026-02-30' }, /'End Date' is not a date/],
	])('is refused before any request: %j', async (filters, words) => {
		const { error } = await lab.run('order.getAll', { returnAll: true, filters });
		expect(error?.message).toMatch(words);
		expect(lab.asked()).toEqual([]);
	});
});

describe('Order: Get Many, the filters that the platform has no word for', () => {
	const trackings: Record<string, string> = {};

	beforeEach(() => {
		const { platform } = lab.sandbox;
		const make = (name: string, fields: Parameters<typeof platform.create>[0]) => {
			trackings[name] = platform.create(fields).tracking;
		};
		const alger = { wilayaId: 16, commune: 'Kouba', phone: '0555000001' };
		make('élodie', { ...alger, recipient: 'Élodie  Ben-Aïssa', reference: 'Café-7' });
		make('suspended', { ...alger, recipient: 'X', reference: 'CAFÉ-70', status: 'suspendu' });
		make('with the driver', { ...alger, recipient: 'Y', reference: null, status: 'en_livraison' });
		make('oran', {
			recipient: 'Z',
			reference: null,
			wilayaId: 31,
			commune: 'Oran',
			phone: '0661020304',
			status: 'livre_non_encaisse',
		});
	});

	const find = async (filters: Record<string, unknown>, more = {}) => {
		const parameters = { returnAll: true, filters: filters as INodeParameters, ...more };
		const { json, error } = await lab.run('order.getAll', parameters);
		expect(error).toBeUndefined();
		const names = Object.keys(trackings);
		return names.filter((name) => trackingsOf(json).includes(trackings[name]));
	};

	it.each<[Record<string, unknown>, string[]]>([
		[{ statuses: ['suspendu'] }, ['suspended']],
		[{ statuses: ['suspendu', 'en_livraison'] }, ['suspended', 'with the driver']],
		[{ statuses: '={{ "En Livraison, suspendus" }}' }, ['suspended', 'with the driver']],
		[{ phases: ['draft'] }, ['élodie']],
		[{ phases: ['exception'], statuses: ['en_livraison'] }, ['suspended', 'with the driver']],
		[{ phone: '+213 661 02 03 04' }, ['oran']],
		[{ phone: '={{ 661020304 }}' }, ['oran']],
		[{ recipient: 'elodie' }, ['élodie']],
		[{ recipient: 'BEN AISSA' }, ['élodie']],
		[{ reference: 'cafe-7' }, ['élodie']],
		[{ reference: '\u200eCAFE-70 ' }, ['suspended']],
		[{ wilayaId: byNumber('31') }, ['oran']],
		[{ wilayaId: byNumber('ORAN') }, ['oran']],
		[{ wilayaId: byNumber('16'), phases: ['delivery', 'draft'] }, ['élodie', 'with the driver']],
		[{ recipient: 'elodie', phone: '0661020304' }, []],
	])('pick by %j', async (filters, names) => {
		expect(await find(filters)).toEqual(names);
	});

	it.each([
		{ statuses: [], phases: [], phone: '', recipient: ' ', reference: '', wilayaId: byNumber('') },
		{},
	])('pick all when they are empty: %j', async (filters) => {
		expect(await find(filters)).toHaveLength(4);
	});

	it('find the second phone too, and a status in any spelling', async () => {
		lab.sandbox.platform.create({ phone: '0770000000', phone2: '0661020304' });
		const { json } = await lab.run('order.getAll', { filters: { phone: '0661020304' } });
		expect(json).toHaveLength(2);
		lab.sandbox.quirks.on('french-labels');
		expect(await find({ phases: ['delivery'] })).toEqual(['with the driver']);
	});

	it('pick the rows of the platform when these are not simplified', async () => {
		expect(await find({ statuses: ['suspendu'] }, { simplify: false })).toEqual(['suspended']);
	});

	it('leave the limit to count what fits, and read no further than that', async () => {
		lab.sandbox.platform.createMany(200);
		const filters = { statuses: ['suspendu'] };
		expect(await find(filters, { returnAll: false, limit: 1 })).toEqual(['suspended']);
		expect(pagesAsked()).toEqual(['1', '2', '3', '4', '5', '6']);
		const draft = { filters: { phases: ['draft'] }, returnAll: false, limit: 41 };
		const { json } = await lab.run('order.getAll', draft);
		expect(json).toHaveLength(41);
		expect(pagesAsked().slice(6)).toEqual(['1', '2']);
	});

	it('go with the dates, which the carrier applies', async () => {
		await find({ startDate: '2026-08-01', phases: ['draft'] });
		expect(lab.sandbox.requests[0].query).toEqual({ start_date: '2026-08-01', page: '1' });
	});

	it.each([
		[{ phases: '={{ "delivred" }}' }, "'Phases' holds no known phase: delivred"],
		[{ phone: '12' }, "'Phone' is not an Algerian phone number: 12"],
		[{ statuses: '={{ [{}] }}' }, "'Statuses' is not a text"],
		[{ reference: 'x'.repeat(256) }, "'Reference' has 256 characters, 1 too many"],
	])('are refused before any request when they cannot be used: %j', async (filters, words) => {
		const { error } = await lab.run('order.getAll', { filters: filters as INodeParameters });
		expect(error?.message).toBe(words);
		expect(lab.asked()).toEqual([]);
	});
});

describe('a listed order', () => {
	it('is shown in the terms of the field', async () => {
		const fields = { amount: 4300, status: 'livre_non_encaisse', wilayaId: 16, commune: 'Kouba' };
		const order = lab.sandbox.platform.create(fields);
		const { json } = await lab.run('order.getAll');
		expect(json).toEqual([
			{
				tracking: order.tracking,
				reference: order.reference,
				status: 'livre_non_encaisse',
				statusLabel: 'Delivered, cash with driver',
				statusLabelFr: 'Livré',
				statusLabelAr: 'تم التسليم',
				phase: 'delivered',
				recipient: order.recipient,
				phone: order.phone,
				commune: order.commune,
				wilayaId: order.wilayaId,
				amount: 4300,
				wilaya: 'Alger',
				createdAt: '2026-08-17T00:00:00+01:00',
				address: order.address,
				product: order.product,
				fee: expect.any(Number),
				type: 'delivery',
				isFinal: false,
			},
		]);
	});

	it.each(['accented-statuses', 'french-labels'] as const)(
		'has the same status in every spelling: %s',
		async (quirk) => {
			lab.sandbox.platform.create({ status: 'livre_non_encaisse' });
			lab.sandbox.quirks.on(quirk);
			const { json } = await lab.run('order.getAll');
			expect(json[0]).toMatchObject({ status: 'livre_non_encaisse', phase: 'delivered' });
		},
	);

	it('is the row of the platform when it is not simplified', async () => {
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.quirks.on('accented-statuses');
		const { json } = await lab.run('order.getAll', { simplify: false });
		expect(json).toEqual([
			{ ...lab.sandbox.platform.list({ tracking }).data[0], status: 'prête_à_expédier' },
		]);
	});

	it('comes from a listing with index keys too', async () => {
		lab.sandbox.platform.createMany(3);
		lab.sandbox.quirks.on('index-keyed-lists');
		expect(trackingsOf((await lab.run('order.getAll')).json)).toEqual(newestFirst());
	});
});

const queries = () => lab.sandbox.requests.map(({ query }) => query);

const search = async (filter?: string, token?: string, parameters: INodeParameters = {}) =>
	await lab.engine.searchList('searchOrders', lab.credential, parameters, filter, token);

const valuesOf = async (filter?: string) =>
	(await search(filter)).results.map(({ value }) => value);

describe('the list of a tracking number in the editor', () => {
	it('shows one page at a time, newest first', async () => {
		const { platform } = lab.sandbox;
		const orders = platform.createMany(90).reverse();
		const pages = [await search()];
		while (pages.at(-1)?.paginationToken) {
			pages.push(await search(undefined, String(pages.at(-1)?.paginationToken)));
		}
		expect(pages.map(({ results }) => results.length)).toEqual([40, 40, 10]);
		expect(pages.flatMap(({ results }) => results.map(({ value }) => value))).toEqual(
			orders.map(({ tracking }) => tracking),
		);
		expect(pagesAsked()).toEqual(['1', '2', '3']);
	});

	it('puts the newest of a page first, whatever the order of the platform', async () => {
		const createdAt = (day: number) => new Date(Date.UTC(2026, 7, day, 12));
		const days = [3, 9, 6].map((day) => lab.sandbox.platform.create({ createdAt: createdAt(day) }));
		lab.sandbox.quirks.on('oldest-first');
		expect(await valuesOf()).toEqual([days[1], days[2], days[0]].map(({ tracking }) => tracking));
	});

	it.each([
		['update', true],
		['ship', true],
		['delete', true],
		['downloadLabel', true],
		['get', false],
		['request', false],
	])('begins for %s with the orders that are not shipped yet: %p', async (operation, isFirst) => {
		const statuses = ['prete_a_expedier', 'vers_hub', 'prete_a_preparer', 'suspendu'];
		const made = statuses.map((status) => lab.sandbox.platform.create({ status }).tracking);
		const { results } = await search(undefined, undefined, { resource: 'order', operation });
		const places = isFirst ? [2, 0, 3, 1] : [3, 2, 1, 0];
		expect(results.map(({ value }) => value)).toEqual(places.map((place) => made[place]));
	});

	it('names recipient and status first, which must not be cut off, then reference and number', async () => {
		const fields = { recipient: 'Amina Haddad', reference: 'WC-10442', status: 'en_livraison' };
		const { tracking } = lab.sandbox.platform.create(fields);
		lab.sandbox.platform.create({ recipient: 'Yacine', reference: null });
		const names = (await search()).results.map(({ name }) => name);
		expect(names).toContain(`Amina Haddad · Out for delivery · WC-10442 · ${tracking}`);
		expect(names).toContainEqual(expect.stringMatching(/^Yacine · Ready to ship · EC\w+$/));
	});

	it('may be empty', async () => {
		expect(await search()).toEqual({ results: [] });
	});
});

describe('text in its search box', () => {
	let tracking: string;

	beforeEach(() => {
		lab.sandbox.platform.createMany(5, { recipient: 'Autre', reference: null });
		const fields = { recipient: 'Élodie Benaïssa', reference: 'WC-10442' };
		({ tracking } = lab.sandbox.platform.create(fields));
	});

	it.each([
		'elodie',
		'ÉLODIE',
		'Benaïssa',
		'benaissa',
		'Benai\u0308ssa',
		' lodie ben ',
		'wc-10442',
		'10442',
	])('finds recipient and reference, whatever case and accents: %j', async (text) => {
		expect(await valuesOf(text)).toEqual([tracking]);
	});

	it('finds part of a number', async () => {
		expect(await valuesOf(tracking.slice(2, 9).toLowerCase())).toContain(tracking);
	});

	it.each(['', '  '])('finds everything when it is %j', async (text) => {
		expect(await valuesOf(text)).toHaveLength(6);
	});

	it('is looked for on older pages, where the newest does not have it', async () => {
		lab.sandbox.platform.createMany(90);
		expect(await valuesOf('elodie')).toEqual([tracking]);
		expect(pagesAsked()).toEqual(['1', '2', '3']);
	});

	it('goes on where the page before ended, when more are asked for', async () => {
		lab.sandbox.platform.createMany(60, { recipient: 'Élodie' });
		const first = await search('elodie');
		expect(first.results).toHaveLength(40);
		expect(first.paginationToken).toBe('2');
		const { results } = await search('elodie', '2');
		expect(results).toHaveLength(21);
		expect(results.map(({ value }) => value)).toContain(tracking);
	});

	it('ends after the last page with nothing to be found', async () => {
		lab.sandbox.platform.createMany(60);
		expect(await search('nobody')).toEqual({ results: [] });
		expect(lab.asked()).toHaveLength(2);
	});

	it('reads ten pages at most, and offers to go on', async () => {
		lab.sandbox.platform.createMany(440);
		expect(await search('elodie')).toEqual({ results: [], paginationToken: '11' });
		expect(lab.asked()).toHaveLength(10);
		expect((await search('elodie', '11')).results).toHaveLength(1);
	});

	it("leaves the account's last requests to its workflows, and offers to go on", async () => {
		await lab.reopen({});
		lab.sandbox.platform.createMany(440);
		for (let used = 0; used < 38; used++) await search();
		expect(await search('nobody')).toEqual({ results: [], paginationToken: '4' });
		expect(await search('nobody', '4')).toEqual({ results: [], paginationToken: '5' });
	});
});

describe('a whole number in it', () => {
	it.each(['as it is', 'in lower case'])('is looked up on its own: %s', async (spelling) => {
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(100);
		const text = spelling === 'as it is' ? ` ${tracking} ` : tracking.toLowerCase();
		expect(await valuesOf(text)).toEqual([tracking]);
		expect(queries()).toEqual([{ tracking: text.trim() }]);
	});

	it.each(['EC', 'DHD', 'YAL-'])('is one whatever letters the carrier has: %s', async (prefix) => {
		await lab.reopen({ prefix });
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(100);
		expect(tracking).toMatch(new RegExp(`^${prefix}[A-Z0-9]{4}\\d{10}$`));
		expect(await valuesOf(`\u200e${tracking}`)).toEqual([tracking]);
		expect(queries()).toEqual([{ tracking }]);
	});

	it.each(['mohamed-benali', 'CMD-1041'])('is not what %s is', async (text) => {
		expect(await valuesOf(text)).toEqual([]);
		expect(queries()).toEqual([{ page: '1' }]);
	});

	it('is looked for in the page when the platform does not know it', async () => {
		lab.sandbox.platform.createMany(3);
		expect(await valuesOf('ECXX9Q2608150001')).toEqual([]);
		expect(queries()).toEqual([{ tracking: 'ECXX9Q2608150001' }, { page: '1' }]);
	});

	it('never shows other orders, where the platform ignores the question', async () => {
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(3);
		lab.sandbox.quirks.on('endless-pages', { times: 1 });
		expect(await valuesOf(tracking)).toEqual([tracking]);
	});
});
