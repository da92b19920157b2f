/** A workflow that was switched off for weeks, and what the difference to an outage is. */
import { DAY, MINUTE, Story, told } from './support/story';
import { fail } from './support/failures';

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
