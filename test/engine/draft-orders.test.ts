import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

/** What can be done with an order until it is shipped: get, delete, ship, label. */
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

describe('Order: Get', () => {
	it('gives the order in the field terms, or as the platform has it', async () => {
		const { tracking } = order();
		const { json } = await lab.run('order.get', {
			tracking: byNumber(` ${tracking.toLowerCase()} `),
		});
		expect(json).toEqual([
			{
				tracking,
				reference: 'WC-1',
				status: 'prete_a_expedier',
				statusLabel: 'Ready to ship',
				phase: 'draft',
				recipient: 'Amina Benali',
				phone: '0555000111',
				commune: 'Kouba',
				wilayaId: 16,
				amount: 2900,
			},
		]);
		const raw = await lab.run('order.get', { tracking: byNumber(tracking), simplify: false });
		expect(raw.json[0]).toMatchObject({ client: 'Amina Benali', montant: '2900' });
	});

	it('says that an order is not there, and where archived ones are', async () => {
		const { tracking } = order({ status: 'paye_et_archive' });
		const { error } = await lab.run('order.get', { tracking: byNumber(tracking) });
		expect(error?.message).toBe('No order with this tracking number was found');
		expect(error?.description).toMatch(/archived order.*Get Statuses/);
	});

	it('never gives another order than the one asked for', async () => {
		order();
		lab.sandbox.quirks.on('endless-pages');
		const { error } = await lab.run('order.get', { tracking: byNumber('ECNONE') });
		expect(error?.message).toBe('No order with this tracking number was found');
	});
});

describe('Order: Delete', () => {
	const remove = async (tracking: string) =>
		await lab.run('order.delete', { tracking: byNumber(tracking) });

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
		const value = { success: false, message: 'suppression ok' };
		lab.sandbox.quirks.on('success-false', {
			path: 'delete/order',
			code: 0,
			message: value.message,
		});
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
		[false, 'vers_hub'],
		[true, 'en_ramassage'],
	])('hands the order over (with pickup: %s)', async (requestPickup, status) => {
		const { tracking } = order();
		const { json } = await lab.run('order.ship', { tracking: byNumber(tracking), requestPickup });
		expect(json).toEqual([{ success: true, message: 'Commande expedier avec succès', tracking }]);
		expect(lab.sandbox.platform.get(tracking)?.status).toBe(status);
	});

	it.each(['false', '0', 'non', ' False ', 'FAUX', 'لا', 0, ''])(
		'requests no pickup where an expression says %j: it could not be undone',
		async (requestPickup) => {
			const { tracking } = order();
			const parameters = { tracking: byNumber(tracking), requestPickup };
			const { error } = await lab.run('order.ship', parameters);
			expect(error).toBeUndefined();
			expect(lab.sandbox.platform.get(tracking)?.status).toBe('vers_hub');
		},
	);

	it.each(['true', '1', 'oui', 'نعم'])('requests one where it says %j', async (requestPickup) => {
		const { tracking } = order();
		await lab.run('order.ship', { tracking: byNumber(tracking), requestPickup });
		expect(lab.sandbox.platform.get(tracking)?.status).toBe('en_ramassage');
	});

	it('hands nothing over where it is neither true nor false', async () => {
		const parameters = { tracking: byNumber(order().tracking), requestPickup: 'perhaps' };
		const { error } = await lab.run('order.ship', parameters);
		expect(error?.message).toBe("'Request Pickup' is neither true nor false");
		expect(lab.sandbox.requests).toHaveLength(0);
	});

	it('is unknown when the answer is lost, and says how to find out', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write');
		const { error } = await lab.run('order.ship', { tracking: byNumber(order().tracking) });
		expect(error?.description).toMatch(/Nobody knows.*Get Statuses/);
		expect(lab.sandbox.requests).toHaveLength(1);
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
		const parameters = { tracking: byNumber(order().tracking), binaryPropertyName: 'label' };
		const { outputs } = await lab.run('order.downloadLabel', parameters);
		expect(Object.keys(outputs[0][0].binary ?? {})).toEqual(['label']);
	});

	it.each([
		['label-json-error', 'The carrier refused this request'],
		['label-html', 'The answer of the carrier could not be read'],
	] as const)('is an error with %s', async (quirk, message) => {
		lab.sandbox.quirks.on(quirk);
		const { error } = await lab.run('order.downloadLabel', {
			tracking: byNumber(order().tracking),
		});
		expect(error?.message).toBe(message);
	});

	it('is an error when other data comes in place of the PDF, even if it says success', async () => {
		lab.sandbox.quirks.on('label-json-error');
		const value = { success: true };
		lab.sandbox.quirks.on('not-an-object', { path: 'get/order/label', value });
		const { error } = await lab.run('order.downloadLabel', {
			tracking: byNumber(order().tracking),
		});
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});

	it('is an error for an order that is not there', async () => {
		const { error } = await lab.run('order.downloadLabel', { tracking: byNumber('ECNONE') });
		expect(error?.message).toBe('No order with this tracking number was found');
	});
});
