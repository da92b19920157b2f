import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { QuirkName, QuirkOptions } from '../../sandbox';
import { openLab } from '../support/lab';
import { byName, byNumber, byNumberOrName } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

/** What can be done with an order until it is shipped: get, update, delete, ship, label. */
const lab = openLab({ limits: 'off' });

const order = (fields = {}) =>
	lab.sandbox.platform.create({
		reference: 'WC-1',
		recipient: 'Amina Benali',
		phone: '0555000111',
		address: '12 rue des Oliviers',
		wilayaId: 16,
		commune: 'Kouba',
		amount: 2900,
		product: 'Montre x1',
		stopDesk: 1,
		status: 'prete_a_expedier',
		...fields,
	});

/** Runs an operation on one order, the usual one unless another is given. */
const on = async (operation: string, parameters: INodeParameters = {}, tracking?: string) =>
	await lab.run(`order.${operation}`, {
		tracking: byNumber(tracking ?? order().tracking),
		...parameters,
	});

const NOT_FOUND = 'No order with this tracking number was found';

describe('Order: Get', () => {
	it('gives the order in the field terms, or as the platform has it', async () => {
		const { tracking } = order();
		const { json } = await on('get', {}, ` ${tracking.toLowerCase()} `);
		expect(json).toEqual([
			{
				tracking,
				reference: 'WC-1',
				status: 'prete_a_expedier',
				statusLabel: 'Ready to ship',
				statusLabelFr: 'Prêt à expédier',
				statusLabelAr: 'جاهز للشحن',
				phase: 'draft',
				recipient: 'Amina Benali',
				phone: '0555000111',
				commune: 'Kouba',
				wilayaId: 16,
				amount: 2900,
				wilaya: 'Alger',
				createdAt: '2026-08-17T00:00:00+01:00',
				address: '12 rue des Oliviers',
				product: 'Montre x1',
				fee: expect.any(Number),
				type: 'delivery',
				isFinal: false,
			},
		]);
		const raw = await on('get', { simplify: false }, tracking);
		expect(raw.json[0]).toMatchObject({ client: 'Amina Benali', montant: '2900' });
	});

	it('says that an order is not there, and where archived ones are', async () => {
		const { tracking } = order({ status: 'paye_et_archive' });
		const { error } = await on('get', {}, tracking);
		expect(error?.message).toBe(NOT_FOUND);
		expect(error?.description).toMatch(/archived order.*Get Statuses/);
	});

	it('never gives another order than the one asked for', async () => {
		order();
		lab.sandbox.quirks.on('endless-pages');
		const { error } = await on('get', {}, 'ECNONE');
		expect(error?.message).toBe(NOT_FOUND);
	});
});

describe('Order: Update', () => {
	type Told = QuirkName | readonly [QuirkName, QuirkOptions];

	/** Changes an order, the usual one but for some fields, on a platform with these quirks. */
	const update = async (updateFields: INodeParameters, fields = {}, quirks: Told[] = []) => {
		const { tracking } = order(fields);
		for (const told of quirks) {
			const [name, options] = typeof told === 'string' ? [told] : told;
			lab.sandbox.quirks.on(name, options);
		}
		const run = await on('update', { updateFields }, tracking);
		return { ...run, tracking, message: run.error?.message };
	};
	/** The body of the last update that was sent. */
	const sent = () =>
		lab.sandbox.requests.findLast(({ path }) => path.endsWith('update/order'))?.body as IDataObject;
	const listed = (value: IDataObject): Told => ['listed-values', { value }];

	it('changes what is given and keeps the rest', async () => {
		const { json, tracking } = await update({ phone: '+213 666 00 01 11', amount: '3 500' });
		expect(json).toMatchObject([
			{ updated: true, unverified: [], tracking, phone: '0666000111', amount: 3500 },
		]);
		expect(lab.sandbox.platform.get(tracking)).toMatchObject({
			reference: 'WC-1',
			recipient: 'Amina Benali',
			phone: '0666000111',
			address: '12 rue des Oliviers',
			commune: 'Kouba',
			amount: 3500,
			product: 'Montre x1',
			stopDesk: 1,
		});
	});

	it('sends the full set, in the names of an update', async () => {
		const { json } = await update({ amount: 3500 }, { phone2: '0777000111' }, [
			'partial-update-422',
		]);
		expect(json).toMatchObject([{ updated: true, amount: 3500 }]);
	});

	it('sends what stays as the order has it, and nothing that it does not know', async () => {
		const { tracking } = await update({ remark: 'Après 17 h' }, { phone2: '0777000111' });
		expect(sent()).toEqual({
			tracking,
			reference: 'WC-1',
			client: 'Amina Benali',
			tel: '0555000111',
			tel2: '0777000111',
			adresse: '12 rue des Oliviers',
			commune: 'Kouba',
			wilaya: 16,
			montant: 2900,
			product: 'Montre x1',
			type: 1,
			stop_desk: 1,
			remarque: 'Après 17 h',
		});
	});

	it('does without the details of the order when the platform hides those of drafts', async () => {
		const { json, tracking } = await update({ amount: 3500 }, {}, ['info-without-drafts']);
		expect(json).toMatchObject([{ updated: true, amount: 3500 }]);
		expect(lab.sandbox.platform.get(tracking)?.stopDesk).toBe(1);
		// Names what it neither knew nor sent.
		const unknown = ['Delivery To', 'Fragile', 'GPS Link', 'Postal Code', 'Remark', 'Shop'];
		expect(json[0].notSent).toEqual(unknown);
	});

	it('reads nothing more when the listing says everything', async () => {
		await update({ amount: 3500 }, {}, ['newer-rows']);
		expect(lab.asked()).toEqual(['get/orders', 'update/order', 'get/orders']);
	});

	it.each([
		['home', 0],
		['Stop desk', 1],
	])('delivers to %s from then on', async (deliverTo, stopDesk) => {
		const { json, tracking } = await update({ deliverTo }, { stopDesk: 1 - stopDesk }, [
			'newer-rows',
		]);
		expect(json).toMatchObject([{ updated: true, unverified: [] }]);
		expect(lab.sandbox.platform.get(tracking)?.stopDesk).toBe(stopDesk);
	});

	it('moves an order to another wilaya and commune', async () => {
		const { json } = await update({
			wilayaId: byNumberOrName('Béjaïa'),
			commune: byName('bejaia'),
		});
		expect(json).toMatchObject([{ wilayaId: 6, commune: 'Bejaia' }]);
	});

	it.each<[string, INodeParameters, string]>([
		['nothing', {}, "'Update Fields' holds nothing to change"],
		['an empty recipient', { recipient: '' }, "'Recipient' is empty"],
		['a phone that is none', { phone: '12' }, "'Phone' is not an Algerian phone number: 12"],
		[
			'another wilaya, in which its commune is not',
			{ wilayaId: byNumberOrName('31') },
			"'Commune' is not in the carrier's list for wilaya 31: Kouba",
		],
		[
			'a commune without a desk, while the order goes to a desk',
			{ commune: byName('Hydra') },
			"'Delivery To' is Desk, but Hydra has no desk",
		],
	])('refuses %s', async (_, fields, words) => {
		expect((await update(fields)).message).toBe(words);
		expect(lab.asked()).not.toContain('update/order');
	});

	it('sends no order to a desk where its commune has none', async () => {
		const { message } = await update({ stopDesk: true }, { commune: 'Hydra', stopDesk: 0 });
		expect(message).toBe("'Delivery To' is Desk, but Hydra has no desk");
		expect(lab.asked()).not.toContain('update/order');
	});

	it('moves an order that goes to the door to a commune without a desk', async () => {
		const { json } = await update({ commune: byName('Hydra') }, { stopDesk: 0 });
		expect(json).toMatchObject([{ updated: true, commune: 'Hydra' }]);
	});

	it('says that a shipped order can no longer be changed', async () => {
		const { message } = await update({ amount: 3500 }, { status: 'vers_hub' });
		expect(message).toBe('This order can no longer be changed');
	});

	it('is no success when the platform says yes and changes nothing', async () => {
		const change = { amount: 3500, phone: '0666000111' };
		const { error } = await update(change, { status: 'vers_hub' }, ['update-ignored']);
		expect(error?.message).toBe(
			"The carrier accepted the change but did not take over 'Phone', 'Amount'",
		);
		expect(error?.description).toMatch(/status is "On the way to the hub"/);
	});

	it('is no success when a longer address was ignored of which the old one is the beginning', async () => {
		const address = '12 rue des Oliviers, Kouba';
		const change = { address: `${address}, porte 5` };
		const { message } = await update(change, { address }, ['update-ignored']);
		expect(message).toBe("The carrier accepted the change but did not take over 'Address'");
	});

	it('names what cannot be checked, because the listing does not show it', async () => {
		const { json } = await update({ amount: 3500, remark: 'Après 17 h', deliverTo: 'home' });
		expect(json[0].unverified).toEqual(['Delivery To', 'Remark']);
	});

	it('tells what the carrier changed on the way, unasked', async () => {
		const { json } = await update({ phone: '0666000111' }, { phone2: '0777000111' }, [
			'newer-rows',
			['update-side-effects', { value: { stopDesk: 0, amount: 0 } }],
		]);
		expect(json).toMatchObject([{ updated: true, changedUnasked: ['Delivery To', 'Amount'] }]);
	});

	it('keeps the amount to collect however the carrier writes it', async () => {
		const quirks = [listed({ montant: '1.500,00 DA' })];
		const { json } = await update({ phone: '0666000111' }, { amount: 1500 }, quirks);
		expect(json).toMatchObject([{ updated: true, amount: 1500 }]);
		expect(sent()).toMatchObject({ montant: 1500 });
	});

	it.each(['2.900', '4,300', 'gratuit'])(
		'guesses no amount to collect from %j',
		async (montant) => {
			const phone = '0666000111';
			const { error } = await update({ phone }, {}, [listed({ montant })]);
			expect(error?.message).toBe(`The current amount of this order cannot be read: ${montant}`);
			expect(error?.description).toMatch(/add 'Amount' under 'Update Fields'/);
			expect(lab.asked()).not.toContain('update/order');
			const given = await update({ phone, amount: 2900 });
			expect(given.json).toMatchObject([{ updated: true, unverified: ['Amount'], amount: null }]);
			expect(sent()).toMatchObject({ montant: 2900, tel: phone });
		},
	);

	it('sends a kept phone in the form that a create would send', async () => {
		await update({ amount: 3500 }, {}, [listed({ phone: '+213 555000111' })]);
		expect(sent()).toMatchObject({ tel: '0555000111' });
	});

	it('does not blame the user for a desk flag that the carrier writes as 2', async () => {
		const { json } = await update({ amount: 3500 }, {}, [listed({ stop_desk: 2 })]);
		expect(json).toMatchObject([
			{ updated: true, notSent: expect.arrayContaining(['Delivery To']) },
		]);
	});

	it('says so when it could not be checked at all', async () => {
		const quirk: Told = ['server-error', { path: 'get/orders', after: 1 }];
		const { message, tracking } = await update({ amount: 3500 }, {}, [quirk]);
		expect(message).toBe('The carrier accepted the change, but it could not be checked');
		expect(lab.sandbox.platform.get(tracking)?.amount).toBe(3500);
	});
});

describe('Order: Delete', () => {
	const remove = async (tracking: string) => await on('delete', {}, tracking);

	it.each([undefined, 'delete-legacy', 'delete-400', 'success-as-string'] as const)(
		'answers deleted: true (%s)',
		async (quirk) => {
			const { tracking } = order();
			if (quirk) lab.sandbox.quirks.on(quirk);
			const { json } = await remove(tracking);
			expect(json).toEqual([{ deleted: true }]);
			expect(lab.sandbox.platform.get(tracking)).toBeUndefined();
		},
	);

	it('checks a success that looks like a refusal, where an unknown number is a 422', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('delete-400');
		lab.sandbox.quirks.on('unknown-422', { path: 'get/orders/status' });
		expect((await remove(tracking)).json).toEqual([{ deleted: true }]);
	});

	it('does not believe it while the order is still there', async () => {
		const { tracking } = order();
		const options = { path: 'delete/order', code: 0, message: 'suppression ok' };
		lab.sandbox.quirks.on('success-false', options);
		const { error } = await remove(tracking);
		expect(error?.message).toBe('The carrier refused this request');
	});

	it('says so when that could not be checked', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('delete-400');
		lab.sandbox.quirks.on('html-ok', { path: 'get/orders' });
		const { error } = await remove(tracking);
		expect(error?.message).toMatch(/says that the order is deleted, but this could not be checked/);
	});

	it.each([
		[undefined, 'This order can no longer be changed'],
		['delete-legacy', 'The carrier refused this request'],
	] as const)('refuses a shipped order (%s)', async (quirk, message) => {
		const { tracking } = order({ status: 'vers_hub' });
		if (quirk) lab.sandbox.quirks.on(quirk);
		const { error } = await remove(tracking);
		expect(error?.message).toBe(message);
		expect(lab.sandbox.platform.get(tracking)).toBeDefined();
	});

	it('does not take another answer for a yes', async () => {
		lab.sandbox.quirks.on('not-an-object', { path: 'delete/order', value: { message: 'hello' } });
		const { error } = await remove(order().tracking);
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});

describe('Order: Ship', () => {
	it.each([
		[[true, 'true', '1', 'oui', 'نعم'], 'en_ramassage'],
		// A pickup that was requested could not be undone.
		[[false, 'false', '0', 'non', ' False ', 'FAUX', 'لا', 0, ''], 'vers_hub'],
	])('requests a pickup only where it is said so: %j', async (answers, status) => {
		for (const requestPickup of answers) {
			const { tracking } = order();
			const { json } = await on('ship', { requestPickup }, tracking);
			expect(json).toEqual([{ success: true, message: 'Commande expedier avec succès', tracking }]);
			expect(lab.sandbox.platform.get(tracking)?.status).toBe(status);
		}
	});

	it('hands nothing over where it is neither true nor false', async () => {
		const { error } = await on('ship', { requestPickup: 'perhaps' });
		expect(error?.message).toBe("'Request Pickup' is neither true nor false");
		expect(lab.sandbox.requests).toHaveLength(0);
	});
});

describe('Order: Download Label', () => {
	const bytesOf = (data = '') => Buffer.from(data, 'base64').toString('latin1');

	it.each([undefined, 'label-octet-stream'] as const)(
		'gives a PDF per item (%s)',
		async (quirk) => {
			if (quirk) lab.sandbox.quirks.on(quirk);
			const input = [order(), order()].map(({ tracking }) => ({ tracking }));
			const { outputs } = await lab.run(
				'order.downloadLabel',
				{ tracking: byNumber('={{ $json.tracking }}') },
				{ input },
			);
			for (const [index, { json, binary, pairedItem }] of outputs[0].entries()) {
				const { tracking } = input[index];
				expect(json).toEqual({ tracking, fileName: `label-${tracking}.pdf` });
				expect(pairedItem).toEqual({ item: index });
				expect(binary?.data).toMatchObject({
					mimeType: 'application/pdf',
					fileName: `label-${tracking}.pdf`,
				});
				expect(bytesOf(binary?.data.data)).toMatch(/^%PDF/);
			}
		},
	);

	it('goes into the field that the user names', async () => {
		const { outputs } = await on('downloadLabel', { binaryPropertyName: 'label' });
		expect(Object.keys(outputs[0][0].binary ?? {})).toEqual(['label']);
	});

	it.each([
		['a refusal', 'The carrier refused this request', 'label-json-error', undefined],
		['a page', 'The answer of the carrier could not be read', 'label-html', undefined],
		['other data that says success', 'could not be read', 'label-json-error', { success: true }],
	] as const)('is an error when %s comes in place of it', async (_, words, quirk, value) => {
		lab.sandbox.quirks.on(quirk);
		if (value) lab.sandbox.quirks.on('not-an-object', { path: 'get/order/label', value });
		const { error } = await on('downloadLabel');
		expect(error?.message).toContain(words);
	});
});
