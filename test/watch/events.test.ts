import { eventsOf, passes } from '../../nodes/Ecotrack/watch/events';
import { BASELINE, NEW } from '../../nodes/Ecotrack/watch/queue';
import type { Filter, WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { fail } from './support/failures';
import { settingsWith } from './support/settings';
import { HOUR, MINUTE, Story } from './support/story';

const NOW = '2026-03-02T09:00:00.000Z';
const read = (list: string, status: string) =>
	eventsOf(list, { tracking: 'A1', status, reference: 'R-1' }, [], NOW);

describe('a status read', () => {
	it('is silent for an order of the baseline and for an unchanged one', () => {
		expect(read(BASELINE, 'en_livraison')).toEqual([]);
		expect(read('en_livraison', 'en_livraison')).toEqual([]);
		expect(read('livre_non_encaisse', 'livré_non_encaissé')).toEqual([]);
	});

	it('that differs is a change with both statuses, phase and label', () => {
		expect(read('en_livraison', 'livre_non_encaisse')).toEqual([
			{
				event: 'orderStatusChanged',
				tracking: 'A1',
				reference: 'R-1',
				previousStatus: 'en_livraison',
				status: 'livre_non_encaisse',
				statusLabel: 'Delivered, cash with driver',
				phase: 'delivered',
				phaseChanged: true,
				isFinal: false,
				detectedAt: NOW,
			},
		]);
		expect(read('livre_non_encaisse', 'encaisse_non_paye')[0].phaseChanged).toBe(false);
	});

	it('of a new order is its creation and its first change', () => {
		expect(read(NEW, 'en_hub').map(({ event }) => event)).toEqual([
			'orderCreated',
			'orderStatusChanged',
		]);
	});

	it('nobody has documented is an event like any other', () => {
		expect(read('en_hub', 'Chez Le Voisin')[0]).toMatchObject({
			status: 'chez_le_voisin',
			statusLabel: 'Chez Le Voisin',
			phase: 'unknown',
			isFinal: false,
		});
	});
});

describe('the filter', () => {
	const change = (previous: string | null, status: string) =>
		read(previous ?? NEW, status).find(({ event }) => event === 'orderStatusChanged') as WatchEvent;
	const lets = (filter: Partial<Filter>, previous: string | null, status: string) =>
		passes(settingsWith({ filter }).filter, change(previous, status));

	it('lets every change through when nothing is chosen', () => {
		expect(lets({}, 'en_hub', 'vers_wilaya')).toBe(true);
	});

	it('with phases chosen lets an order through once, on entering', () => {
		const phases = { phases: ['delivered'] } as const;
		expect(lets(phases, 'en_livraison', 'livre_non_encaisse')).toBe(true);
		expect(lets(phases, 'livre_non_encaisse', 'encaisse_non_paye')).toBe(false);
		expect(lets(phases, null, 'livre_non_encaisse')).toBe(true);
		expect(lets(phases, 'en_livraison', 'suspendu')).toBe(false);
	});

	it('with exact statuses chosen lets every arrival through', () => {
		const statuses = { statuses: ['encaisse_non_paye'] };
		expect(lets(statuses, 'livre_non_encaisse', 'encaisse_non_paye')).toBe(true);
		expect(lets(statuses, 'livre_non_encaisse', 'paiements_prets')).toBe(false);
	});

	it('with both chosen is satisfied by either', () => {
		const both: Partial<Filter> = { phases: ['return'], statuses: ['paye_et_archive'] };
		expect(lets(both, 'paiements_prets', 'paye_et_archive')).toBe(true);
		expect(lets(both, 'en_livraison', 'retour_chez_livreur')).toBe(true);
		expect(lets(both, 'en_livraison', 'livre_non_encaisse')).toBe(false);
	});

	it('with previous statuses chosen asks for one of them as well', () => {
		const previous = { previousStatuses: ['suspendu'] };
		expect(lets(previous, 'suspendu', 'en_livraison')).toBe(true);
		expect(lets(previous, 'en_preparation', 'en_livraison')).toBe(false);
		expect(lets(previous, null, 'en_livraison')).toBe(false);
	});

	it('takes the draft of a new order for no change unless it is named', () => {
		expect(lets({}, null, 'prete_a_expedier')).toBe(false);
		expect(lets({ statuses: ['prete_a_expedier'] }, null, 'prete_a_expedier')).toBe(true);
		expect(lets({}, null, 'en_ramassage')).toBe(true);
	});

	it('narrows status changes only, and knows which events were chosen', () => {
		const [created] = read(NEW, 'en_hub');
		const choose = (filter: Partial<Filter>) => settingsWith({ filter }).filter;
		expect(passes(choose({ events: ['orderCreated'], phases: ['return'] }), created)).toBe(true);
		expect(passes(choose({ events: ['orderStatusChanged'] }), created)).toBe(false);
	});
});

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
