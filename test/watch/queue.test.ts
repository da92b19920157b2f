import { deepCopy } from 'n8n-workflow';

import { toKey } from '../../nodes/Ecotrack/platform/rows';
import {
	BASELINE,
	CLOSED,
	ENDED,
	FADING,
	isStatus,
	NEW,
	Queue,
	Scheduler,
} from '../../nodes/Ecotrack/watch/queue';
import { BATCH_SIZE } from '../../nodes/Ecotrack/transport/batches';

const saved = { en_livraison: 'A1,A2,A3', [NEW]: 'B1', [ENDED]: 'C1' };

describe('the queue', () => {
	it('comes back from its saved form as it was', () => {
		expect(new Queue(saved).save()).toEqual(saved);
		expect(new Queue({}).save()).toEqual({});
	});

	it.each(['constructor', '__proto__', 'prototype', 'toString'])(
		'keeps the orders of a status called %s when n8n copies it',
		(status) => {
			const queue = new Queue({});
			queue.push('A1', status);
			const copy = new Queue(deepCopy(queue.save()));
			expect(copy.live()).toEqual([[status, 1]]);
			expect(new Queue(deepCopy(copy.save())).listOf('A1')).toBe(status);
		},
	);

	it('counts every order as known, and the active ones', () => {
		const queue = new Queue(saved);
		expect([queue.size, queue.active]).toEqual([5, 4]);
		expect(queue.live()).toEqual([
			['en_livraison', 3],
			[NEW, 1],
		]);
	});

	it('asks about no order that has ended, and names no list of its own as a status', () => {
		const queue = new Queue({ ...saved, [BASELINE]: 'D1', [FADING]: 'E1', [CLOSED]: 'F1' });
		expect(queue.live()).toEqual([
			['en_livraison', 3],
			[NEW, 1],
			[BASELINE, 1],
		]);
		expect(queue.statuses()).toEqual(['en_livraison']);
	});

	it('holds nobody in a list that is empty, or that it does not have', () => {
		const queue = new Queue({ en_hub: '' });
		expect([queue.size, queue.length('x'), queue.peek('x'), queue.take('x', 1)]).toEqual([
			0,
			0,
			[],
			[],
		]);
		queue.push('A1', 'suspendu');
		queue.take('suspendu', 1);
		expect([queue.live(), queue.save()]).toEqual([[], {}]);
	});

	it('is its own cursor: taken off the front, put at the back when checked', () => {
		const queue = new Queue(saved);
		const [first] = queue.take('en_livraison', 1);
		queue.push(first, 'en_livraison');
		expect(queue.save().en_livraison).toBe('A2,A3,A1');
	});

	it('puts an unfinished batch back at the front', () => {
		const queue = new Queue(saved);
		const members = queue
			.take('en_livraison', 2)
			.map((tracking) => ({ tracking, list: 'en_livraison' }));
		queue.putBack(members);
		expect(queue.save()).toEqual(saved);
	});

	it('knows an order that was out of its list when somebody first asked', () => {
		const queue = new Queue(saved);
		const taken = queue.take('en_livraison', 2);
		expect(queue.listOf('A3')).toBe('en_livraison');
		queue.putBack(taken.map((tracking) => ({ tracking, list: 'en_livraison' })));
		expect(queue.listOf('A1')).toBe('en_livraison');
	});

	it('knows an order however its tracking is spelled, and keeps the first spelling', () => {
		const queue = new Queue({ suspendu: 'Ec-a1' });
		expect(queue.listOf(toKey(' EC-A1 '))).toBe('suspendu');
		expect(queue.pick(['ec-a1'])).toEqual([{ tracking: 'Ec-a1', list: 'suspendu' }]);
	});

	it('hands out whom it is asked for, from several lists, and leaves the others in their places', () => {
		const queue = new Queue(saved);
		expect(queue.pick(['A2', 'B1', 'unknown'])).toEqual([
			{ tracking: 'A2', list: 'en_livraison' },
			{ tracking: 'B1', list: NEW },
		]);
		expect(queue.save()).toEqual({ en_livraison: 'A1,A3', [ENDED]: 'C1' });
		expect(queue.statuses()).toEqual(['en_livraison']);
	});

	it('knows an order by the list that it was put into last', () => {
		const queue = new Queue(saved);
		expect(queue.listOf('A1')).toBe('en_livraison');
		queue.push(queue.take('en_livraison', 1)[0], 'suspendu');
		expect(queue.listOf('A1')).toBe('suspendu');
		queue.putBack([{ tracking: queue.take('suspendu', 1)[0], list: 'en_hub' }]);
		expect(queue.listOf('A1')).toBe('en_hub');
		queue.move('en_hub', ENDED);
		expect(queue.listOf('A1')).toBe(ENDED);
		expect(queue.save()).toEqual({ en_livraison: 'A2,A3', [NEW]: 'B1', [ENDED]: 'C1,A1' });
	});

	it('keeps an order that was taken known until it is dropped', () => {
		const queue = new Queue(saved);
		expect(queue.listOf('B1')).toBe(NEW);
		const [taken] = queue.take(NEW, 1);
		expect(queue.listOf('B1')).toBe(NEW);
		queue.drop(taken);
		expect(queue.listOf('B1')).toBeUndefined();
	});

	it('moves and shortens whole lists', () => {
		const queue = new Queue(saved);
		queue.move(ENDED, BASELINE);
		queue.keepLast('en_livraison', 1);
		expect(queue.save()).toEqual({ en_livraison: 'A3', [NEW]: 'B1', [BASELINE]: 'C1' });
		expect(queue.size).toBe(3);
	});

	it('forgets whom it drops from a list that is too long, and nobody from one that is not', () => {
		const queue = new Queue(saved);
		expect(queue.listOf('A1')).toBe('en_livraison');
		queue.keepLast('en_livraison', 5);
		expect(queue.length('en_livraison')).toBe(3);
		queue.keepLast('en_livraison', 2);
		expect(['A1', 'A2'].map((key) => queue.listOf(key))).toEqual([undefined, 'en_livraison']);
	});

	it('has names for its own lists that no status may take', () => {
		expect(['', '+', '.', '.f', '+x'].map(isStatus)).toEqual(Array(5).fill(false));
		expect(['jamais_vu', 'v1.2', 'a+b'].map(isStatus)).toEqual([true, true, true]);
	});

	it('survives a status named like a part of the language', () => {
		const queue = new Queue({});
		queue.push('A1', '__proto__');
		const again = new Queue(JSON.parse(JSON.stringify(queue.save())));
		expect(again.listOf('A1')).toBe('__proto__');
	});
});

describe('who is asked about', () => {
	const lists = (lengths: Record<string, number>) =>
		new Queue(
			Object.fromEntries(
				Object.entries(lengths).map(([list, length]) => [
					list,
					Array.from({ length }, (_, at) => `${list}${at}`).join(','),
				]),
			),
		);
	const count = (batch: Array<{ list: string }>, list: string) =>
		batch.filter((member) => member.list === list).length;

	it('is everyone once a poll where that fits', () => {
		const scheduler = new Scheduler(lists({ en_livraison: 30, encaisse_non_paye: 20 }), {});
		expect(scheduler.pickBatch()).toHaveLength(50);
		expect(scheduler.pickBatch()).toEqual([]);
	});

	it('goes by length and tier: out for delivery most often, payments least', () => {
		const queue = lists({ en_livraison: 500, vers_hub: 500, encaisse_non_paye: 500 });
		const credit = {};
		const asked = { en_livraison: 0, vers_hub: 0, encaisse_non_paye: 0 };
		for (let poll = 0; poll < 100; poll++) {
			const batch = new Scheduler(queue, credit).pickBatch();
			expect(batch).toHaveLength(BATCH_SIZE);
			for (const list of Object.keys(asked) as Array<keyof typeof asked>) {
				asked[list] += count(batch, list);
			}
			for (const { tracking, list } of batch) queue.push(tracking, list);
		}
		expect(asked.en_livraison / asked.vers_hub).toBeCloseTo(4 ** 1.2, 0);
		expect(asked.en_livraison / asked.encaisse_non_paye).toBeCloseTo(16 ** 1.2, -1);
	});

	it('starves nobody, not even one order among thousands', () => {
		const queue = lists({ en_livraison: 3_000, paiements_prets: 1 });
		const credit = {};
		for (let poll = 0; poll < 4_000; poll++) {
			const batch = new Scheduler(queue, credit).pickBatch();
			if (count(batch, 'paiements_prets') > 0) return;
			for (const { tracking, list } of batch) queue.push(tracking, list);
		}
		throw new Error('never asked about');
	});

	it.each([
		['everybody was asked about', { en_livraison: 40, paiements_prets: 12 }],
		['one list had fewer orders than seats', { en_livraison: 40, paiements_prets: 100 }],
	])('owes nothing for times in which %s', (_, lengths) => {
		const credit = {};
		const ask = (queue: Queue) => {
			const batch = new Scheduler(queue, credit).pickBatch();
			for (const { tracking, list } of batch) queue.push(tracking, list);
			return count(batch, 'paiements_prets');
		};
		const before = lists(lengths);
		for (let poll = 0; poll < 100; poll++) ask(before);
		// Seven in a thousand of the seats are theirs from now on.
		const queue = lists({ en_livraison: 100, en_hub: 200, paiements_prets: 30 });
		let asked = 0;
		for (let poll = 0; poll < 20; poll++) asked += ask(queue);
		expect(asked).toBeGreaterThan(5);
	});

	it('is nobody twice in one poll, however often requests are left', () => {
		const queue = lists({ en_livraison: 150, vers_hub: 90, '+': 20 });
		const scheduler = new Scheduler(queue, {});
		const asked: string[] = [];
		for (;;) {
			const batch = scheduler.pickBatch();
			if (batch.length === 0) break;
			for (const { tracking, list } of batch) {
				asked.push(tracking);
				queue.push(tracking, list);
			}
		}
		expect([asked.length, new Set(asked).size]).toEqual([260, 260]);
	});

	it('is nobody at all among orders that have ended', () => {
		expect(new Scheduler(lists({ '.': 5, '.x': 5 }), {}).pickBatch()).toEqual([]);
	});

	it('are as many as the platform manages', () => {
		const scheduler = new Scheduler(lists({ en_livraison: 40, '+': 40 }), {}, 10);
		const batch = scheduler.pickBatch();
		expect([batch.length, count(batch, '+') >= 5, count(batch, 'en_livraison') > 0]).toEqual([
			10,
			true,
			true,
		]);
	});

	it('leaves seats to others, however many orders are new', () => {
		const batch = new Scheduler(lists({ en_livraison: 500, '+': 500 }), {}).pickBatch();
		expect(count(batch, '+')).toBeGreaterThanOrEqual(BATCH_SIZE / 2);
		expect(count(batch, 'en_livraison')).toBeGreaterThan(BATCH_SIZE / 8);
	});

	it('remembers short numbers, and none of lists that are gone', () => {
		const credit: Record<string, number> = { suspendu: 3, en_livraison: 1 / 3 };
		new Scheduler(lists({ en_livraison: 210, vers_hub: 130 }), credit).pickBatch();
		expect(Object.keys(credit).sort()).toEqual(['en_livraison', 'vers_hub']);
		for (const value of Object.values(credit)) expect(String(value).length).toBeLessThan(10);
		expect(Object.values(credit).some((value) => value !== 0)).toBe(true);
	});

	it('shares out as many seats as there are, also where one list needs fewer than its part', () => {
		const credit: Record<string, number> = {};
		new Scheduler(lists({ en_livraison: 40, paiements_prets: 1_000 }), credit).pickBatch();
		expect(Object.values(credit).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 3);
	});

	it('owes no list more than a batch, whatever the state says', () => {
		const credit: Record<string, number> = { en_livraison: 1e9, vers_hub: -1e9 };
		new Scheduler(lists({ en_livraison: 500, vers_hub: 500 }), credit).pickBatch();
		for (const value of Object.values(credit)) {
			expect(Math.abs(value)).toBeLessThanOrEqual(BATCH_SIZE);
		}
	});

	it('is never more than a batch, whatever the state says', () => {
		const credit = { en_livraison: 1e9, vers_hub: 1e9 };
		const batch = new Scheduler(lists({ en_livraison: 500, vers_hub: 500 }), credit).pickBatch();
		expect(batch).toHaveLength(BATCH_SIZE);
	});

	it('owes nobody the seats that went to new orders', () => {
		const credit: Record<string, number> = {};
		new Scheduler(lists({ '+': 3, en_livraison: 3_000 }), credit).pickBatch();
		expect(credit.en_livraison).toBeCloseTo(0, 3);
	});

	it('owes no list seats that it has no orders for, though it falls short only after another', () => {
		const credit: Record<string, number> = {};
		const queue = lists({ en_livraison: 20, vers_hub: 20, encaisse_non_paye: 300 });
		new Scheduler(queue, credit).pickBatch();
		for (const value of Object.values(credit)) expect(value).toBeCloseTo(0, 3);
	});

	it('gives a seat that is left to the list that has the most due', () => {
		const queue = lists({ paiements_prets: 1, en_livraison: 100, en_hub: 5 });
		expect(new Scheduler(queue, {}, 1).pickBatch()).toMatchObject([{ list: 'en_livraison' }]);
	});

	it.each(['+', ''])(
		'holds an order without a status (%j) for as urgent as one out for delivery',
		(list) => {
			const credit: Record<string, number> = {};
			const queue = lists({ [list]: 600, en_livraison: 600, vers_hub: 600 });
			const batch = new Scheduler(queue, credit).pickBatch();
			const due = (name: string) => count(batch, name) + credit[name];
			// Half of a batch is for the new ones anyway, and has left the list by then.
			const rest = list === '+' ? 600 - BATCH_SIZE / 2 : 600;
			expect(due(list) / rest).toBeCloseTo(due('en_livraison') / 600, 4);
		},
	);

	it('is nobody who was taken out of the queue meanwhile', () => {
		const credit: Record<string, number> = {};
		const queue = lists({ en_livraison: 3 });
		const scheduler = new Scheduler(queue, credit);
		queue.take('en_livraison', 3);
		expect(scheduler.pickBatch()).toEqual([]);
		expect(Object.values(credit).every(Number.isFinite)).toBe(true);
	});

	it('is a new order first', () => {
		const batch = new Scheduler(lists({ en_livraison: 3_000, '+': 3 }), {}).pickBatch();
		expect(count(batch, '+')).toBe(3);
	});
});
