import { Clock, Platform } from '../../../sandbox';
import { START } from '../wire';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const open = (options: ConstructorParameters<typeof Platform>[0] = {}) =>
	new Platform({ clock: new Clock('manual', START), ...options });

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
