import { deepCopy } from 'n8n-workflow';

import { fail, limited } from './support/failures';
import { DAY, HOUR, MINUTE, Story, told } from './support/story';

describe('a poll', () => {
	it('takes the orders in process silently and says when that is complete', async () => {
		const story = new Story();
		story.orders(300, 20);
		story.orders(100, 0);
		const said: boolean[] = [];
		for (let polls = 0; polls < 30; polls++) {
			const { events, isWorthSaving } = await story.poll();
			expect(events).toEqual([]);
			said.push(isWorthSaving);
		}
		expect(said.filter(Boolean)).toHaveLength(1);
		expect(story.remembered.stage).toBe(3);
		expect((await story.poll()).active).toBe(400);
	});

	it('asks to be saved when orders were taken in and six hours brought no event', async () => {
		const story = new Story({ filter: { statuses: ['paye_et_archive'] } });
		await story.settle();
		story.order();
		const said: boolean[] = [];
		for (let polls = 0; polls < 26; polls++) said.push((await story.poll(HOUR / 2)).isWorthSaving);
		expect(said.filter(Boolean)).toHaveLength(1);
		expect(said.indexOf(true)).toBe(12);
	});

	it('emits at most 1,000 events, 500 with repetition; the rest follows', async () => {
		for (const [repeatAfterRestart, most] of [
			[false, 1_000],
			[true, 500],
		] as const) {
			const story = new Story({ repeatAfterRestart, rateLimitShare: 100 });
			const orders = story.orders(1_100, 3);
			await story.settle();
			await story.poll(HOUR);
			for (const order of orders) story.platform.move(order, 'suspendu');
			const counts: number[] = [];
			for (let polls = 0; polls < 12; polls++) counts.push((await story.poll(HOUR)).events.length);
			expect(counts[0]).toBe(most);
			expect(counts.reduce((a, b) => a + b)).toBe(1_100);
		}
	});

	it('leaves an order whose events no longer fit as it was', async () => {
		const story = new Story({ filter: { events: ['orderStatusChanged', 'deliveryAttempt'] } });
		const orders = story.orders(400, 3);
		await story.settle();
		await story.poll(HOUR);
		for (const order of orders) {
			story.platform.move(order, 'suspendu');
			story.platform.remark(order);
		}
		const counts: number[] = [];
		for (let polls = 0; polls < 6; polls++) counts.push((await story.poll(HOUR)).events.length);
		// The move itself leaves a remark too: three events each.
		expect(counts.slice(0, 2)).toEqual([999, 201]);
	});

	it('that fails altogether says why, tells nothing and forgets nothing', async () => {
		const story = new Story();
		story.orders(5, 3);
		await story.settle();
		const before = story.remembered.q;
		story.trouble = () => fail('denied');
		const outcome = await story.poll();
		expect(outcome).toMatchObject({ events: [], succeeded: 0, failure: { kind: 'denied' } });
		expect(outcome.state.q).toEqual(before);
	});

	it('sends nothing before the wait of a 429 is over, and is no failure meanwhile', async () => {
		const story = new Story();
		story.order(3);
		await story.settle();
		story.trouble = () => limited(5 * MINUTE);
		expect((await story.poll()).failure?.kind).toBe('limited');
		story.trouble = null;
		for (let polls = 0; polls < 4; polls++) {
			expect(await story.poll()).toMatchObject({ spent: 0, failure: null });
		}
		expect((await story.poll()).spent).toBeGreaterThan(0);
	});

	it('sends no more than fifty requests in any minute with the whole share, and gets no 429', async () => {
		const sent: number[] = [];
		const story = new Story({ rateLimitShare: 100 }, { latency: () => 300 });
		story.orders(3_000, 3);
		story.trouble = () => {
			sent.push(story.platform.now);
			return null;
		};
		for (let poll = 0; poll < 30; poll++) await story.poll(poll % 4 ? 55_000 : 20_000);
		const most = Math.max(
			...sent.map((at) => sent.filter((one) => one >= at && one < at + MINUTE).length),
		);
		expect(most).toBe(50);
	});

	it('lets events wait that are more than a poll may emit, and forgets none', async () => {
		const story = new Story({ includeOrderDetails: true, rateLimitShare: 100 });
		const orders = story.orders(1_900, 3);
		await story.settle();
		await story.poll(2 * HOUR);
		const told = new Map<string, number>();
		const take = async (after: number) => {
			const { events } = await story.poll(after);
			expect(events.length).toBeLessThanOrEqual(1_000);
			for (const { tracking, order } of events) {
				expect(order).toBeTruthy();
				told.set(tracking, (told.get(tracking) ?? 0) + 1);
			}
			return events.length;
		};
		// 900 are found and wait for their details; at the next poll 1,000 more are found first.
		for (const order of orders.slice(0, 900)) story.platform.move(order, 'suspendu');
		const fails = fail('unavailable');
		story.trouble = (name) => (name === 'details' ? fails : null);
		expect(await take(HOUR)).toBe(0);
		const waiting = story.remembered.pending?.length ?? 0;
		expect(waiting).toBeGreaterThan(0);
		for (const order of orders.slice(900)) story.platform.move(order, 'suspendu');
		// One of them has to wait until the others have filled the poll.
		story.trouble = null;
		const late = story.remembered.pending?.[0].event.tracking ?? '';
		const { details, statuses } = story.client;
		let hasAsked = false;
		story.client.statuses = async (...args) => {
			hasAsked = true;
			return statuses(...args);
		};
		story.client.details = async (trackings, timeoutMs) =>
			!hasAsked && trackings.includes(late) ? fails : details(trackings, timeoutMs);
		for (let polls = 0; polls < 40; polls++) await take(HOUR);
		expect(told.size).toBe(1_900);
		expect([...told.values()].every((times) => times === 1)).toBe(true);
	});

	it.each(['constructor', '__proto__', 'hasOwnProperty'])(
		'asks again about an order whose status is called %s, and tells what follows',
		async (status) => {
			const story = new Story();
			const [order, ...others] = story.orders(30, 3);
			await story.settle();
			const next = async (polls: number) => {
				const events = [];
				for (let poll = 0; poll < polls; poll++) {
					story.state = deepCopy(story.remembered);
					events.push(...(await story.events()));
				}
				return events;
			};
			story.platform.move(order, status);
			expect(await next(4)).toMatchObject([{ status: status.toLowerCase() }]);
			story.platform.move(order, 'livre_non_encaisse');
			expect(await next(4)).toMatchObject([{ previousStatus: status.toLowerCase() }]);
			story.platform.move(others[0], 'suspendu');
			expect(await next(2)).toHaveLength(1);
		},
	);

	it('twice in a row tells once', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'suspendu');
		expect([...(await story.events(1, 0)), ...(await story.events(1, 0))]).toHaveLength(1);
	});

	it('does not let walk or statuses starve when it may send one request', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		const kinds: string[] = [];
		story.platform.move(order, 'suspendu');
		for (let polls = 0; polls < 6; polls++) {
			await story.poll(MINUTE, { maxRequests: 1 });
			kinds.push(...story.client.sent);
		}
		expect(kinds).toContain('listPage');
		expect(kinds.filter((kind) => kind === 'statuses').length).toBeGreaterThan(2);
	});

	it.each([
		['many requests a poll', undefined, 5, 1],
		['many requests a poll, at night', undefined, 2_000, 15],
		['one request a poll', 1, 5, 1],
	])(
		'reads statuses while the listing is down, with durable cursors and %s',
		async (_, maxRequests, count, hours) => {
			const story = new Story();
			const [order] = story.orders(count, 3);
			await story.settle();
			await story.pollDurably(hours * HOUR - 30 * MINUTE);
			// A walk has come to its third page, and it cannot be read; then no page can.
			const heal = story.spoil('listPage', 'unavailable', ({ page }) => page === 3);
			story.orders(300);
			for (let poll = 0; poll < 2; poll++) await story.pollDurably(15 * MINUTE, { maxRequests });
			heal();
			story.spoil('listPage', 'unavailable', () => true);
			for (const status of ['suspendu', 'en_livraison', 'livre_non_encaisse']) {
				story.platform.move(order, status);
				const statuses: string[] = [];
				for (let poll = 0; poll < 8; poll++) {
					const { events } = await story.pollDurably(15 * MINUTE, { maxRequests });
					const own = events.filter(({ tracking }) => tracking === order.tracking);
					statuses.push(...own.map((event) => event.status));
				}
				expect(statuses).toEqual([status]);
			}
		},
	);

	/** An account of which as many orders are known as can be, all but one in this list. */
	const full = async (list: string) => {
		const story = new Story();
		story.order(3);
		await story.settle();
		const many = Array.from({ length: 60_000 }, (_, at) => `X${at}`).join(',');
		story.state = { ...story.remembered, q: { ...story.remembered.q, [list]: many } };
		return story;
	};

	it('warns when more orders are in process than it can watch', async () => {
		const story = await full('.');
		story.orders(3);
		expect((await story.poll()).warnings.join()).toMatch(/60000 orders/);
	});

	it('takes new orders in where what it can know is full of those read as final', async () => {
		const story = await full('.x');
		const orders = story.orders(3);
		const { events, warnings } = await story.poll();
		expect(warnings).toEqual([]);
		expect(told(events).sort()).toEqual(
			orders.map(({ tracking }) => `${tracking}: null -> en_livraison`).sort(),
		);
		const closed = story.remembered.q['.x'].split(',');
		expect([closed.length, closed[0]]).toEqual([59_996, 'X4']);
	});
});

describe('trackUntil', () => {
	it('ends with the delivery, and takes it up again silently when set back', async () => {
		const story = new Story({ trackUntil: 'deliveredOrReturned' });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'livre_non_encaisse');
		expect(await story.events()).toHaveLength(1);
		story.platform.move(order, 'encaisse_non_paye');
		expect(await story.events(3)).toEqual([]);
		story.settings = { ...story.settings, trackUntil: 'archived' };
		expect(await story.events(3)).toEqual([]);
		story.platform.move(order, 'paiements_prets');
		expect(await story.events()).toMatchObject([{ previousStatus: 'encaisse_non_paye' }]);
	});

	it('narrowed stops following what has been delivered', async () => {
		const story = new Story();
		story.orders(5, 3, 'encaisse_non_paye');
		await story.settle();
		story.settings = { ...story.settings, trackUntil: 'deliveredOrReturned' };
		expect((await story.poll()).active).toBe(0);
	});

	it('does not take an ended order for a new one while the listing shows it', async () => {
		const story = new Story({ trackUntil: 'deliveredOrReturned' });
		await story.settle();
		const order = story.order();
		await story.poll();
		story.platform.move(order, 'livre_non_encaisse');
		await story.poll();
		for (let polls = 0; polls < 3; polls++) await story.poll(DAY / 4);
		story.platform.move(order, 'retour_chez_livreur');
		expect(await story.events(20, DAY / 4)).toEqual([]);
	});
});

const BOTH = { filter: { events: ['orderCreated' as const, 'orderStatusChanged' as const] } };
const SWITCHED_ON = { isSwitchedOn: true };

/** 600 orders of two months in which nobody polled, ten a day. */
async function afterTwoMonths(settings: ConstructorParameters<typeof Story>[0] = BOTH) {
	const story = new Story(settings);
	const followed = story.orders(5, 3);
	await story.events(10);
	const missed = [];
	for (let day = 0; day < 60; day++) {
		story.platform.advanceTo(story.platform.now + DAY);
		missed.push(...story.orders(10));
	}
	return { story, followed, missed };
}

const created = (events: ReadonlyArray<{ event: string; tracking: string }>) =>
	events.filter(({ event }) => event === 'orderCreated').map(({ tracking }) => tracking);

describe('a workflow that is switched on after two months', () => {
	it('announces the orders of the last 14 days, and says how many it took in silently', async () => {
		const { story, missed } = await afterTwoMonths();
		const outcomes = [await story.poll(MINUTE, SWITCHED_ON)];
		for (let poll = 0; poll < 30; poll++) outcomes.push(await story.poll());
		const events = outcomes.flatMap((outcome) => outcome.events);
		expect(new Set(created(events))).toEqual(
			new Set(missed.slice(-150).map(({ tracking }) => tracking)),
		);
		const counts = outcomes
			.flatMap(({ warnings }) => warnings)
			.map((warning) => Number(/taken in without an event.*: (\d+)\./.exec(warning)?.[1]));
		expect(counts.reduce((a, b) => a + b, 0)).toBe(450);
		// They are followed all the same.
		story.platform.move(missed[0], 'livre_non_encaisse');
		expect(told(await story.events(3))).toEqual([
			`${missed[0].tracking}: en_livraison -> livre_non_encaisse`,
		]);
	});

	it('does so too when only new orders are to be announced', async () => {
		const { story, missed } = await afterTwoMonths({ filter: { events: ['orderCreated'] } });
		const { events } = await story.poll(MINUTE, SWITCHED_ON);
		const more = await story.events(20);
		expect(new Set(created([...events, ...more]))).toEqual(
			new Set(missed.slice(-150).map(({ tracking }) => tracking)),
		);
	});

	it('tells every change of the orders it followed before', async () => {
		const { story, followed } = await afterTwoMonths();
		for (const order of followed) story.platform.move(order, 'paye_et_archive');
		const { events } = await story.poll(MINUTE, SWITCHED_ON);
		const all = [...events, ...(await story.events(20))];
		expect(told(all)).toEqual(
			expect.arrayContaining(
				followed.map(({ tracking }) => `${tracking}: en_livraison -> paye_et_archive`),
			),
		);
	});

	it('asks for its state to be kept, so that the next poll knows', async () => {
		const { story } = await afterTwoMonths();
		story.trouble = () => fail('unavailable');
		expect((await story.poll(MINUTE, SWITCHED_ON)).isResumption).toBe(true);
		expect((await story.poll(MINUTE, SWITCHED_ON)).isResumption).toBe(false);
		story.trouble = null;
		expect(created(await story.events(30))).toHaveLength(150);
	});

	it('announces all of them with Emit Existing Orders, as the option says', async () => {
		const { story } = await afterTwoMonths({ ...BOTH, emitExisting: true });
		const { events } = await story.poll(MINUTE, SWITCHED_ON);
		expect(created([...events, ...(await story.events(30))])).toHaveLength(600);
	});
});

describe('nothing is bounded', () => {
	it('after a restart or an outage of two months', async () => {
		const { story } = await afterTwoMonths();
		const { events } = await story.poll(MINUTE, { isAfterRestart: true });
		expect(created([...events, ...(await story.events(40))])).toHaveLength(600);
	});

	it('when the workflow was off for an hour, after two months of work', async () => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		for (let day = 0; day < 60; day++) await story.poll(DAY);
		expect((await story.poll(MINUTE, SWITCHED_ON)).isResumption).toBe(false);
		expect(story.remembered.since).toBe('2026-03-02');
	});

	it('when the workflow was off for 13 days', async () => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		const orders = story.orders(3);
		story.platform.advanceTo(story.platform.now + 13 * DAY);
		const { events } = await story.poll(MINUTE, SWITCHED_ON);
		expect(created([...events, ...(await story.events(3))])).toHaveLength(orders.length);
	});
});
