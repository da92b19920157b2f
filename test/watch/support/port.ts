import type {
	Activity,
	Answer,
	Failure,
	ListedOrder,
	Port,
	RateWindow,
} from '../../../nodes/Ecotrack/watch/port';
import type { Order, Platform } from './platform';
import { local } from './platform';

export type RequestName = 'listPage' | 'lookUp' | 'statuses' | 'details';

export interface PortOptions {
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
	/** True: the `date` of a remark carries its time. */
	hasTimeInDate?: boolean;
	/** By how much the watcher's clock is wrong. */
	skew?: () => number;
	/** What the rate headers say; called once per request that reached the platform. */
	limits?: () => RateWindow[] | undefined;
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

/** The port of a platform in memory. Every request moves the clock by its latency. */
export function portOf(platform: Platform, options: PortOptions = {}): Port & { sent: string[] } {
	const sent: string[] = [];
	async function answer<Good>(
		name: RequestName,
		about: About,
		read: () => Good,
	): Promise<Answer<Good>> {
		sent.push(name);
		platform.advanceTo(platform.now + (options.latency?.() ?? 0));
		const failure = options.interfere?.(name, about) ?? null;
		return failure ?? read();
	}
	const find = (tracking: string) => platform.orders.get(tracking.trim().toUpperCase());
	const known = (trackings: string[]) => trackings.flatMap((tracking) => find(tracking) ?? []);
	const refused: Failure = { kind: 'invalid', message: 'The given data was invalid.' };
	const limits = () => options.limits?.();
	const isAnswered = (order: Order) => !options.isBroken?.(order) && !options.isHidden?.(order);
	const spell = (row: Activity): Activity =>
		options.hasTimeInDate ? { ...row, date: `${row.date} ${row.time}`, time: '' } : { ...row };
	const listed = (order: Order): ListedOrder => ({
		tracking: order.tracking,
		status: platform.spelled(order),
		reference: order.reference,
		createdAt: local(order.createdAt).slice(0, 10),
		order: { recipient: `Client ${order.reference}` },
	});
	return {
		sent,
		now: () => platform.now + (options.skew?.() ?? 0),
		listPage: ({ startDate, endDate, page }, timeoutMs) =>
			answer('listPage', { page, timeoutMs }, () => {
				const { rows, total, lastPage } = platform.list(startDate, endDate, page);
				return {
					kind: 'ok' as const,
					rows: rows.map((order) => {
						options.onListed?.(order, isAnswered(order));
						return listed(order);
					}),
					lastPage,
					total: options.hasTotal === false ? null : total,
					limits: limits(),
				};
			}),
		lookUp: (tracking, timeoutMs) =>
			answer('lookUp', { timeoutMs }, () => ({
				kind: 'ok' as const,
				rows: known([tracking])
					.filter((order) => platform.isListed(order))
					.map((order) => {
						options.onListed?.(order, isAnswered(order));
						return listed(order);
					}),
				limits: limits(),
			})),
		statuses: (trackings, timeoutMs) =>
			answer('statuses', { orders: known(trackings), timeoutMs }, () => {
				const orders = known(trackings).filter(isAnswered);
				if (orders.some((order) => platform.isPoisoned(order))) return refused;
				const rows = orders.map((order) => {
					options.onRead?.(order);
					const { tracking, status, reference, activity } = order;
					return { tracking, status, reference, activity: activity.map(spell) };
				});
				return { kind: 'ok' as const, rows, limits: limits() };
			}),
		details: (trackings, timeoutMs) =>
			answer('details', { orders: known(trackings), timeoutMs }, () => {
				const orders = known(trackings);
				if (orders.some((order) => platform.isPoisoned(order))) return refused;
				const rows = orders.map(({ tracking, reference }) => ({
					tracking,
					order: { recipient: `Client ${reference}` },
				}));
				return { kind: 'ok' as const, rows, limits: limits() };
			}),
	};
}
