import type {
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
	interfere?: (name: RequestName) => Failure | null;
	/** What the rate headers say; called once per request that reached the platform. */
	limits?: () => RateWindow[] | undefined;
	/** Called with every status that was really answered. */
	onRead?: (order: Order) => void;
	/** False: rows come without `total`. */
	hasTotal?: boolean;
}

/** The port of a platform in memory. Every request moves the clock by its latency. */
export function portOf(platform: Platform, options: PortOptions = {}): Port & { sent: string[] } {
	const sent: string[] = [];
	async function answer<Good>(name: RequestName, read: () => Good): Promise<Answer<Good>> {
		sent.push(name);
		platform.advanceTo(platform.now + (options.latency?.() ?? 0));
		const failure = options.interfere?.(name) ?? null;
		return failure ?? read();
	}
	const find = (tracking: string) => platform.orders.get(tracking.trim().toUpperCase());
	const known = (trackings: string[]) => trackings.flatMap((tracking) => find(tracking) ?? []);
	const refused: Failure = { kind: 'invalid', message: 'The given data was invalid.' };
	const limits = () => options.limits?.();
	const listed = (order: Order): ListedOrder => ({
		tracking: order.tracking,
		status: platform.spelled(order),
		reference: order.reference,
		createdAt: local(order.createdAt).slice(0, 10),
		order: { recipient: `Client ${order.reference}` },
	});
	return {
		sent,
		now: () => platform.now,
		listPage: ({ startDate, endDate, page }) =>
			answer('listPage', () => {
				const { rows, total, lastPage } = platform.list(startDate, endDate, page);
				return {
					kind: 'ok' as const,
					rows: rows.map(listed),
					lastPage,
					total: options.hasTotal === false ? null : total,
					limits: limits(),
				};
			}),
		lookUp: (tracking) =>
			answer('lookUp', () => ({
				kind: 'ok' as const,
				rows: known([tracking])
					.filter((order) => platform.isListed(order))
					.map(listed),
				limits: limits(),
			})),
		statuses: (trackings) =>
			answer('statuses', () => {
				const orders = known(trackings);
				if (orders.some((order) => platform.isPoisoned(order))) return refused;
				const rows = orders.map((order) => {
					options.onRead?.(order);
					const { tracking, status, reference, activity } = order;
					return { tracking, status, reference, activity: [...activity] };
				});
				return { kind: 'ok' as const, rows, limits: limits() };
			}),
		details: (trackings) =>
			answer('details', () => {
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
