import type { IDataObject } from 'n8n-workflow';

import type { NodeRun, RunOptions } from '../support/engine';
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

const fromItems = async (input: IDataObject[], more: RunOptions = {}) =>
	await lab.run('order.getStatuses', { trackings: '={{ $json.trackings }}' }, { input, ...more });

const pairsOf = (items: NodeRun['outputs'][number]) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

it('a number copied from a chat is found, and returned as it was asked for', async () => {
	const { tracking } = lab.sandbox.platform.create();
	const { json } = await lab.run('order.getStatuses', { trackings: `\u200B${tracking}\u200F` });
	expect(json).toMatchObject([{ tracking: `\u200B${tracking}\u200F`, found: true }]);
	expect(lab.sandbox.requests[0].query.trackings).toBe(tracking);
});

describe('many trackings', () => {
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
				statusLabelFr: 'Prêt à expédier',
				statusLabelAr: 'جاهز للشحن',
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

describe('a number that spoils its batch', () => {
	it('costs nobody else the answer, and few requests', async () => {
		const trackings = create(100);
		lab.sandbox.quirks.on('poisoned-tracking', { tracking: trackings[36] });
		const { json, error } = await getStatuses(trackings.join(','));
		expect(error).toBeUndefined();
		expect(json.filter(({ found }) => !found).map(({ tracking }) => tracking)).toEqual([
			trackings[36],
		]);
		expect(lab.asked().length).toBeLessThanOrEqual(15);
	});

	it('is unknown where a platform answers 422 for it', async () => {
		const trackings = create(5);
		lab.sandbox.quirks.on('unknown-422');
		const { json } = await getStatuses([...trackings, UNKNOWN].join(','));
		expect(json.map(({ found }) => found)).toEqual([true, true, true, true, true, false]);
	});
});

/** Both reads that ask for the orders of all items together. */
describe.each(['order.getStatuses', 'tracking.getManyHistories'])(
	'%s, of 250 items',
	(operation) => {
		const run = async (onError?: RunOptions['onError']) => {
			const input = create(250).map((trackings) => ({ trackings }));
			const parameters = { trackings: '={{ $json.trackings }}' };
			return { input, ...(await lab.run(operation, parameters, { input, onError })) };
		};
		/** The items whose numbers stand in the second request. */
		const second = Array.from({ length: 100 }, (_, index) => 100 + index);

		it('gives each item its own answer, in three requests', async () => {
			const { input, outputs, error } = await run();
			expect(error).toBeUndefined();
			expect(lab.asked()).toHaveLength(3);
			expect(outputs[0].map(({ json }) => json.tracking)).toEqual(
				input.map(({ trackings }) => trackings),
			);
			expect(pairsOf(outputs[0])).toEqual([...input.keys()]);
		});

		it('stops at the first item of a request that fails', async () => {
			lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
			const { error } = await run();
			expect(error?.message).toMatch(/HTTP 500/);
			expect(error?.context?.itemIndex).toBe(100);
		});

		it('fails the items of that request alone when the user goes on', async () => {
			lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
			const { input, outputs, error } = await run('continueRegularOutput');
			expect(error).toBeUndefined();
			expect(lab.asked()).toHaveLength(3);
			const failed = outputs[0].flatMap(({ json }, index) => (json.error ? [index] : []));
			expect(failed).toEqual(second);
			expect(pairsOf(outputs[0])).toEqual([...input.keys()]);
		});

		it('sends them to the error output, with their data', async () => {
			lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
			const { input, outputs } = await run('continueErrorOutput');
			expect(outputs[0]).toHaveLength(150);
			expect(pairsOf(outputs[1])).toEqual(second);
			expect(outputs[1].map(({ json }) => json)).toEqual(
				second.map((index) => ({
					...input[index],
					error: expect.stringMatching(/HTTP 500/),
					message: expect.stringMatching(/Try again/),
				})),
			);
		});

		it('asks no more once every request would end the same', async () => {
			lab.sandbox.quirks.on('revoked-token', { after: 1 });
			const { outputs } = await run('continueErrorOutput');
			expect(outputs.map(({ length }) => length)).toEqual([100, 150]);
			expect(lab.asked()).toHaveLength(2);
		});
	},
);

describe('an item without a number', () => {
	const run = async (onError?: RunOptions['onError']) => {
		const [a, b] = create(2);
		return await fromItems([{ trackings: a }, { trackings: '' }, { trackings: b }], { onError });
	};

	it('stops the node before any request', async () => {
		const { error } = await run();
		expect(error?.message).toBe("'Tracking Numbers' is empty");
		expect(error?.context?.itemIndex).toBe(1);
		expect(lab.asked()).toEqual([]);
	});

	it('leaves the others alone when the user goes on', async () => {
		const { json } = await run('continueRegularOutput');
		const told = json.map(({ found, error }) => found ?? error);
		expect(told).toEqual([true, "'Tracking Numbers' is empty", true]);
		expect(sizes()).toEqual([2]);
	});

	it('goes to the error output alone', async () => {
		const { outputs } = await run('continueErrorOutput');
		expect(outputs.map((items) => pairsOf(items))).toEqual([[0, 2], [1]]);
	});
});
