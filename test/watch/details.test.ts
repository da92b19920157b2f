import type { WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { MINUTE, Story, told } from './support/story';
import { fail } from './support/failures';

const down = fail('unavailable');
const withDetails = { includeOrderDetails: true };

/** A story in which one order is about to be told. */
async function changed(settings = {}) {
	const story = new Story({ ...withDetails, ...settings });
	const order = story.orders(3, 3)[0];
	await story.settle();
	story.platform.move(order, 'suspendu');
	return { story, order };
}

describe('the details of a change', () => {
	it('come with it, a hundred orders per request', async () => {
		const story = new Story(withDetails);
		const orders = story.orders(250, 3);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'suspendu');
		const events = await story.events(20);
		expect(events).toHaveLength(250);
		expect(events.every(({ order }) => order?.recipient !== undefined)).toBe(true);
	});

	it('of a new order are those of the listing: no request is spent', async () => {
		const story = new Story(withDetails);
		await story.settle();
		story.order();
		const { events } = await story.poll();
		expect(events[0].order).toEqual({ recipient: 'Client R-1' });
		expect(story.client.sent).not.toContain('details');
	});

	it('are absent when nobody asked for them', async () => {
		const { story } = await changed({ includeOrderDetails: false });
		expect('order' in (await story.events())[0]).toBe(false);
		expect(story.client.sent).not.toContain('details');
	});

	it('that fail make the change wait for up to two polls, then it goes out with a note', async () => {
		const { story } = await changed();
		story.trouble = (name) => (name === 'details' ? down : null);
		expect(await story.events(2)).toEqual([]);
		const note = expect.stringMatching(/could not be read/);
		expect(await story.events()).toMatchObject([{ status: 'suspendu', order: null, note }]);
		expect(story.remembered.pending).toBeUndefined();
	});

	it.each(['unavailable', 'unreadable'] as const)(
		'that fail for one order do not keep the others from theirs: %s',
		async (kind) => {
			const story = new Story(withDetails);
			const orders = story.orders(60, 3);
			await story.settle();
			story.spoil('details', kind, (trackings) => trackings.includes(orders[33].tracking));
			for (const order of orders) story.platform.move(order, 'suspendu');
			const { events } = await story.poll();
			expect(events).toHaveLength(59);
			expect(events.every(({ order }) => order?.recipient !== undefined)).toBe(true);
			const late = await story.events(2);
			expect(late).toMatchObject([{ tracking: orders[33].tracking, order: null }]);
		},
	);

	it('that hang leave time for walk and statuses in every poll', async () => {
		const { story, order } = await changed();
		story.spoil('details', 'networkError', () => true);
		const statuses: string[] = [];
		for (const status of ['en_livraison', 'suspendu', 'en_livraison', 'suspendu', 'vers_hub']) {
			const { events, succeeded } = await story.poll(5 * MINUTE);
			statuses.push(...events.map((event) => event.status));
			expect(succeeded).toBeGreaterThan(0);
			story.platform.move(order, status);
		}
		expect(statuses).toEqual(['suspendu', 'en_livraison', 'suspendu']);
	});

	it.each([
		['many', undefined],
		['two', 2],
		['one', 1],
	])(
		'that fail for hours keep no status from being read, with durable cursors and %s requests a poll',
		async (_, maxRequests) => {
			const story = new Story(withDetails);
			const orders = story.orders(8, 3);
			await story.settle();
			story.trouble = (name) => (name === 'details' ? down : null);
			const events: WatchEvent[] = [];
			for (let poll = 0; poll < 60; poll++) {
				if (poll % 20 === 0) {
					const status = ['suspendu', 'en_livraison', 'livre_non_encaisse'][poll / 20];
					for (const order of orders) story.platform.move(order, status);
				}
				events.push(...(await story.pollDurably(5 * MINUTE, { maxRequests })).events);
			}
			expect(events.filter(({ status }) => status === 'livre_non_encaisse')).toHaveLength(8);
			expect(events).toHaveLength(24);
		},
	);

	it('that come while it waits go with it', async () => {
		const { story } = await changed();
		story.trouble = (name) => (name === 'details' ? down : null);
		await story.poll();
		story.trouble = null;
		expect((await story.events())[0].order).toEqual({ recipient: 'Client R-1' });
	});

	it('do not let a later change of the same order overtake the waiting one', async () => {
		const { story, order } = await changed();
		let asked = 0;
		story.trouble = (name) => (name === 'details' && ++asked < 3 ? down : null);
		await story.poll();
		story.platform.move(order, 'en_livraison');
		expect(told(await story.events(3))).toEqual([
			`${order.tracking}: en_livraison -> suspendu`,
			`${order.tracking}: suspendu -> en_livraison`,
		]);
	});

	it('that the platform does not have are null, with a note, at once', async () => {
		const { story, order } = await changed();
		story.client.details = async () => fail('notFound');
		expect(await story.events()).toMatchObject([
			{ tracking: order.tracking, order: null, note: expect.stringMatching(/no details/) },
		]);
	});

	it('follow in the next poll when only one request is allowed', async () => {
		const { story } = await changed();
		const events = [];
		for (let poll = 0; poll < 6 && events.length === 0; poll++) {
			events.push(...(await story.poll(MINUTE, { maxRequests: 1 })).events);
		}
		expect(events).toMatchObject([{ status: 'suspendu', order: { recipient: 'Client R-1' } }]);
	});
});
