import type { Order } from './order';

interface Entry {
	at: number;
	order: Order;
}

const isEarlier = (a: Entry, b: Entry) =>
	a.at < b.at || (a.at === b.at && a.order.number < b.order.number);

/** Which order moves next: a heap, because a benchmark moves fifty thousand of them for weeks. */
export class Agenda {
	private readonly heap: Entry[] = [];

	/** Notes the order's `dueAt`; what was noted for it before no longer counts. */
	note(order: Order): void {
		if (order.dueAt === Infinity) return;
		this.heap.push({ at: order.dueAt, order });
		this.rise(this.heap.length - 1);
	}

	/** The order that is due first, if it is due by then; taken off the agenda. */
	takeDue(by: number): Order | undefined {
		while (this.heap.length > 0 && this.heap[0].at <= by) {
			const { at, order } = this.heap[0];
			const last = this.heap.pop() as Entry;
			if (this.heap.length > 0) {
				this.heap[0] = last;
				this.sink(0);
			}
			if (order.dueAt === at) return order;
		}
		return undefined;
	}

	private rise(place: number): void {
		const parent = (place - 1) >> 1;
		if (place === 0 || !isEarlier(this.heap[place], this.heap[parent])) return;
		this.swap(place, parent);
		this.rise(parent);
	}

	private sink(place: number): void {
		let first = place;
		for (const child of [2 * place + 1, 2 * place + 2])
			if (child < this.heap.length && isEarlier(this.heap[child], this.heap[first])) first = child;
		if (first === place) return;
		this.swap(place, first);
		this.sink(first);
	}

	private swap(a: number, b: number): void {
		[this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
	}
}
