import { newOrder } from '../../../sandbox/platform/new-order';
import { DAY, openPlatform, START, UNKNOWN } from '../wire';

describe('new orders', () => {
	it('have a number of EC, four characters, the local day and four digits', () => {
		expect(openPlatform().create().tracking).toMatch(/^EC[A-Z0-9]{4}260817\d{4}$/);
	});

	it('are ready to ship unless told otherwise, and keep the fields they are given', () => {
		const order = openPlatform().create({
			reference: 'WC-7',
			amount: 4300,
			wilayaId: 31,
			commune: 'Oran',
		});
		expect(order).toMatchObject({
			status: 'prete_a_expedier',
			reference: 'WC-7',
			amount: 4300,
			wilayaId: 31,
			history: [],
			remarks: [],
		});
	});

	it('go to a commune of the wilaya they are given, and home', () => {
		for (const { commune, stopDesk } of openPlatform().createMany(20, { wilayaId: 6 })) {
			expect(['Bejaia', 'Akbou']).toContain(commune);
			expect(stopDesk).toBe(0);
		}
	});

	it('may have the letters of their carrier', () => {
		expect(openPlatform({ prefix: 'DHD' }).create().tracking).toMatch(/^DHD[A-Z0-9]{4}\d{10}$/);
	});

	it('never share a number', () => {
		const make = (isTaken: (tracking: string) => boolean) =>
			newOrder(1, {}, START, { seed: 1, prefix: 'EC' }, isTaken);
		const { tracking } = make(() => false);
		expect(make((other) => other === tracking).tracking).not.toBe(tracking);
		const platform = openPlatform();
		expect(new Set(platform.createMany(500).map((order) => order.tracking)).size).toBe(500);
	});

	it('are the same for the same seed, and others for another', () => {
		const view = (seed: number) =>
			openPlatform({ seed })
				.populate(30)
				.map(({ tracking, recipient, status }) => [tracking, recipient, status]);
		expect(view(7)).toEqual(view(7));
		expect(view(7)).not.toEqual(view(8));
	});

	it('populate the last twelve days in many stages, all of them listed', () => {
		const platform = openPlatform({ autoMove: true });
		const orders = platform.populate(200);
		const statuses = new Set(orders.map(({ status }) => status));
		expect(statuses.size).toBeGreaterThan(8);
		expect(platform.list().total).toBe(200);
		const ages = orders.map(({ createdAt }) => START.getTime() - createdAt.getTime());
		expect(Math.max(...ages)).toBeLessThanOrEqual(12 * DAY);
	});

	it('populate the same stages at any pace, and live on from there', () => {
		const view = (pace: number) =>
			openPlatform({ pace })
				.populate(100)
				.map(({ tracking, status }) => [tracking, status]);
		expect(view(3_000)).toEqual(view(1));
		const platform = openPlatform({ pace: 3_000, autoMove: true });
		platform.populate(100);
		expect(platform.list().total).toBe(100);
		platform.clock.advance(10 * 60_000);
		expect(platform.list().total).toBeLessThan(20);
	});
});

describe('looking an order up', () => {
	it('does not mind case or blanks', () => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		expect(platform.get(` ${tracking.toLowerCase()} `)?.tracking).toBe(tracking);
	});

	it('finds nothing under an unknown number, and refuses to change it', () => {
		expect(openPlatform().get(UNKNOWN)).toBeUndefined();
		expect(() => openPlatform().push(UNKNOWN)).toThrow('No such order');
	});

	it('finds nothing once it is deleted', () => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		platform.remove(tracking);
		expect(platform.get(tracking)).toBeUndefined();
		expect(platform.statuses([tracking])).toEqual({});
		expect(platform.list().total).toBe(0);
	});
});

describe('the status batch', () => {
	it('answers for archived orders', () => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		platform.setStatus(tracking, 'paye_et_archive');
		expect(platform.statuses([tracking])[tracking].status).toBe('paye_et_archive');
	});

	it('filters by status', () => {
		const platform = openPlatform();
		const [a, b] = platform.createMany(2).map(({ tracking }) => tracking);
		platform.setStatus(b, 'en_livraison');
		expect(Object.keys(platform.statuses([a, b], ['en_livraison', 'suspendu']))).toEqual([b]);
	});
});
