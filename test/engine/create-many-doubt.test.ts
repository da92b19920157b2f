import { named, openBulkLab } from '../support/bulk';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const { lab, createMany, sent, expectRightOwners } = openBulkLab();

describe('results that cannot be told apart', () => {
	const LONG = ['ORDER-2026-08-17-0001', 'ORDER-2026-08-17-0002', 'ORDER-2026-08-17-0003'];

	it('are asked about, and settled by the reference that the platform keeps', async () => {
		lab.sandbox.quirks.on('truncated-references', { count: 6 });
		const input = named('AAAAAA-1', 'BBBBBB-2');
		const { json } = await createMany(input);
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expectRightOwners(json, input);
		expect(lab.asked().slice(-2)).toEqual(['create/orders', 'get/orders/status']);
	});

	it('are settled as far as possible when a cut key has swallowed the others', async () => {
		lab.sandbox.quirks.on('truncated-references', { count: 20 });
		const input = named(...LONG);
		const { json } = await createMany(input);
		// Three orders exist, one result came back: it belongs to the last one for certain.
		expect(lab.sandbox.platform.size).toBe(3);
		expectRightOwners(json, input);
		expect(json.map(({ created }) => created)).toEqual([null, null, true]);
		expect(json[0]).toMatchObject({
			tracking: null,
			reason: expect.stringMatching(/Nobody knows.*reference/),
		});
	});

	it('come back as created, match unknown, when the platform does not tell either', async () => {
		lab.sandbox.quirks.on('truncated-references', { count: 6 });
		lab.sandbox.quirks.on('empty-status-array');
		const { json } = await createMany(named('AAAAAA-1', 'BBBBBB-2'));
		const trackings = lab.sandbox.platform.all().map(({ tracking }) => tracking);
		for (const row of json) {
			expect(row).toEqual({
				created: true,
				tracking: null,
				reference: expect.any(String),
				match: 'unknown',
				candidates: trackings,
				reason: expect.stringMatching(/^Created, match unknown/),
			});
		}
	});

	it('come back as perhaps created when one result stands for several orders', async () => {
		lab.sandbox.quirks.on('truncated-references', { count: 20 });
		lab.sandbox.quirks.on('server-error', { path: 'get/orders/status' });
		const { json } = await createMany(named(...LONG));
		expect(json.map(({ created }) => created)).toEqual([null, null, null]);
		expect(json[0]).toMatchObject({
			match: 'unknown',
			candidates: [expect.any(String)],
			reason: expect.stringMatching(/^Perhaps created, match unknown/),
		});
	});

	it('are never matched by their place while the orders have references', async () => {
		lab.sandbox.quirks.on('bulk-list');
		const input = named('30', '20', '10');
		const { json } = await createMany(input);
		expectRightOwners(json, input);
		expect(json.every(({ tracking }) => tracking)).toBe(true);
	});

	it('are matched by their place when the orders have none', async () => {
		lab.sandbox.quirks.on('bulk-list');
		const input = [{ name: 'A' }, { name: 'B' }];
		const { json } = await createMany(input);
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expectRightOwners(json, input);
	});
});

describe('a request without a clear end', () => {
	const input = named(...Array.from({ length: 250 }, (_, index) => `WC-${index}`));

	it.each([
		['bulk-500', { moment: 'before' }],
		['bulk-500', { moment: 'after' }],
		['lost-answer-after-write', {}],
		['truncated-json', { path: 'create/orders' }],
		['html-ok', { path: 'create/orders' }],
		['not-an-object', { path: 'create/orders', value: { success: true } }],
	] as const)(
		'is unknown after %s %j, is not repeated, and ends the run',
		async (quirk, options) => {
			lab.sandbox.quirks.on(quirk, options);
			const { error, json } = await createMany(input);
			expect(json).toEqual([]);
			expect(error?.message).toMatch(/outcome of this request is unknown|could not be read/);
			expect(error?.description).toMatch(/Nobody knows.*Skip Existing References/);
			expect(sent()).toBe(1);
		},
	);

	it('is not hidden behind the refusal of another order', async () => {
		const value = { results: { A: { telephone: ['Non.'] }, B: { success: true } } };
		lab.sandbox.quirks.on('not-an-object', { path: 'create/orders', value });
		const { json, error } = await createMany(named('A', 'B'));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ created: false, reference: 'A', errors: [{ parameter: 'Phone', message: 'Non.' }] },
			{ created: null, reference: 'B', reason: expect.stringMatching(/Nobody knows/) },
		]);
	});

	it('does not hide what was created before it', async () => {
		lab.sandbox.quirks.on('bulk-500', { after: 1 });
		const { json, error } = await createMany(input);
		expect(error).toBeUndefined();
		expect(sent()).toBe(2);
		expect(json.slice(0, 100).every(({ created, tracking }) => created && tracking)).toBe(true);
		expect(json[100]).toMatchObject({
			created: null,
			tracking: null,
			reason: expect.stringMatching(/^The outcome of this request is unknown \(HTTP 500\)/),
		});
		expect(json[249]).toMatchObject({
			created: false,
			reason: expect.stringMatching(/^This order was not sent/),
		});
	});

	it('can be run again: the orders that exist are found', async () => {
		lab.sandbox.quirks.on('bulk-500', { moment: 'after', times: 1 });
		const few = input.slice(0, 20);
		await createMany(few);
		const { json } = await createMany(few, { options: { skipExisting: true } });
		expect(json.every(({ created, tracking }) => created === false && tracking)).toBe(true);
		expectRightOwners(json, few);
		expect(lab.sandbox.platform.size).toBe(20);
	});
});
