import { DAY, startOfDay, toDay } from './algiers';
import type { Order } from './order';
import { orderRow, type OrderRow } from './rows';
import type { Shelf } from './shelf';

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

interface Slice {
	count: number;
	newest(skip: number, take: number): Order[];
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
