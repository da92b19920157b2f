import type { INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byName, byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

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

describe('Order: Update', () => {
	const update = async (tracking: string, updateFields: INodeParameters) =>
		await lab.run('order.update', { tracking: byNumber(tracking), updateFields });

	it('changes what is given and keeps the rest', async () => {
		const { tracking } = order();
		const { json } = await update(tracking, { phone: '+213 666 00 01 11', amount: '3 500' });
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
		const { tracking } = order({ phone2: '0777000111' });
		lab.sandbox.quirks.on('partial-update-422');
		const { json } = await update(tracking, { amount: 3500 });
		expect(json).toMatchObject([{ updated: true, amount: 3500 }]);
	});

	it('sends what stays as the order has it, and nothing that it does not know', async () => {
		const { tracking } = order({ phone2: '0777000111' });
		await update(tracking, { remark: 'Après 17 h' });
		const request = lab.sandbox.requests.find(({ path }) => path.endsWith('update/order'));
		expect(request?.body).toEqual({
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
		const { tracking } = order();
		lab.sandbox.quirks.on('info-without-drafts');
		const { json } = await update(tracking, { amount: 3500 });
		expect(json).toMatchObject([{ updated: true, amount: 3500 }]);
		expect(lab.sandbox.platform.get(tracking)?.stopDesk).toBe(1);
	});

	it('reads nothing more when the listing says everything', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('newer-rows');
		await update(tracking, { amount: 3500 });
		expect(lab.asked()).toEqual(['get/orders', 'update/order', 'get/orders']);
	});

	it('moves an order to another wilaya and commune', async () => {
		const { tracking } = order();
		const { json } = await update(tracking, {
			wilayaId: byNumber('Béjaïa'),
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
			{ wilayaId: byNumber('31') },
			"'Commune' is not in the carrier's list for wilaya 31: Kouba",
		],
		[
			'a commune without a desk, while the order goes to a desk',
			{ commune: byName('Hydra') },
			"'Stop Desk' is on, but Hydra has no desk",
		],
	])('refuses %s', async (_, fields, message) => {
		const { tracking } = order();
		const { error } = await update(tracking, fields);
		expect(error?.message).toBe(message);
		expect(lab.asked()).not.toContain('update/order');
	});

	it('refuses an order that is not there', async () => {
		const { error } = await update('ECNONE', { amount: 3500 });
		expect(error?.message).toBe('No order with this tracking number was found');
	});

	it('says that a shipped order can no longer be changed', async () => {
		const { tracking } = order({ status: 'vers_hub' });
		const { error } = await update(tracking, { amount: 3500 });
		expect(error?.message).toBe('This order can no longer be changed');
	});

	it('is no success when the platform says yes and changes nothing', async () => {
		const { tracking } = order({ status: 'vers_hub' });
		lab.sandbox.quirks.on('update-ignored');
		const { error } = await update(tracking, { amount: 3500, phone: '0666000111' });
		expect(error?.message).toBe(
			"The carrier accepted the change but did not take over 'Phone', 'Amount'",
		);
		expect(error?.description).toMatch(/status is "On the way to the hub"/);
	});

	it('names what cannot be checked, because the listing does not show it', async () => {
		const { tracking } = order();
		const { json } = await update(tracking, {
			amount: 3500,
			remark: 'Après 17 h',
			stopDesk: false,
		});
		expect(json[0].unverified).toEqual(['Remark', 'Stop Desk']);
	});

	it('names what it neither knew nor sent', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('info-without-drafts');
		const { json } = await update(tracking, { amount: 3500 });
		expect(json[0].notSent).toEqual([
			'Fragile',
			'GPS Link',
			'Postal Code',
			'Remark',
			'Shop',
			'Stop Desk',
		]);
	});

	it('tells what the carrier changed on the way, unasked', async () => {
		const { tracking } = order({ phone2: '0777000111' });
		lab.sandbox.quirks.on('newer-rows');
		lab.sandbox.quirks.on('update-side-effects', { value: { stopDesk: 0, amount: 0 } });
		const { json } = await update(tracking, { phone: '0666000111' });
		expect(json).toMatchObject([{ updated: true, changedUnasked: ['Amount', 'Stop Desk'] }]);
	});

	it('is no success when a longer address was ignored of which the old one is the beginning', async () => {
		const { tracking } = order({ address: '12 rue des Oliviers, Kouba' });
		lab.sandbox.quirks.on('update-ignored');
		const { error } = await update(tracking, { address: '12 rue des Oliviers, Kouba, porte 5' });
		expect(error?.message).toBe("The carrier accepted the change but did not take over 'Address'");
	});

	it('keeps the amount to collect however the carrier writes it', async () => {
		const { tracking } = order({ amount: 1500 });
		lab.sandbox.quirks.on('listed-values', { value: { montant: '1.500,00 DA' } });
		const { json } = await update(tracking, { phone: '0666000111' });
		expect(json).toMatchObject([{ updated: true, amount: 1500 }]);
		const request = lab.sandbox.requests.find(({ path }) => path.endsWith('update/order'));
		expect(request?.body).toMatchObject({ montant: 1500 });
	});

	it.each(['2.900', '4,300', 'gratuit'])(
		'guesses no amount to collect from %j',
		async (montant) => {
			const { tracking } = order();
			lab.sandbox.quirks.on('listed-values', { value: { montant } });
			const { error } = await update(tracking, { phone: '0666000111' });
			expect(error?.message).toBe(`The current amount of this order cannot be read: ${montant}`);
			expect(error?.description).toMatch(/add 'Amount' under 'Update Fields'/);
			expect(lab.asked()).not.toContain('update/order');
			const given = await update(tracking, { phone: '0666000111', amount: 2900 });
			expect(given.json).toMatchObject([{ updated: true, unverified: ['Amount'], amount: null }]);
			const request = lab.sandbox.requests.find(({ path }) => path.endsWith('update/order'));
			expect(request?.body).toMatchObject({ montant: 2900, tel: '0666000111' });
		},
	);

	it('sends a kept phone in the form that a create would send', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('listed-values', { value: { phone: '+213 555000111' } });
		await update(tracking, { amount: 3500 });
		const request = lab.sandbox.requests.find(({ path }) => path.endsWith('update/order'));
		expect(request?.body).toMatchObject({ tel: '0555000111' });
	});

	it('does not blame the user for a desk flag that the carrier writes as 2', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('listed-values', { value: { stop_desk: 2 } });
		const { json } = await update(tracking, { amount: 3500 });
		expect(json).toMatchObject([{ updated: true, notSent: expect.arrayContaining(['Stop Desk']) }]);
	});

	it('says so when it could not be checked at all', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('server-error', { path: 'get/orders', after: 1 });
		const { error } = await update(tracking, { amount: 3500 });
		expect(error?.message).toBe('The carrier accepted the change, but it could not be checked');
		expect(lab.sandbox.platform.get(tracking)?.amount).toBe(3500);
	});

	it('is unknown when the answer is lost', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('lost-answer-after-write');
		const { error } = await update(tracking, { amount: 3500 });
		expect(error?.message).toMatch(/^The outcome of this request is unknown/);
		expect(error?.description).toMatch(/look the order up with Get/);
	});

	it('is not unknown when the order could not even be read', async () => {
		const { tracking } = order();
		lab.sandbox.quirks.on('server-error', { path: 'get/orders' });
		const { error } = await update(tracking, { amount: 3500 });
		expect(error?.message).toMatch(/not available right now/);
	});
});
