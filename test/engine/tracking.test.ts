import { cannedJson } from '../support/canned';
import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off' });

const MINUTE = 60_000;

describe('Tracking: Get History', () => {
	it('is sorted by time, with labels, returns and unknown events included', async () => {
		const { platform } = lab.sandbox;
		const { tracking, history } = platform.create();
		const record = (event: string) => {
			platform.clock.advance(MINUTE);
			history.unshift({ at: platform.clock.now(), event, station: '', scanned: '' });
		};
		record('order_information_received_by_carrier');
		record('picked');
		record('colis_photographie');
		record('return_asked');
		record('Return_received');
		const { json, error } = await lab.run('tracking.getHistory', { tracking: byNumber(tracking) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		const activity = json[0].activity as Array<Record<string, string>>;
		expect(activity.map(({ at, label }) => `${at} ${label}`)).toEqual([
			'2026-08-17T09:01:00+01:00 Registered by the sender',
			'2026-08-17T09:02:00+01:00 Picked up by the carrier',
			'2026-08-17T09:03:00+01:00 colis photographie',
			'2026-08-17T09:04:00+01:00 Return started',
			'2026-08-17T09:05:00+01:00 Return received by the sender',
		]);
		expect(activity.at(-1)).toMatchObject({ status: 'Return_received', date: '2026-08-17' });
	});

	it('keeps the fields of the platform beside it', async () => {
		const { tracking, recipient, shop, wilayaId } = lab.sandbox.platform.create();
		const { json } = await lab.run('tracking.getHistory', { tracking: byNumber(tracking) });
		expect(json[0]).toMatchObject({
			tracking,
			recipientName: recipient,
			shippedBy: shop,
			destLocationCity: wilayaId,
		});
	});
});

describe('the status beside a history', () => {
	it('is that of the order, archived or not', async () => {
		const { tracking } = lab.sandbox.platform.create({ status: 'paye_et_archive' });
		const { json } = await lab.run('tracking.getHistory', { tracking: byNumber(tracking) });
		expect(json[0]).toMatchObject({
			status: 'paye_et_archive',
			statusLabel: 'Delivered, paid out',
			phase: 'delivered',
		});
		expect(lab.asked()).toEqual(['get/tracking/info', 'get/orders/status']);
	});

	it('is null when the platform cannot say, and the history is there all the same', async () => {
		const { tracking, recipient } = lab.sandbox.platform.create();
		lab.sandbox.quirks.on('server-error', { path: 'get/orders/status' });
		const { json, error } = await lab.run('tracking.getHistory', { tracking: byNumber(tracking) });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ recipientName: recipient, status: null, phase: null }]);
	});
});

describe('Tracking: Get Many Histories', () => {
	const getMany = async (trackings: string[], more = {}) =>
		await lab.run('tracking.getManyHistories', { trackings: trackings.join('\n'), ...more });

	it('tells who, where and how far, with English labels', async () => {
		const { tracking } = lab.sandbox.platform.create({ reference: 'WC-1', recipient: 'Amina' });
		lab.sandbox.platform.setStatus(tracking, 'en_livraison');
		lab.sandbox.platform.addRemark(tracking, 'Client absent', { driver: 'D', station: 'S' });
		const { json } = await getMany([tracking]);
		expect(json[0]).toMatchObject({
			tracking,
			found: true,
			status: 'en_livraison',
			statusLabel: 'Out for delivery',
			statusLabelFr: 'En cours de livraison',
			statusLabelAr: 'خرج للتوصيل',
			phase: 'delivery',
			isFinal: false,
			reference: 'WC-1',
			recipient: 'Amina',
			attempts: ['Client absent'],
			driverPhone: expect.any(String),
		});
		expect(json[0].activity).toContainEqual(
			expect.objectContaining({ label: expect.any(String), at: expect.stringMatching(/\+01:00$/) }),
		);
	});

	it.each(['info-in-data', 'info-list', 'index-keyed-lists'] as const)(
		'reads the answer with %s',
		async (quirk) => {
			const [one, two] = lab.sandbox.platform.createMany(2);
			lab.sandbox.quirks.on(quirk);
			const { json } = await getMany([two.tracking, one.tracking]);
			expect(json.map(({ tracking, reference }) => [tracking, reference])).toEqual([
				[two.tracking, two.reference],
				[one.tracking, one.reference],
			]);
		},
	);

	it('answers for archived orders too, and says which numbers are unknown', async () => {
		const { tracking } = lab.sandbox.platform.create({ status: 'paye_et_archive' });
		const { json } = await getMany([tracking, 'ECNONE']);
		expect(json).toMatchObject([
			{ tracking, found: true, isFinal: true },
			{ tracking: 'ECNONE', found: false, status: null, phase: null },
		]);
	});

	it('is no error when no number at all is known (404)', async () => {
		const { json, error } = await getMany(['ECNONE']);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ tracking: 'ECNONE', found: false }]);
	});

	it('gives the raw rows on request', async () => {
		const { tracking } = lab.sandbox.platform.create();
		const { json } = await getMany([tracking], { simplify: false });
		expect(json[0]).toMatchObject({ tracking, found: true, OrderInfo: { tracking } });
	});
});

describe('remarks', () => {
	const manyRemarks = (count: number) => {
		const { platform } = lab.sandbox;
		const { tracking } = platform.create();
		for (let number = 1; number <= count; number++) platform.addRemark(tracking, `Note ${number}`);
		return { tracking: byNumber(tracking) };
	};

	it('are added with number and content', async () => {
		const { tracking, remarks } = lab.sandbox.platform.create();
		const content = 'Livrer après 17 h & avant 19 h, 100 % 📦';
		const { json } = await lab.run('remark.add', { tracking: byNumber(tracking), content });
		expect(json).toEqual([
			{ success: true, message: 'Mise a jour avec success', tracking, content },
		]);
		expect(remarks.map(({ text }) => text)).toEqual([`Boutique Démo : ${content}`]);
		expect(lab.sandbox.requests).toMatchObject([
			{ method: 'POST', path: '/api/v1/add/maj', query: { tracking, content }, body: undefined },
		]);
	});

	it.each(['a', 'ع', '📦'])(
		'may be 255 characters long as the platform counts: %s',
		async (one) => {
			const { tracking } = lab.sandbox.platform.create();
			const parameters = { tracking: byNumber(tracking), content: one.repeat(255) };
			expect((await lab.run('remark.add', parameters)).error).toBeUndefined();
		},
	);

	it.each([
		['too long', 'a'.repeat(256), "'Content' has 256 characters, 1 too many"],
		['empty', ' \n ', "'Content' is empty"],
	])('are refused before any request when %s', async (_, content, message) => {
		const { tracking } = lab.sandbox.platform.create();
		const { error } = await lab.run('remark.add', { tracking: byNumber(tracking), content });
		expect(error?.message).toBe(message);
		expect(lab.asked()).toEqual([]);
	});

	it('are listed oldest first, with a time', async () => {
		const { json } = await lab.run('remark.getAll', { ...manyRemarks(3), returnAll: true });
		expect(json.map(({ remarque }) => remarque)).toEqual([
			'Boutique Démo : Note 1',
			'Boutique Démo : Note 2',
			'Boutique Démo : Note 3',
		]);
		expect(json[0]).toMatchObject({
			created_at: '2026-08-17 09:00:00',
			createdAt: '2026-08-17T09:00:00+01:00',
		});
	});

	it.each([
		[{ returnAll: false, limit: 2 }, 2],
		[{}, 50],
		[{ returnAll: true }, 60],
	])('are cut here, for there are no pages: %j leaves %i', async (parameters, count) => {
		const { json } = await lab.run('remark.getAll', { ...manyRemarks(60), ...parameters });
		expect(json).toHaveLength(count);
		expect(lab.sandbox.requests.map(({ query }) => Object.keys(query))).toEqual([['tracking']]);
	});

	it('may be none', async () => {
		const { json, error } = await lab.run('remark.getAll', manyRemarks(0));
		expect([json, error]).toEqual([[], undefined]);
	});

	it('refuse a limit before any request', async () => {
		const { error } = await lab.run('remark.getAll', { ...manyRemarks(1), limit: 0 });
		expect(error?.message).toBe("'Limit' is below 1");
		expect(lab.asked()).toEqual([]);
	});
});

describe('Return: Request', () => {
	it('reaches the carrier', async () => {
		const order = lab.sandbox.platform.create({ status: 'en_livraison' });
		const { json } = await lab.run('return.request', { tracking: byNumber(order.tracking) });
		expect(json).toEqual([
			{ success: true, message: 'Retour demandé avec succès', tracking: order.tracking },
		]);
		expect(order.returnAskedAt).toEqual(lab.sandbox.platform.clock.now());
		expect(lab.sandbox.requests).toMatchObject([
			{ method: 'POST', path: '/api/v1/ask/for/order/return', query: { tracking: order.tracking } },
		]);
	});

	it('counts as granted however the platform says yes', async () => {
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
		lab.sandbox.quirks.on('success-as-string');
		const { json } = await lab.run('return.request', { tracking: byNumber(tracking) });
		expect(json[0]).toMatchObject({ success: true });
	});
});

describe('Return: Confirm Reception', () => {
	const ready = () => lab.sandbox.platform.create({ status: 'retours_prets' }).tracking;
	const notReady = () => lab.sandbox.platform.create({ status: 'en_livraison' }).tracking;
	/** Those of one item. */
	const confirm = async (trackings: string[]) =>
		await lab.run('return.confirmReception', { trackings: trackings.join(', ') });
	/** An item for each. */
	const confirmEach = async (trackings: string[], onError?: 'continueRegularOutput') =>
		await lab.run(
			'return.confirmReception',
			{ trackings: '={{ $json.tracking }}' },
			{ input: trackings.map((tracking) => ({ tracking })), onError },
		);

	it('confirms, and reads the status afterwards', async () => {
		const trackings = [ready(), ready()];
		const { json } = await confirm(trackings);
		expect(json).toEqual(
			trackings.map((tracking) => ({
				tracking,
				found: true,
				confirmed: true,
				status: 'retour_recu',
				statusLabel: 'Return received',
				statusLabelFr: "Retour reçu par l'expéditeur",
				statusLabelAr: 'تم استلام المرتجع',
			})),
		);
		expect(lab.asked()).toEqual(['valid/returns', 'get/orders/status']);
	});

	it('sends those of all items together', async () => {
		const { json, outputs } = await confirmEach(Array.from({ length: 130 }, ready));
		expect(json.every(({ confirmed }) => confirmed === true)).toBe(true);
		expect(outputs[0][129].pairedItem).toEqual({ item: 129 });
		expect(lab.count('valid/returns')).toBe(2);
	});

	it('tells which of several were not confirmed', async () => {
		const [one, other] = [ready(), notReady()];
		const { json } = await confirm([one, other, 'ECNONE']);
		expect(json.map(({ tracking, found, confirmed }) => [tracking, found, confirmed])).toEqual([
			[one, true, true],
			[other, true, false],
			['ECNONE', false, false],
		]);
	});

	it('is an error when none was', async () => {
		const { error } = await confirm([notReady()]);
		expect(error?.message).toBe('The carrier did not confirm the reception of this return');
		expect(error?.description).toMatch(/Out for delivery/);
	});

	it('is an error for a return that has been received before', async () => {
		const tracking = ready();
		await confirm([tracking]);
		const { error } = await confirm([tracking]);
		expect(error?.description).toMatch(/Return received/);
	});

	it('names the parameter that holds an unknown number as the editor does', async () => {
		const { error } = await confirm(['ECNONE']);
		expect(error?.message).toBe('No order with this tracking number was found');
		expect(error?.description).toContain("'Tracking Numbers'");
	});

	it('fails the same way beside others as alone', async () => {
		const trackings = [ready(), notReady(), 'ECNONE'];
		const { json } = await confirmEach(trackings, 'continueRegularOutput');
		expect(json).toMatchObject([
			{ confirmed: true },
			{ error: 'The carrier did not confirm the reception of this return' },
			{ error: 'No order with this tracking number was found' },
		]);
	});

	it('is never a success when the platform says returned: fail', async () => {
		lab.sandbox.quirks.on('returned-fail');
		const { error } = await confirm([ready()]);
		expect(error?.message).toBe('The carrier did not confirm the reception of this return');
	});

	it('believes a yes to one parcel, even before its status shows it', async () => {
		lab.sandbox.quirks.on('empty-status-array');
		const { json } = await confirm([ready()]);
		expect(json).toMatchObject([{ confirmed: true, status: null }]);
	});

	it('leaves it open when a yes to several shows for none of them yet', async () => {
		lab.sandbox.quirks.on('empty-status-array');
		const { json } = await confirm([ready(), ready()]);
		expect(json.map(({ confirmed }) => confirmed)).toEqual([null, null]);
	});

	it('gives every item its row when another one was refused, that one with the reason', async () => {
		const { json, error, outputs } = await confirmEach([ready(), notReady(), ready(), 'ECNONE']);
		expect(error).toBeUndefined();
		expect(json.map(({ confirmed, status }) => [confirmed, status])).toEqual([
			[true, 'retour_recu'],
			[false, 'en_livraison'],
			[true, 'retour_recu'],
			[false, null],
		]);
		expect(json[1].reason).toMatch(/^The carrier did not confirm .*Out for delivery/);
		expect(json[3].reason).toMatch(/^No order with this tracking number was found/);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});

	describe('in two requests of which the second ends without a clear answer', () => {
		const hundredAndOne = Array.from({ length: 101 }, (_, index) => `EC${index}`);
		const serve = async (returned: string) =>
			await lab.serve(({ path, nth }) => {
				if (path === 'get/orders/status') return cannedJson({});
				return nth === 0 ? cannedJson({ returned }) : { status: 500, body: 'Server Error' };
			});

		it('does not hide the doubt behind a refused first hundred', async () => {
			await serve('fail');
			const { json, error } = await confirmEach(hundredAndOne);
			expect(error).toBeUndefined();
			expect(json.map(({ confirmed }) => confirmed)).toEqual([...Array(100).fill(false), null]);
			expect(json[100].reason).toMatch(/Nobody knows whether it took place/);
		});

		it('keeps the first hundred of one item', async () => {
			await serve('success');
			const { json } = await confirm(hundredAndOne);
			expect(json).toHaveLength(101);
			expect(json[100].reason).toMatch(/Nobody knows whether it took place/);
		});
	});
});
