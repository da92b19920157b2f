import { deepCopy } from 'n8n-workflow';

import { BASELINE, ENDED, isStatus, keyOf, NEW, Queue } from '../../nodes/Ecotrack/watch/queue';

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
			expect(new Queue(deepCopy(copy.save())).placeOf('A1')).toBe(status);
		},
	);

	it('counts every order as known and the followed ones as watched', () => {
		const queue = new Queue(saved);
		expect([queue.size, queue.watched]).toEqual([5, 4]);
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
		queue.unshift(queue.take('en_livraison', 2), 'en_livraison');
		expect(queue.save()).toEqual(saved);
	});

	it('knows an order that was out of its list when somebody first asked', () => {
		const queue = new Queue(saved);
		const taken = queue.take('en_livraison', 2);
		expect(queue.placeOf('A3')).toBe('en_livraison');
		queue.unshift(taken, 'en_livraison');
		expect(queue.placeOf('A1')).toBe('en_livraison');
	});

	it('knows an order however its tracking is spelled, and keeps the first spelling', () => {
		const queue = new Queue({ suspendu: 'Ec-a1' });
		expect(queue.placeOf(keyOf(' EC-A1 '))).toBe('suspendu');
		expect(queue.pick(['ec-a1'])).toEqual([{ tracking: 'Ec-a1', list: 'suspendu' }]);
	});

	it('keeps an order that was taken known until it is dropped', () => {
		const queue = new Queue(saved);
		expect(queue.placeOf('B1')).toBe(NEW);
		const [taken] = queue.take(NEW, 1);
		expect(queue.placeOf('B1')).toBe(NEW);
		queue.drop(taken);
		expect(queue.placeOf('B1')).toBeUndefined();
	});

	it('pours and trims whole lists', () => {
		const queue = new Queue(saved);
		queue.pour(ENDED, BASELINE);
		queue.trim('en_livraison', 1);
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
		expect(again.placeOf('A1')).toBe('__proto__');
	});
});
