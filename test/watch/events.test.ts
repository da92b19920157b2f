import type { Attempt } from '../../nodes/Ecotrack/platform/rows';
import {
	eventsOf,
	FilterTransition,
	passes,
	recallBatches,
	rememberBatch,
} from '../../nodes/Ecotrack/watch/events';
import { BASELINE, NEW, Queue } from '../../nodes/Ecotrack/watch/queue';
import { formatFilter, freshState, type Batch } from '../../nodes/Ecotrack/watch/state';
import type { Filter, WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { fail } from './support/failures';
import { settingsWith } from './support/settings';
import { DAY, HOUR, MINUTE, Story } from './support/story';

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

	it('of a new order enters its phase, also one that nobody has documented', () => {
		for (const status of ['en_hub', 'Chez Le Voisin']) {
			expect(read(NEW, status)).toMatchObject([
				{ event: 'orderCreated', previousStatus: null, phaseChanged: true },
				{ event: 'orderStatusChanged', previousStatus: null, phaseChanged: true },
			]);
		}
	});

	it('of the baseline that is told after all has no status before it', () => {
		const row = { tracking: 'A1', status: 'en_hub', reference: null };
		expect(eventsOf(BASELINE, row, [], NOW, true)).toMatchObject([
			{ event: 'orderStatusChanged', previousStatus: null, phaseChanged: true },
		]);
	});

	it('beside a remark makes a delivery attempt of it, which enters no phase', () => {
		const row = { tracking: 'A1', status: 'en_livraison', reference: null };
		const attempt = { reason: 'Client absent' } as unknown as Attempt;
		expect(eventsOf('en_livraison', row, [attempt], NOW)).toMatchObject([
			{ event: 'deliveryAttempt', previousStatus: null, phaseChanged: false, attempt },
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

	it('tells an order that goes back to being a draft', () => {
		expect(lets({}, 'en_ramassage', 'prete_a_expedier')).toBe(true);
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

describe('the way from one filter to another', () => {
	const old = settingsWith({ filter: { statuses: ['paye_et_archive'] } });
	const { filter } = settingsWith({});
	/** Two orders out for delivery, one in a hub; the filter has just been changed. */
	function changed() {
		const state = freshState(old, Date.parse(NOW));
		const queue = new Queue({ en_livraison: 'A1,A2', en_hub: 'B1' });
		return { state, queue, open: () => new FilterTransition(state, filter, queue) };
	}

	it('is none where the filter stays the same, or was changed back', () => {
		const { state, queue, open } = changed();
		open();
		expect(state.visit).toBeDefined();
		const back = new FilterTransition(state, old.filter, queue);
		expect(state.visit).toBeUndefined();
		expect([back.visit('en_livraison'), back.admit()]).toEqual([false, false]);
		back.revisit('en_livraison');
		back.close(true);
		expect(state).toMatchObject({ filter: formatFilter(old.filter) });
	});

	it('asks each order once, from poll to poll', () => {
		const { open } = changed();
		expect(open().visit('en_livraison')).toBe(true);
		const way = open();
		expect(['en_livraison', 'en_livraison', 'en_hub', 'suspendu'].map((l) => way.visit(l))).toEqual(
			[true, false, true, false],
		);
	});

	it('asks an order again that was put back', () => {
		const way = changed().open();
		way.visit('en_hub');
		way.revisit('en_hub');
		expect([way.visit('en_hub'), way.visit('en_hub')]).toEqual([true, false]);
	});

	it('holds what is discovered for old until a walk is finished, and new from then on', () => {
		const { open } = changed();
		const way = open();
		expect([way.visit(NEW), way.admit(), way.admit()]).toEqual([false, true, true]);
		expect([way.visit(NEW), way.visit(NEW), way.visit(NEW)]).toEqual([true, true, false]);
		way.close(true);
		expect(open().admit()).toBe(false);
	});

	it('ends once a walk is finished and everyone was read, and not before', () => {
		const { state, open } = changed();
		const isOver = (hasWalked: boolean) => {
			open().close(hasWalked);
			return state.visit === undefined && state.filter === formatFilter(filter);
		};
		for (const list of ['en_livraison', 'en_livraison']) open().visit(list);
		expect([isOver(false), isOver(true)]).toEqual([false, false]);
		open().visit('en_hub');
		expect(isOver(false)).toBe(true);
	});

	it('does not end by everyone being read without a walk', () => {
		const { state, open } = changed();
		for (const list of ['en_livraison', 'en_livraison', 'en_hub']) open().visit(list);
		open().close(false);
		expect(state.visit).toMatchObject({ walked: false });
	});

	it('does not wait for orders that are not there any more', () => {
		const { state, queue, open } = changed();
		for (const list of ['en_livraison', 'en_livraison']) open().visit(list);
		queue.take('en_hub', 1);
		open().close(true);
		expect(state.visit).toBeUndefined();
	});
});

const START = { isAfterRestart: true };

describe('a batch that is kept for a repetition', () => {
	const at = Date.parse(NOW);
	const events: WatchEvent[] = [
		...read(NEW, 'en_hub'),
		...read('en_livraison', 'livre_non_encaisse'),
		...read('livre_non_encaisse', 'encaisse_non_paye'),
	];
	const attempt = { ...events[2], event: 'deliveryAttempt', previousStatus: null } as const;

	const MOST = 500;
	const remember = (...batch: WatchEvent[]) => rememberBatch([], batch, at, MOST);
	const named = (tracking: string) => ({ ...events[2], tracking });
	const trackings = (kept: Batch[]) => recallBatches(kept, at).map(({ tracking }) => tracking);

	it('comes back as it was, in its order, without what only the platform knows', () => {
		const again = events.map((event) => ({ ...event, reference: null, repeated: true }));
		expect(recallBatches(remember(...events), at)).toEqual(again);
	});

	it('keeps orders together that went the same way', () => {
		const kept = remember(named('A1'), named('A2'));
		expect(kept.map(({ rows }) => Object.values(rows))).toEqual([['A1,A2']]);
		expect(trackings(kept)).toEqual(['A1', 'A2']);
	});

	it('tells the way of an order in its order, whichever way another one went', () => {
		const [out] = read('en_livraison', 'suspendu');
		const [back] = read('suspendu', 'en_livraison');
		const kept = remember({ ...back, tracking: 'A2' }, out, back);
		const way = recallBatches(kept, at).filter(({ tracking }) => tracking === out.tracking);
		expect(way.map(({ status }) => status)).toEqual(['suspendu', 'en_livraison']);
	});

	it('has the field of an attempt where it was one, and only there', () => {
		const [again] = recallBatches(remember(attempt), at);
		expect(again).toMatchObject({ event: 'deliveryAttempt', attempt: null, previousStatus: null });
		expect(recallBatches(remember(events[2]), at)[0]).not.toHaveProperty('attempt');
	});

	it('is repeated for a day, and no longer', () => {
		const kept = remember(...events);
		expect(recallBatches(kept, at + DAY)).toHaveLength(events.length);
		expect(recallBatches(kept, at + DAY + 1)).toEqual([]);
		expect(recallBatches([], at)).toEqual([]);
	});

	it('is kept for five minutes beside a later one, since both runs may have died', () => {
		const [first, second] = [[named('A1')], [named('A2')]];
		for (const [minutes, expected] of [
			[5, ['A1', 'A2']],
			[5.1, ['A2']],
		] as const) {
			const before = rememberBatch([], first, at - minutes * MINUTE, MOST);
			expect(trackings(rememberBatch(before, second, at, MOST))).toEqual(expected);
		}
	});

	it('makes room for a later one, the oldest first', () => {
		const [first, second, third] = ['A1', 'A2', 'A3'].map((name) => [
			named(name),
			named(`${name}b`),
		]);
		const two = rememberBatch(rememberBatch([], first, at, 5), second, at, 5);
		expect(trackings(two)).toEqual(['A1', 'A1b', 'A2', 'A2b']);
		expect(trackings(rememberBatch(two, third, at, 5))).toEqual(['A2', 'A2b', 'A3', 'A3b']);
	});
});

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

	it.each([
		['stays beside what is found within five minutes', 2 * MINUTE, 2],
		['gives way to what is found later', 6 * MINUTE, 1],
	])('%s', async (_, pause, count) => {
		const story = new Story({ repeatAfterRestart: true });
		const moved = story.orders(2, 3);
		await story.settle();
		for (const order of moved) {
			story.platform.move(order, 'suspendu');
			await story.poll(pause);
		}
		const again = moved.slice(-count).map(({ tracking }) => ({ tracking, repeated: true }));
		expect((await story.poll(MINUTE, START)).events).toMatchObject(again);
	});

	it('is repeated again, with what was found beside it, when that run dies too', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const moved = story.orders(2, 3);
		await story.settle();
		story.platform.move(moved[0], 'suspendu');
		await story.poll();
		story.platform.move(moved[1], 'suspendu');
		expect((await story.poll(HOUR, START)).events).toHaveLength(2);
		const again = moved.map(({ tracking }) => ({ tracking, repeated: true }));
		expect((await story.poll(HOUR, START)).events).toMatchObject(again);
	});
});
