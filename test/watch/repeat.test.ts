import { HOUR, MINUTE, Story } from './support/story';

const START = { isAfterRestart: true };

describe('the batch that is repeated after a start of the server', () => {
	it('is repeated at every start for a day, with the time of its first hand-over', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'suspendu');
		const [first] = await story.events();
		const again = [];
		for (let starts = 0; starts < 5; starts++) again.push(await story.poll(7 * HOUR, START));
		const { tracking, detectedAt } = first;
		const repeated = expect.objectContaining({ tracking, detectedAt, repeated: true });
		expect(again.map(({ events }) => events)).toEqual([[repeated], [repeated], [repeated], [], []]);
	});

	it('gives way to what is found at a later poll', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const [first, second] = story.orders(2, 3);
		await story.settle();
		story.platform.move(first, 'suspendu');
		await story.poll();
		story.platform.move(second, 'livre_non_encaisse');
		await story.poll();
		const { events } = await story.poll(MINUTE, START);
		expect(events).toMatchObject([{ tracking: second.tracking, repeated: true }]);
	});
});
