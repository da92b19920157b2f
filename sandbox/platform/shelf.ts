import type { Order } from './order';

const isBefore = (a: Order, b: Order) =>
	a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number;

/** The listed orders in the order of their creation, kept sorted so that pages are cheap. */
export class Shelf {
	private readonly orders: Order[] = [];

	get size(): number {
		return this.orders.length;
	}

	add(order: Order): void {
		this.orders.splice(this.placeOf(order), 0, order);
	}

	remove(order: Order): void {
		const place = this.placeOf(order);
		if (this.orders[place] === order) this.orders.splice(place, 1);
	}

	/** The orders created from `start` up to, not including, `end` (milliseconds). */
	window(
		start: number,
		end: number,
	): { count: number; newest(skip: number, take: number): Order[] } {
		const first = this.firstAt(start);
		const last = this.firstAt(end);
		return {
			count: Math.max(0, last - first),
			newest: (skip, take) =>
				this.orders
					.slice(Math.max(first, last - skip - take), Math.max(first, last - skip))
					.reverse(),
		};
	}

	private firstAt(time: number): number {
		return this.search((order) => order.createdAt.getTime() < time);
	}

	private placeOf(order: Order): number {
		return this.search((other) => isBefore(other, order) < 0);
	}

	/** How many orders from the oldest on satisfy a condition that holds for a leading run. */
	private search(isLeading: (order: Order) => boolean): number {
		let low = 0;
		let high = this.orders.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (isLeading(this.orders[middle])) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
