import { toKey } from '../platform/rows';
import { normalize } from '../platform/statuses';
import { addDays, dayOf } from '../platform/time';
import type { Failure } from '../transport/response';
import { isAttempt } from './attempts';
import { eventsOf, passes } from './events';
import { isStatus, NEW } from './queue';
import {
	watchesStatuses,
	type ListedOrder,
	type Settings,
	type StatusRow,
	type WatchClient,
	type WatchEvent,
} from './types';

const MAX_SAMPLES = 3;

/**
 * For a person who tries the trigger by hand: one to three recent orders in the shape of the real
 * events, from one page and at most one status request. Remembers nothing. An empty list means an
 * account without active orders.
 */
export async function sample(
	client: WatchClient,
	settings: Settings,
	timeoutMs: number,
): Promise<{ events: WatchEvent[] } | { failure: Failure }> {
	const today = dayOf(client.now());
	const window = {
		startDate: addDays(today, -settings.lookbackDays),
		endDate: addDays(today, 1),
		page: 1,
	};
	const listing = await client.listPage(window, timeoutMs);
	if (listing.kind !== 'ok') return { failure: listing };
	const { rows } = listing.data;
	if (rows.length === 0 || !watchesStatuses(settings)) {
		return { events: pick(rows, new Map(), client.now(), settings) };
	}
	const trackings = rows.map(({ tracking }) => tracking);
	const statuses = await client.statuses(trackings, timeoutMs);
	if (statuses.kind !== 'ok') return { failure: statuses };
	return { events: pick(rows, statuses.data, client.now(), settings) };
}

/** Events that the user's filter lets through come first. */
function pick(
	rows: readonly ListedOrder[],
	statuses: ReadonlyMap<string, StatusRow>,
	now: number,
	{ filter, includeOrderDetails }: Settings,
): WatchEvent[] {
	const events = rows.flatMap((row) => {
		const read = statuses.get(toKey(row.tracking));
		const status = normalize(read?.status) || normalize(row.status);
		if (!isStatus(status)) return [];
		const attempts = (read?.attempts ?? []).filter(isAttempt);
		const about = { tracking: row.tracking, reference: row.reference, status };
		return eventsOf(NEW, about, attempts.slice(-1), new Date(now).toISOString()).map((event) =>
			includeOrderDetails ? { ...event, order: row.order } : event,
		);
	});
	const wanted = events.filter((event) => passes(filter, event));
	const alike = events.filter((event) => filter.events.includes(event.event));
	return [wanted, alike, events].find((some) => some.length > 0)?.slice(0, MAX_SAMPLES) ?? [];
}
