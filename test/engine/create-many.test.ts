import { named, openBulkLab } from '../support/bulk';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const { lab, createMany, sent, expectRightOwners } = openBulkLab();

describe('many orders', () => {
	it('go out together, and every item gets its own tracking', async () => {
		const input = named(...Array.from({ length: 250 }, (_, index) => `WC-${index}`));
		const { json, outputs } = await createMany(input);
		expect(sent()).toBe(3);
		expect(json).toHaveLength(250);
		expect(json.every(({ created, tracking }) => created && tracking)).toBe(true);
		expect(new Set(json.map(({ tracking }) => tracking)).size).toBe(250);
		expectRightOwners(json, input);
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
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expectRightOwners(json, input);
		expect(sent()).toBe(2);
	});

	it.each([
		['numbers', named('1042', '7', '1001')],
		['numbers that read like places in the request', named('1', '2', '0', '3')],
		['beginnings of one another', named('WC-1', 'WC-10', 'WC-100', 'WC-1000')],
		['names of object properties', named('constructor', '__proto__x', 'toString')],
	])('may have references that are %s', async (_, input) => {
		const { json } = await createMany(input);
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expectRightOwners(json, input);
	});

	it('may share references when that is allowed: each then goes in a request of its own', async () => {
		const input = [
			{ ref: 'A', name: '1' },
			{ ref: 'A', name: '2' },
			{ ref: 'B', name: '3' },
		];
		const { json } = await createMany(input, { options: { allowDuplicateReferences: true } });
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expectRightOwners(json, input);
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
		const input = named(...Array.from({ length: 250 }, (_, index) => `WC-${index}`));
		const { json } = await createMany(input);
		expect(json.every(({ tracking }) => tracking)).toBe(true);
		expect(lab.sandbox.platform.size).toBe(250);
	});

	it('leaves the rest unsent when the limit of the day is reached', async () => {
		await lab.reopen({ limits: { day: 2 }, startAt: new Date() });
		const input = named(...Array.from({ length: 150 }, (_, index) => `WC-${index}`));
		const { json } = await createMany(input);
		expect(json.filter(({ created }) => created)).toHaveLength(100);
		expect(json[149]).toMatchObject({
			created: false,
			reason: expect.stringMatching(/limit of requests per day is used up/),
		});
	});
});
