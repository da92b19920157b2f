import type { IDataObject } from 'n8n-workflow';

import { openLab } from '../support/lab';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

const UNKNOWN = 'ECXX9Q2608150001';

const create = (count: number, status?: string) =>
	lab.sandbox.platform.createMany(count, status ? { status } : {}).map(({ tracking }) => tracking);

/** The trackings of each request so far. */
const batches = () => lab.sandbox.requests.map(({ query }) => String(query.trackings).split(','));
const sizes = () => batches().map(({ length }) => length);

const getStatuses = async (trackings: unknown, more: IDataObject = {}) =>
	await lab.run('order.getStatuses', { trackings: trackings as string, ...more });

const fromItems = async (items: IDataObject[], more: object = {}) =>
	await lab.run(
		'order.getStatuses',
		{ trackings: '={{ $json.trackings }}' },
		{ input: items, ...more },
	);

it('a number copied from a chat is found, and returned as it was asked for', async () => {
	const { tracking } = lab.sandbox.platform.create();
	const { json } = await lab.run('order.getStatuses', { trackings: `\u200B${tracking}\u200F` });
	expect(json).toMatchObject([{ tracking: `\u200B${tracking}\u200F`, found: true }]);
	expect(lab.sandbox.requests[0].query.trackings).toBe(tracking);
});

describe('many trackings', () => {
	it('of 250 items go out in three requests, and each item gets its own answer', async () => {
		const trackings = create(250);
		const { outputs, error } = await fromItems(trackings.map((one) => ({ trackings: one })));
		expect(error).toBeUndefined();
		expect(sizes()).toEqual([100, 100, 50]);
		expect(outputs[0].map(({ json }) => json.tracking)).toEqual(trackings);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			trackings.map((_, item) => ({ item })),
		);
	});

	it('of one item go out together too', async () => {
		const trackings = create(150);
		const { json } = await getStatuses(trackings.join('\n'));
		expect(sizes()).toEqual([100, 50]);
		expect(json.map(({ tracking }) => tracking)).toEqual(trackings);
	});

	it('that stand in several items are asked for once, and answered to each', async () => {
		const [a, b, c] = create(3);
		const { outputs } = await fromItems([
			{ trackings: [a, b] },
			{ trackings: ` ${b.toLowerCase()} , ${c}` },
			{ trackings: a },
		]);
		expect(batches().map((batch) => batch.map((one) => one.toUpperCase()))).toEqual([[a, b, c]]);
		expect(outputs[0].map(({ json, pairedItem }) => [json.tracking, pairedItem])).toEqual([
			[a, { item: 0 }],
			[b, { item: 0 }],
			[b.toLowerCase(), { item: 1 }],
			[c, { item: 1 }],
			[a, { item: 2 }],
		]);
		expect(outputs[0].every(({ json }) => json.found)).toBe(true);
	});

	it.each([
		['one number', (all: string[]) => all[0], 1],
		['a list with commas', (all: string[]) => all.join(', '), 3],
		['a list with lines', (all: string[]) => all.join('\r\n'), 3],
		['an array from an expression', (all: string[]) => `={{ ${JSON.stringify(all)} }}`, 3],
		['an array with a repeat', (all: string[]) => `={{ ${JSON.stringify([...all, all[0]])} }}`, 3],
	])('may be given as %s', async (_, write, count) => {
		const trackings = create(3);
		const { json, error } = await getStatuses(write(trackings));
		expect(error).toBeUndefined();
		expect(json.map(({ tracking }) => tracking)).toEqual(trackings.slice(0, count));
	});

	it('go out one request after the other', async () => {
		const trackings = create(250);
		await getStatuses(trackings.join(','));
		expect(batches().flat()).toEqual(trackings);
	});

	it('are always asked for in every status', async () => {
		await getStatuses(create(1)[0], { statuses: ['annule'] });
		expect(lab.sandbox.requests[0].query.status).toBe('all');
	});
});

describe('one item per tracking', () => {
	it('whatever its status, archived ones included', async () => {
		const [draft] = create(1);
		const [archived] = create(1, 'paye_et_archive');
		const { json } = await getStatuses(`${draft},${archived}`);
		expect(json).toEqual([
			expect.objectContaining({
				tracking: draft,
				found: true,
				status: 'prete_a_expedier',
				statusLabel: 'Ready to ship',
				phase: 'draft',
				isFinal: false,
			}),
			expect.objectContaining({
				tracking: archived,
				found: true,
				status: 'paye_et_archive',
				phase: 'delivered',
				isFinal: true,
			}),
		]);
	});

	it('even when the platform does not know it', async () => {
		const [known] = create(1);
		const { json } = await getStatuses(`${UNKNOWN},${known}`);
		expect(json.map(({ tracking, found, status }) => [tracking, found, status])).toEqual([
			[UNKNOWN, false, null],
			[known, true, 'prete_a_expedier'],
		]);
	});

	it.each(['empty-status-array', 'empty-status-object'] as const)(
		'even when it knows none: %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			const { json, error } = await getStatuses(UNKNOWN);
			expect(error).toBeUndefined();
			expect(json).toEqual([expect.objectContaining({ tracking: UNKNOWN, found: false })]);
		},
	);

	it.each([
		['extra-rows', { count: 5 }],
		['lower-case-keys', {}],
		['status-list', {}],
		['index-keyed-lists', {}],
	] as const)('with its own status, in every form of answer: %s', async (quirk, options) => {
		create(5, 'en_livraison');
		const trackings = [...create(2, 'vers_hub'), ...create(1, 'suspendu')];
		lab.sandbox.quirks.on(quirk, options);
		const { json, error } = await getStatuses(trackings.join(','));
		expect(error).toBeUndefined();
		expect(json.map(({ tracking, status }) => [tracking, status])).toEqual([
			[trackings[0], 'vers_hub'],
			[trackings[1], 'vers_hub'],
			[trackings[2], 'suspendu'],
		]);
	});

	it('not found when its row is missing, never with the next one’s status', async () => {
		const trackings = create(3, 'en_livraison');
		lab.sandbox.quirks.on('missing-rows', { tracking: trackings[1] });
		const { json } = await getStatuses(trackings.join(','));
		expect(json.map(({ found }) => found)).toEqual([true, false, true]);
	});

	it('with the texts of the driver as attempts, never as its status', async () => {
		const [tracking] = create(1, 'en_livraison');
		lab.sandbox.quirks.on('remark-statuses');
		const { json } = await getStatuses(tracking);
		expect(json[0]).toMatchObject({
			status: 'en_livraison',
			attempts: [{ reason: 'livre_non_encaisse', driver: 'Livreur Exemple' }],
		});
	});

	it('without a guess when its row has no status', async () => {
		const [tracking] = create(1, 'en_livraison');
		lab.sandbox.quirks.on('rows-without-status');
		const { json } = await getStatuses(tracking);
		expect(json[0]).toMatchObject({ found: true, status: null, phase: 'unknown', isFinal: false });
	});

	it('as the row of the platform when it is not simplified', async () => {
		const [tracking] = create(1, 'en_livraison');
		const { json } = await getStatuses(`${tracking},${UNKNOWN}`, { simplify: false });
		const row = lab.sandbox.platform.statuses([tracking])[tracking];
		expect(json).toEqual([
			{ ...row, tracking, found: true },
			{ tracking: UNKNOWN, found: false },
		]);
	});
});

describe('the filter by status', () => {
	it('keeps the matching ones, and the numbers that the platform does not know', async () => {
		const [draft] = create(1);
		const [out, suspended] = [...create(1, 'en_livraison'), ...create(1, 'suspendu')];
		const trackings = [draft, out, suspended, UNKNOWN].join(',');
		const { json } = await getStatuses(trackings, { statuses: ['en_livraison', 'suspendu'] });
		expect(json.map(({ tracking }) => tracking)).toEqual([out, suspended, UNKNOWN]);
	});

	it('may come from an expression, per item', async () => {
		const [draft] = create(1);
		const [out] = create(1, 'en_livraison');
		const parameters = { trackings: `${draft},${out}`, statuses: '={{ $json.statuses }}' };
		const input = [{ statuses: ['en_livraison'] }, { statuses: 'prete_a_expedier' }];
		const { outputs } = await lab.run('order.getStatuses', parameters, { input });
		expect(outputs[0].map(({ json, pairedItem }) => [json.tracking, pairedItem])).toEqual([
			[out, { item: 0 }],
			[draft, { item: 1 }],
		]);
	});
});
