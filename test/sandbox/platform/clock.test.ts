import { Clock } from '../../../sandbox';
import { startOfDay, toDay, toStamp, toTime } from '../../../sandbox/platform/clock';
import { START } from '../wire';

const MINUTE = 60_000;

describe('the clock of a sandbox', () => {
	it('stands still by hand until it is moved', () => {
		const clock = new Clock('manual', START);
		expect(clock.now()).toEqual(START);
		clock.advance(5 * MINUTE);
		expect(clock.now().toISOString()).toBe('2026-08-17T08:05:00.000Z');
	});

	it('runs on from its start, so many times faster than the computer, and can jump ahead', () => {
		jest.useFakeTimers({ now: 0 });
		try {
			const real = new Clock('real', START);
			const fast = new Clock({ speed: 60 }, START);
			jest.setSystemTime(MINUTE);
			expect(real.now().toISOString()).toBe('2026-08-17T08:01:00.000Z');
			expect(fast.now().toISOString()).toBe('2026-08-17T09:00:00.000Z');
			real.advance(MINUTE);
			expect(real.now().toISOString()).toBe('2026-08-17T08:02:00.000Z');
		} finally {
			jest.useRealTimers();
		}
	});

	it('never runs backwards', () => {
		expect(() => new Clock('manual').advance(-1)).toThrow('only moves forward');
		expect(() => new Clock({ speed: -1 })).toThrow('must not be negative');
	});

	it('wakes a waiter once its time has come, and not before', async () => {
		const clock = new Clock('manual', START);
		let isAwake = false;
		const waiting = clock.wait(1_000).then(() => (isAwake = true));
		clock.advance(999);
		await Promise.resolve();
		expect(isAwake).toBe(false);
		clock.advance(1);
		await waiting;
	});

	it('wakes a waiter by itself when it runs', async () => {
		const waiting = new Clock({ speed: 100_000 }, START).wait(60_000);
		await expect(waiting).resolves.toBeUndefined();
	});
});

describe('dates of the platform', () => {
	it('are an hour ahead of Greenwich all year, without an offset', () => {
		expect(toStamp(new Date('2026-08-15T08:12:40Z'))).toBe('2026-08-15 09:12:40');
		expect(toStamp(new Date('2026-01-15T08:12:40Z'))).toBe('2026-01-15 09:12:40');
	});

	it('change the day at 23:00 of Greenwich', () => {
		const late = new Date('2026-08-15T23:30:00Z');
		expect([toDay(late), toTime(late)]).toEqual(['2026-08-16', '00:30:00']);
		expect(startOfDay('2026-08-16')).toBe(Date.parse('2026-08-15T23:00:00Z'));
	});

	it.each(['', '2026-02-30', '2026-13-01', '16/08/2026', '2026-8-1', 'today'])(
		'know that "%s" is no day',
		(text) => expect(startOfDay(text)).toBeUndefined(),
	);
});
