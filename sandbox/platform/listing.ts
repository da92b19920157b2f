import { DAY, startOfDay, toDay } from './clock';
import type { Order } from './order';
import { orderRow, type OrderRow } from './rows';

const PER_PAGE = 40;
/** `get/orders` shows the orders of the last 90 days unless dates are given (section 8.6). */
const DEFAULT_DAYS = 90;

export interface ListQuery {
	page?: number;
	/** `Y-m-d`, both inclusive, on the day of creation in Algiers. */
	startDate?: string;
	endDate?: string;
	/** One exact number; the dates do not matter then. */
	tracking?: string;
	/** The other way round than the platform is known to sort. */
	oldestFirst?: boolean;
}

/** One page of orders, as the wire has it but for the links. */
export interface OrderPage {
	current_page: number;
	data: OrderRow[];
	from: number | null;
	last_page: number;
	per_page: number;
	to: number | null;
	total: number;
}

/** Some of the listed orders, of which a page can be cut. */
interface Slice {
	count: number;
	newest: (skip: number, take: number) => Order[];
}

const isBefore = (a: Order, b: Order) =>
	a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number;

/** The listed orders in the order of their creation, kept sorted so that pages are cheap. */
export class Shelf {
	private readonly orders: Order[] = [];

	add(order: Order): void {
		this.orders.splice(this.placeOf(order), 0, order);
	}

	remove(order: Order): void {
		const place = this.placeOf(order);
		if (this.orders[place] === order) this.orders.splice(place, 1);
	}

	/** The orders created from `start` up to, not including, `end` (milliseconds). */
	window(start: number, end: number): Slice {
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

/** The one order a tracking filter leaves, or none. */
export const sliceOf = (order: Order | undefined): Slice => ({
	count: order ? 1 : 0,
	newest: (skip) => (order && skip === 0 ? [order] : []),
});

/** The orders of a listing's days; dates that are no dates count as not given. */
export function sliceByDate(shelf: Shelf, query: ListQuery, now: Date): Slice {
	const today = startOfDay(toDay(now)) as number;
	const start = startOfDay(query.startDate ?? '') ?? today - DEFAULT_DAYS * DAY;
	const end = startOfDay(query.endDate ?? '') ?? today;
	return shelf.window(start, end + DAY);
}

function cut({ count, newest }: Slice, skip: number, oldestFirst = false): Order[] {
	if (!oldestFirst) return newest(skip, PER_PAGE);
	const newer = Math.max(0, count - skip - PER_PAGE);
	return newest(newer, Math.max(0, count - skip - newer)).reverse();
}

export function pageOf(slice: Slice, { page: wanted = 1, oldestFirst }: ListQuery): OrderPage {
	const page = Math.max(1, wanted);
	const skip = (page - 1) * PER_PAGE;
	const data = cut(slice, skip, oldestFirst).map(orderRow);
	return {
		current_page: page,
		data,
		from: data.length > 0 ? skip + 1 : null,
		last_page: Math.max(1, Math.ceil(slice.count / PER_PAGE)),
		per_page: PER_PAGE,
		to: data.length > 0 ? skip + data.length : null,
		total: slice.count,
	};
}
