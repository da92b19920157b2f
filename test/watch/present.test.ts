import { toPresent } from '../../nodes/Ecotrack/watch/present';
import { openState } from '../../nodes/Ecotrack/watch/state';
import { settingsWith } from './support/settings';
import { DAY, HOUR, MINUTE, MORNING, Story, told } from './support/story';

const BOTH = { filter: { events: ['orderCreated' as const, 'orderStatusChanged' as const] } };

/** A watcher whose server's clock is off by so much while it makes some polls. */
async function mistimed(story: Story, off: number, polls = 1): Promise<void> {
	story.port.now = () => story.platform.now + off;
	for (let poll = 0; poll < polls; poll++) await story.poll();
	story.port.now = () => story.platform.now;
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
		story.trouble = () => ({ kind: 'limited', message: '', retryAfterMs: 3 * MINUTE });
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

	it('repeats no batch for longer than a day', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'suspendu');
		await mistimed(story, 3 * DAY);
		expect((await story.poll(MINUTE, { isAfterRestart: true })).events).toHaveLength(1);
		expect((await story.poll(DAY + HOUR, { isAfterRestart: true })).events).toEqual([]);
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
