import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isArchived } from '../../sandbox/platform/statuses';
import { openLab } from '../support/lab';
import { byName, NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off', startAt: new Date() });

const create = async (parameters: INodeParameters = {}, input: IDataObject[] = [{}]) =>
	await lab.run('order.create', { ...NEW_ORDER, ...parameters }, { input });

const sent = () => lab.asked().filter((path) => path === 'create/order').length;
const only = () => lab.sandbox.platform.all()[0];

describe('two items with one reference', () => {
	const twice = [{ ref: 'A' }, { ref: 'B' }, { ref: 'A' }];
	const reference = { reference: '={{ $json.ref }}' };

	it('are refused before anything is sent', async () => {
		const { error } = await create({ additionalFields: reference }, twice);
		expect(error?.message).toBe("'Reference' A stands in more than one input item");
		expect(sent()).toBe(0);
	});

	it('are both refused while the third goes on, if the user says so', async () => {
		const { json } = await lab.run(
			'order.create',
			{ ...NEW_ORDER, additionalFields: reference },
			{ input: twice, onError: 'continueRegularOutput' },
		);
		expect(json.map(({ created, error }) => created ?? Boolean(error))).toEqual([true, true, true]);
		expect(json[1]).toMatchObject({ created: true, reference: 'B' });
		expect(sent()).toBe(1);
	});

	it('become two orders when that is allowed', async () => {
		const options = { allowDuplicateReferences: true };
		const { json } = await create({ additionalFields: reference, options }, twice);
		expect(json.every(({ created }) => created)).toBe(true);
		expect(new Set(json.map(({ tracking }) => tracking)).size).toBe(3);
	});
});

describe('with Skip Existing References', () => {
	const parameters = {
		additionalFields: { reference: '={{ $json.ref }}' },
		options: { skipExisting: true, lookbackDays: 10 },
	};

	it('an order that exists is returned, and not created again', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'A' });
		const { json } = await create(parameters, [{ ref: 'A' }, { ref: 'B' }]);
		expect(json).toEqual([
			{
				created: false,
				tracking,
				reference: 'A',
				status: 'prete_a_expedier',
				statusLabel: 'Ready to ship',
				reason: 'An order with this reference exists already (Ready to ship)',
			},
			{ created: true, tracking: expect.any(String), reference: 'B' },
		]);
		expect(sent()).toBe(1);
	});

	it('a second run creates nothing', async () => {
		const input = [{ ref: 'A' }, { ref: 'B' }];
		const first = await create(parameters, input);
		const second = await create(parameters, input);
		expect(second.json).toMatchObject(first.json.map((row) => ({ ...row, created: false })));
		expect(lab.sandbox.platform.size).toBe(2);
	});

	it('all pages of the last days are read, once per run', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'A' });
		lab.sandbox.platform.createMany(90, { reference: null });
		const { json } = await create(parameters, [{ ref: 'A' }, { ref: 'B' }, { ref: 'C' }]);
		expect(json[0]).toMatchObject({ created: false, tracking });
		expect(lab.asked().filter((path) => path === 'get/orders')).toHaveLength(3);
	});

	it('an older order does not count', async () => {
		const createdAt = new Date(Date.now() - 20 * 86_400_000);
		lab.sandbox.platform.create({ reference: 'A', createdAt });
		const { json } = await create(parameters, [{ ref: 'A' }]);
		expect(json[0]).toMatchObject({ created: true });
		const { query } = lab.sandbox.requests.find(({ path }) => path.endsWith('get/orders')) ?? {};
		expect(query?.start_date).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	it('nothing is created when the existing orders cannot be read', async () => {
		lab.sandbox.quirks.on('server-error', { path: 'get/orders', status: 500 });
		const { error } = await create(parameters, [{ ref: 'A' }]);
		expect(error?.message).toBe("The carrier's platform is not available right now (HTTP 500)");
		expect(sent()).toBe(0);
	});

	it('after a lost answer the next run finds the order that was created', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write', { times: 1 });
		const { error } = await create(parameters, [{ ref: 'A' }]);
		expect(error?.message).toMatch(/^The outcome of this request is unknown/);
		const { json } = await create(parameters, [{ ref: 'A' }]);
		expect(json).toMatchObject([{ created: false, tracking: only().tracking, reference: 'A' }]);
	});

	it('finds every order while others are archived between the pages', async () => {
		lab.sandbox.platform.createMany(90);
		const references = lab.sandbox.platform.all().flatMap(({ reference }) => reference ?? []);
		lab.sandbox.quirks.on('vanishing-rows', { count: 1 });
		await create(
			{ ...parameters, additionalFields: { reference: '={{ $json.ref }}' } },
			references.map((ref) => ({ ref })),
		);
		const live = lab.sandbox.platform.all().filter(({ status }) => !isArchived(status));
		const names = live.flatMap(({ reference }) => reference ?? []);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it('does not read a reference in capitals as the one in small letters', async () => {
		lab.sandbox.platform.create({ reference: 'a' });
		const { json } = await create(parameters, [{ ref: 'A' }]);
		expect(json).toMatchObject([{ created: true }]);
	});
});

describe('an order that nobody will deliver any more', () => {
	const find = async (createAgain?: boolean) => {
		const options = { skipExisting: true, ...(createAgain && { createAgain }) };
		const { json } = await create({ additionalFields: { reference: 'A' }, options });
		return json[0];
	};
	const ended = ['annule', 'retour_recu', 'retours_en_stock'] as const;

	it.each(ended)('still counts, and it is said what to do: %s', async (status) => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'A', status });
		expect(await find()).toMatchObject({
			created: false,
			tracking,
			status,
			reason: expect.stringMatching(/exists already \(.*'Create Again If Cancelled'/),
		});
		expect(sent()).toBe(0);
	});

	it.each(ended)('does not count with Create Again If Cancelled: %s', async (status) => {
		lab.sandbox.platform.create({ reference: 'A', status });
		expect(await find(true)).toMatchObject({ created: true, reference: 'A' });
	});

	it.each(['en_livraison', 'livre_non_encaisse', 'retour_en_transit', 'retours_prets'] as const)(
		'is none that is on its way, delivered or coming back: %s',
		async (status) => {
			lab.sandbox.platform.create({ reference: 'A', status });
			expect(await find(true)).toMatchObject({ created: false, status });
		},
	);

	it('gives way to a live one, older or newer', async () => {
		const day = (ago: number) => new Date(Date.now() - ago * 86_400_000);
		const make = (status: 'annule' | 'en_livraison', ago: number) =>
			lab.sandbox.platform.create({ reference: 'A', status, createdAt: day(ago) });
		make('annule', 1);
		const { tracking } = make('en_livraison', 2);
		make('annule', 3);
		expect(await find()).toMatchObject({ created: false, tracking });
		expect(await find(true)).toMatchObject({ created: false, tracking });
	});

	it('is the newest where there are several, whatever their order in the list', async () => {
		const day = (ago: number) => new Date(Date.now() - ago * 86_400_000);
		const orders = [3, 1, 2].map((ago) =>
			lab.sandbox.platform.create({ reference: 'A', createdAt: day(ago) }),
		);
		expect(await find()).toMatchObject({ tracking: orders[1].tracking });
		lab.sandbox.quirks.on('oldest-first');
		expect(await find()).toMatchObject({ tracking: orders[1].tracking });
	});
});

describe('the answer', () => {
	it.each(['wrapped-create', 'create-with-reference', 'success-as-string'] as const)(
		'is understood with %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			const { json } = await create({ additionalFields: { reference: 'WC-1' } });
			expect(json).toEqual([{ created: true, tracking: only().tracking, reference: 'WC-1' }]);
		},
	);

	it('is understood under a cut reference, being the only one', async () => {
		lab.sandbox.quirks.on('wrapped-create');
		lab.sandbox.quirks.on('truncated-references', { count: 4 });
		const { json } = await create({ additionalFields: { reference: 'LONG-REFERENCE' } });
		expect(json).toEqual([expect.objectContaining({ created: true, tracking: only().tracking })]);
	});

	it.each([
		['success-without-tracking', {}],
		['truncated-json', { path: 'create/order' }],
		['html-ok', { path: 'create/order' }],
	] as const)('is no success with %s, and nobody knows', async (quirk, options) => {
		lab.sandbox.quirks.on(quirk, options);
		const { error } = await create();
		expect(error?.message).toBe('The answer of the carrier could not be read');
		expect(error?.description).toMatch(/Nobody knows.*reference/);
	});

	it.each([
		['lost-answer-after-write', {}],
		['bulk-500', { path: 'create/order' }],
		['server-error', { path: 'create/order', status: 503 }],
	] as const)('is unknown after %s, and the request is not repeated', async (quirk, options) => {
		lab.sandbox.quirks.on(quirk, options);
		const { error } = await create();
		expect(error?.message).toMatch(/^The outcome of this request is unknown/);
		expect(error?.description).toMatch(/Skip Existing References/);
		expect(sent()).toBe(1);
	});

	it('is a refusal in the words of the platform', async () => {
		lab.sandbox.quirks.on('success-false', { path: 'create/order', code: 10002 });
		const { error } = await create();
		expect(error?.message).toBe('The carrier does not deliver to this wilaya');
		expect(error?.description).toMatch(/^The carrier says: "Pas de livraison/);
	});

	it('is a complaint about a parameter, by its name and in the words of the platform', async () => {
		const value = [{ nom: 'Fermee', wilaya_id: 16, has_stop_desk: 0 }];
		lab.sandbox.quirks.on('not-an-object', { path: 'get/communes', value });
		const { error } = await create({ commune: byName('Fermee') });
		expect(error?.message).toBe("The carrier did not accept 'Commune'");
		expect(error?.description).toMatch(/^The carrier says: "Commune mal écrite, ou désactivée"/);
		expect(lab.sandbox.platform.size).toBe(0);
	});

	it('names what was created before the item that failed', async () => {
		lab.sandbox.quirks.on('success-false', { path: 'create/order', after: 1 });
		const parameters = { additionalFields: { reference: '={{ $json.ref }}' } };
		const { error } = await create(parameters, [{ ref: 'A' }, { ref: 'B' }, { ref: 'C' }]);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(error?.description).toContain(`carried out: A = ${only().tracking}`);
		expect(sent()).toBe(2);
	});
});
