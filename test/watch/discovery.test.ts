import type { ListedOrder } from '../../nodes/Ecotrack/watch/types';
import { fail } from './support/failures';
import { DAY, HOUR, MINUTE, Story, told } from './support/story';

const pagesOf = (story: Story) => story.client.sent.filter((name) => name === 'listPage').length;

/** A shop of which the days have told that the newest orders come first, and what happens to it. */
const judgedStory = async (older = 0) => {
	const story = new Story();
	story.orders(older, 2);
	story.orders(60, 1);
	story.orders(100);
	await story.settle();
	await story.poll();
	expect(story.remembered.newest.judged).toBe('2026-03-02');
	const asked: number[] = [];
	const missed = () => {
		const text = JSON.stringify(story.remembered.q);
		const listed = [...story.platform.orders.values()].filter((one) =>
			story.platform.isListed(one),
		);
		return listed.filter(({ tracking }) => !text.includes(tracking)).length;
	};
	/** What happens before an answer: to the pages asked for so far. */
	const whenAsked = (happen: (page: number) => void) =>
		story.spoil('listPage', 'unavailable', ({ page }) => {
			asked.push(page);
			happen(page);
			return false;
		});
	return { story, asked, missed, whenAsked };
};

describe('what the walk for new orders reads', () => {
	it('ends at a page of orders it knew, where those that were the newest are gone', async () => {
		const { story, asked, whenAsked } = await judgedStory();
		for (const order of [...story.platform.orders.values()].slice(-4)) story.platform.remove(order);
		story.order();
		whenAsked(() => {});
		const { events, hasWalked } = await story.poll();
		expect([events.length, hasWalked, asked]).toEqual([1, true, [1, 2]]);
	});

	it('is read again where orders in front were deleted just before its end was met', async () => {
		const { story, asked, missed, whenAsked } = await judgedStory();
		const orders = story.orders(100);
		whenAsked((page) => {
			if (page !== 3 || orders.length < 100) return;
			for (const order of orders.splice(-20)) story.platform.remove(order);
		});
		await story.poll();
		expect([missed(), asked]).toEqual([0, [1, 2, 3, 2, 3]]);
	});

	it('is not taken for read where a poll ends with a step back to the first page', async () => {
		const { story, asked, missed, whenAsked } = await judgedStory();
		const orders = story.orders(300);
		whenAsked((page) => {
			if (page === 4) for (const order of orders.splice(-120)) story.platform.remove(order);
		});
		const { hasWalked } = await story.poll(MINUTE, { maxRequests: 8 });
		expect([hasWalked, asked]).toEqual([false, [1, 2, 3, 4]]);
		await story.events(4);
		expect(missed()).toBe(0);
	});

	it('leaves out what an import has pushed back, and is not read again for a single order', async () => {
		const { story, asked, missed, whenAsked } = await judgedStory();
		story.orders(130);
		whenAsked(() => {});
		await story.poll(MINUTE, { maxRequests: 5 });
		story.orders(400);
		await story.poll(MINUTE, { maxRequests: 5 });
		expect(asked.splice(0)).toEqual([1, 2, 3, 4, 14]);
		await story.events(8);
		expect(missed()).toBe(0);
		story.orders(100);
		asked.length = 0;
		const { listPage } = story.client;
		story.client.listPage = async (...args) => {
			if (asked.at(-1) === 1) story.order();
			return listPage(...args);
		};
		await story.poll();
		expect([asked, story.remembered.walk]).toEqual([[1, 2, 3], null]);
	});

	it('goes on though a page comes without the number of orders', async () => {
		const { story, asked, missed, whenAsked } = await judgedStory();
		story.orders(150);
		whenAsked(() => {});
		const { listPage } = story.client;
		story.client.listPage = async (...args) => {
			const answer = await listPage(...args);
			if (answer.kind === 'ok' && args[0].page === 2) delete answer.data.total;
			return answer;
		};
		await story.poll();
		expect([missed(), asked]).toEqual([0, [1, 2, 3, 4]]);
	});

	it('is as many pages as requests, with new orders alone', async () => {
		const story = new Story({ filter: { events: ['orderCreated'] } });
		await story.poll();
		const orders = story.orders(400);
		const counts: number[] = [];
		for (let polls = 0; polls < 20; polls++) {
			const { events, spent } = await story.poll(MINUTE, { maxRequests: 2 });
			expect(spent).toBeLessThanOrEqual(2);
			counts.push(events.length);
		}
		expect(counts.reduce((sum, count) => sum + count)).toBe(orders.length);
	});

	it('is as many orders as a poll may tell, with new orders alone', async () => {
		const story = new Story({ filter: { events: ['orderCreated'] }, rateLimitShare: 100 });
		await story.poll();
		await story.poll(HOUR);
		story.orders(1_200);
		const counts: number[] = [];
		for (let polls = 0; polls < 4; polls++) {
			counts.push((await story.poll()).events.length);
			expect(story.remembered.pending).toBeUndefined();
		}
		expect(counts[0]).toBe(1_000);
		expect(counts.reduce((sum, count) => sum + count)).toBe(1_200);
	});

	it.each([false, true])(
		'is one page on a new day of a shop with few orders (newest last: %s)',
		async (isOldestFirst) => {
			const story = new Story({}, { isOldestFirst });
			story.orders(5, 1);
			story.orders(5);
			await story.settle();
			// The second day shows orders of one day only.
			for (const after of [DAY, DAY, MINUTE, MINUTE, MINUTE]) {
				await story.poll(after);
				expect([pagesOf(story), story.remembered.walk]).toEqual([1, null]);
				if (after < DAY) story.orders(3);
			}
		},
	);

	it('is one page on a new day, where it shows that day and the one before', async () => {
		const { story, asked, whenAsked } = await judgedStory();
		story.platform.advanceTo(story.platform.now + DAY);
		story.orders(10);
		whenAsked(() => {});
		expect((await story.poll()).events).toHaveLength(10);
		expect(asked).toEqual([1]);
	});

	it('is one page more once a day where all orders are of that day', async () => {
		const { story } = await judgedStory();
		await story.poll(DAY);
		await story.poll(DAY);
		story.orders(70);
		await story.poll();
		const pages: number[] = [];
		for (let polls = 0; polls < 3; polls++) {
			story.order();
			await story.poll();
			pages.push(pagesOf(story));
		}
		expect(pages).toEqual([1, 1, 1]);
	});

	it('is read every third minute where statuses wait for requests', async () => {
		const story = new Story();
		story.orders(3_000, 3);
		await story.settle();
		await story.events(9);
		let pages = 0;
		for (let polls = 0; polls < 9; polls++) {
			await story.poll();
			pages += pagesOf(story);
		}
		expect(pages).toBe(3);
	});
});

describe('a page of the listing that fails', () => {
	it('is asked for again in the next poll, then with the first pages once more', async () => {
		const { story, asked, missed } = await judgedStory();
		story.orders(130);
		const times: Array<[number, number]> = [];
		const { listPage } = story.client;
		let isDown = true;
		story.client.listPage = async (window, timeoutMs) => {
			asked.push(window.page);
			times.push([window.page, timeoutMs]);
			return window.page === 3 && isDown ? fail('unavailable') : listPage(window, timeoutMs);
		};
		const polls: number[][] = [];
		for (let poll = 0; poll < 4; poll++) {
			await story.poll();
			polls.push(asked.splice(0));
		}
		expect(polls).toEqual([
			[1, 2, 3],
			[3, 1, 2, 3],
			[3, 1, 2, 3],
			[3, 1, 2, 3],
		]);
		// A page that has failed gets a quarter of the time, the others half.
		const [first, second, third] = times.filter(([page]) => page === 3).map(([, time]) => time);
		expect([second, third]).toEqual([first / 2, first / 2]);
		expect(times.filter(([page]) => page !== 3).every(([, time]) => time === first)).toBe(true);
		isDown = false;
		await story.events(3);
		expect(missed()).toBe(0);
	});

	it('is asked for once in a poll where it is the first, and then read as if nothing had been', async () => {
		const { story } = await judgedStory();
		for (const order of [...story.platform.orders.values()].slice(-4)) story.platform.remove(order);
		story.trouble = (name) => (name === 'listPage' ? fail('unavailable') : null);
		for (let polls = 0; polls < 4; polls++) {
			await story.poll();
			expect(pagesOf(story)).toBe(1);
		}
		story.trouble = null;
		story.order();
		await story.poll();
		expect(pagesOf(story)).toBe(2);
	});

	it('makes no walk begin again where it was the token that was refused', async () => {
		const { story, asked, whenAsked } = await judgedStory();
		story.orders(200);
		await story.poll(MINUTE, { maxRequests: 5 });
		story.trouble = () => fail('denied');
		await story.events(4);
		story.trouble = null;
		whenAsked(() => {});
		await story.poll();
		expect(asked[0]).toBe(4);
	});

	it('keeps no order of the first one from being told where it is the last one', async () => {
		const story = new Story();
		await story.settle();
		story.orders(90);
		story.spoil('listPage', 'unavailable', ({ page }) => page === 3);
		expect(await story.events()).toHaveLength(80);
	});

	it('does not throw where it has become empty while the walk looked at both ends', async () => {
		const story = new Story({}, { isOldestFirst: true });
		await story.settle();
		story.remembered.newest.first = false;
		const orders = story.orders(60);
		story.spoil('listPage', 'unavailable', ({ page }) => {
			if (page === 2) for (const order of orders.splice(40)) story.platform.remove(order);
			return false;
		});
		expect(new Set((await story.events(3)).map(({ tracking }) => tracking)).size).toBe(40);
	});
});

describe('a clock that is behind', () => {
	it('makes up for no walk that was cut short before', async () => {
		const { story, missed } = await judgedStory(200);
		story.orders(400);
		await story.poll(MINUTE, { maxRequests: 7 });
		expect(story.remembered.walk?.page).toBe(5);
		story.client.now = () => story.platform.now - 2 * DAY;
		await story.events(2);
		expect(story.remembered.walk?.page).toBeGreaterThan(1);
		await story.events(6);
		expect(story.remembered.walk).toBeNull();
		story.client.now = () => story.platform.now;
		await story.events(10);
		expect(missed()).toBe(0);
	});

	it('makes up for none that was cut short again days later', async () => {
		const { story, missed } = await judgedStory();
		story.orders(400);
		await story.poll(MINUTE, { maxRequests: 7 });
		story.platform.advanceTo(story.platform.now + 3 * DAY);
		story.orders(400);
		await story.poll(MINUTE, { maxRequests: 7 });
		story.client.now = () => story.platform.now - 2 * DAY;
		await story.events(10);
		story.client.now = () => story.platform.now;
		await story.events(14);
		expect([story.remembered.walk, missed()]).toEqual([null, 0]);
	});
});

describe('what the listing says of an order', () => {
	/** Changes every row that the listing shows. */
	const rewrite = (story: Story, change: (row: ListedOrder, index: number) => void) => {
		const { listPage } = story.client;
		story.client.listPage = async (...args) => {
			const page = await listPage(...args);
			if (page.kind === 'ok') page.data.rows.forEach(change);
			return page;
		};
	};

	it('is old news when the order was closed today: it is not told as a new one', async () => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		const order = story.order(3);
		await story.settle();
		const created = story.order();
		await story.poll();
		const { listPage } = story.client;
		const lagging = new Map<number, Awaited<ReturnType<typeof listPage>>>();
		story.client.listPage = async (window, timeoutMs) => {
			const page = lagging.get(window.page) ?? (await listPage(window, timeoutMs));
			lagging.set(window.page, page);
			return page;
		};
		await story.poll();
		for (const one of [order, created]) story.platform.move(one, 'paye_et_archive');
		expect(await story.events(10)).toHaveLength(2);
	});

	it('a day with its time, makes none of those at activation a new one', async () => {
		for (const events of [['orderCreated'], ['orderCreated', 'orderStatusChanged']] as const) {
			const story = new Story({ filter: { events: [...events] } });
			rewrite(story, (row) => (row.createdAt += ' 09:30:00'));
			story.orders(50, 0);
			expect(await story.events(10)).toEqual([]);
			story.order();
			expect(await story.events(2)).toHaveLength(events.length);
		}
	});

	it.each([[['orderCreated']], [['orderCreated', 'orderStatusChanged']]] as const)(
		'without a day: what is there at activation is old, what comes later is new (%s)',
		async (events) => {
			const story = new Story({ filter: { events: [...events] } });
			rewrite(story, (row) => (row.createdAt = null));
			story.orders(50, 3);
			story.orders(50, 0);
			expect(await story.events(10)).toEqual([]);
			const order = story.order();
			const told = await story.events(2);
			expect(new Set(told.map(({ tracking }) => tracking))).toEqual(new Set([order.tracking]));
			expect(told).toHaveLength(events.length);
		},
	);

	it('without a day in its first row, tells nothing about which end is new', async () => {
		for (const at of [0, 39]) {
			const { story } = await judgedStory();
			rewrite(story, (row, index) => {
				if (index === at) row.createdAt = null;
			});
			for (let day = 0; day < 3; day++) {
				story.platform.advanceTo(story.platform.now + DAY);
				story.orders(60);
				expect(await story.events(1)).toHaveLength(60);
				expect(story.remembered.newest.first).toBe(true);
			}
		}
	});

	it('is the order without the spaces around its number', async () => {
		const story = new Story();
		await story.settle();
		rewrite(story, (row) => (row.tracking = ` ${row.tracking} `));
		const order = story.order();
		expect(told(await story.events(2))).toEqual([`${order.tracking}: null -> en_livraison`]);
	});

	it('is enough where it is delivered and delivered ones are not followed', async () => {
		const story = new Story({ trackUntil: 'deliveredOrReturned' });
		story.orders(5, 3, 'livre_non_encaisse');
		await story.settle();
		story.order(0, 'livre_non_encaisse');
		for (let polls = 0; polls < 5; polls++) {
			expect((await story.poll()).active).toBe(0);
			expect(story.client.sent).not.toContain('statuses');
		}
	});

	it('is not remembered where it is final', async () => {
		const story = new Story();
		rewrite(story, (row) => (row.status = 'Payé et archivé'));
		story.orders(5);
		await story.events(5);
		expect(story.remembered.q).toEqual({});
	});
});

describe('activation', () => {
	it('announces what is created after it, also when the first walk takes until the next day', async () => {
		const story = new Story({ filter: { events: ['orderCreated'] } });
		const heal = story.spoil('listPage', 'unavailable', () => true);
		story.order();
		await story.poll();
		await story.poll(20 * HOUR);
		const order = story.order();
		heal();
		expect((await story.events(2)).map(({ tracking }) => tracking)).toEqual([order.tracking]);
	});

	it('takes in all orders in process, however many and however long their statuses cannot be read', async () => {
		const story = new Story({ rateLimitShare: 100 });
		story.orders(2_600, 3);
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		const warnings: string[] = [];
		for (let polls = 0; polls < 20; polls++) warnings.push(...(await story.poll()).warnings);
		expect((await story.poll()).active).toBe(2_600);
		expect(warnings).toEqual([]);
	});

	it.each([true, false])(
		'with new orders alone remembers all of its window (with the number of orders: %s)',
		async (hasTotal) => {
			const settings = { filter: { events: ['orderCreated' as const] }, rateLimitShare: 100 };
			const story = new Story(settings, { hasTotal });
			story.orders(2_500);
			await story.events(8, HOUR / 4);
			expect(story.remembered.q[''].split(',')).toHaveLength(2_500);
			expect(story.remembered.walk).toBeNull();
		},
	);
});

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

		it('tells a new order on the last page, also when nothing has told before which end is new', async () => {
			const story = new Story({}, { isOldestFirst: true });
			story.orders(50);
			await story.settle();
			const order = story.order();
			expect(told(await story.events(2))).toEqual([`${order.tracking}: null -> en_livraison`]);
		});

		it('tells a new order though the end was guessed wrong before', async () => {
			const story = new Story();
			const oldest = story.orders(90).slice(0, 4);
			await story.settle();
			const heads = oldest.map(({ tracking }) => tracking).join(',');
			Object.assign(story.remembered, { newest: { first: false, judged: '' }, heads });
			await story.events(2);
			const orders = story.orders(60);
			const found = await story.events(3);
			expect(found.map(({ tracking }) => tracking).sort()).toEqual(
				orders.map(({ tracking }) => tracking).sort(),
			);
		});

		it('tells all orders in the poll that meets them, whatever comes between two of its pages', async () => {
			const story = new Story();
			await story.settle();
			story.orders(50);
			await story.events(2);
			const orders = story.orders(120);
			let pages = 0;
			story.spoil('listPage', 'unavailable', ({ page }) => {
				if (page === 2 && pages++ === 0) orders.push(...story.orders(40));
				return false;
			});
			const found = new Set((await story.events()).map(({ tracking }) => tracking));
			expect(orders.slice(0, 120).filter(({ tracking }) => !found.has(tracking))).toEqual([]);
		});

		it('tells all orders in the poll that meets them, though it has to begin with page 1 again', async () => {
			const story = new Story();
			await story.settle();
			story.orders(50);
			await story.events(2);
			const orders = story.orders(200);
			let pages = 0;
			story.spoil('listPage', 'unavailable', ({ page }) => {
				if (page !== 2 || pages++ > 0) return false;
				for (const order of orders.splice(0, 40)) story.platform.remove(order);
				return false;
			});
			expect(await story.events()).toHaveLength(160);
		});

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
		const orders = story.orders(3);
		orders[0].tracking = 'A,B';
		orders[1].tracking = ' ';
		expect(await story.events()).toHaveLength(1);
		expect((await story.poll()).active).toBe(1);
		expect(Object.values(story.remembered.q).join()).toBe(orders[2].tracking);
	});
});
