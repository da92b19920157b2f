import { DAY, openPlatform, START, UNKNOWN } from '../wire';

describe('the listing', () => {
	it('has forty rows a page, newest first', () => {
		const platform = openPlatform();
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
		expect(openPlatform().list()).toMatchObject({ data: [], last_page: 1, total: 0, from: null });
	});

	it('goes by the day of creation in Algiers, both ends included', () => {
		const platform = openPlatform();
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
		const platform = openPlatform();
		platform.create({ createdAt: new Date(START.getTime() - 89 * DAY) });
		platform.create({ createdAt: new Date(START.getTime() - 92 * DAY) });
		expect(platform.list().total).toBe(1);
		expect(platform.list({ startDate: '2018-01-01' }).total).toBe(2);
	});

	it('finds one order by its number, whatever its age', () => {
		const platform = openPlatform();
		platform.createMany(50);
		const { tracking } = platform.create({ createdAt: new Date(START.getTime() - 400 * DAY) });
		expect(platform.list({ tracking: tracking.toLowerCase() }).data).toHaveLength(1);
		expect(platform.list({ tracking: UNKNOWN })).toMatchObject({ data: [], total: 0 });
	});

	it('never shows an order that was archived from the start', () => {
		const platform = openPlatform();
		platform.create({ status: 'paye_et_archive' });
		expect(platform.list().total).toBe(0);
	});

	it.each(['paye_et_archive', 'retour_archive'])('hides %s, and shows it again after', (status) => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		platform.create();
		platform.setStatus(tracking, status);
		expect(platform.list().total).toBe(1);
		expect(platform.list({ tracking }).total).toBe(0);
		platform.setStatus(tracking, 'retour_recu');
		expect(platform.list().total).toBe(2);
	});
});
