import { RateBudget } from '../../nodes/Ecotrack/watch/rateBudget';
import type { RateWindow } from '../../nodes/Ecotrack/transport/rateLimits';
import type { Failure } from '../../nodes/Ecotrack/transport/response';
import { freshState } from '../../nodes/Ecotrack/watch/state';
import { fail, limited } from './support/failures';
import { settingsWith } from './support/settings';
import { HOUR, MINUTE, MORNING } from './support/story';

/** A state, a clock and as many polls as a test likes. */
function bucket() {
	const clock = { now: MORNING };
	const state = freshState(settingsWith(), MORNING);
	let last: RateBudget | undefined;
	/** The next poll, with what the one before has left in the state. */
	const open = (share = 50, bounds = {}) => {
		state.sent = last?.sent ?? state.sent;
		last = new RateBudget(state, () => clock.now, share, bounds);
		return last;
	};
	return { clock, state, open };
}

const ok = { kind: 'ok', data: null, windows: [] as RateWindow[] } as const;
const report = (windows: RateWindow[]) => async () => ({ ...ok, windows });
const refuse = (kind: Failure['kind']) => async () => fail(kind);

/** Sends all that may be sent. */
async function exhaust(budget: RateBudget): Promise<number> {
	while (budget.left > 0) await budget.send(async () => ok);
	return budget.spent;
}

describe('the budget', () => {
	it('keeps to its share over a day and over any hour, whatever the interval', async () => {
		for (const minutes of [1, 5, 15]) {
			const { clock, open } = bucket();
			const sent: Array<[at: number, count: number]> = [];
			for (let poll = 0; poll < (24 * 60) / minutes; poll++, clock.now += minutes * MINUTE) {
				sent.push([clock.now, await exhaust(open(50))]);
			}
			const within = (span: number, from: number) =>
				sent.filter(([at]) => at >= from && at < from + span).reduce((sum, [, n]) => sum + n, 0);
			expect(within(24 * HOUR, MORNING)).toBeLessThanOrEqual(7_500);
			for (const [at] of sent) expect(within(HOUR, at)).toBeLessThanOrEqual(750);
			expect(within(24 * HOUR, MORNING)).toBeGreaterThan(minutes === 15 ? 2_300 : 7_000);
		}
	});

	it('gives two triggers with 25 % each what one has with 50', async () => {
		const { clock, open } = bucket();
		await exhaust(open(25));
		clock.now += HOUR;
		expect(open(25).inBucket).toBe(150);
	});

	it('makes up for missed polls, but for no more than an hour', async () => {
		const { clock, open } = bucket();
		for (let poll = 0; poll < 20; poll++) {
			clock.now += MINUTE;
			await exhaust(open());
		}
		clock.now += 2 * MINUTE;
		expect(open().inBucket).toBe(10);
		clock.now += 48 * HOUR;
		expect(open().inBucket).toBe(300);
	});

	it.each([
		[100, 50],
		[50, 25],
		[25, 12],
		[10, 5],
		[1, 5],
	])('of %i %% sends at most %i a minute, and makes up for none', async (share, most) => {
		expect(await exhaust(bucket().open(share))).toBe(most);
		// However the minutes fall on the polls, and however long a request takes.
		const { open, clock } = bucket();
		const sent: number[] = [];
		for (let poll = 0; poll < 40; poll++) {
			const budget = open(share);
			const start = clock.now;
			while (budget.left > 0) {
				await budget.send(async () => {
					sent.push(clock.now);
					clock.now += 400;
					return ok;
				});
			}
			clock.now = Math.max(clock.now, start + (poll % 3 === 0 ? 20_000 : 61_000));
		}
		for (const at of sent) {
			const within = sent.filter((other) => other >= at && other < at + MINUTE);
			expect(within.length).toBeLessThanOrEqual(most);
		}
		expect(sent.length).toBeGreaterThan(most);
	});

	it('sends no more than it is told', async () => {
		const { open, clock } = bucket();
		await exhaust(open());
		clock.now += MINUTE;
		expect(await exhaust(open(50, { maxRequests: 3 }))).toBe(3);
	});

	it('stops when its time is used up, and hands each request what is left of it', async () => {
		const { open, clock } = bucket();
		const budget = open(50, { budgetMs: 20_000 });
		const timeouts: number[] = [];
		while (budget.left > 0) {
			await budget.send(async (timeoutMs) => {
				timeouts.push(timeoutMs);
				clock.now += 5_000;
				return ok;
			});
		}
		expect(timeouts).toEqual([16_000, 11_000, 6_000]);
	});

	it('takes three quarters of the interval it observes', () => {
		const { open, clock } = bucket();
		open();
		clock.now += 5 * MINUTE;
		const budget = open();
		clock.now += 3.7 * MINUTE;
		expect(budget.left).toBeGreaterThan(0);
		clock.now += 0.1 * MINUTE;
		expect(budget.left).toBe(0);
	});

	it.each(['minute', 'hour', 'day'] as const)(
		'stops at a fifth of the %s window, and waits for its reset or a quarter of an hour',
		async (name) => {
			const { open, state, clock } = bucket();
			const window = { name, limit: 100, remaining: 21, resetMs: 30_000 };
			const budget = open();
			await budget.send(report([window]));
			expect(budget.left).toBeGreaterThan(0);
			await budget.send(report([{ ...window, remaining: 20 }]));
			expect(budget.left).toBe(0);
			expect(state.notBefore).toBe(clock.now + 30_000);
			await budget.send(report([{ ...window, remaining: 0, resetMs: HOUR }]));
			expect(state.notBefore).toBe(clock.now + 15 * MINUTE);
			clock.now += 14 * MINUTE;
			expect(open().left).toBe(0);
			clock.now += MINUTE;
			expect(open().left).toBeGreaterThan(0);
		},
	);

	it('believes a server that reports another daily limit', async () => {
		const { open, clock } = bucket();
		await open().send(report([{ name: 'day', limit: 1_500, remaining: 1_400, resetMs: HOUR }]));
		clock.now += HOUR;
		expect(open().inBucket).toBe(30);
	});

	it.each([
		[1, 500],
		[2 ** 50, 150_000],
	])('believes no daily limit that makes no sense: %d', async (limit, believed) => {
		const { open, state } = bucket();
		await open().send(report([{ name: 'day', limit, remaining: limit, resetMs: HOUR }]));
		expect(state.budget.daily).toBe(believed);
	});

	it('saves up for a request where the share is less than one an hour', async () => {
		const { open, state, clock } = bucket();
		state.budget.daily = 1_500;
		let sent = 0;
		for (let poll = 0; poll < 24 * 60; poll++, clock.now += MINUTE) sent += await exhaust(open(1));
		expect([14, 15, 16]).toContain(sent);
	});

	it('waits after a 429 as long as the platform asks', async () => {
		const { open, state, clock } = bucket();
		const budget = open();
		await budget.send(async () => limited(90_000));
		expect([budget.left, state.notBefore]).toEqual([0, clock.now + 90_000]);
	});

	it('goes on after two failures, stops after three in a row, and at once when it is hopeless', async () => {
		const budget = bucket().open();
		await budget.send(refuse('unavailable'));
		await budget.send(refuse('unreadable'));
		await budget.send(async () => ok);
		await budget.send(refuse('networkError'));
		await budget.send(refuse('networkError'));
		expect(budget.left).toBeGreaterThan(0);
		await budget.send(refuse('networkError'));
		expect(budget.left).toBe(0);
		expect(budget.failure?.kind).toBe('unavailable');
		for (const kind of ['denied', 'redirected', 'notSupported', 'setting', 'input'] as const) {
			const other = bucket().open();
			await other.send(refuse(kind));
			expect(other.left).toBe(0);
		}
	});

	it('stops after six failures in a row where each may be about an order and others were answered', async () => {
		const budget = bucket().open();
		await budget.send(async () => ok);
		for (let failures = 0; failures < 5; failures++) await budget.send(refuse('unavailable'), true);
		expect(budget.left).toBeGreaterThan(0);
		await budget.send(refuse('unavailable'), true);
		expect(budget.left).toBe(0);
		const unanswered = bucket().open();
		for (let failures = 0; failures < 3; failures++)
			await unanswered.send(refuse('unavailable'), true);
		expect(unanswered.left).toBe(0);
	});

	it('takes a refused tracking for an answer, where one may be refused', async () => {
		const budget = bucket().open();
		await budget.send(refuse('invalid'), true);
		expect([budget.succeeded, budget.failure]).toEqual([1, null]);
		await budget.send(refuse('invalid'));
		expect([budget.succeeded, budget.failure?.kind]).toEqual([1, 'invalid']);
	});

	it('survives a clock that is set back', async () => {
		const { open, state, clock } = bucket();
		await exhaust(open());
		clock.now -= HOUR;
		expect(open().left).toBe(0); // the bucket starts anew
		clock.now += 10 * MINUTE;
		expect(open().left).toBe(25);
		state.notBefore = clock.now + 400 * HOUR;
		state.budget.at = clock.now + 400 * HOUR;
		open();
		clock.now += 25 * HOUR;
		expect(open().left).toBeGreaterThan(0);
	});
});
