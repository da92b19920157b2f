import { openLimits, type LimitOptions } from '../../sandbox/http/rate-limits';
import { START } from './wire';

const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const unix = (seconds: number) => START.getTime() / 1_000 + seconds;

function takeMany(limits: ReturnType<typeof openLimits>, count: number, seconds: number) {
	for (let taken = 0; taken < count; taken += 1)
		expect(limits.take(at(seconds)).isAllowed).toBe(true);
}

describe('the rate windows', () => {
	it('are the documented ones: 50 a minute, 1500 an hour, 15000 a day', () => {
		expect(
			openLimits()
				.windows(START)
				.map(({ name, limit, remaining }) => [name, limit, remaining]),
		).toEqual([
			['day', 15_000, 15_000],
			['hour', 1_500, 1_500],
			['minute', 50, 50],
		]);
	});

	it('refuse the fifty-first request of a minute, and do not count it', () => {
		const limits = openLimits();
		takeMany(limits, 50, 0);
		expect(limits.take(at(10))).toEqual({
			isAllowed: false,
			window: { name: 'minute', limit: 50, remaining: 0, resetsAt: unix(60), resetsIn: 50 },
		});
		expect(limits.windows(at(10))[0].remaining).toBe(14_950);
	});

	it("start with their first request, not with the clock's minute", () => {
		const limits = openLimits({ minute: 2 });
		takeMany(limits, 1, 30);
		takeMany(limits, 1, 80);
		expect(limits.take(at(89)).isAllowed).toBe(false);
		takeMany(limits, 2, 90);
		expect(limits.windows(at(91))[2].resetsAt).toBe(unix(150));
	});

	it('name the window that is used up for longest', () => {
		const limits = openLimits({ minute: 1, hour: 1 });
		takeMany(limits, 1, 0);
		expect(limits.take(at(1))).toMatchObject({ window: { name: 'hour', resetsAt: unix(3_600) } });
	});

	it.each<[LimitOptions, number]>([
		[{ hour: 3 }, 3],
		[{ day: 2 }, 2],
	])('hold for %j as well', (options, allowed) => {
		const limits = openLimits(options);
		takeMany(limits, allowed, 0);
		expect(limits.take(at(120)).isAllowed).toBe(false);
	});

	it('can be left out', () => {
		const limits = openLimits('off');
		takeMany(limits, 100, 0);
		expect(limits.windows(START)).toEqual([]);
	});
});
