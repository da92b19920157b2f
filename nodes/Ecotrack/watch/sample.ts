import { normalize } from '../platform/statuses';
import type { WatchEvent } from './changes';
import { eventsOf, passes } from './changes';
import { addDays, dayOf } from './days';
import type { Failure, ListedOrder, Port, StatusRow } from './port';
import { isStatus, keyOf, NEW } from './queue';
import type { Settings } from './settings';
import { watchesStatuses } from './settings';

const MOST = 3;

/**
 * For a person who tries the trigger by hand: one to three recent orders in the shape of the real
 * events, from one page and at most one status request. Remembers nothing. An empty list means an
 * account without orders in process.
 */
export async function sample(
	port: Port,
	settings: Settings,
	timeoutMs: number,
): Promise<{ events: WatchEvent[] } | { failure: Failure }> {
	const today = dayOf(port.now());
	const window = {
		startDate: addDays(today, -settings.lookbackDays),
		endDate: addDays(today, 1),
		page: 1,
	};
	const page = await port.listPage(window, timeoutMs);
	if (page.kind !== 'ok') return { failure: page };
	if (page.rows.length === 0 || !watchesStatuses(settings)) {
		return { events: pick(page.rows, new Map(), port.now(), settings) };
	}
	const trackings = page.rows.map(({ tracking }) => tracking);
	const answer = await port.statuses(trackings, timeoutMs);
	if (answer.kind !== 'ok') return { failure: answer };
	const statuses = new Map(answer.rows.map((row) => [keyOf(row.tracking), row]));
	return { events: pick(page.rows, statuses, port.now(), settings) };
}

/** Events that the user's filter lets through come first. */
function pick(
	listed: readonly ListedOrder[],
	statuses: ReadonlyMap<string, StatusRow>,
	now: number,
	settings: Settings,
): WatchEvent[] {
	const { filter, includeOrderDetails } = settings;
	const events = listed.flatMap((row) => {
		const read = statuses.get(keyOf(row.tracking));
		const status = normalize(read?.status) || normalize(row.status);
		if (!isStatus(status)) return [];
		const attempts = (read?.activity ?? []).filter(({ driver, station }) => driver || station);
		const about = { tracking: row.tracking, reference: row.reference, status };
		return eventsOf(NEW, about, attempts.slice(-1), new Date(now).toISOString()).map((event) =>
			includeOrderDetails ? { ...event, order: row.order } : event,
		);
	});
	const wanted = events.filter((event) => passes(filter, event));
	const alike = events.filter((event) => filter.events.includes(event.event));
	return [wanted, alike, events].find((some) => some.length > 0)?.slice(0, MOST) ?? [];
}
