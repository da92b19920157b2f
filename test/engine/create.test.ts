import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { cannedJson } from '../support/canned';
import type { RunOptions } from '../support/engine';
import { openLab } from '../support/lab';
import { byName, byNumberOrName, NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off', startAt: new Date() });

const create = async (
	parameters: INodeParameters = {},
	input: IDataObject[] = [{}],
	onError?: RunOptions['onError'],
) => await lab.run('order.create', { ...NEW_ORDER, ...parameters }, { input, onError });

/** One order per item, under the item's reference. */
const byReference = { reference: '={{ $json.ref }}' };
const refs = (...all: string[]) => all.map((ref) => ({ ref }));

const sent = () => lab.count('create/order');
const only = () => lab.sandbox.platform.all()[0];
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

describe('an order', () => {
	it('is created from what is required', async () => {
		const { json } = await create();
		expect(json).toEqual([{ created: true, tracking: only().tracking, reference: null }]);
		expect(only()).toMatchObject({
			recipient: 'Client Exemple',
			phone: '0555000111',
			address: '12 rue des Oliviers',
			wilayaId: 16,
			commune: 'Kouba',
			amount: 2900,
			type: 1,
			stopDesk: 0,
		});
	});

	it('is created with everything that can be said about it', async () => {
		await create({
			reference: ' WC-1 ',
			deliverTo: 'desk',
			product: 'Montre x1',
			type: 2,
			additionalFields: {
				phone2: '+213 666 00 01 11',
				productToCollect: 'Montre',
				remark: 'Après 17 h',
				weight: '1,5 kg',
				fragile: true,
				shop: 'Ma boutique',
				gpsLink: 'https://maps.example/1',
				postalCode: '1617',
			},
		});
		expect(only()).toMatchObject({
			reference: 'WC-1',
			phone2: '0666000111',
			stopDesk: 1,
			type: 2,
			product: 'Montre x1',
			instructions: 'Après 17 h',
			weight: 1.5,
			fragile: 1,
			shop: 'Ma boutique',
		});
	});

	it('takes wilaya and commune by name, without minding accents and case', async () => {
		await create({ wilayaId: byNumberOrName('BEJAIA'), commune: byName('akbou') });
		expect(only()).toMatchObject({ wilayaId: 6, commune: 'Akbou' });
	});

	it('takes values from expressions, one order per item', async () => {
		const input = [
			{ phone: 555000111, amount: '2 900,00 DA', ref: 'A', to: 'Bureau' },
			{ phone: '00213 666 00 01 11', amount: 0, ref: 1042 },
		];
		const parameters = {
			phone: '={{ $json.phone }}',
			amount: '={{ $json.amount }}',
			...byReference,
			deliverTo: '={{ $json.to }}',
		};
		const { json, outputs } = await create(parameters, input);
		expect(json.map(({ reference }) => reference)).toEqual(['A', '1042']);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(lab.sandbox.platform.all()).toMatchObject([
			{ phone: '0555000111', amount: 2900, reference: 'A', stopDesk: 1 },
			{ phone: '0666000111', amount: 0, reference: '1042', stopDesk: 0 },
		]);
	});

	it('looks the communes up once per run', async () => {
		await create({ reference: '={{ $itemIndex }}' }, [{}, {}, {}]);
		expect(lab.asked()).toEqual(['get/communes', 'create/order', 'create/order', 'create/order']);
	});

	it('from stock says products and quantities', async () => {
		await create({
			product: 'P-001, P-002',
			additionalFields: { fromStock: true, quantities: '1,3' },
		});
		expect(only()).toMatchObject({ fromStock: 1, status: 'prete_a_preparer' });
	});

	it('from stock is sent as it was counted: other commas and an empty last part are no product', async () => {
		const asked: IDataObject[] = [];
		await lab.serve(({ path, body }) => {
			if (path !== 'create/order') return undefined;
			asked.push(JSON.parse(body));
			return cannedJson({ success: true, tracking: 'EC1' });
		});
		await create({
			product: 'P-001، P-002,',
			additionalFields: { fromStock: true, quantities: ' 1، 3 ,' },
		});
		expect(asked).toMatchObject([{ produit: 'P-001,P-002', quantite: '1,3' }]);
	});

	it.each([false, 'false', '0', 'non', 'FAUX', 0])(
		'is not created from stock, nor fragile, where an expression says %j',
		async (no) => {
			const additionalFields = { fromStock: no, fragile: no } as INodeParameters;
			await create({ additionalFields, options: { skipExisting: no } as INodeParameters });
			expect(only()).toMatchObject({ fromStock: 0, fragile: 0 });
			expect(lab.asked()).not.toContain('get/orders');
		},
	);
});

describe('is refused before the request, by the name of the parameter:', () => {
	it.each<[string, INodeParameters, RegExp]>([
		["'Recipient' is empty", { recipient: ' ' }, /value/],
		["'Phone' is not an Algerian phone number: 123", { phone: '123' }, /nine or ten/],
		["'Amount' is empty", { amount: '={{ "" }}' }, /value/],
		["'Amount' is not a clear amount: 2.900", { amount: '2.900' }, /thousands or decimals/],
		["'Amount' is below 0: -5", { amount: '-5' }, /0 or more/],
		["'Type' is none of the four types", { type: 'exchange' }, /2 \(exchange\)/],
		["'Address' has 256 characters, 1 too many", { address: 'a'.repeat(256) }, /255/],
		[
			"'Wilaya' is not one that the carrier delivers to: Alge",
			{ wilayaId: byNumberOrName('Alge') },
			/Did you mean Alger/,
		],
		[
			"'Wilaya' is not one that the carrier delivers to: 59",
			{ wilayaId: byNumberOrName('59') },
			/list/,
		],
		[
			"'Commune' is not in the carrier's list for wilaya 16: Kouba Centre",
			{ commune: byName('Kouba Centre') },
			/Did you mean Kouba\?/,
		],
		[
			"'Commune' is not in the carrier's list for wilaya 16: Bir El Djir",
			{ commune: byName('Bir El Djir') },
			/^Bir El Djir is in wilaya 31: /,
		],
		[
			"'Delivery To' is Desk, but Hydra has no desk",
			{ commune: byName('Hydra'), deliverTo: 'desk' },
			/that has one: Kouba/,
		],
		[
			"'Delivery To' is Desk, but Adrar has no desk",
			{ wilayaId: byNumberOrName('1'), commune: byName('Adrar'), deliverTo: 'desk' },
			/^Choose Home: no commune of this wilaya has one/,
		],
		["'Delivery To' is neither home nor desk: oui", { deliverTo: '={{ "oui" }}' }, /^Use home/],
		[
			"'From Stock' is on, but 'Product' is empty",
			{ additionalFields: { fromStock: true, quantities: '1' } },
			/references/,
		],
		[
			"'From Stock' is on, but 'Quantities' has no whole number for each of the 2 products",
			{ product: 'P-001,P-002', additionalFields: { fromStock: true, quantities: '1' } },
			/one quantity per product/,
		],
		["'Weight' is not a weight: Infinity", { additionalFields: { weight: Infinity } }, /./],
		["'Weight' is not a weight: 12000", { additionalFields: { weight: '12000' } }, /./],
		[
			"'Look Back (Days)' is not between 1 and 365",
			{ reference: 'A', options: { skipExisting: true, lookbackDays: 1e9 } },
			/from 1 to 365/,
		],
		[
			"'Fragile' is neither true nor false",
			{ additionalFields: { fragile: 'perhaps' } },
			/or false/,
		],
		[
			"'Reference' is empty, and 'Skip Existing References' finds orders by it",
			{ options: { skipExisting: true } },
			/switch the option off/,
		],
	])('%s', async (message, parameters, advice) => {
		const { error } = await create(parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(advice);
		expect(sent()).toBe(0);
	});

	it('one item of several, and then none of them is sent', async () => {
		const input = [{ phone: '0555000111' }, { phone: 'none' }];
		const { error } = await create({ phone: '={{ $json.phone }}' }, input);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(sent()).toBe(0);
	});

	it('one item of several, while the others go on if the user says so', async () => {
		const input = [{ phone: 'none' }, { phone: '0555000111' }];
		const { json } = await create({ phone: '={{ $json.phone }}' }, input, 'continueRegularOutput');
		expect(json).toMatchObject([
			{ error: "'Phone' is not an Algerian phone number: none" },
			{ created: true },
		]);
	});
});

describe('two items with one reference', () => {
	const twice = refs('A', 'B', 'A');

	it('are refused before anything is sent', async () => {
		const { error } = await create(byReference, twice);
		expect(error?.message).toBe("'Reference' A stands in more than one input item");
		expect(sent()).toBe(0);
	});

	it('are both refused while the third goes on, if the user says so', async () => {
		const { json } = await create(byReference, twice, 'continueRegularOutput');
		expect(json).toMatchObject([
			{ error: expect.any(String) },
			{ created: true, reference: 'B' },
			{ error: expect.any(String) },
		]);
		expect(sent()).toBe(1);
	});

	it('become two orders when that is allowed', async () => {
		const options = { allowDuplicateReferences: true };
		const { json } = await create({ ...byReference, options }, twice);
		expect(json.every(({ created }) => created)).toBe(true);
		expect(new Set(json.map(({ tracking }) => tracking)).size).toBe(3);
	});
});

describe('with Skip Existing References', () => {
	const parameters = { ...byReference, options: { skipExisting: true, lookbackDays: 10 } };

	it('an order that exists is returned, and not created again', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'A' });
		const { json } = await create(parameters, refs('A', 'B'));
		expect(json).toEqual([
			{
				created: false,
				tracking,
				reference: 'A',
				status: 'prete_a_expedier',
				statusLabel: 'Ready to ship',
				statusLabelFr: 'Prêt à expédier',
				statusLabelAr: 'جاهز للشحن',
				reason: 'An order with this reference exists already (Ready to ship)',
			},
			{ created: true, tracking: expect.any(String), reference: 'B' },
		]);
		expect(sent()).toBe(1);
	});

	it('a second run creates nothing', async () => {
		const input = refs('A', 'B');
		const first = await create(parameters, input);
		const second = await create(parameters, input);
		expect(second.json).toMatchObject(first.json.map((row) => ({ ...row, created: false })));
		expect(lab.sandbox.platform.size).toBe(2);
	});

	it('all pages of the last days are read, once per run', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'A' });
		lab.sandbox.platform.createMany(90, { reference: null });
		const { json } = await create(parameters, refs('A', 'B', 'C'));
		expect(json[0]).toMatchObject({ created: false, tracking });
		expect(lab.count('get/orders')).toBe(3);
	});

	it('an older order does not count', async () => {
		lab.sandbox.platform.create({ reference: 'A', createdAt: daysAgo(20) });
		const { json } = await create(parameters, refs('A'));
		expect(json[0]).toMatchObject({ created: true });
		const { query } = lab.sandbox.requests.find(({ path }) => path.endsWith('get/orders')) ?? {};
		expect(query?.start_date).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	it('nothing is created when the existing orders cannot be read', async () => {
		lab.sandbox.quirks.on('server-error', { path: 'get/orders', status: 500 });
		const { error } = await create(parameters, refs('A'));
		expect(error?.message).toBe("The carrier's platform is not available right now (HTTP 500)");
		expect(sent()).toBe(0);
	});

	it('after a lost answer the next run finds the order that was created', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write', { times: 1 });
		const { error } = await create(parameters, refs('A'));
		expect(error?.message).toMatch(/^The outcome of this request is unknown/);
		const { json } = await create(parameters, refs('A'));
		expect(json).toMatchObject([{ created: false, tracking: only().tracking, reference: 'A' }]);
	});

	it('finds every order while others are archived between the pages', async () => {
		lab.sandbox.platform.createMany(90);
		const references = lab.sandbox.platform.all().flatMap(({ reference }) => reference ?? []);
		lab.sandbox.quirks.on('vanishing-rows', { count: 1 });
		await create(parameters, refs(...references));
		const live = lab.sandbox.platform.all().filter(({ status }) => !/_archive$/.test(status));
		const names = live.flatMap(({ reference }) => reference ?? []);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it('does not read a reference in capitals as the one in small letters', async () => {
		lab.sandbox.platform.create({ reference: 'a' });
		const { json } = await create(parameters, refs('A'));
		expect(json).toMatchObject([{ created: true }]);
	});
});

describe('an order that nobody will deliver any more', () => {
	const find = async (createAgain?: boolean) => {
		const options = { skipExisting: true, ...(createAgain && { createAgain }) };
		const { json } = await create({ reference: 'A', options });
		return json[0];
	};
	it.each(['annule', 'retour_recu', 'retours_en_stock'])(
		'counts unless Create Again If Cancelled is on, and it is said so: %s',
		async (status) => {
			const { tracking } = lab.sandbox.platform.create({ reference: 'A', status });
			expect(await find()).toMatchObject({
				created: false,
				tracking,
				status,
				reason: expect.stringMatching(/exists already \(.*'Create Again If Cancelled'/),
			});
			expect(sent()).toBe(0);
			expect(await find(true)).toMatchObject({ created: true, reference: 'A' });
		},
	);

	it.each(['en_livraison', 'livre_non_encaisse', 'retour_en_transit', 'retours_prets'] as const)(
		'is none that is on its way, delivered or coming back: %s',
		async (status) => {
			lab.sandbox.platform.create({ reference: 'A', status });
			expect(await find(true)).toMatchObject({ created: false, status });
		},
	);

	it('gives way to a live one, older or newer', async () => {
		const make = (status: 'annule' | 'en_livraison', ago: number) =>
			lab.sandbox.platform.create({ reference: 'A', status, createdAt: daysAgo(ago) });
		make('annule', 1);
		const { tracking } = make('en_livraison', 2);
		make('annule', 3);
		expect(await find()).toMatchObject({ created: false, tracking });
		expect(await find(true)).toMatchObject({ created: false, tracking });
	});

	it('is the newest where there are several, whatever their order in the list', async () => {
		const orders = [3, 1, 2].map((ago) =>
			lab.sandbox.platform.create({ reference: 'A', createdAt: daysAgo(ago) }),
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
			const { json } = await create({ reference: 'WC-1' });
			expect(json).toEqual([{ created: true, tracking: only().tracking, reference: 'WC-1' }]);
		},
	);

	it('is understood under a cut reference, being the only one', async () => {
		lab.sandbox.quirks.on('wrapped-create');
		lab.sandbox.quirks.on('truncated-references', { count: 4 });
		const { json } = await create({ reference: 'LONG-REFERENCE' });
		expect(json).toEqual([expect.objectContaining({ created: true, tracking: only().tracking })]);
	});

	it('is no success without a tracking, and nobody knows', async () => {
		lab.sandbox.quirks.on('success-without-tracking');
		const { error } = await create();
		expect(error?.message).toBe('The answer of the carrier could not be read');
		expect(error?.description).toMatch(/Nobody knows.*reference/);
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
		const { error } = await create(byReference, refs('A', 'B', 'C'));
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(error?.description).toContain(`carried out: A = ${only().tracking}`);
		expect(sent()).toBe(2);
	});
});
