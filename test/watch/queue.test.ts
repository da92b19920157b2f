import { deepCopy } from 'n8n-workflow';

import { toKey } from '../../nodes/Ecotrack/platform/rows';
import { BASELINE, ENDED, isStatus, NEW, Queue, Scheduler } from '../../nodes/Ecotrack/watch/queue';
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

	it('has names for its own lists that no status may take', () => {
		expect(['', '+', '.', '.f', '+x'].map(isStatus)).toEqual(Array(5).fill(false));
		expect(isStatus('jamais_vu')).toBe(true);
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

	it('is a new order first', () => {
		const batch = new Scheduler(lists({ en_livraison: 3_000, '+': 3 }), {}).pickBatch();
		expect(count(batch, '+')).toBe(3);
	});
});
