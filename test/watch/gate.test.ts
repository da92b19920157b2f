import { MINUTE, Story } from './support/story';
import { fail } from './support/failures';

const choose = (story: Story, statuses: string[], events = story.settings.filter.events) => {
	story.settings = { ...story.settings, filter: { ...story.settings.filter, statuses, events } };
};

describe('a filter that changes', () => {
	/** A saved state is old: since then orders moved, and nothing that passed the filter happened. */
	async function outdated() {
		const story = new Story({ filter: { statuses: ['paye_et_archive'] } });
		const orders = story.orders(30, 3);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		return { story, orders };
	}

	it('to a wider one does not tell what happened before', async () => {
		const { story } = await outdated();
		choose(story, []);
		expect(await story.events(3)).toEqual([]);
	});

	it('tells what happens after', async () => {
		const { story, orders } = await outdated();
		choose(story, []);
		await story.poll();
		story.platform.move(orders[0], 'encaisse_non_paye');
		expect(await story.events(3)).toHaveLength(1);
		expect(story.remembered.visit).toBeUndefined();
	});

	it('still tells what both filters let through', async () => {
		const { story, orders } = await outdated();
		choose(story, []);
		story.platform.move(orders[0], 'paye_et_archive');
		expect(await story.events()).toHaveLength(1);
	});

	it('and changes again before every order was read starts over', async () => {
		const { story } = await outdated();
		choose(story, ['annule']);
		story.trouble = (name) => (name === 'statuses' ? fail('unavailable') : null);
		await story.poll();
		choose(story, []);
		story.trouble = null;
		expect(await story.events(3)).toEqual([]);
	});

	it('does not tell orders created before as new', async () => {
		const story = new Story({ filter: { statuses: ['paye_et_archive'] } });
		await story.settle();
		story.platform.advanceTo(story.platform.now + MINUTE);
		story.orders(3);
		choose(story, [], ['orderCreated', 'orderStatusChanged']);
		expect(await story.events(2)).toEqual([]);
		story.orders(2);
		expect((await story.events(1)).map(({ event }) => event).sort()).toEqual([
			'orderCreated',
			'orderCreated',
			'orderStatusChanged',
			'orderStatusChanged',
		]);
	});

	it('to remarks does not tell the old ones', async () => {
		const story = new Story();
		const order = story.order(3);
		story.platform.remark(order);
		await story.settle();
		choose(story, [], ['deliveryAttempt']);
		expect(await story.events(2)).toEqual([]);
		story.platform.advanceTo(story.platform.now + MINUTE);
		story.platform.remark(order);
		story.platform.remark(order, story.platform.now, '');
		expect(await story.events(2)).toMatchObject([
			{ event: 'deliveryAttempt', status: 'en_livraison', attempt: { driver: 'Livreur' } },
		]);
	});
});
