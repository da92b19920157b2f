import { Clock, Platform } from '../../../sandbox';
import { newOrder } from '../../../sandbox/platform/new-order';
import { START } from '../wire';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const open = (options: ConstructorParameters<typeof Platform>[0] = {}) =>
	new Platform({ clock: new Clock('manual', START), ...options });

describe('new orders', () => {
	it('have a number of EC, four characters, the local day and four digits', () => {
		expect(open().create().tracking).toMatch(/^EC[A-Z0-9]{4}260817\d{4}$/);
	});

	it('are ready to ship unless told otherwise, and keep the fields they are given', () => {
		const order = open().create({ reference: 'WC-7', amount: 4300, wilayaId: 31, commune: 'Oran' });
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
		for (const { commune, stopDesk } of open().createMany(20, { wilayaId: 6 })) {
			expect(['Bejaia', 'Akbou']).toContain(commune);
			expect(stopDesk).toBe(0);
		}
	});

	it('never share a number', () => {
		const make = (isTaken: (tracking: string) => boolean) => newOrder(1, {}, START, 1, isTaken);
		const { tracking } = make(() => false);
		expect(make((other) => other === tracking).tracking).not.toBe(tracking);
		const platform = open();
		expect(new Set(platform.createMany(500).map((order) => order.tracking)).size).toBe(500);
	});

	it('are the same for the same seed, and others for another', () => {
		const view = (seed: number) =>
			open({ seed })
				.populate(30)
				.map(({ tracking, recipient, status }) => [tracking, recipient, status]);
		expect(view(7)).toEqual(view(7));
		expect(view(7)).not.toEqual(view(8));
	});

	it('populate the last twelve days in many stages, all of them listed', () => {
		const platform = open({ autoMove: true });
		const orders = platform.populate(200);
		const statuses = new Set(orders.map(({ status }) => status));
		expect(statuses.size).toBeGreaterThan(8);
		expect(platform.list().total).toBe(200);
		const ages = orders.map(({ createdAt }) => START.getTime() - createdAt.getTime());
		expect(Math.max(...ages)).toBeLessThanOrEqual(12 * DAY);
	});

	it('populate the same stages at any pace, and live on from there', () => {
		const view = (pace: number) =>
			open({ pace })
				.populate(100)
				.map(({ tracking, status }) => [tracking, status]);
		expect(view(3_000)).toEqual(view(1));
		const platform = open({ pace: 3_000, autoMove: true });
		platform.populate(100);
		expect(platform.list().total).toBe(100);
		platform.clock.advance(10 * 60_000);
		expect(platform.list().total).toBeLessThan(20);
	});
});

describe('looking an order up', () => {
	it('does not mind case or blanks', () => {
		const platform = open();
		const { tracking } = platform.create();
		expect(platform.get(` ${tracking.toLowerCase()} `)?.tracking).toBe(tracking);
	});

	it('finds nothing under an unknown number, and refuses to change it', () => {
		expect(open().get('ECXXXX2608170000')).toBeUndefined();
		expect(() => open().push('ECXXXX2608170000')).toThrow('No such order');
	});

	it('finds nothing once it is deleted', () => {
		const platform = open();
		const { tracking } = platform.create();
		platform.remove(tracking);
		expect(platform.get(tracking)).toBeUndefined();
		expect(platform.statuses([tracking])).toEqual({});
		expect(platform.list().total).toBe(0);
	});
});

describe('the listing', () => {
	it('has forty rows a page, newest first', () => {
		const platform = open();
		platform.createMany(101);
		const [first, second, third, fourth] = [1, 2, 3, 4].map((page) => platform.list({ page }));
		expect([first, second, third, fourth].map(({ data }) => data.length)).toEqual([40, 40, 21, 0]);
		expect([first.from, first.to, first.last_page, first.total]).toEqual([1, 40, 3, 101]);
		expect([third.from, third.to]).toEqual([81, 101]);
		expect([fourth.from, fourth.to, fourth.current_page]).toEqual([null, null, 4]);
		expect(first.data[0].reference).not.toBe(third.data[20].reference);
		const rows = [first, second, third].flatMap(({ data }) => data.map((row) => row.tracking));
		expect(rows).toEqual(
			platform
				.all()
				.map(({ tracking }) => tracking)
				.reverse(),
		);
	});

	it('is empty, with one page, on a new account', () => {
		expect(open().list()).toMatchObject({ data: [], last_page: 1, total: 0, from: null });
	});

	it('goes by the day of creation in Algiers, both ends included', () => {
		const platform = open();
		const at = (iso: string) => platform.create({ createdAt: new Date(iso) }).tracking;
		at('2026-08-14T22:59:59Z');
		const first = at('2026-08-14T23:00:00Z');
		const last = at('2026-08-15T22:59:59Z');
		at('2026-08-15T23:00:00Z');
		const page = platform.list({ startDate: '2026-08-15', endDate: '2026-08-15' });
		expect(page.data.map(({ tracking }) => tracking)).toEqual([last, first]);
		expect(platform.list({ startDate: '2026-08-16', endDate: '2026-08-15' }).total).toBe(0);
	});

	it('shows the last ninety days by itself, and older orders on request', () => {
		const platform = open();
		platform.create({ createdAt: new Date(START.getTime() - 89 * DAY) });
		platform.create({ createdAt: new Date(START.getTime() - 92 * DAY) });
		expect(platform.list().total).toBe(1);
		expect(platform.list({ startDate: '2018-01-01' }).total).toBe(2);
	});

	it('finds one order by its number, whatever its age', () => {
		const platform = open();
		platform.createMany(50);
		const { tracking } = platform.create({ createdAt: new Date(START.getTime() - 400 * DAY) });
		expect(platform.list({ tracking: tracking.toLowerCase() }).data).toHaveLength(1);
		expect(platform.list({ tracking: 'ECXXXX2608170000' })).toMatchObject({ data: [], total: 0 });
	});

	it('never shows an order that was archived from the start', () => {
		const platform = open();
		platform.create({ status: 'paye_et_archive' });
		expect(platform.list().total).toBe(0);
	});

	it.each(['paye_et_archive', 'retour_archive'])('hides %s, and shows it again after', (status) => {
		const platform = open();
		const { tracking } = platform.create();
		platform.create();
		platform.setStatus(tracking, status);
		expect(platform.list().total).toBe(1);
		expect(platform.list({ tracking }).total).toBe(0);
		platform.setStatus(tracking, 'retour_recu');
		expect(platform.list().total).toBe(2);
	});
});

describe('the status batch', () => {
	it('answers for the orders it knows and leaves the others out', () => {
		const platform = open();
		const { tracking } = platform.create();
		const rows = platform.statuses([tracking, 'ECXXXX2608170000']);
		expect(Object.keys(rows)).toEqual([tracking]);
	});

	it('answers for archived orders', () => {
		const platform = open();
		const { tracking } = platform.create();
		platform.setStatus(tracking, 'paye_et_archive');
		expect(platform.statuses([tracking])[tracking].status).toBe('paye_et_archive');
	});

	it('filters by status', () => {
		const platform = open();
		const [a, b] = platform.createMany(2).map(({ tracking }) => tracking);
		platform.setStatus(b, 'en_livraison');
		expect(Object.keys(platform.statuses([a, b], ['en_livraison', 'suspendu']))).toEqual([b]);
	});
});

describe('remarks', () => {
	it('carry the shop when the sender writes them', () => {
		const platform = open();
		const { tracking } = platform.create({ shop: 'Boutique Test' });
		expect(platform.addRemark(tracking, 'après 17h')).toMatchObject({
			text: 'Boutique Test : après 17h',
			driver: '',
			station: '',
		});
	});

	it('carry driver and station when the carrier writes them', () => {
		const platform = open();
		const { tracking } = platform.create();
		platform.addRemark(tracking, 'Client absent', { driver: 'Ali', station: 'Station Oran' });
		expect(platform.statuses([tracking])[tracking].activity).toEqual([
			{
				reason: 'Client absent',
				details: '',
				station: 'Station Oran',
				driver: 'Ali',
				date: '2026-08-17',
				time: '09:00:00',
				postponed_to: null,
			},
		]);
	});
});

describe('orders that move by themselves', () => {
	it('stay where they are unless they are asked to move', () => {
		const platform = open();
		const { tracking } = platform.create();
		platform.clock.advance(30 * DAY);
		expect(platform.get(tracking)?.status).toBe('prete_a_expedier');
		platform.tick();
		expect(platform.get(tracking)?.status).not.toBe('prete_a_expedier');
	});

	it('all come to an end, by way of times that only grow', () => {
		const platform = open({ autoMove: true });
		platform.createMany(300);
		platform.clock.advance(200 * DAY);
		const orders = platform.all();
		const ends = new Set(orders.map(({ status }) => status));
		expect(ends).toEqual(new Set(['paye_et_archive', 'retour_archive', 'annule']));
		for (const { history } of orders) {
			const times = history.map(({ at }) => at.getTime());
			expect(times).toEqual([...times].sort((a, b) => a - b));
		}
	});

	it('take the same way however often somebody looks', () => {
		const way = (step: number) => {
			const platform = open({ autoMove: true, seed: 5, arrivals: 20 });
			platform.createMany(40);
			for (let passed = 0; passed < 6 * DAY; passed += step) {
				platform.clock.advance(step);
				platform.list();
			}
			return platform.all().map(({ tracking, status, changedAt }) => [tracking, status, changedAt]);
		};
		expect(way(HOUR)).toEqual(way(3 * DAY));
	});

	it('move faster at a higher pace, while the clock stays', () => {
		const platform = open({ autoMove: true, pace: 1_000 });
		platform.createMany(50);
		platform.clock.advance(6 * HOUR);
		expect(platform.list().total).toBeLessThan(10);
	});

	it('are joined by new ones at the rate asked for', () => {
		const platform = open({ autoMove: true, arrivals: 24 });
		platform.clock.advance(5 * HOUR);
		expect(platform.all()).toHaveLength(5);
	});

	it('do not move once deleted', () => {
		const platform = open({ autoMove: true });
		const order = platform.create();
		platform.remove(order.tracking);
		platform.clock.advance(100 * DAY);
		expect(platform.all()).toEqual([]);
		expect(order.status).toBe('prete_a_expedier');
	});
});
