import type { Failure } from '../../nodes/Ecotrack/transport/response';
import { Queue } from '../../nodes/Ecotrack/watch/queue';
import { DAY, HOUR, MINUTE, Story, told } from './support/story';
import { fail, limited } from './support/failures';
import type { Order } from './support/platform';
import { settingsWith } from './support/settings';

const known = (story: Story) => new Queue(story.remembered.q).size;

describe('an order the platform does not answer for', () => {
	it('keeps its status, and the change is told when it is back', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		story.platform.orders.delete(order.tracking);
		expect(await story.events(5)).toEqual([]);
		story.platform.orders.set(order.tracking, order);
		story.platform.move(order, 'suspendu');
		expect(told(await story.events())).toEqual([`${order.tracking}: en_livraison -> suspendu`]);
		expect(story.remembered.miss).toEqual({});
	});

	it('is dropped after a day, when the listing does not know it either', async () => {
		const story = new Story();
		const [gone, hidden] = story.orders(5, 3);
		await story.settle();
		story.platform.remove(gone);
		story.platform.orders.delete(hidden.tracking);
		const findListed = story.client.findListed;
		story.client.findListed = async (tracking, timeoutMs) => {
			const answer = await findListed(tracking, timeoutMs);
			const row = { tracking, status: '', reference: null, createdAt: null, order: {} };
			if (tracking !== hidden.tracking || answer.kind !== 'ok') return answer;
			return { ...answer, data: row };
		};
		for (let hour = 0; hour < 26; hour++) await story.poll(HOUR - MINUTE);
		expect(known(story)).toBe(5);
		for (let hour = 0; hour < 4; hour++) await story.poll(HOUR);
		expect(known(story)).toBe(4);
		expect(JSON.stringify(story.remembered.q)).toContain(hidden.tracking);
	});

	it('costs one request of its own before it is dropped, however many are gone', async () => {
		const story = new Story({ rateLimitShare: 10 });
		const orders = story.orders(450, 3);
		await story.settle();
		for (const order of orders.slice(0, 60)) story.platform.remove(order);
		let own = 0;
		story.spoil('statuses', 'unavailable', ({ length }) => length === 1 && ++own < 0);
		story.spoil('findListed', 'unavailable', () => ++own < 0);
		for (let poll = 0; poll < 7 * 24; poll++) await story.poll(15 * MINUTE);
		expect([known(story), own]).toEqual([390, 60]);
	});

	it('is dropped likewise where the listing answers with a 404, which is no failure', async () => {
		const story = new Story();
		const [gone] = story.orders(5, 3);
		await story.settle();
		story.platform.remove(gone);
		story.spoil('findListed', 'notFound', () => true);
		for (let hour = 0; hour < 29; hour++) expect((await story.poll(HOUR)).failure).toBeNull();
		expect(known(story)).toBe(4);
	});

	it('is looked for with three requests of a poll at most, and none beyond what a poll may send', async () => {
		const story = new Story();
		const orders = story.orders(30, 3);
		await story.settle();
		for (const order of orders.slice(18)) story.platform.remove(order);
		const lookUps = async (options = {}) => {
			const { spent } = await story.poll(HOUR, options);
			return [story.client.sent.filter((name) => name === 'findListed').length, spent];
		};
		for (let hour = 0; hour < 25; hour++) expect((await lookUps())[0]).toBe(0);
		const [most] = await lookUps();
		const [, spent] = await lookUps({ maxRequests: 3 });
		expect([most, spent]).toEqual([3, 3]);
		for (let hour = 0; hour < 6; hour++) await story.poll(HOUR);
		expect(known(story)).toBe(18);
	});

	it('is not given up while the listing cannot be asked', async () => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		const orders = story.orders(5, 3);
		await story.settle();
		orders.push(story.order(0, 'prete_a_expedier'));
		const heal = story.spoil('statuses', 'unavailable', () => true);
		await story.poll();
		heal();
		for (const { tracking } of orders.slice(4)) story.platform.orders.delete(tracking);
		const listing = ['listPage', 'findListed'];
		story.trouble = (name) => (listing.includes(name) ? fail('unavailable') : null);
		for (let hour = 0; hour < 72; hour++) await story.poll(HOUR);
		expect(known(story)).toBe(6);
		for (const order of orders.slice(4)) {
			story.platform.orders.set(order.tracking, order);
			story.platform.move(order, 'paye_et_archive');
		}
		expect(told(await story.events()).sort()).toEqual([
			`${orders[4].tracking}: en_livraison -> paye_et_archive`,
			`${orders[5].tracking}: null -> paye_et_archive`,
			`${orders[5].tracking}: null -> paye_et_archive`,
		]);
	});

	it('and then refuses is waited for two days longer: it may have been delivered meanwhile', async () => {
		const story = new Story();
		const order = story.orders(5, 3)[4];
		await story.settle();
		story.platform.orders.delete(order.tracking);
		await story.events(10, HOUR);
		story.platform.orders.set(order.tracking, order);
		story.platform.move(order, 'paye_et_archive');
		order.poisonedUntil = story.platform.now + 30 * HOUR;
		expect(told(await story.events(100, HOUR))).toEqual([
			`${order.tracking}: en_livraison -> paye_et_archive`,
		]);
	});

	it.each([30, 10])(
		'counts no miss when the platform leaves out most of a batch of %i',
		async (count) => {
			const story = new Story();
			const orders = story.orders(count, 3);
			await story.settle();
			for (const { tracking } of orders.slice(count / 3)) story.platform.orders.delete(tracking);
			story.spoil('statuses', 'unavailable', ({ length }) => length < 10);
			const { warnings } = await story.poll();
			expect(warnings.join()).toMatch(/left out most/);
			expect(story.remembered.miss).toEqual({});
			expect(known(story)).toBe(count);
		},
	);

	it('makes no batches smaller where others of the poll are answered for', async () => {
		const story = new Story();
		story.orders(600, 3);
		await story.settle();
		await story.poll(HOUR);
		const queued = story.remembered.q.en_livraison.split(',');
		for (const tracking of queued.slice(210, 290)) story.platform.orders.delete(tracking);
		expect((await story.poll(MINUTE, { maxRequests: 3 })).warnings.join()).toMatch(/left out most/);
		const sizes: number[] = [];
		story.spoil('statuses', 'unavailable', ({ length }) => sizes.push(length) === 0);
		await story.poll(MINUTE, { maxRequests: 3 });
		expect(sizes).toEqual([100, 100, 100]);
	});

	it('is dropped in the end even when most of its batch is gone too', async () => {
		const story = new Story();
		const orders = story.orders(30, 3);
		await story.settle();
		for (const order of orders.slice(4)) story.platform.remove(order);
		for (let hour = 0; hour < 72; hour++) await story.poll(HOUR);
		expect(known(story)).toBe(4);
	});

	it('is not mistaken for another one: answers nobody asked for are ignored', async () => {
		const story = new Story();
		const [order, other] = story.orders(2, 3);
		await story.settle();
		const statuses = story.client.statuses;
		story.client.statuses = async (trackings, timeoutMs) => {
			const answer = await statuses(trackings, timeoutMs);
			if (answer.kind !== 'ok') return answer;
			const rows = [...answer.data].map(([key, row]) => [`X${key}`, row] as const);
			return { ...answer, data: new Map([...rows, ['EC-FOREIGN', rows[0][1]]]) };
		};
		story.platform.move(order, 'suspendu');
		story.platform.move(other, 'suspendu');
		expect(await story.events(3)).toEqual([]);
		expect(known(story)).toBe(2);
	});

	it('is missed, not refused, where none of a batch is known and the answer is a 404', async () => {
		const story = new Story();
		const orders = story.orders(3, 3);
		await story.settle();
		const heal = story.spoil('statuses', 'notFound', () => true);
		story.platform.move(orders[0], 'livre_non_encaisse');
		expect(await story.poll()).toMatchObject({ events: [], warnings: [] });
		expect(Object.values(story.remembered.miss).map(([, count]) => count)).toEqual([1, 1, 1]);
		heal();
		expect(told(await story.events())).toEqual([
			`${orders[0].tracking}: en_livraison -> livre_non_encaisse`,
		]);
	});

	it('with a status that is none is missed, not changed', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		order.status = '';
		expect(await story.events(2)).toEqual([]);
		expect(Object.keys(story.remembered.miss)).toEqual([order.tracking]);
	});
});

describe('a new order that only the listing knows', () => {
	/** A platform that leaves drafts out of its status endpoint. */
	const hideDrafts = (story: Story) => {
		const { statuses } = story.client;
		story.client.statuses = async (trackings, timeoutMs) => {
			const answer = await statuses(trackings, timeoutMs);
			if (answer.kind !== 'ok') return answer;
			const rows = [...answer.data].filter(([, { status }]) => status !== 'prete_a_expedier');
			return { ...answer, data: new Map(rows) };
		};
	};

	it('is announced after some misses, as the listing has it, and once', async () => {
		const events = ['orderCreated', 'orderStatusChanged'] as const;
		const story = new Story({ includeOrderDetails: true, filter: { events: [...events] } });
		story.orders(30, 3);
		await story.settle();
		hideDrafts(story);
		const order = story.order(0, 'prete_a_expedier');
		const created = await story.events(10);
		expect(created.map(({ event, status }) => [event, status])).toEqual([
			['orderCreated', 'prete_a_expedier'],
		]);
		expect(created[0]).toMatchObject({
			tracking: order.tracking,
			order: { recipient: 'Client R-31' },
		});
		story.platform.move(order, 'vers_hub');
		expect(told(await story.events(3))).toEqual([
			`${order.tracking}: prete_a_expedier -> vers_hub`,
		]);
	});

	it('is looked up when it stands on no page of the poll', async () => {
		const events = ['orderCreated', 'orderStatusChanged', 'deliveryAttempt'] as const;
		const story = new Story({ filter: { events: [...events] } });
		story.orders(30, 3);
		await story.settle();
		hideDrafts(story);
		const orders = story.orders(2, 0, 'prete_a_expedier');
		await story.poll();
		story.trouble = (name) => (name === 'listPage' ? fail('unavailable') : null);
		const told = await story.events(10);
		expect(new Set(told.map(({ tracking }) => tracking))).toEqual(
			new Set(orders.map(({ tracking }) => tracking)),
		);
	});

	/** So many drafts that nothing knows but a look-up of each. */
	const hideFromPages = async (count: number) => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		story.orders(30, 3);
		await story.settle();
		hideDrafts(story);
		const orders = story.orders(count, 0, 'prete_a_expedier');
		await story.poll();
		story.trouble = (name) => (name === 'listPage' ? fail('unavailable') : null);
		return { story, orders };
	};

	it('is looked up with three requests of a poll at most, and none beyond what a poll may send', async () => {
		const { story, orders } = await hideFromPages(12);
		await story.poll();
		const told: string[] = [];
		for (let polls = 0; polls < 12; polls++) {
			const maxRequests = polls % 2 ? 4 : undefined;
			const { events, spent } = await story.poll(MINUTE, { maxRequests });
			const lookUps = story.client.sent.filter((name) => name === 'findListed').length;
			expect([lookUps <= 3, spent <= (maxRequests ?? spent)]).toEqual([true, true]);
			told.push(...events.map(({ tracking }) => tracking));
		}
		expect(new Set(told).size).toBe(orders.length);
	});

	it('is looked up again soon when a look-up has failed', async () => {
		const { story, orders } = await hideFromPages(1);
		const heal = story.spoil('findListed', 'unavailable', () => true);
		expect(await story.events(4)).toEqual([]);
		heal();
		expect(await story.events(2)).toMatchObject([{ tracking: orders[0].tracking }]);
	});

	it.each(['has none', 'says 404', 'shows no status'])(
		'is not announced where the listing %s, nor asked for in every poll',
		async (answer) => {
			const { story, orders } = await hideFromPages(1);
			story.platform.remove(orders[0]);
			story.trouble = null;
			let lookUps = 0;
			story.spoil('findListed', 'notFound', () => ++lookUps > 0 && answer === 'says 404');
			if (answer === 'shows no status') {
				const { tracking } = orders[0];
				const row = { tracking, status: '', reference: null, createdAt: null, order: {} };
				story.client.findListed = async () => {
					lookUps++;
					return { kind: 'ok', data: row, windows: [] };
				};
			}
			for (let polls = 0; polls < 20; polls++) {
				expect(await story.poll()).toMatchObject({ events: [], failure: null });
			}
			expect([known(story), lookUps]).toEqual([31, 1]);
		},
	);

	it('waits where a poll may tell no more, and is announced by the next one', async () => {
		const story = new Story({
			filter: { events: ['orderCreated', 'orderStatusChanged'] },
			rateLimitShare: 100,
			repeatAfterRestart: true,
		});
		const orders = story.orders(700, 3);
		await story.settle();
		hideDrafts(story);
		const draft = story.order(0, 'prete_a_expedier');
		await story.events(2);
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		const { events } = await story.poll();
		expect(events.filter(({ tracking }) => tracking === draft.tracking)).toEqual([]);
		expect([events.length, story.remembered.miss[draft.tracking][1]]).toEqual([500, 3]);
		expect(known(story)).toBe(701);
		const next = await story.events(1);
		expect(next.filter(({ event }) => event === 'orderCreated')).toMatchObject([
			{ tracking: draft.tracking },
		]);
		expect(next).toHaveLength(201);
	});

	it('is not announced while it is missing for the first time', async () => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		story.orders(30, 3);
		await story.settle();
		hideDrafts(story);
		story.order(0, 'prete_a_expedier');
		expect(await story.events(2)).toEqual([]);
	});

	it.each([
		['two thousand others take every request', 2_000, 150, Infinity],
		['one request in a poll leaves none to ask for a few again', 0, 12, 1],
		['one request in a poll meets more drafts than a page shows', 0, 60, 1],
	])('is announced within hours where %s', async (_, others, drafts, maxRequests) => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		story.orders(others, 3);
		await story.settle();
		await story.events(60);
		hideDrafts(story);
		const orders = story.orders(drafts, 0, 'prete_a_expedier');
		const found = new Set<string>();
		for (let polls = 0; polls < 240; polls++) {
			const { events } = await story.poll(MINUTE, { maxRequests });
			for (const { tracking } of events) found.add(tracking);
		}
		expect(found.size).toBe(orders.length);
	});

	it('is told to be cancelled, however long ago the status endpoint was asked for it', async () => {
		const filter = { events: ['orderCreated', 'orderStatusChanged'] as const };
		const story = new Story({ filter, rateLimitShare: 10, includeOrderDetails: false });
		story.orders(1_500, 3);
		await story.settle();
		hideDrafts(story);
		const order = story.order(0, 'prete_a_expedier');
		await story.events(12, 5 * MINUTE);
		// It leaves the listing just after it was asked about, and has been missed for a day and more.
		story.platform.move(order, 'annule');
		const yesterday = Math.floor(story.platform.now / HOUR) - 26;
		story.remembered.miss[order.tracking] = [yesterday, 3];
		expect(told(await story.events(24 * 12, 5 * MINUTE))).toEqual([
			`${order.tracking}: prete_a_expedier -> annule`,
		]);
	});

	it('is announced among many, of which most are drafts', async () => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		await story.settle();
		hideDrafts(story);
		const orders = story.orders(60, 0, 'prete_a_expedier');
		const events = await story.events(60);
		expect(new Set(events.map(({ tracking }) => tracking)).size).toBe(orders.length);
	});
});

describe('new orders that were deleted before their status was read', () => {
	/** A tenth of the limits, 450 other orders, and fifty drafts that are gone when they are asked about. */
	const deleteDrafts = async (includeOrderDetails: boolean) => {
		const story = new Story({ rateLimitShare: 10, includeOrderDetails });
		const others = story.orders(450, 3);
		await story.settle();
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		for (let batch = 0; batch < 5; batch++) {
			const drafts = story.orders(10, 0, 'prete_a_expedier');
			await story.poll(5 * MINUTE);
			for (const draft of drafts) story.platform.remove(draft);
		}
		story.trouble = null;
		expect(known(story)).toBe(500);
		return { story, others };
	};

	it('do not take the requests for which the changes of others wait', async () => {
		const { story, others } = await deleteDrafts(true);
		await story.events(36, 5 * MINUTE);
		for (const order of others) story.platform.move(order, 'suspendu');
		expect(await story.events(20, 5 * MINUTE)).toHaveLength(others.length);
	});

	it.each([
		['the details of events wait for requests', true],
		['the statuses of others take every request', false],
	])('are dropped after a day, where %s', async (_, includeOrderDetails) => {
		const { story, others } = await deleteDrafts(includeOrderDetails);
		await story.events(32 * 12, 5 * MINUTE);
		expect(known(story)).toBe(others.length);
	});
});

it('attempts of before an order was read for the first time are not told, those after are', async () => {
	const story = new Story({ filter: { events: ['deliveryAttempt'] } });
	const existing = story.order(3);
	story.platform.remark(existing);
	expect(await story.events(5)).toEqual([]);
	const created = story.order();
	story.platform.remark(created);
	expect(await story.events(2)).toEqual([]);
	for (const order of [existing, created]) story.platform.remark(order);
	const attempts = (await story.events(2)).map(({ attempt }) => attempt?.details);
	expect(attempts.sort()).toEqual(['remark 3', 'remark 4']);
});

it('an order with more news than a poll may tell is told all the same', async () => {
	const story = new Story({ filter: { events: ['deliveryAttempt'] }, repeatAfterRestart: true });
	const [chatty, other] = story.orders(2, 3);
	await story.settle();
	for (let remark = 0; remark < 600; remark++) story.platform.remark(chatty);
	story.platform.remark(other);
	const events = await story.events(5);
	expect([events.length, new Set(events.map(({ tracking }) => tracking)).size]).toEqual([601, 2]);
});

describe('a filter that is widened while news wait for room', () => {
	/** 700 orders, of which the first 50 to be asked about stay as they are: the room ends within a batch. */
	const widen = async (move: (order: Order, place: number) => void) => {
		const story = new Story({
			filter: { statuses: ['livre_non_encaisse'] },
			rateLimitShare: 100,
			repeatAfterRestart: true,
		});
		const orders = story.orders(700, 3);
		await story.settle();
		await story.poll(HOUR);
		story.settings = settingsWith({ rateLimitShare: 100, repeatAfterRestart: true });
		const moveAll = () => {
			const queued = story.remembered.q.en_livraison.split(',');
			for (const order of orders) {
				const place = queued.indexOf(order.tracking);
				if (place >= 50) move(order, place);
			}
		};
		return { story, moveAll };
	};

	it('tells nothing of what happened before', async () => {
		const { story, moveAll } = await widen((order, place) => {
			story.platform.move(order, place === 699 ? 'suspendu' : 'livre_non_encaisse');
		});
		moveAll();
		const events = await story.events(5);
		expect(events).toHaveLength(649);
		expect(events.filter(({ status }) => status === 'suspendu')).toEqual([]);
	});

	it('tells all that happens from the second reading on, whether or not the listing can be read', async () => {
		const { story, moveAll } = await widen((order) => story.platform.move(order, 'suspendu'));
		story.trouble = (name) => (name === 'listPage' ? fail('unavailable') : null);
		expect(await story.events(2)).toEqual([]);
		moveAll();
		expect(await story.events(5)).toHaveLength(650);
	});
});

describe('requests that are few', () => {
	it('tell of changes where one is all of a poll, details and all', async () => {
		const story = new Story({ includeOrderDetails: true });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'livre_non_encaisse');
		const events = [];
		for (let polls = 0; polls < 6; polls++) {
			events.push(...(await story.poll(MINUTE, { maxRequests: 1 })).events);
		}
		expect(events).toMatchObject([
			{ tracking: order.tracking, order: { recipient: 'Client R-1' } },
		]);
	});

	it('are asked for no more changes than they can bring the details of, in the same poll', async () => {
		const story = new Story({ includeOrderDetails: true });
		const orders = story.orders(600, 3);
		await story.settle();
		await story.poll(HOUR);
		for (const order of orders) story.platform.move(order, 'suspendu');
		const { events } = await story.poll(MINUTE, { maxRequests: 5 });
		expect([events.length, story.remembered.pending]).toEqual([200, undefined]);
	});

	it('are not spent on what a poll may not tell any more', async () => {
		const story = new Story({ rateLimitShare: 100, repeatAfterRestart: true });
		const orders = story.orders(700, 3);
		await story.settle();
		await story.poll(HOUR);
		for (const order of orders) story.platform.move(order, 'suspendu');
		const { events } = await story.poll();
		expect(events).toHaveLength(500);
		expect(story.client.sent.filter((name) => name === 'statuses')).toHaveLength(5);
	});
});

describe('a final status', () => {
	it('is no news of an order whose status was never read before, while the baseline is taken', async () => {
		const story = new Story({ rateLimitShare: 100 });
		const orders = story.orders(450, 3);
		story.trouble = (name) => (name === 'statuses' ? limited(1) : null);
		const events = [];
		while (story.remembered.stage !== 2) events.push(...(await story.events()));
		story.trouble = null;
		// The first one that is asked about is left out.
		const [first] = story.remembered.q[''].split(',');
		const missed = orders.filter(({ tracking }) => tracking === first);
		story.platform.orders.delete(first);
		events.push(...(await story.poll(MINUTE, { maxRequests: 3 })).events);
		expect(Object.keys(story.remembered.miss)).toEqual([first]);
		const unread = orders.filter(({ tracking }) => story.remembered.q[''].includes(tracking));
		story.platform.orders.set(first, missed[0]);
		for (const order of unread) story.platform.move(order, 'paye_et_archive');
		expect([story.remembered.stage, unread.includes(missed[0])]).toEqual([2, true]);
		expect(unread.length).toBeGreaterThan(1);
		events.push(...(await story.events()));
		expect([events, story.remembered.stage, story.remembered.q['']]).toEqual([[], 3, undefined]);
	});

	it('closes an order: it is not asked about again, though delivered ones are followed once more', async () => {
		const story = new Story({ trackUntil: 'deliveredOrReturned' });
		const [paid, delivered] = story.orders(2, 3);
		await story.settle();
		story.platform.move(paid, 'paye_et_archive');
		story.platform.move(delivered, 'livre_non_encaisse');
		expect(await story.events()).toHaveLength(2);
		story.settings = { ...story.settings, trackUntil: 'archived' };
		expect((await story.poll()).active).toBe(1);
		story.platform.move(delivered, 'encaisse_non_paye');
		expect(told(await story.events(2))).toEqual([
			`${delivered.tracking}: livre_non_encaisse -> encaisse_non_paye`,
		]);
	});
});

describe('a batch the platform refuses', () => {
	it('is halved until the offender is alone; the others are told', async () => {
		const story = new Story();
		const orders = story.orders(90, 3);
		await story.settle();
		orders[40].poisonedUntil = Infinity;
		for (const order of orders) story.platform.move(order, 'suspendu');
		const { events, warnings } = await story.poll();
		expect(events).toHaveLength(89);
		expect(warnings.join()).toContain(orders[40].tracking);
		story.platform.move(orders[0], 'en_livraison');
		const next = await story.poll();
		expect([next.events.length, next.spent]).toEqual([1, 2]);
		for (let hour = 0; hour < 20; hour++) {
			expect((await story.poll(HOUR)).warnings).toEqual([]);
		}
		orders[40].poisonedUntil = 0;
		expect(await story.events(30, HOUR)).toHaveLength(1);
	});

	it('of one order is not sent again that day, and neither is one about nobody', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		order.poisonedUntil = Infinity;
		expect((await story.poll()).failure).toBeNull();
		for (let hour = 0; hour < 20; hour++) {
			await story.poll(HOUR);
			expect(story.client.sent).not.toContain('statuses');
		}
	});

	it('is resumed by the next polls where requests are scarce', async () => {
		const story = new Story({ rateLimitShare: 10 });
		const orders = story.orders(90, 3);
		await story.settle();
		for (let poll = 0; poll < 10; poll++) await story.poll(1_000);
		orders[77].poisonedUntil = story.platform.now + 20 * HOUR;
		for (const order of orders) story.platform.move(order, 'suspendu');
		expect(await story.events(60)).toHaveLength(89);
	});
});

describe('a batch that fails', () => {
	it('goes back to the front: nothing is lost and nothing told twice', async () => {
		const story = new Story();
		const orders = story.orders(250, 3);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'suspendu');
		let batches = 0;
		story.trouble = (name) =>
			name === 'statuses' && ++batches % 2 === 0 ? fail('unreadable') : null;
		// One that failed alone by chance, while another was answered for, waits for an hour.
		const events = [...(await story.events(20)), ...(await story.events(20, HOUR / 4))];
		expect(new Set(events.map(({ tracking }) => tracking)).size).toBe(250);
		expect(events).toHaveLength(250);
	});

	it('goes back as it was where the platform takes no further requests', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'suspendu');
		story.trouble = (name) => (name === 'statuses' ? limited(MINUTE) : null);
		await story.poll();
		expect([known(story), story.remembered.suspects]).toEqual([150, undefined]);
		story.trouble = null;
		expect(await story.events(3)).toHaveLength(150);
	});

	it('at once is no reason to ask for fewer', async () => {
		const story = new Story();
		story.orders(150, 3);
		await story.settle();
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		await story.poll();
		expect(story.remembered.size).toBeUndefined();
	});

	it('is asked for in smaller ones from then on, where a hundred take the platform too long', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		const sizes: number[] = [];
		const statuses = story.client.statuses;
		story.client.statuses = async (trackings, timeoutMs) => {
			sizes.push(trackings.length);
			const needed = trackings.length * 600;
			story.platform.advanceTo(story.platform.now + Math.min(needed, timeoutMs));
			return needed > timeoutMs ? fail('networkError') : statuses(trackings, timeoutMs);
		};
		for (const order of orders) story.platform.move(order, 'suspendu');
		const events = await story.events(12);
		expect(events).toHaveLength(150);
		sizes.length = 0;
		await story.events(6);
		// Seventy-five would be in time.
		expect(Math.max(...sizes)).toBe(50);
		story.client.statuses = statuses;
		await story.events(3);
		expect(story.remembered.size).toBeUndefined();
	});

	it('is not asked for in a large one again for the answer to a small one', async () => {
		const story = new Story();
		const orders = story.orders(600, 3);
		await story.settle();
		await story.poll(HOUR);
		const hung: number[] = [];
		story.spoil('statuses', 'networkError', ({ length }) => length > 30 && hung.push(length) > 0);
		for (const order of orders) story.platform.move(order, 'suspendu');
		await story.events(12);
		// Neither is it for a failure that comes at once.
		const heal = story.spoil('statuses', 'unavailable', () => true);
		await story.events(3);
		heal();
		await story.events(3);
		expect(hung.filter((size) => size > 60)).toEqual([100]);
	});

	it('does not keep the walk from finding orders, nor the other way round', async () => {
		const story = new Story({ filter: { events: ['orderStatusChanged'] } });
		const order = story.order(3);
		await story.settle();
		story.trouble = (name) => (name === 'listPage' ? fail('unavailable') : null);
		story.platform.move(order, 'suspendu');
		expect(await story.events()).toHaveLength(1);
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		story.order();
		await story.poll(DAY / 8);
		expect(known(story)).toBe(2);
	});
});

describe('one order over which the platform stumbles', () => {
	/** Whatever holds this order is not answered, in this way. */
	const poison = (story: Story, { tracking }: { tracking: string }, kind: Failure['kind']) =>
		story.spoil('statuses', kind, (trackings) => trackings.includes(tracking));

	it.each([
		['answers 500', 'unavailable', 2],
		['says success: false', 'rejected', 2],
		['answers what cannot be read', 'unreadable', 2],
		['takes too long', 'networkError', 10],
	] as const)('does not silence the others: %s', async (_, kind, polls) => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		const bad = orders[20];
		const heal = poison(story, bad, kind);
		const delivered = [...orders.slice(15, 20), ...orders.slice(100, 105)];
		for (const order of [...delivered, bad]) story.platform.move(order, 'livre_non_encaisse');
		const warnings: string[] = [];
		const events: string[] = [];
		for (let poll = 0; poll < polls; poll++) {
			const outcome = await story.poll();
			warnings.push(...outcome.warnings);
			events.push(...told(outcome.events));
		}
		expect(events.sort()).toEqual(
			delivered.map(({ tracking }) => `${tracking}: en_livraison -> livre_non_encaisse`).sort(),
		);
		expect(warnings).toEqual([
			`The platform does not answer for the order ${bad.tracking}, but for others: left alone for an hour`,
		]);
		// The next polls are those of a platform that is well.
		story.platform.move(orders[0], 'suspendu');
		const next = await story.poll();
		expect([next.events.length, next.failure]).toEqual([1, null]);
		heal();
		const late = told(await story.events(5, HOUR / 4));
		expect(late).toEqual([`${bad.tracking}: en_livraison -> livre_non_encaisse`]);
		expect(story.remembered.miss).toEqual({});
	});

	it.each([
		['one request in a poll, and an account of one batch', 90, 1, 1],
		['one request in a poll', 150, 1, 1],
		['two requests in a poll', 150, 1, 2],
		['one such order in every batch', 1_000, 10, 20],
		['two such orders in every batch', 600, 12, 20],
	])('does not silence the others: %s', async (_, count, bad, maxRequests) => {
		const story = new Story({ rateLimitShare: 100 });
		const orders = story.orders(count, 3);
		await story.settle();
		const stumbles = orders.filter((_, at) => at % (count / bad) === 20);
		const healed = stumbles.map((order) => poison(story, order, 'unavailable'));
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		const events: string[] = [];
		const poll = async () => {
			events.push(...told((await story.poll(MINUTE, { maxRequests })).events));
		};
		for (let polls = 0; polls < 60; polls++) await poll();
		expect(events).toHaveLength(count - bad);
		for (const heal of healed) heal();
		for (let polls = 0; polls < 180; polls++) await poll();
		expect(events).toHaveLength(count);
	});

	it('makes those who were asked about with it wait no longer than until another batch is answered', async () => {
		const story = new Story();
		const orders = story.orders(1_000, 3);
		await story.settle();
		await story.poll();
		const queued = story.remembered.q.en_livraison.split(',');
		poison(story, { tracking: queued[20] }, 'unavailable');
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		const { events } = await story.poll(MINUTE, { maxRequests: 5 });
		const found = events.map(({ tracking }) => queued.indexOf(tracking));
		expect(found.filter((place) => place < 100)).toHaveLength(50);
	});

	it('is named and set aside where one request is all of a poll, and nobody is in an outage', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		const heal = poison(story, orders[20], 'unavailable');
		const warnings: string[] = [];
		let sent = 0;
		const poll = async () => {
			const result = await story.poll(MINUTE, { maxRequests: 1 });
			warnings.push(...result.warnings);
			sent += Number(story.client.sent.includes('statuses') && result.failure !== null);
		};
		for (let polls = 0; polls < 60; polls++) await poll();
		expect(warnings).toEqual([expect.stringContaining(`${orders[20].tracking}, but for others`)]);
		sent = 0;
		for (let polls = 0; polls < 30; polls++) await poll();
		expect(sent).toBe(0);
		heal();
		for (let polls = 0; polls < 120; polls++) await poll();
		expect(story.remembered.miss).toEqual({});
		warnings.length = 0;
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		for (let polls = 0; polls < 60; polls++) await poll();
		expect([warnings, story.remembered.miss]).toEqual([[], {}]);
	});

	it('is asked about alone, an hour later, then two, four and so on, once a day at most', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		poison(story, orders[20], 'unavailable');
		const hours: string[] = [];
		for (let poll = 0; poll < 600; poll++) {
			const { warnings } = await story.poll(HOUR / 6);
			hours.push(...warnings.map((warning) => String(/for ([^:]+)$/.exec(warning)?.[1])));
		}
		const words = ['an hour', '2 hours', '4 hours', '8 hours', '16 hours', '24 hours', '24 hours'];
		expect(hours.slice(0, 7)).toEqual(words);
		// Nobody gives it up: it may be the one that is delivered.
		expect(known(story)).toBe(150);
	});

	it.each(['unavailable', 'invalid'] as const)(
		'is told when it is final by the time it can be read, also of the baseline (%s)',
		async (kind) => {
			const story = new Story();
			const orders = story.orders(150, 3);
			const heal = poison(story, orders[20], kind);
			await story.settle();
			story.platform.move(orders[20], 'livre_non_encaisse');
			await story.events(3);
			story.platform.move(orders[20], 'paye_et_archive');
			heal();
			expect(told(await story.events(26, HOUR))).toEqual([
				`${orders[20].tracking}: null -> paye_et_archive`,
			]);
		},
	);

	it('is not looked for when a batch fails once, by chance: it is asked about once more', async () => {
		for (const count of [80, 150]) {
			const story = new Story();
			const orders = story.orders(count, 3);
			await story.settle();
			for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
			let isFirst = true;
			story.trouble = (name) => {
				if (name !== 'statuses' || !isFirst) return null;
				isFirst = false;
				return fail('unavailable');
			};
			expect((await story.poll()).events).toHaveLength(count);
			const asked = story.client.sent.filter((name) => name === 'statuses');
			expect(asked).toHaveLength(Math.ceil(count / 100) + 1);
		}
	});

	it('is not left alone for longer because of one failure by chance after it was well again', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		const heal = poison(story, orders[20], 'unavailable');
		await story.events(30 * 6, HOUR / 6);
		heal();
		story.platform.move(orders[20], 'livre_non_encaisse');
		const { statuses } = story.client;
		let isFirst = true;
		story.client.statuses = async (trackings, timeoutMs) => {
			if (!isFirst || trackings[0] !== orders[20].tracking || trackings.length > 1) {
				return statuses(trackings, timeoutMs);
			}
			isFirst = false;
			return fail('unavailable');
		};
		expect(await story.events(4 * 6, HOUR / 6)).toHaveLength(1);
		expect(isFirst).toBe(false);
	});

	it('is not left alone because of a single failure', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		const heal = poison(story, orders[20], 'unavailable');
		story.platform.move(orders[20], 'livre_non_encaisse');
		const { warnings } = await story.poll();
		heal();
		expect(warnings).toEqual([]);
		expect(Object.keys(story.remembered.miss)).toEqual([orders[20].tracking]);
		expect(await story.events()).toHaveLength(1);
	});

	it('is left alone for an hour first, also when hours pass before it can be asked about again', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		poison(story, orders[20], 'unavailable');
		await story.poll();
		const heal = story.spoil('statuses', 'unavailable', () => true);
		for (let hour = 0; hour < 6; hour++) expect((await story.poll(HOUR)).warnings).toEqual([]);
		heal();
		const warnings = [...(await story.poll()).warnings, ...(await story.poll()).warnings];
		expect(warnings).toEqual([expect.stringContaining('left alone for an hour')]);
	});

	it('is left alone for an hour first, also when it was refused for days before', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		orders[20].poisonedUntil = story.platform.now + 40 * HOUR;
		for (let hour = 0; hour < 42; hour++) await story.poll(HOUR);
		poison(story, orders[20], 'unavailable');
		const warnings: string[] = [];
		for (let polls = 0; polls < 10; polls++) warnings.push(...(await story.poll(HOUR)).warnings);
		expect(warnings[0]).toContain('left alone for an hour');
	});

	it('makes no batches smaller that hold others alone', async () => {
		const story = new Story();
		const orders = story.orders(150, 3);
		await story.settle();
		poison(story, orders[20], 'networkError');
		await story.events(20);
		expect(story.remembered.size).toBeUndefined();
		const sizes: number[] = [];
		story.spoil('statuses', 'unavailable', ({ length }) => sizes.push(length) === 0);
		await story.events(9, HOUR / 6);
		expect(sizes).toContain(1);
		expect([...new Set(sizes)].sort((a, b) => a - b)).toEqual([1, 49, 100]);
	});

	it('is found among fewer than a hundred too, where there is no other batch', async () => {
		const story = new Story();
		const orders = story.orders(7, 3);
		await story.settle();
		poison(story, orders[0], 'unreadable');
		story.platform.move(orders[1], 'suspendu');
		expect(await story.events(2)).toHaveLength(1);
		expect(Object.keys(story.remembered.miss)).toEqual([orders[0].tracking]);
	});

	it.each([
		[1, Infinity],
		[2, Infinity],
		[3, Infinity],
		[7, Infinity],
		[1, 1],
		[2, 1],
		[3, 1],
	])(
		'is not blamed in an outage of an account of %i (requests in a poll: %d)',
		async (count, maxRequests) => {
			const story = new Story();
			const orders = story.orders(count, 3);
			await story.settle();
			story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
			for (const order of orders) story.platform.move(order, 'suspendu');
			for (let poll = 0; poll < 20; poll++) {
				expect((await story.poll(MINUTE, { maxRequests })).warnings).toEqual([]);
			}
			expect([known(story), story.remembered.miss]).toEqual([count, {}]);
			story.trouble = null;
			expect(await story.events(3)).toHaveLength(count);
		},
	);

	it('does not silence the others for a night in which a sweep takes turns with the only request of a poll', async () => {
		const story = new Story();
		const orders = story.orders(1_500, 3);
		await story.settle();
		await story.poll(14 * HOUR);
		poison(story, orders[20], 'unavailable');
		for (const order of orders) story.platform.move(order, 'encaisse_non_paye');
		const events = [];
		for (let polls = 0; polls < 60; polls++) {
			events.push(...(await story.poll(MINUTE, { maxRequests: 1 })).events);
		}
		expect(story.remembered.sweep).not.toBeNull();
		expect(events.length).toBeGreaterThan(1_000);
	});

	it('is not blamed in an outage, and neither is anybody else', async () => {
		const story = new Story();
		const orders = story.orders(450, 3);
		await story.settle();
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		for (const order of orders) story.platform.move(order, 'suspendu');
		for (let poll = 0; poll < 60; poll++) {
			const { events, warnings } = await story.poll();
			expect([events, warnings]).toEqual([[], []]);
		}
		expect(story.remembered.miss).toEqual({});
		expect(story.remembered.suspects?.split(',').length).toBeLessThanOrEqual(300);
		story.trouble = null;
		expect(await story.events(6)).toHaveLength(450);
		expect(story.remembered.suspects).toBeUndefined();
	});

	it('does not silence another one, nor three, in other batches', async () => {
		const story = new Story();
		const orders = story.orders(600, 3);
		await story.settle();
		for (const at of [20, 150, 310]) poison(story, orders[at], 'unavailable');
		const delivered = orders.filter((_, at) => at % 60 === 5);
		for (const order of delivered) story.platform.move(order, 'livre_non_encaisse');
		expect(await story.events(12)).toHaveLength(delivered.length);
	});
});
