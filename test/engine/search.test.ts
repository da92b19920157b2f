import { openLab } from '../support/lab';

const lab = openLab();

const search = async (filter?: string, token?: string) =>
	await lab.engine.searchOrders(lab.credential, filter, token);

const valuesOf = async (filter?: string) =>
	(await search(filter)).results.map(({ value }) => value);

describe('the list of a tracking number', () => {
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
		expect(lab.sandbox.requests.map(({ query }) => query.page)).toEqual(['1', '2', '3']);
	});

	it('puts the newest of a page first, whatever the order of the platform', async () => {
		const createdAt = (day: number) => new Date(Date.UTC(2026, 7, day, 12));
		const days = [3, 9, 6].map((day) => lab.sandbox.platform.create({ createdAt: createdAt(day) }));
		lab.sandbox.quirks.on('oldest-first');
		expect(await valuesOf()).toEqual([days[1], days[2], days[0]].map(({ tracking }) => tracking));
	});

	it('names number, recipient, reference and status', async () => {
		const fields = { recipient: 'Amina Haddad', reference: 'WC-10442', status: 'en_livraison' };
		const { tracking } = lab.sandbox.platform.create(fields);
		lab.sandbox.platform.create({ recipient: 'Yacine', reference: null });
		const names = (await search()).results.map(({ name }) => name);
		expect(names).toContain(`${tracking} · Amina Haddad · WC-10442 · Out for delivery`);
		expect(names).toContainEqual(expect.stringMatching(/^EC\w+ · Yacine · Ready to ship$/));
	});

	it('may be empty', async () => {
		expect(await search()).toEqual({ results: [] });
	});
});

describe('text in the search box', () => {
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
		expect(lab.sandbox.requests.map(({ query }) => query.page)).toEqual(['1', '2', '3']);
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

describe('a whole number', () => {
	it.each(['as it is', 'in lower case'])('is looked up on its own: %s', async (spelling) => {
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(100);
		const text = spelling === 'as it is' ? ` ${tracking} ` : tracking.toLowerCase();
		expect(await valuesOf(text)).toEqual([tracking]);
		expect(lab.sandbox.requests.map(({ query }) => query)).toEqual([{ tracking: text.trim() }]);
	});

	it.each(['EC', 'DHD', 'YAL-'])('is one whatever letters the carrier has: %s', async (prefix) => {
		await lab.reopen({ prefix });
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(100);
		expect(tracking).toMatch(new RegExp(`^${prefix}[A-Z0-9]{4}\\d{10}$`));
		expect(await valuesOf(`\u200e${tracking}`)).toEqual([tracking]);
		expect(lab.sandbox.requests.map(({ query }) => query)).toEqual([{ tracking }]);
	});

	it.each(['mohamed-benali', 'CMD-1041'])('is not what %s is', async (text) => {
		expect(await valuesOf(text)).toEqual([]);
		expect(lab.sandbox.requests.map(({ query }) => query)).toEqual([{ page: '1' }]);
	});

	it('is looked for in the page when the platform does not know it', async () => {
		lab.sandbox.platform.createMany(3);
		expect(await valuesOf('ECXX9Q2608150001')).toEqual([]);
		expect(lab.sandbox.requests.map(({ query }) => query)).toEqual([
			{ tracking: 'ECXX9Q2608150001' },
			{ page: '1' },
		]);
	});

	it('never shows other orders, where the platform ignores the question', async () => {
		const { tracking } = lab.sandbox.platform.create();
		lab.sandbox.platform.createMany(3);
		lab.sandbox.quirks.on('endless-pages', { times: 1 });
		expect(await valuesOf(tracking)).toEqual([tracking]);
	});
});

describe('a list that cannot be had', () => {
	it.each([
		['revoked-token', {}, /did not accept the API token/],
		['token-not-allowed', {}, /API access is switched off/],
		['html-maintenance', {}, /not available right now/],
		['html-ok', {}, /could not be read/],
		['too-many-attempts', { retryAfter: 5 }, /limit of requests per minute/],
		['dropped-connection', {}, /connection lost/],
		['moved-alias', { host: 'https://new.example' }, /has moved to https:\/\/new\.example/],
	] as const)('says why at once, for somebody is watching: %s', async (quirk, options, words) => {
		lab.sandbox.quirks.on(quirk, options);
		await expect(search()).rejects.toThrow(words);
		expect(lab.asked()).toHaveLength(1);
	});
});
