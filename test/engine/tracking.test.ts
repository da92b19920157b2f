import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

const MINUTE = 60_000;

describe('the history of an order', () => {
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
		const { json, error } = await lab.run('tracking.getHistory', {
			tracking: byNumber(tracking),
		});
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

describe('the request for a return', () => {
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

describe('the order', () => {
	const ONE = ['tracking.getHistory', 'remark.getAll', 'remark.add', 'return.request'];
	const content = 'Note';

	it.each(ONE)('of %s may be chosen from the list', async (operation) => {
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
		const chosen = { __rl: true, mode: 'list', value: tracking, cachedResultName: 'Client' };
		const { error } = await lab.run(operation, { tracking: chosen, content });
		expect(error).toBeUndefined();
		expect(lab.sandbox.requests[0].query.tracking).toBe(tracking);
	});

	it.each(ONE)('of %s may come from an expression', async (operation) => {
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
		const parameters = { tracking: byNumber('={{ $json.number }}'), content };
		const { error } = await lab.run(operation, parameters, { input: [{ number: tracking }] });
		expect(error).toBeUndefined();
		expect(lab.sandbox.requests[0].query.tracking).toBe(tracking);
	});

	it.each(ONE)('of %s may be plain text, as older exports have it', async (operation) => {
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
		const { error } = await lab.run(operation, { tracking, content });
		expect(error).toBeUndefined();
	});

	it.each(ONE)('of %s is missed before any request', async (operation) => {
		for (const value of ['  ', '={{ "" }}', '={{ $json.nothing }}']) {
			const { error } = await lab.run(operation, { tracking: byNumber(value), content });
			expect(error?.message).toBe("'Tracking Number' is empty");
		}
		expect(lab.asked()).toEqual([]);
	});
});
