import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { cannedJson, TOO_DEEP } from '../support/canned';
import type { RunOptions } from '../support/engine';
import { openLab } from '../support/lab';
import { NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off', startAt: new Date() });

/** Recipient, commune and reference come from the item. */
const createMany = async (
	input: IDataObject[],
	parameters: INodeParameters = {},
	options: RunOptions = {},
) => {
	const fromItem = {
		...NEW_ORDER,
		recipient: '={{ $json.name ?? "Client Exemple" }}',
		commune: { __rl: true, mode: 'name', value: '={{ $json.commune ?? "Kouba" }}' },
		reference: '={{ $json.ref }}',
	};
	return await lab.run('order.createMany', { ...fromItem, ...parameters }, { input, ...options });
};

/** Items with these references, and recipients to know their orders by. */
const named = (...references: string[]) => references.map((ref) => ({ ref, name: `For ${ref}` }));
const numbered = (count: number) =>
	named(...Array.from({ length: count }, (_, index) => `WC-${index}`));

/** How many bulk requests were sent. */
const sent = () => lab.count('create/orders');

/** Every tracking in the output leads to the order that was made for its item. */
const expectRightOwners = (json: IDataObject[], input: IDataObject[]) => {
	for (const [index, { tracking }] of json.entries()) {
		if (!tracking) continue;
		expect(lab.sandbox.platform.get(String(tracking))?.recipient).toBe(input[index].name);
	}
};

/** Every item has a tracking, and its own. */
const expectAllCreated = (json: IDataObject[], input: IDataObject[]) => {
	expect(json.map(({ created, tracking }) => Boolean(created && tracking))).toEqual(
		input.map(() => true),
	);
	expectRightOwners(json, input);
};

describe('many orders', () => {
	it('go out together, and every item gets its own tracking', async () => {
		const input = numbered(250);
		const { json, outputs } = await createMany(input);
		expectAllCreated(json, input);
		expect(new Set(json.map(({ tracking }) => tracking)).size).toBe(250);
		expect(outputs[0][249].pairedItem).toEqual({ item: 249 });
		expect(lab.asked()).toEqual([
			'get/communes',
			'create/orders',
			'create/orders',
			'create/orders',
		]);
	});

	it('may have no reference', async () => {
		const input = [{ name: 'A' }, { name: 'B' }, { name: 'C', ref: 'X' }, { name: 'D' }];
		const { json } = await createMany(input);
		expect(json.map(({ reference }) => reference)).toEqual([null, null, 'X', null]);
		expectAllCreated(json, input);
		expect(sent()).toBe(2);
	});

	it.each([
		['numbers', named('1042', '7', '1001')],
		['numbers that read like places in the request', named('1', '2', '0', '3')],
		['beginnings of one another', named('WC-1', 'WC-10', 'WC-100', 'WC-1000')],
		['names of object properties', named('constructor', '__proto__x', 'toString')],
	])('may have references that are %s', async (_, input) => {
		const { json } = await createMany(input);
		expectAllCreated(json, input);
	});

	it('may share references when that is allowed: each then goes in a request of its own', async () => {
		const input = [
			{ ref: 'A', name: '1' },
			{ ref: 'A', name: '2' },
			{ ref: 'B', name: '3' },
		];
		const { json } = await createMany(input, { options: { allowDuplicateReferences: true } });
		expectAllCreated(json, input);
		expect(sent()).toBe(2);
	});

	it('must not share references otherwise', async () => {
		const { error } = await createMany(named('A', 'B', 'A'));
		expect(error?.message).toBe("'Reference' A stands in more than one input item");
		expect(sent()).toBe(0);
	});

	it('are not created when they exist', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'B' });
		const { json } = await createMany(named('A', 'B'), { options: { skipExisting: true } });
		expect(json).toEqual([
			{ created: true, tracking: expect.any(String), reference: 'A' },
			expect.objectContaining({ created: false, tracking, reference: 'B' }),
		]);
		expect(lab.sandbox.platform.size).toBe(2);
	});

	it('are not sent at all when all of them exist', async () => {
		lab.sandbox.platform.create({ reference: 'A' });
		await createMany(named('A'), { options: { skipExisting: true } });
		expect(sent()).toBe(0);
	});
});

describe('an order that the platform refuses', () => {
	const input = named('A', 'B', 'C');
	/** The list of communes knows it, the platform does not any more. */
	const closeCommune = () =>
		lab.sandbox.quirks.on('not-an-object', {
			path: 'get/communes',
			value: [
				{ nom: 'Kouba', wilaya_id: 16, has_stop_desk: 1 },
				{ nom: 'Fermee', wilaya_id: 16, has_stop_desk: 0 },
			],
		});
	const withClosed = [input[0], { ...input[1], commune: 'Fermee' }, input[2]];

	it.each([undefined, 'bulk-200', 'bulk-422', 'bulk-messages'] as const)(
		'does not cost the others their tracking (%s)',
		async (quirk) => {
			closeCommune();
			if (quirk) lab.sandbox.quirks.on(quirk);
			const { json, error } = await createMany(withClosed);
			expect(error).toBeUndefined();
			expect(json).toEqual([
				{ created: true, tracking: expect.any(String), reference: 'A' },
				{
					created: false,
					tracking: null,
					reference: 'B',
					reason: expect.stringMatching(/^The carrier did not accept 'Commune'\..*mal écrite/),
					errors: [{ parameter: 'Commune', message: 'Commune mal écrite, ou désactivée.' }],
				},
				{ created: true, tracking: expect.any(String), reference: 'C' },
			]);
			expectRightOwners(json, input);
		},
	);

	it('is pointed out in the editor, since the node itself stays green', async () => {
		closeCommune();
		const { run } = await createMany(withClosed);
		const [task] = run.data.resultData.runData.ECOTRACK;
		expect(task.hints).toMatchObject([
			{ message: '1 of 3 orders have no tracking number: see "reason" of each', type: 'warning' },
		]);
	});

	it('goes to the error output when there is one', async () => {
		closeCommune();
		const { outputs } = await createMany(withClosed, {}, { onError: 'continueErrorOutput' });
		expect(outputs[0].map(({ json }) => json.reference)).toEqual(['A', 'C']);
		expect(outputs[1]).toMatchObject([
			{ json: { error: "The carrier did not accept 'Commune'" }, pairedItem: { item: 1 } },
		]);
	});

	it('is an error when nothing at all was created', async () => {
		closeCommune();
		const { error, json } = await createMany([withClosed[1]]);
		expect(json).toEqual([]);
		expect(error?.message).toBe("The carrier did not accept 'Commune'");
	});

	it('is told with the whole request when the platform refuses that', async () => {
		lab.sandbox.quirks.on('not-an-object', { path: 'create/orders', value: { success: false } });
		const { error } = await createMany(input);
		expect(error?.message).toBe('The carrier refused this request');
	});
});

describe('a request that was certainly not carried out', () => {
	it.each([
		['forbidden', 'API access is switched off for this account'],
		['moved-alias', "The carrier's platform has moved to https://moved.example"],
		['missing-route', 'The carrier does not offer this operation at this address'],
	] as const)('is no unknown outcome: %s', async (quirk, message) => {
		lab.sandbox.quirks.on(quirk, { path: 'create/orders' });
		const { error } = await createMany(named('A'));
		expect(error?.message).toBe(message);
		expect(lab.sandbox.platform.size).toBe(0);
	});

	it('waits for the limit of the minute', async () => {
		await lab.reopen({ limits: { minute: 2 }, startAt: new Date() });
		const input = numbered(250);
		const { json } = await createMany(input);
		expectAllCreated(json, input);
		expect(lab.sandbox.platform.size).toBe(250);
	});

	it('leaves the rest unsent when the limit of the day is reached', async () => {
		await lab.reopen({ limits: { day: 2 }, startAt: new Date() });
		const { json } = await createMany(numbered(150));
		expect(json.filter(({ created }) => created)).toHaveLength(100);
		expect(json[149]).toMatchObject({
			created: false,
			reason: expect.stringMatching(/limit of requests per day is used up/),
		});
	});
});

describe('results that cannot be told apart', () => {
	const LONG = ['ORDER-2026-08-17-0001', 'ORDER-2026-08-17-0002', 'ORDER-2026-08-17-0003'];

	it('are asked about, and settled by the reference that the platform keeps', async () => {
		lab.sandbox.quirks.on('truncated-references', { count: 6 });
		const input = named('AAAAAA-1', 'BBBBBB-2');
		const { json } = await createMany(input);
		expectAllCreated(json, input);
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
		expectAllCreated(json, input);
	});

	it('are matched by their place when the orders have none', async () => {
		lab.sandbox.quirks.on('bulk-list');
		const input = [{ name: 'A' }, { name: 'B' }];
		const { json } = await createMany(input);
		expectAllCreated(json, input);
	});
});

describe('a request without a clear end', () => {
	const input = numbered(250);

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

describe('an answer that only breaks or refuses in part', () => {
	it('keeps the trackings of the first hundred when the answer to the second breaks', async () => {
		const result = (ref: string, tracking: string) => [ref, { success: true, tracking }];
		await lab.serve(({ path, nth }) => {
			if (path !== 'create/orders') return undefined;
			if (nth > 0) return { body: `{"results":${TOO_DEEP}}` };
			const results = numbered(100).map(({ ref }) => result(ref, `EC${ref}`));
			return cannedJson({ results: Object.fromEntries(results) });
		});
		const { error, json } = await createMany(numbered(101));
		expect(error).toBeUndefined();
		expect(json.slice(0, 100).every(({ created }) => created === true)).toBe(true);
		expect(json[100]).toMatchObject({ created: null });
	});

	it('does not hide orders that are perhaps created behind a refused first one', async () => {
		const refused = { success: false, message: 'Non' };
		const results = { A: refused, ORDER: { success: true, tracking: 'EC9' } };
		await lab.serve(({ path }) => {
			if (path === 'create/orders') return cannedJson({ results });
			return path.includes('status') ? { status: 500, body: 'Server Error' } : undefined;
		});
		const { json, error } = await createMany(named('A', 'ORDER-1', 'ORDER-2'));
		expect(error).toBeUndefined();
		expect(json.map(({ created, match, candidates }) => [created, match, candidates])).toEqual([
			[false, undefined, undefined],
			[null, 'unknown', ['EC9']],
			[null, 'unknown', ['EC9']],
		]);
	});

	it('tells each item what the platform says of that order, and of no other', async () => {
		const errors = {
			'orders.1.telephone': ['Mauvais numéro'],
			'orders.11.adresse': ['Trop courte'],
		};
		await lab.serve(({ path }) =>
			path === 'create/orders' ? cannedJson({ message: 'Non', errors }, 422) : undefined,
		);
		const onError = 'continueRegularOutput';
		const { json } = await createMany(numbered(12), {}, { onError });
		const told = json.map(({ error, message }) => `${String(error)}. ${String(message)}`);
		expect(told[1]).toMatch(/'Phone'.*Mauvais numéro/);
		expect(told[11]).toMatch(/'Address'.*Trop courte/);
		for (const [index, text] of told.entries()) {
			if (index !== 1 && index !== 11) expect(text).toMatch(/together with others/);
		}
	});
});
