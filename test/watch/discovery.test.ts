import { fail } from './support/failures';
import { DAY, HOUR, MINUTE, Story, told } from './support/story';

const pagesOf = (story: Story) => story.client.sent.filter((name) => name === 'listPage').length;

describe('the walk for new orders', () => {
	it('tells an order created after activation, with no previous status', async () => {
		const story = new Story();
		await story.settle();
		const order = story.order();
		expect(told(await story.events())).toEqual([`${order.tracking}: null -> en_livraison`]);
	});

	it('takes orders of the time before silently, however far back it looks later', async () => {
		const story = new Story({ lookbackDays: 10 });
		const old = story.order(30);
		story.orders(3, 5);
		story.orders(3, 0);
		await story.settle();
		expect(story.remembered.q.en_livraison.split(',')).toHaveLength(6);
		story.settings = { ...story.settings, lookbackDays: 90 };
		expect(await story.events(20, 3 * HOUR)).toEqual([]);
		expect(JSON.stringify(story.remembered.q)).toContain(old.tracking);
	});

	it('announces them when that is asked for', async () => {
		const story = new Story({ emitExisting: true, filter: { events: ['orderCreated'] } });
		story.orders(3, 0);
		const outcome = await story.poll();
		expect(outcome.events).toHaveLength(3);
	});

	it('costs one page when little is new', async () => {
		const story = new Story();
		story.orders(100, 1);
		story.orders(200, 0);
		await story.settle();
		story.orders(30);
		await story.poll();
		expect(pagesOf(story)).toBe(1);
	});

	it('goes on where it was cut short', async () => {
		const story = new Story();
		story.order(3);
		await story.settle();
		const orders = story.orders(400);
		for (let polls = 0; polls < 20; polls++) await story.poll(MINUTE, { maxRequests: 4 });
		const known = JSON.stringify(story.remembered.q);
		expect(orders.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it('trusts no row it has taken in itself: what stands behind it was never seen', async () => {
		const story = new Story();
		story.orders(60, 1);
		story.orders(5);
		await story.settle();
		await story.poll();
		expect(story.remembered.newest).toEqual({ first: true, judged: '2026-03-02' });
		const orders = story.orders(200);
		await story.poll(MINUTE, { maxRequests: 4 });
		const page = story.remembered.walk?.page ?? 0;
		expect(page).toBeGreaterThan(1);
		// So many new ones that the next page holds what the walk has already taken in, and nothing else.
		story.orders(40 * (page - 1));
		for (let polls = 0; polls < 20; polls++) await story.poll(MINUTE, { maxRequests: 4 });
		const known = JSON.stringify(story.remembered.q);
		expect(orders.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it('comes back for an import of which it has met a page in the middle', async () => {
		const story = new Story();
		story.orders(60, 1);
		story.orders(5);
		await story.settle();
		await story.poll();
		story.orders(120);
		await story.poll(MINUTE, { maxRequests: 4 });
		expect(story.remembered.walk?.page).toBeGreaterThan(1);
		const imported = story.orders(400);
		for (let polls = 0; polls < 20; polls++) await story.poll(MINUTE, { maxRequests: 6 });
		const known = JSON.stringify(story.remembered.q);
		expect(imported.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it('finds an order that leaves its page and comes back to it while the pages around it are read', async () => {
		const story = new Story();
		story.order(3);
		await story.settle();
		const orders = story.orders(200);
		const asked: number[] = [];
		const comesFor = (page: number, time: number) =>
			asked.at(-1) === page && asked.filter((one) => one === page).length === time;
		story.spoil('listPage', 'unavailable', ({ page }) => {
			asked.push(page);
			// One in front is deleted: the first row of page 4 is pulled onto page 3, which has been read.
			if (comesFor(4, 1)) story.platform.remove(orders[199]);
			if (comesFor(3, 2)) {
				// A new one pushes it back to page 4, and for one more that is deleted the total stands still.
				story.order();
				story.platform.remove(orders[0]);
			}
			return false;
		});
		const found = (await story.events(4)).map(({ tracking }) => tracking);
		const missed = orders.slice(1, 199).filter(({ tracking }) => !found.includes(tracking));
		expect(missed).toEqual([]);
		expect(asked.slice(0, 7)).toEqual([1, 5, 2, 3, 4, 3, 4]); // 5: which end is the new one?
	});

	describe('looks at the newest end again when a page behind it fails', () => {
		it.each(['unavailable', 'unreadable', 'rejected', 'networkError'] as const)(
			'always: %s',
			async (kind) => {
				const story = new Story();
				story.order(3);
				await story.settle();
				story.orders(300);
				const heal = story.spoil('listPage', kind, ({ page }) => page === 3);
				await story.events(5);
				const newer = story.orders(30);
				expect(told(await story.events(3))).toEqual(
					expect.arrayContaining(newer.map(({ tracking }) => `${tracking}: null -> en_livraison`)),
				);
				heal();
				await story.events(12);
				const known = JSON.stringify(story.remembered.q);
				const missed = [...story.platform.orders.values()].filter(
					({ tracking }) => !known.includes(tracking),
				);
				expect(missed).toEqual([]);
			},
		);

		it('twice, and not for one failure', async () => {
			const story = new Story();
			story.order(3);
			await story.settle();
			story.orders(200);
			const asked: number[] = [];
			story.spoil('listPage', 'unavailable', ({ page }) => {
				asked.push(page);
				return page === 3 && asked.filter((one) => one === 3).length === 1;
			});
			await story.events(2);
			expect(asked).toEqual([1, 5, 2, 3, 3, 4, 5]); // 5: which end is the new one?
		});
	});

	it.each([
		['by day', 0],
		['at night, when the sweep asks for it too', 14],
	])('takes no more than a part of the time for a first page that hangs: %s', async (_, hours) => {
		const story = new Story();
		const [order] = story.orders(5, 3);
		await story.settle();
		await story.poll(hours * HOUR);
		story.spoil('listPage', 'networkError', ({ page }) => page === 1);
		for (const status of ['suspendu', 'en_livraison', 'livre_non_encaisse']) {
			story.platform.move(order, status);
			expect(await story.events(1, HOUR / 4)).toMatchObject([{ status }]);
		}
	});

	it('finds orders on a platform that lists the newest last', async () => {
		const story = new Story({}, { isOldestFirst: true });
		story.orders(100, 0);
		await story.settle();
		const first = story.orders(60);
		expect(await story.events(2)).toHaveLength(60);
		await story.poll(DAY);
		story.orders(90);
		expect(await story.events(3)).toHaveLength(90);
		expect(first).toHaveLength(60);
	});

	describe('on a platform that lists the newest last', () => {
		/** A walk that has read a day's orders from the wrong end while some were deleted and as many came. */
		async function readFromTheWrongEnd() {
			const story = new Story({}, { isOldestFirst: true });
			await story.settle();
			const orders = story.orders(200);
			let read = 0;
			story.spoil('listPage', 'unavailable', ({ page }) => {
				if (page > 2 && read++ < 3) {
					story.platform.remove(orders[read]);
					orders.push(story.order());
				}
				return false;
			});
			const polls = async (count: number, options = {}) => {
				for (let poll = 0; poll < count; poll++) await story.poll(5 * MINUTE, options);
			};
			await polls(3, { maxRequests: 4 });
			expect(story.remembered.walk).toBeNull();
			const missed = () => {
				const known = JSON.stringify(story.remembered.q);
				const listed = orders.filter((order) => story.platform.isListed(order));
				return listed.filter(({ tracking }) => !known.includes(tracking)).length;
			};
			expect(missed()).toBeGreaterThan(0);
			return { story, polls, missed };
		}

		it('reads anew what was read from the wrong end, once the days tell which end is new', async () => {
			const { story, polls, missed } = await readFromTheWrongEnd();
			story.platform.advanceTo(story.platform.now + DAY);
			story.order();
			await polls(3);
			expect([story.remembered.newest.first, missed()]).toEqual([false, 0]);
		});

		it('does not take for new what it has missed: on the next day it looks for new ones at the right end', async () => {
			const { story, polls, missed } = await readFromTheWrongEnd();
			await polls(3);
			await story.poll(DAY);
			const order = story.order();
			expect((await story.events(2)).map(({ tracking }) => tracking)).toContain(order.tracking);
			expect(missed()).toBe(0);
		});

		it('judges by the days which end is new, also while a walk has been cut short', async () => {
			const story = new Story({}, { isOldestFirst: true });
			await story.settle();
			story.orders(200);
			const heal = story.spoil('listPage', 'unavailable', ({ page }) => page === 2);
			await story.events(4);
			story.platform.advanceTo(story.platform.now + DAY);
			const order = story.order();
			expect((await story.events(3)).map(({ tracking }) => tracking)).toContain(order.tracking);
			heal();
		});
	});

	describe('on the first day of a shop, when no creation day tells which end is new', () => {
		it.each([
			['first', false],
			['last', true],
		])(
			'tells a new order in its own poll, however many came that day: newest %s',
			async (_, isOldestFirst) => {
				const story = new Story({}, { isOldestFirst });
				await story.settle();
				story.orders(600);
				for (let polls = 0; polls < 20; polls++) await story.poll(MINUTE, { maxRequests: 14 });
				for (let count = 0; count < 6; count++) story.order();
				for (let polls = 0; polls < 5; polls++) await story.poll(MINUTE, { maxRequests: 14 });
				for (let count = 0; count < 4; count++) {
					const order = story.order();
					const { events } = await story.poll(MINUTE, { maxRequests: 14 });
					expect(events.map(({ tracking }) => tracking)).toEqual([order.tracking]);
				}
			},
		);

		it('takes no order for new that leads the list because others have left it', async () => {
			const story = new Story({}, { isOldestFirst: true });
			await story.settle();
			const orders = story.orders(200);
			for (let polls = 0; polls < 8; polls++) await story.poll(MINUTE, { maxRequests: 4 });
			for (const order of orders.splice(0, 5)) story.platform.remove(order);
			await story.poll();
			expect(story.remembered.newest).not.toEqual({ first: true, judged: '2026-03-02' });
		});
	});

	it('takes for its end no page that an import has pushed into the middle', async () => {
		const story = new Story();
		await story.settle();
		story.remembered.newest.first = false; // A wrong guess.
		story.orders(80);
		let read = 0;
		story.spoil('listPage', 'unavailable', ({ page }) => {
			// Once to see which end is new, once by the walk.
			if (page === 2 && ++read === 2) story.orders(38);
			return false;
		});
		await story.poll();
		story.orders(2);
		await story.poll();
		expect(story.remembered.newest).not.toEqual({ first: false, judged: '2026-03-02' });
	});

	describe('where a poll has one request', () => {
		const polls = async (story: Story, count: number) => {
			const spent: number[] = [];
			for (let poll = 0; poll < count; poll++) {
				spent.push((await story.poll(MINUTE, { maxRequests: 1 })).spent);
			}
			return Math.max(...spent);
		};

		it('sends no second one to see which end is new', async () => {
			const story = new Story();
			story.orders(60, 1);
			await story.settle();
			await story.poll(DAY);
			story.orders(90);
			expect(await polls(story, 9)).toBe(1);
		});

		it('learns it from a page of the walk that shows two days, and begins at that end', async () => {
			const story = new Story({}, { isOldestFirst: true });
			await story.settle();
			story.orders(100);
			await story.poll(12 * HOUR);
			story.platform.advanceTo(story.platform.now + 12 * HOUR); // By day: no sweep tells.
			const orders = story.orders(60);
			const asked: number[] = [];
			story.spoil('listPage', 'unavailable', ({ page }) => asked.push(page) === 0);
			expect(await polls(story, 40)).toBe(1);
			expect(story.remembered.newest.first).toBe(false);
			expect(asked.slice(0, 5)).toEqual([1, 2, 3, 1, 4]);
			const known = JSON.stringify(story.remembered.q);
			expect(orders.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
		});

		it('learns it from the sweep where the walk never sees two days', async () => {
			const story = new Story({}, { isOldestFirst: true });
			story.orders(50, 5);
			story.orders(50, 4);
			story.orders(200);
			expect(await polls(story, 30)).toBe(1);
			expect(story.remembered.newest).toEqual({ first: false, judged: '2026-03-02' });
		});
	});

	it('tells a new order in the same poll though the page it began with has become empty, oldest first', async () => {
		const story = new Story({}, { isOldestFirst: true });
		story.orders(40, 1);
		await story.settle();
		const deleted = story.orders(90);
		await story.events(3, 5 * MINUTE);
		const order = story.order();
		const { listPage } = story.client;
		story.client.listPage = async (window, timeoutMs) => {
			const answer = await listPage(window, timeoutMs);
			for (const one of deleted.splice(0, 85)) story.platform.remove(one);
			return answer;
		};
		const events = await story.events(1, 5 * MINUTE);
		expect(events.map(({ tracking }) => tracking)).toEqual([order.tracking]);
	});

	it('finds what was created during days in which nothing worked', async () => {
		const story = new Story();
		story.order(1);
		await story.settle();
		story.platform.advanceTo(story.platform.now + DAY);
		const orders = story.orders(50);
		story.trouble = () => fail('networkError');
		for (let polls = 0; polls < 30; polls++) await story.poll(2 * HOUR);
		story.trouble = null;
		const found = (await story.events(4)).map(({ tracking }) => tracking);
		expect(orders.filter(({ tracking }) => !found.includes(tracking))).toEqual([]);
	});

	it('asks the status endpoint about a new order, whatever the listing says of it', async () => {
		const story = new Story();
		await story.settle();
		const order = story.order(0, 'livre_non_encaisse');
		const listPage = story.client.listPage;
		story.client.listPage = async (...args) => {
			const page = await listPage(...args);
			if (page.kind === 'ok') for (const row of page.data.rows) row.status = 'Suspendus';
			return page;
		};
		expect(told(await story.events())).toEqual([`${order.tracking}: null -> livre_non_encaisse`]);
	});

	it('with new orders alone sends no status request, no sweep, and forgets what it need not know', async () => {
		const story = new Story({ filter: { events: ['orderCreated'] } });
		story.orders(100, 3);
		await story.poll();
		for (let day = 0; day < 6; day++) {
			story.orders(900);
			const events = [];
			for (let poll = 0; poll < 8; poll++) {
				events.push(...(await story.poll()).events);
				expect(new Set(story.client.sent)).toEqual(new Set(['listPage']));
			}
			expect(events).toHaveLength(900);
			expect(events[0]).toMatchObject({ event: 'orderCreated', previousStatus: null });
			await story.poll(DAY);
		}
		expect(story.remembered.q[''].split(',').length).toBeLessThan(4_000);
	});

	it('skips rows without a tracking or with one that cannot be sent', async () => {
		const story = new Story();
		await story.settle();
		story.orders(2)[0].tracking = 'A,B';
		expect(await story.events()).toHaveLength(1);
	});
});
