import { openLab } from '../support/lab';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off' });

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

	it('asks for 250 orders of 250 items in three requests', async () => {
		const input = lab.sandbox.platform.createMany(250).map(({ tracking }) => ({ tracking }));
		const { json, outputs } = await lab.run(
			'tracking.getManyHistories',
			{ trackings: '={{ $json.tracking }}' },
			{ input },
		);
		expect(lab.asked()).toHaveLength(3);
		expect(json.map(({ tracking }) => tracking)).toEqual(input.map(({ tracking }) => tracking));
		expect(outputs[0][249].pairedItem).toEqual({ item: 249 });
	});

	it('gives the raw rows on request', async () => {
		const { tracking } = lab.sandbox.platform.create();
		const { json } = await getMany([tracking], { simplify: false });
		expect(json[0]).toMatchObject({ tracking, found: true, OrderInfo: { tracking } });
	});
});

describe('Return: Confirm Reception', () => {
	const ready = () => lab.sandbox.platform.create({ status: 'retours_prets' }).tracking;
	const notReady = () => lab.sandbox.platform.create({ status: 'en_livraison' }).tracking;
	const confirm = async (trackings: string[], more = {}) =>
		await lab.run('return.confirmReception', { trackings: trackings.join(', ') }, more);

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
			})),
		);
		expect(lab.asked()).toEqual(['valid/returns', 'get/orders/status']);
	});

	it('sends those of all items together', async () => {
		const input = Array.from({ length: 130 }, () => ({ tracking: ready() }));
		const { json, outputs } = await lab.run(
			'return.confirmReception',
			{ trackings: '={{ $json.tracking }}' },
			{ input },
		);
		expect(json.every(({ confirmed }) => confirmed === true)).toBe(true);
		expect(outputs[0][129].pairedItem).toEqual({ item: 129 });
		expect(lab.asked().filter((path) => path === 'valid/returns')).toHaveLength(2);
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
		const input = [{ tracking: ready() }, { tracking: notReady() }, { tracking: 'ECNONE' }];
		const { json } = await lab.run(
			'return.confirmReception',
			{ trackings: '={{ $json.tracking }}' },
			{ input, onError: 'continueRegularOutput' },
		);
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

	it('is unknown when the answer is lost', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write');
		const { error } = await confirm([ready()]);
		expect(error?.message).toMatch(/^The outcome of this request is unknown/);
		expect(error?.description).toMatch(/Get Statuses/);
	});

	describe('with On Error: Stop, hides nothing that was confirmed', () => {
		const confirmEach = async (trackings: string[]) =>
			await lab.run(
				'return.confirmReception',
				{ trackings: '={{ $json.tracking }}' },
				{ input: trackings.map((tracking) => ({ tracking })) },
			);

		it('another item was refused: every item has its row, the refused one with the reason', async () => {
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
	});
});
