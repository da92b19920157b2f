import { newsDay, toPresent } from '../../nodes/Ecotrack/watch/state';
import { openState, type State } from '../../nodes/Ecotrack/watch/state';
import { settingsWith } from './support/settings';
import { DAY, HOUR, MINUTE, MORNING, Story, told } from './support/story';
import { fail, limited } from './support/failures';

const BOTH = { filter: { events: ['orderCreated' as const, 'orderStatusChanged' as const] } };

/** A watcher whose server's clock is off by so much while it makes some polls. */
async function mistimed(story: Story, off: number, polls = 1): Promise<void> {
	story.client.now = () => story.platform.now + off;
	for (let poll = 0; poll < polls; poll++) await story.poll();
	story.client.now = () => story.platform.now;
}

describe('a clock that was wrong', () => {
	it.each([
		['three days ahead', 3 * DAY],
		['400 days ahead', 400 * DAY],
		['an hour ahead', HOUR],
		['three days behind', -3 * DAY],
		['back in 1970', -MORNING],
	])('for one poll (%s) hides no order created afterwards', async (_, off) => {
		const story = new Story(BOTH);
		const known = story.orders(5, 3);
		await story.settle();
		await mistimed(story, off);
		const order = story.order();
		const events = await story.events(3);
		expect(events.map(({ event, tracking }) => [event, tracking])).toEqual([
			['orderCreated', order.tracking],
			['orderStatusChanged', order.tracking],
		]);
		story.platform.move(known[0], 'suspendu');
		expect(told(await story.events(2))).toEqual([`${known[0].tracking}: en_livraison -> suspendu`]);
	});

	it.each([3, 400])('by %i days for an hour tells what was created meanwhile', async (days) => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		await mistimed(story, days * DAY, 30);
		const order = story.order();
		await mistimed(story, days * DAY, 30);
		const events = await story.events(3);
		expect(events.map(({ tracking }) => tracking)).toContain(order.tracking);
	});

	it('before the server was off for days hides none of the orders created meanwhile', async () => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		await mistimed(story, 3 * DAY);
		story.platform.advanceTo(story.platform.now + HOUR);
		const order = story.order();
		story.platform.advanceTo(story.platform.now + 2.5 * DAY);
		const events = await story.events(5);
		expect(events.map(({ tracking }) => tracking)).toContain(order.tracking);
	});

	it('in the middle of a walk that was cut short hides none of the orders behind it', async () => {
		const story = new Story(BOTH);
		story.orders(5, 1);
		await story.settle();
		const imported = story.orders(200).map(({ tracking }) => tracking);
		let listed = 0;
		story.trouble = (name) => (name === 'listPage' && ++listed > 2 ? fail('networkError') : null);
		const events = await story.events();
		await mistimed(story, 3 * DAY);
		story.trouble = null;
		events.push(...(await story.events(5)));
		const created = events.filter(({ event }) => event === 'orderCreated');
		expect(created.map(({ tracking }) => tracking).sort()).toEqual(imported.sort());
	});

	it('that was behind does not make up for a walk that was cut short', async () => {
		const story = new Story(BOTH);
		story.orders(50, 1);
		await story.settle();
		const { listPage } = story.client;
		story.client.listPage = async (window, timeoutMs) =>
			window.page === 3 ? fail('rejected') : listPage(window, timeoutMs);
		const imported = story.orders(400);
		await story.events(4);
		await mistimed(story, -4 * DAY, 3);
		story.client.listPage = listPage;
		await story.events(20);
		const known = JSON.stringify(story.remembered.q);
		expect(imported.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it.each([
		['three days', 3 * DAY, 30],
		['three days, in the middle of the baseline', 3 * DAY, 1],
		['400 days', 400 * DAY, 30],
	])('at the activation (%s ahead) announces new orders and no old ones', async (_, off, polls) => {
		const story = new Story(BOTH);
		story.orders(300, 3);
		story.orders(5, 0);
		await mistimed(story, off, polls);
		expect(await story.events(30)).toEqual([]);
		const order = story.order();
		const [event] = await story.events();
		expect(event).toMatchObject({ event: 'orderCreated', tracking: order.tracking });
		story.platform.advanceTo(story.platform.now + 3 * DAY);
		await story.poll();
		expect(story.remembered.since <= '2026-03-02').toBe(true);
	});

	it('lengthens no wait that the platform asked for', async () => {
		const story = new Story(BOTH);
		story.order(3);
		await story.settle();
		story.trouble = () => limited(3 * MINUTE);
		await mistimed(story, 3 * DAY);
		story.trouble = null;
		const spent = [];
		for (let poll = 0; poll < 5; poll++) spent.push((await story.poll()).spent);
		expect(spent.slice(0, 3)).toEqual([0, 0, 0]);
		expect(spent[4]).toBeGreaterThan(0);
	});

	it('sets nobody aside for longer than a day', async () => {
		const story = new Story();
		const [refused] = story.orders(3, 3);
		await story.settle();
		refused.poisonedUntil = story.platform.now + HOUR;
		await mistimed(story, 400 * DAY);
		await story.poll();
		story.platform.advanceTo(story.platform.now + DAY + HOUR);
		story.platform.move(refused, 'suspendu');
		expect(await story.events(2)).toHaveLength(1);
	});

	it.each(['refused', 'left out'])('gives up no order that is %s meanwhile', async (how) => {
		const story = new Story();
		const [order] = story.orders(12, 3);
		await story.settle();
		story.platform.move(order, 'paye_et_archive');
		if (how === 'refused') order.poisonedUntil = Infinity;
		else story.platform.orders.delete(order.tracking);
		for (let hour = 0; hour < 18; hour++) await story.poll(HOUR);
		if (how === 'refused') for (let hour = 0; hour < 12; hour++) await story.poll(HOUR);
		await mistimed(story, 3 * DAY, 5);
		order.poisonedUntil = 0;
		story.platform.orders.set(order.tracking, order);
		expect(told(await story.events(26, HOUR))).toEqual([
			`${order.tracking}: en_livraison -> paye_et_archive`,
		]);
	});

	it('repeats no batch for longer than a day', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'suspendu');
		await mistimed(story, 3 * DAY);
		expect((await story.poll(MINUTE, { isAfterRestart: true })).events).toHaveLength(1);
		expect((await story.poll(DAY + HOUR, { isAfterRestart: true })).events).toEqual([]);
	});

	describe('leaves of what it wrote', () => {
		const settings = settingsWith();
		const hour = Math.floor(MORNING / HOUR);
		const ahead = MORNING + 3 * DAY;
		/** As a poll three days ahead leaves it. */
		const opened = (changes: Partial<State>) => {
			const { state } = openState({}, settings, MORNING);
			Object.assign(state, { stage: 3, since: '2026-01-01', q: { en_hub: 'A1' } }, changes);
			toPresent(state, settings, MORNING);
			return state;
		};
		const budget = { at: ahead, polled: ahead, daily: 0 };

		it('no day of discovery, no place of a walk and no sweep in a window that is still open', () => {
			const walk = { page: 3, total: 100, heads: 'A1' };
			const sweep = { start: '2026-01-01', end: '2026-03-04', page: 2 };
			const anew = { page: 1, total: null, heads: null };
			const left = { day: '2026-03-01', walk: anew, walked: 0, sweep: null, due: '2026-02-28' };
			for (const changes of [
				{ budget },
				{ walked: ahead },
				{ unsaved: ahead },
				{ day: '2026-03-04' },
				{ due: '2026-03-06' },
				{ sweep },
			]) {
				expect(opened({ day: '2026-03-01', walk, ...changes })).toMatchObject(left);
			}
		});

		it('no instant and no day that is still to come', () => {
			const last = { at: ahead, rows: {} };
			const newest = { first: true, judged: '2026-03-05' };
			const miss: State['miss'] = { A1: [hour + 72, 2], B1: [hour + 72, 1, hour + 96], C1: [1, 1] };
			const state = opened({ unsaved: ahead, last, newest, miss });
			expect(state).toMatchObject({
				unsaved: MORNING,
				last: { at: MORNING },
				newest: { first: true, judged: '2026-03-01' },
				miss: { A1: [hour, 2], B1: [hour, 1, hour + 24], C1: [1, 1] },
			});
		});

		it('of a wait what was left of it, and a day at most', () => {
			for (const [left, expected] of [
				[HOUR, HOUR],
				[9 * DAY, DAY],
				[-HOUR, -HOUR],
			]) {
				const state = opened({ budget, notBefore: ahead + left });
				expect(state.notBefore).toBe(MORNING + expected);
			}
			expect(opened({ notBefore: MORNING + 9 * DAY }).notBefore).toBe(MORNING + DAY);
		});

		it('a baseline to take once more when it was not complete, and yesterday as its day else', () => {
			for (const stage of [0, 1, 2] as const) {
				const state = opened({ stage, since: '2026-03-05' });
				expect(state).toMatchObject({ stage: 0, since: '2026-03-02', q: { en_hub: 'A1' } });
			}
			expect(opened({ q: {}, since: '2026-03-05' })).toMatchObject({ stage: 0 });
			const complete = opened({ since: '2026-03-05' });
			expect([complete.stage, newsDay(complete, MORNING)]).toEqual([3, '2026-03-01']);
			expect(newsDay(opened({}), MORNING)).toBe('2026-01-01');
		});
	});

	it('leaves a state of the present as it is', () => {
		const settings = settingsWith();
		const { state } = openState({}, settings, MORNING);
		state.miss = { A1: [Math.floor(MORNING / HOUR), 1, Math.floor(MORNING / HOUR) + 24] };
		state.notBefore = MORNING + HOUR;
		state.last = { at: MORNING, rows: {} };
		state.sweep = { start: '2026-01-01', end: '2026-03-01', page: 3 };
		const before = structuredClone(state);
		toPresent(state, settings, MORNING);
		expect(state).toEqual(before);
	});
});
