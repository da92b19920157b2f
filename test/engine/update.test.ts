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
