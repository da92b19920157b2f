import { Clock } from '../../../sandbox/platform/clock';
import { START } from '../wire';

const MINUTE = 60_000;

describe('the clock of a sandbox', () => {
	it('stands still by hand until it is moved', () => {
		const clock = new Clock('manual', START);
		expect(clock.now()).toEqual(START);
		clock.advance(5 * MINUTE);
		expect(clock.now().toISOString()).toBe('2026-08-17T08:05:00.000Z');
	});

	it('runs on from its start, so many times faster than the computer', () => {
		jest.useFakeTimers({ now: 0 });
		try {
			const real = new Clock('real', START);
			const fast = new Clock({ speed: 60 }, START);
			jest.setSystemTime(MINUTE);
			expect(real.now().toISOString()).toBe('2026-08-17T08:01:00.000Z');
			expect(fast.now().toISOString()).toBe('2026-08-17T09:00:00.000Z');
		} finally {
			jest.useRealTimers();
		}
	});

	it('can jump ahead while it runs', () => {
		const clock = new Clock('real');
		const before = clock.now().getTime();
		clock.advance(MINUTE);
		expect(clock.now().getTime()).toBeGreaterThanOrEqual(before + MINUTE);
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
		expect(isAwake).toBe(true);
	});

	it('wakes a waiter by itself when it runs', async () => {
		const waiting = new Clock({ speed: 100_000 }, START).wait(60_000);
		await expect(waiting).resolves.toBeUndefined();
	});
});
