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

describe('a batch that fails', () => {
	const inThree = () => create(250).map((trackings) => ({ trackings }));

	it('stops the node at the first of its items', async () => {
		lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
		const { error } = await fromItems(inThree());
		expect(error?.message).toMatch(/HTTP 500/);
		expect(error?.context?.itemIndex).toBe(100);
	});

	it('fails its own items alone when the user goes on', async () => {
		lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
		const { outputs, error } = await fromItems(inThree(), { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(sizes()).toEqual([100, 100, 50]);
		const failed = outputs[0].flatMap(({ json }, index) => (json.error ? [index] : []));
		expect(failed).toEqual(Array.from({ length: 100 }, (_, i) => 100 + i));
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 250 }, (_, item) => ({ item })),
		);
	});

	it('sends its own items to the error output, with their data', async () => {
		lab.sandbox.quirks.on('server-error', { after: 1, times: 1 });
		const items = inThree();
		const { outputs } = await fromItems(items, { onError: 'continueErrorOutput' });
		expect([outputs[0].length, outputs[1].length]).toEqual([150, 100]);
		expect(outputs[1].map(({ json }) => json.trackings)).toEqual(
			items.slice(100, 200).map(({ trackings }) => trackings),
		);
		expect(outputs[1][0].json).toMatchObject({
			error: expect.stringMatching(/HTTP 500/),
			message: expect.stringMatching(/Try again/),
		});
	});

	it('is not followed by others that would end the same', async () => {
		lab.sandbox.quirks.on('revoked-token', { after: 1 });
		const { outputs } = await fromItems(inThree(), { onError: 'continueErrorOutput' });
		expect(sizes()).toEqual([100, 100]);
		expect([outputs[0].length, outputs[1].length]).toEqual([100, 150]);
	});
});

describe('an item that is refused', () => {
	const items = () => {
		const [a, b] = create(2);
		return [{ trackings: a }, { trackings: '' }, { trackings: b }];
	};

	it('stops the node before any request', async () => {
		const { error } = await fromItems(items());
		expect(error?.message).toBe("'Tracking Numbers' is empty");
		expect(error?.context?.itemIndex).toBe(1);
		expect(lab.asked()).toEqual([]);
	});

	it('leaves the others alone when the user goes on', async () => {
		const { outputs } = await fromItems(items(), { onError: 'continueRegularOutput' });
		expect(outputs[0].map(({ json }) => json.found ?? json.error)).toEqual([
			true,
			"'Tracking Numbers' is empty",
			true,
		]);
		expect(sizes()).toEqual([2]);
	});

	it('goes to the error output alone', async () => {
		const { outputs } = await fromItems(items(), { onError: 'continueErrorOutput' });
		expect([outputs[0].length, outputs[1].length]).toEqual([2, 1]);
		expect(outputs[1][0].pairedItem).toEqual({ item: 1 });
	});
});
