import { DAY, HOUR, MINUTE, Story } from './support/story';

const pagesOf = (story: Story) => story.client.sent.filter((name) => name === 'listPage').length;

describe('the sweep', () => {
	it('runs for the baseline at once, then at night', async () => {
		const story = new Story();
		story.orders(90, 5);
		await story.settle();
		const sweeps: number[] = [];
		for (let hour = 0; hour < 48; hour++) {
			await story.poll(HOUR);
			if (pagesOf(story) > 1) sweeps.push(new Date(story.platform.now + HOUR).getUTCHours());
		}
		expect(sweeps.length).toBeGreaterThan(0);
		expect(sweeps.filter((hour) => hour >= 6)).toEqual([]);
	});

	it('leaves a page out that always fails, says so, and finds its orders when it is well', async () => {
		const story = new Story();
		const orders = story.orders(200, 5);
		const heal = story.spoil('listPage', 'unavailable', ({ page }) => page === 3);
		const warnings: string[] = [];
		for (let polls = 0; polls < 12; polls++) warnings.push(...(await story.poll()).warnings);
		expect(story.remembered.stage).toBe(3);
		expect(warnings.filter((text) => /^Page 3 of the list/.test(text))).toHaveLength(1);
		const known = () => {
			const text = JSON.stringify(story.remembered.q);
			return orders.filter(({ tracking }) => text.includes(tracking)).length;
		};
		expect(known()).toBe(160);
		heal();
		for (let hour = 0; hour < 26; hour++) await story.poll(HOUR);
		expect(known()).toBe(200);
	});

	it('forgets no ended order because a page was left out', async () => {
		const story = new Story({ trackUntil: 'deliveredOrReturned' });
		const orders = story.orders(100, 5);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		await story.events(4);
		story.spoil('listPage', 'unavailable', ({ page }) => page === 2);
		for (let hour = 0; hour < 26; hour++) await story.poll(HOUR);
		expect(story.remembered.q['.'].split(',')).toHaveLength(100);
	});

	it('comes by day when the server is off at night', async () => {
		const story = new Story();
		story.orders(90, 5);
		await story.settle();
		for (let day = 0; day < 3; day++) await story.poll(DAY);
		expect(pagesOf(story)).toBeGreaterThan(2);
	});

	it('leaves requests for walk and statuses', async () => {
		const story = new Story({ rateLimitShare: 10 });
		story.orders(2_000, 5);
		const kinds = new Set<string>();
		for (let polls = 0; polls < 200; polls++) {
			const { state } = await story.poll(MINUTE);
			if (state.stage === 1) for (const name of story.client.sent) kinds.add(name);
		}
		expect([...kinds].sort()).toEqual(['listPage', 'statuses']);
	});
});
