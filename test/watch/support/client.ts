import type { Attempt } from '../../../nodes/Ecotrack/platform/rows';
import type { RateWindow } from '../../../nodes/Ecotrack/transport/rateLimits';
import type { Failure, Outcome } from '../../../nodes/Ecotrack/transport/response';
import type { ListedOrder, WatchClient } from '../../../nodes/Ecotrack/watch/types';
import { fail } from './failures';
import { local, type Order, type Platform } from './platform';

export type RequestName = 'listPage' | 'findListed' | 'statuses' | 'details';

export interface ClientOptions {
	/** Virtual milliseconds that a request takes. */
	latency?: () => number;
	/** A failure to answer with instead, or null. May throw: that is a crash of the process. */
	interfere?: (name: RequestName, about: About) => Failure | null;
	/** Orders whose row is no object. */
	isBroken?: (order: Order) => boolean;
	/** Orders that the status endpoint leaves out although the listing shows them. */
	isHidden?: (order: Order) => boolean;
	/** Called with every order that the listing showed, and whether the status endpoint has it too. */
	onListed?: (order: Order, isAnswered: boolean) => void;
	/** True: the `date` of an attempt carries its time. */
	hasTimeInDate?: boolean;
	/** By how much the watcher's clock is wrong. */
	skew?: () => number;
	/** What the rate headers say; called once per request that reached the platform. */
	windows?: () => RateWindow[];
	/** Called with every status that was really answered. */
	onRead?: (order: Order) => void;
	/** False: rows come without `total`. */
	hasTotal?: boolean;
}

/** What a request is about. */
export interface About {
	orders?: Order[];
	page?: number;
	timeoutMs: number;
}

/** The client of a platform in memory. Every request moves the clock by its latency. */
export function clientOf(
	platform: Platform,
	options: ClientOptions = {},
): WatchClient & { sent: string[] } {
	const sent: string[] = [];
	async function answer<T>(name: RequestName, about: About, read: () => T): Promise<Outcome<T>> {
		sent.push(name);
		platform.advanceTo(platform.now + (options.latency?.() ?? 0));
		const failure = options.interfere?.(name, about) ?? null;
		if (failure) return failure;
		// One refused tracking is a refusal of all.
		const isRefused = about.orders?.some(
			(order) => platform.isPoisoned(order) && (name === 'details' || isAnswered(order)),
		);
		if (isRefused) return fail('invalid');
		return { kind: 'ok', data: read(), windows: options.windows?.() ?? [] };
	}
	const known = (trackings: string[]) =>
		trackings.flatMap((tracking) => platform.orders.get(tracking.trim().toUpperCase()) ?? []);
	const isAnswered = (order: Order) => !options.isBroken?.(order) && !options.isHidden?.(order);
	const spell = (row: Attempt): Attempt =>
		options.hasTimeInDate ? { ...row, date: `${row.date} ${row.time}`, time: '' } : { ...row };
	const describe = ({ reference }: Order) => ({ recipient: `Client ${reference}` });
	const listed = (order: Order): ListedOrder => {
		options.onListed?.(order, isAnswered(order));
		return {
			tracking: order.tracking,
			status: platform.spelled(order),
			reference: order.reference,
			createdAt: local(order.createdAt).slice(0, 10),
			order: describe(order),
		};
	};
	return {
		sent,
		now: () => platform.now + (options.skew?.() ?? 0),
		listPage: ({ startDate, endDate, page }, timeoutMs) =>
			answer('listPage', { page, timeoutMs }, () => {
				const { rows, total, lastPage } = platform.list(startDate, endDate, page);
				const totals = options.hasTotal === false ? {} : { total };
				return { rows: rows.map(listed), page, lastPage, ...totals };
			}),
		findListed: (tracking, timeoutMs) =>
			answer('findListed', { timeoutMs }, () => {
				const order = known([tracking]).find((one) => platform.isListed(one));
				return order && listed(order);
			}),
		statuses: (trackings, timeoutMs) => {
			const orders = known(trackings);
			return answer('statuses', { orders, timeoutMs }, () => {
				const rows = orders.filter(isAnswered).map((order) => {
					options.onRead?.(order);
					const { tracking, status, reference, attempts } = order;
					return [tracking, { status, reference, attempts: attempts.map(spell) }] as const;
				});
				return new Map(rows);
			});
		},
		details: (trackings, timeoutMs) => {
			const orders = known(trackings);
			return answer(
				'details',
				{ orders, timeoutMs },
				() => new Map(orders.map((order) => [order.tracking, describe(order)])),
			);
		},
	};
}
