/**
 * Which result belongs to which order of a bulk create. The platform names them by reference, cuts
 * long references, and loses a result when two names collide (docs/ecotrack-api.md, section 7.2).
 * A tracking on the wrong order sends a parcel to the wrong person, so every doubt leaves the order
 * without one.
 */
import type { NewOrder } from './create';
import type { CreateResult, ResultRow } from './results';

export interface Matching {
	/** What came of each order that a result belongs to for certain. */
	settled: Map<NewOrder, CreateResult>;
	/** Orders that no result belongs to for certain. */
	rest: NewOrder[];
	/** Results that belong to none of the orders for certain. */
	leftover: ResultRow[];
}

/** @param orders one request: all with different references, or all without */
export function match(orders: readonly NewOrder[], rows: readonly ResultRow[]): Matching {
	const owned = new Map<NewOrder, ResultRow>();
	const trusted = rows.filter((row) => !isRepeated(row, rows));
	for (const [index, order] of orders.entries()) {
		const row = order.reference
			? findByReference(order.reference, index, orders, trusted)
			: findByPlace(index, orders, trusted, rows);
		if (row) owned.set(order, row);
	}
	// One order and one result leave nothing to confuse.
	if (orders.length === 1 && rows.length === 1) owned.set(orders[0], rows[0]);
	return toMatching(orders, rows, owned);
}

/**
 * The same for what is left, once the platform has said under which reference it keeps each tracking.
 * @param references by tracking
 */
export function matchAgain(
	{ settled, rest, leftover }: Matching,
	references: ReadonlyMap<string, string>,
): Matching {
	const owned = new Map<NewOrder, ResultRow>();
	const taken = new Set<string>();
	for (const order of rest) {
		const rows = leftover.filter((row) => references.get(trackingOf(row)) === order.reference);
		const trackings = new Set(rows.map(trackingOf));
		const isShared = rest.some((one) => one !== order && one.reference === order.reference);
		if (!order.reference || isShared || trackings.size !== 1) continue;
		owned.set(order, rows[0]);
		taken.add(trackingOf(rows[0]));
	}
	const others = leftover.filter((row) => !taken.has(trackingOf(row)));
	const again = toMatching(rest, others, owned);
	return { ...again, settled: new Map([...settled, ...again.settled]) };
}

function findByReference(
	reference: string,
	index: number,
	orders: readonly NewOrder[],
	rows: readonly ResultRow[],
): ResultRow | undefined {
	const own = rows.filter(({ name }) => name === reference);
	// "3" may be the reference of one order or the place of another.
	const isPlaceOfOther =
		/^\d+$/.test(reference) && Number(reference) < orders.length && Number(reference) !== index;
	// A longer reference without a result of its own may have been cut down to this one.
	const isCutOfOther = orders.some(
		(other) =>
			other.reference !== reference &&
			other.reference.startsWith(reference) &&
			!rows.some(({ name }) => name === other.reference),
	);
	return own.length === 1 && !isPlaceOfOther && !isCutOfOther ? own[0] : undefined;
}

/** Without a reference the name is the place in the request; a full list has them in order. */
function findByPlace(
	index: number,
	orders: readonly NewOrder[],
	trusted: readonly ResultRow[],
	rows: readonly ResultRow[],
): ResultRow | undefined {
	const isList = trusted.length === orders.length && trusted.every(({ name }) => name === '');
	if (isList) return trusted[index];
	if (!arePlaces(rows, orders.length)) return undefined;
	const own = trusted.filter(({ name }) => name === String(index));
	return own.length === 1 ? own[0] : undefined;
}

/** Numbers that begin at 1, or go past the end, are another count: each would be its neighbor's. */
function arePlaces(rows: readonly ResultRow[], count: number): boolean {
	const isPlace = ({ name }: ResultRow) => /^(0|[1-9]\d*)$/.test(name) && Number(name) < count;
	return rows.every(isPlace) && rows.some(({ name }) => name === '0');
}

/** One tracking cannot belong to two orders. */
function isRepeated(row: ResultRow, rows: readonly ResultRow[]): boolean {
	const tracking = trackingOf(row);
	return tracking !== '' && rows.filter((other) => trackingOf(other) === tracking).length > 1;
}

/** '' for a refused order. */
export function trackingOf({ result }: ResultRow): string {
	return result.kind === 'created' ? result.tracking : '';
}

function toMatching(
	orders: readonly NewOrder[],
	rows: readonly ResultRow[],
	owned: ReadonlyMap<NewOrder, ResultRow>,
): Matching {
	const taken = new Set(owned.values());
	return {
		settled: new Map([...owned].map(([order, { result }]) => [order, result])),
		rest: orders.filter((order) => !owned.has(order)),
		leftover: rows.filter((row) => !taken.has(row)),
	};
}
