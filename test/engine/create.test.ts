import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startCanned } from '../support/canned';
import { openLab } from '../support/lab';
import { byName, byNumber, NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off', startAt: new Date() });

const create = async (parameters: INodeParameters = {}, input: IDataObject[] = [{}]) =>
	await lab.run('order.create', { ...NEW_ORDER, ...parameters }, { input });

const text = (value: unknown) => ({ body: JSON.stringify(value) });

const sent = () => lab.asked().filter((path) => path === 'create/order').length;
const only = () => lab.sandbox.platform.all()[0];

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
			type: 2,
			additionalFields: {
				reference: ' WC-1 ',
				phone2: '+213 666 00 01 11',
				stopDesk: true,
				product: 'Montre x1',
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
		await create({ wilayaId: byNumber('BEJAIA'), commune: byName('akbou') });
		expect(only()).toMatchObject({ wilayaId: 6, commune: 'Akbou' });
	});

	it('takes values from expressions, one order per item', async () => {
		const input = [
			{ phone: 555000111, amount: '2 900,00 DA', ref: 'A' },
			{ phone: '00213 666 00 01 11', amount: 0, ref: 1042 },
		];
		const parameters = {
			phone: '={{ $json.phone }}',
			amount: '={{ $json.amount }}',
			additionalFields: { reference: '={{ $json.ref }}' },
		};
		const { json, outputs } = await create(parameters, input);
		expect(json.map(({ reference }) => reference)).toEqual(['A', '1042']);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(lab.sandbox.platform.all()).toMatchObject([
			{ phone: '0555000111', amount: 2900, reference: 'A' },
			{ phone: '0666000111', amount: 0, reference: '1042' },
		]);
	});

	it('looks the communes up once per run', async () => {
		await create({ additionalFields: { reference: '={{ $itemIndex }}' } }, [{}, {}, {}]);
		expect(lab.asked()).toEqual(['get/communes', 'create/order', 'create/order', 'create/order']);
	});

	it('from stock says products and quantities', async () => {
		await create({
			additionalFields: { fromStock: true, product: 'P-001, P-002', quantities: '1,3' },
		});
		expect(only()).toMatchObject({ fromStock: 1, status: 'prete_a_preparer' });
	});

	it('from stock is sent as it was counted: other commas and an empty last part are no product', async () => {
		const asked: IDataObject[] = [];
		const server = await startCanned((request, body) => {
			if (request.url?.includes('get/wilayas'))
				return text([{ wilaya_id: 16, wilaya_name: 'Alger' }]);
			if (request.url?.includes('get/communes')) return text([{ nom: 'Kouba', wilaya_id: 16 }]);
			asked.push(JSON.parse(String(body)));
			return text({ success: true, tracking: 'EC1' });
		});
		lab.credential.baseUrl = server.url;
		await create({
			additionalFields: { fromStock: true, product: 'P-001، P-002,', quantities: ' 1، 3 ,' },
		});
		await server.close();
		expect(asked).toMatchObject([{ produit: 'P-001,P-002', quantite: '1,3' }]);
	});

	it.each([false, 'false', '0', 'non', 'FAUX', 0])(
		'is not created from stock, nor fragile, where an expression says %j',
		async (no) => {
			const additionalFields = { fromStock: no, fragile: no, stopDesk: no } as INodeParameters;
			await create({ additionalFields, options: { skipExisting: no } as INodeParameters });
			expect(only()).toMatchObject({ fromStock: 0, fragile: 0, stopDesk: 0 });
			expect(lab.asked()).not.toContain('get/orders');
		},
	);
});

describe('is refused before the request, by the name of the parameter:', () => {
	it.each<[string, INodeParameters, string, RegExp]>([
		['no recipient', { recipient: ' ' }, "'Recipient' is empty", /value/],
		[
			'a phone that is none',
			{ phone: '123' },
			"'Phone' is not an Algerian phone number: 123",
			/nine or ten/,
		],
		['no amount', { amount: '={{ "" }}' }, "'Amount' is empty", /value/],
		[
			'an ambiguous amount',
			{ amount: '2.900' },
			"'Amount' is not a clear amount: 2.900",
			/thousands or decimals/,
		],
		['a negative amount', { amount: '-5' }, "'Amount' is below 0: -5", /0 or more/],
		['a type in words', { type: 'exchange' }, "'Type' is none of the four types", /2 \(exchange\)/],
		[
			'an address of 256 characters',
			{ address: 'a'.repeat(256) },
			"'Address' has 256 characters, 1 too many",
			/255/,
		],
		[
			'a wilaya that is not served',
			{ wilayaId: byNumber('Alge') },
			"'Wilaya' is not one that the carrier delivers to: Alge",
			/Did you mean Alger/,
		],
		[
			'a wilaya number that is not served',
			{ wilayaId: byNumber('59') },
			"'Wilaya' is not one that the carrier delivers to: 59",
			/list/,
		],
		[
			'a commune that does not exist',
			{ commune: byName('Kouba Centre') },
			"'Commune' is not in the carrier's list for wilaya 16: Kouba Centre",
			/Did you mean Kouba\?/,
		],
		[
			'a commune of another wilaya',
			{ commune: byName('Bir El Djir') },
			"'Commune' is not in the carrier's list for wilaya 16: Bir El Djir",
			/^Bir El Djir is in wilaya 31: /,
		],
		[
			'a desk where there is none',
			{ commune: byName('Hydra'), additionalFields: { stopDesk: true } },
			"'Stop Desk' is on, but Hydra has no desk",
			/that has one: Kouba/,
		],
		[
			'a desk in a wilaya without any',
			{ wilayaId: byNumber('1'), commune: byName('Adrar'), additionalFields: { stopDesk: true } },
			"'Stop Desk' is on, but Adrar has no desk",
			/no commune of this wilaya has one/,
		],
		[
			'stock without a product',
			{ additionalFields: { fromStock: true, quantities: '1' } },
			"'From Stock' is on, but 'Product' is empty",
			/references/,
		],
		[
			'stock without quantities',
			{ additionalFields: { fromStock: true, product: 'P-001,P-002', quantities: '1' } },
			"'From Stock' is on, but 'Quantities' has no whole number for each of the 2 products",
			/one quantity per product/,
		],
		[
			'a weight without end',
			{ additionalFields: { weight: Infinity } },
			"'Weight' is not a weight: Infinity",
			/./,
		],
		[
			'a weight in grams',
			{ additionalFields: { weight: '12000' } },
			"'Weight' is not a weight: 12000",
			/./,
		],
		[
			'a look back of ages',
			{
				additionalFields: { reference: 'A' },
				options: { skipExisting: true, lookbackDays: 1e9 },
			},
			"'Look Back (Days)' is not between 1 and 365",
			/from 1 to 365/,
		],
		[
			'a switch that is neither on nor off',
			{ additionalFields: { fragile: 'perhaps' } },
			"'Fragile' is neither true nor false",
			/Use true or false/,
		],
		[
			'nothing to find an existing order by',
			{ options: { skipExisting: true } },
			"'Reference' is empty, and 'Skip Existing References' finds orders by it",
			/switch the option off/,
		],
	])('%s', async (_, parameters, message, advice) => {
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
		const { json } = await lab.run(
			'order.create',
			{ ...NEW_ORDER, phone: '={{ $json.phone }}' },
			{ input: [{ phone: 'none' }, { phone: '0555000111' }], onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([
			{ error: "'Phone' is not an Algerian phone number: none" },
			{ created: true },
		]);
	});
});

it('an unreadable list of communes does not look like an unknown outcome', async () => {
	lab.sandbox.quirks.on('html-ok', { path: 'get/communes' });
	const { error } = await create();
	expect(error?.message).toBe('The answer of the carrier could not be read');
	expect(error?.description).not.toMatch(/Nobody knows/);
	expect(sent()).toBe(0);
});
