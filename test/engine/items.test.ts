import type { IDataObject } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

const UNKNOWN = 'ECXX9Q2608150001';

/** Two orders that can be returned, and one that is not there between them. */
const mixed = (): IDataObject[] => {
	const [a, b] = lab.sandbox.platform.createMany(2, { status: 'en_livraison' });
	return [a.tracking, UNKNOWN, b.tracking].map((number) => ({ number, customer: `of ${number}` }));
};

const ONE = ['tracking.getHistory', 'remark.getAll', 'remark.add', 'return.request'] as const;
const parameters = {
	tracking: byNumber('={{ $json.number }}'),
	content: 'Pour {{ $json.customer }}',
};

/** Every order has a remark, so that each operation yields an item for it. */
beforeEach(() => {
	const { platform } = lab.sandbox;
	const { createMany } = platform;
	platform.createMany = (count, fields) => {
		const orders = createMany.call(platform, count, fields);
		for (const { tracking } of orders) platform.addRemark(tracking, 'Note');
		return orders;
	};
});

describe.each(ONE)('%s', (operation) => {
	it('pairs every output item to its input item', async () => {
		const input = mixed().filter(({ number }) => number !== UNKNOWN);
		const { outputs, error } = await lab.run(operation, parameters, { input });
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(outputs[0].map(({ json }) => json.tracking)).toEqual(input.map(({ number }) => number));
	});

	it('stops at the first item that fails, and names it', async () => {
		const { error } = await lab.run(operation, parameters, { input: mixed() });
		expect(error?.message).toBe('No order with this tracking number was found');
		expect(error?.context?.itemIndex).toBe(1);
		expect(lab.asked()).toHaveLength(2);
	});

	it('goes on past it when the user wants that', async () => {
		const { outputs, error } = await lab.run(operation, parameters, {
			input: mixed(),
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(outputs[0].map(({ json }) => json.error)).toEqual([
			undefined,
			'No order with this tracking number was found',
			undefined,
		]);
	});

	it('sends it to the error output, with the data it came with', async () => {
		const input = mixed();
		const { outputs } = await lab.run(operation, parameters, {
			input,
			onError: 'continueErrorOutput',
		});
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(outputs[1]).toEqual([
			{
				json: {
					...input[1],
					error: 'No order with this tracking number was found',
					message: expect.stringContaining("Check 'Tracking Number'"),
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	it('asks no more once every request would end the same', async () => {
		lab.sandbox.quirks.on('revoked-token', { after: 1 });
		const { outputs } = await lab.run(operation, parameters, {
			input: mixed(),
			onError: 'continueErrorOutput',
		});
		expect([outputs[0].length, outputs[1].length]).toEqual([1, 2]);
		expect(lab.asked()).toHaveLength(2);
	});
});

describe('an item that never becomes a request', () => {
	it.each([
		['its value is refused', "={{ $json.number === 'bad' ? ' ' : 'Note' }}", /'Content' is empty/],
		['its expression fails', "={{ $json.number === 'bad' ? $('Nowhere').item : 'Note' }}", /./],
	])('fails alone: %s', async (_, content, words) => {
		const [{ tracking }] = lab.sandbox.platform.createMany(1);
		const values = { tracking: byNumber('={{ $json.number }}'), content };
		const input = [{ number: 'bad' }, { number: tracking }];
		const onError = 'continueErrorOutput';
		const { outputs, error } = await lab.run('remark.add', values, { input, onError });
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(outputs[1].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(outputs[1][0].json).toMatchObject({
			number: 'bad',
			error: expect.stringMatching(words),
			// An older n8n finds failed items by both texts, so neither may be empty.
			message: expect.stringMatching(/./),
		});
		expect(lab.asked()).toEqual(['add/maj']);
	});
});

describe('expressions', () => {
	it('are resolved for each item', async () => {
		const [a, b] = lab.sandbox.platform.createMany(2);
		const values = { tracking: byNumber('={{ $json.number }}'), content: '={{ $json.note }}' };
		const input = [
			{ number: a.tracking, note: 'Premier' },
			{ number: b.tracking, note: 'Second' },
		];
		const { json } = await lab.run('remark.add', values, { input });
		expect(json.map(({ tracking, content }) => [tracking, content])).toEqual([
			[a.tracking, 'Premier'],
			[b.tracking, 'Second'],
		]);
	});

	it('may differ in Return All, Limit and Simplify', async () => {
		lab.sandbox.platform.createMany(60);
		const values = {
			returnAll: '={{ $json.all }}',
			limit: '={{ $json.limit }}',
			simplify: '={{ $json.simple }}',
		};
		const input = [
			{ all: false, limit: 2, simple: true },
			{ all: true, limit: 1, simple: false },
		];
		const { outputs } = await lab.run('order.getAll', values, { input });
		const count = (item: number) =>
			outputs[0].filter(({ pairedItem }) => (pairedItem as { item: number }).item === item).length;
		expect([count(0), count(1)]).toEqual([2, 60]);
		expect(outputs[0][0].json).toHaveProperty('statusLabel');
		expect(outputs[0][2].json).toHaveProperty('montant');
	});
});

describe('a run that is stopped by its last item', () => {
	it('tells which writes took place before it', async () => {
		const [a] = lab.sandbox.platform.createMany(1);
		const input = [{ number: a.tracking }, { number: UNKNOWN }];
		const { error } = await lab.run('remark.add', { ...parameters, content: 'Note' }, { input });
		expect(error?.description).toContain(`carried out: ${a.tracking}`);
	});
});
