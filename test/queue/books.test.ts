import { type Account, closeBooks, type Cut, judgeRequests, SHARE, type Told } from './books';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const A = 'en_livraison';
const B = 'suspendu';
const C = 'livre_non_encaisse';
const FINAL = 'paye_et_archive';

/** One order that goes through these statuses, a minute in each, read 10 s after each change. */
function account(statuses: string[], told: Array<[string | null, string, number?]>): Account {
	const history = statuses.map((status, index) => ({ status, at: index * MINUTE }));
	return {
		startedAt: 0,
		histories: new Map([['EC1', history]]),
		readings: history.map(({ status, at }) => ({ tracking: 'EC1', status, at: at + 10 * SECOND })),
		told: told.map(([previousStatus, status, at], index): Told => {
			return {
				tracking: 'EC1',
				previousStatus,
				status,
				at: at ?? (index + 1) * MINUTE + 11 * SECOND,
			};
		}),
	};
}

/** A kill a second after what was read in this minute. */
const cutIn = (minute: number): Cut => {
	const from = minute * MINUTE + 11 * SECOND;
	return { from, to: from + SECOND };
};

describe('the books of a shop', () => {
	it('balance when each change is told once, in order', () => {
		const { violations, counts } = closeBooks(
			account(
				[A, B, FINAL],
				[
					[A, B],
					[B, FINAL],
				],
			),
			[],
		);
		expect(violations).toEqual([]);
		expect(counts).toMatchObject({
			orders: 1,
			finals: 1,
			changes: 2,
			events: 2,
			repeated: 0,
			lost: 0,
		});
	});

	it('ask for no event about a status that nobody read', () => {
		const { histories, readings, ...rest } = account([A, B, C], [[A, C]]);
		const seen = readings.filter(({ status }) => status !== B);
		expect(closeBooks({ histories, readings: seen, ...rest }, []).violations).toEqual([]);
	});

	it.each<[string, Account]>([
		['lost final', account([A, FINAL], [])],
		['left behind', account([A, B], [])],
		[
			'told twice',
			account(
				[A, B],
				[
					[A, B],
					[A, B],
				],
			),
		],
		['broken chain', account([A, B, C], [[B, C]])],
		[
			'phantom',
			account(
				[A, B],
				[
					[A, C],
					[C, B],
				],
			),
		],
		['no change', account([A], [[A, A]])],
	])('know a %s', (name, broken) => {
		expect(closeBooks(broken, []).violations[0]).toMatch(new RegExp(`^${name}: EC1`));
	});

	it('know an event about an order that does not exist', () => {
		const invented = account([A], []);
		const told = [{ tracking: 'EC2', previousStatus: A, status: B, at: MINUTE }];
		expect(closeBooks({ ...invented, told }, []).violations).toEqual(['phantom order: EC2']);
	});

	it('expect a new order to be announced', () => {
		const later = (events: Account['told']) => ({
			...account([A], []),
			startedAt: -1,
			told: events,
		});
		const event = { tracking: 'EC1', previousStatus: null, status: A, at: 11 * SECOND };
		expect(closeBooks(later([event]), []).violations).toEqual([]);
		expect(closeBooks(later([]), []).violations).toEqual([
			`left behind: EC1 is ${A}, last told nothing`,
		]);
	});

	it('take the announcement of a new order and its first status for two events, once', () => {
		const announced = { tracking: 'EC1', previousStatus: null, status: A, at: 11 * SECOND };
		const books = (...told: Told[]) => closeBooks({ ...account([A], []), startedAt: -1, told }, []);
		expect(books(announced, announced).violations).toEqual([]);
		expect(books(announced, announced, announced).violations[0]).toMatch(/^told twice: EC1/);
		expect(books(announced, { ...announced, at: MINUTE }).violations[0]).toMatch(
			/^told twice: EC1/,
		);
	});

	it.each<[string, Account, number, object]>([
		[
			'told again',
			account(
				[A, B],
				[
					[A, B],
					[A, B],
				],
			),
			1,
			{ repeated: 1, lost: 0 },
		],
		[
			'told again, and come further',
			account(
				[A, B, C],
				[
					[A, B],
					[A, C],
				],
			),
			1,
			{ repeated: 1 },
		],
		['lost on its way', account([A, B, C], [[B, C, 2 * MINUTE + 11 * SECOND]]), 1, { lost: 1 }],
		['lost at the end', account([A, FINAL], []), 1, { lost: 1, 'finals lost': 1 }],
	])('count what a kill in the hand-off has left: %s', (_, cutShort, minute, counts) => {
		expect(closeBooks(cutShort, [cutIn(minute)])).toMatchObject({ violations: [], counts });
		expect(closeBooks(cutShort, [cutIn(minute + 5)]).violations).toHaveLength(1);
	});
});

describe('the requests of an account', () => {
	const every = (ms: number, count: number, from = 0) =>
		Array.from({ length: count }, (_, index) => ({ at: from + index * ms }));

	it('are within the share at its full pace', () => {
		const { violations, counts } = judgeRequests(every(MINUTE / SHARE.perMinute, 250), [], false);
		expect(violations).toEqual([]);
		expect(counts).toMatchObject({ requests: 250, 'most in a minute': SHARE.perMinute });
	});

	it('are too many for a minute, unless a process was killed that had counted them', () => {
		const requests = every(SECOND, SHARE.perMinute + 1);
		expect(judgeRequests(requests, [], false).violations).toEqual(['26 requests in a minute']);
		expect(
			judgeRequests(requests, [{ from: 5 * SECOND, to: 5 * SECOND }], false).violations,
		).toEqual([]);
	});

	it('are too many for an hour', () => {
		const requests = every(MINUTE / SHARE.perMinute, 450);
		expect(judgeRequests(requests, [], false).violations[0]).toMatch(/requests in 15\.\d minutes/);
	});

	it('wait as long as a 429 asks, whoever sends them', () => {
		const after = (ms: number) => [{ at: 0, waitMs: 25 * SECOND }, { at: ms }];
		expect(judgeRequests(after(25 * SECOND), [], false).violations).toEqual([]);
		expect(judgeRequests(after(24 * SECOND), [], false).violations).toHaveLength(1);

		const cuts = [{ from: 3 * SECOND, to: 9 * SECOND }];
		expect(judgeRequests(after(10 * SECOND), cuts, false).violations).toHaveLength(1);
		const forgotten = judgeRequests(after(10 * SECOND), cuts, true);
		expect(forgotten).toMatchObject({ violations: [], counts: { 'waits forgotten': 1 } });
	});
});
