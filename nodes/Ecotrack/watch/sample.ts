import { toKey } from '../platform/rows';
import { describeStatus, normalize, statusesBefore, type Status } from '../platform/statuses';
import { addDays, dayOf } from '../platform/time';
import { BATCH_SIZE } from '../transport/batches';
import type { Failure } from '../transport/response';
import { isAttempt } from './attempts';
import { eventsOf, passes } from './events';
import { BASELINE, isStatus, NEW } from './queue';
import {
	watchesStatuses,
	type Filter,
	type ListedOrder,
	type Settings,
	type StatusRow,
	type WatchClient,
	type WatchEvent,
} from './types';

const MAX_SAMPLES = 3;
/** How far to look for orders that fit the filter; a person is waiting. */
const MAX_PAGES = 5;

/**
 * For a person who tries the trigger by hand: one to three recent orders in the shape of the real
 * events, from as many pages as it takes to find one that fits the filter, five at most, and one status
 * request. The status before is not known; the event has the one that usually is. Remembers nothing.
 * An empty list means an account without active orders.
 */
export async function sample(
	client: WatchClient,
	settings: Settings,
	timeoutMs: number,
): Promise<{ events: WatchEvent[] } | { failure: Failure }> {
	const listing = await listSome(client, settings, timeoutMs);
	if ('failure' in listing) return listing;
	const { rows } = listing;
	if (rows.length === 0 || !watchesStatuses(settings)) {
		return { events: pick(rows, new Map(), client.now(), settings) };
	}
	const trackings = rows.map(({ tracking }) => tracking);
	const statuses = await client.statuses(trackings, timeoutMs);
	if (statuses.kind !== 'ok') return { failure: statuses };
	return { events: pick(rows, statuses.data, client.now(), settings) };
}

/** Recent orders, as many as one status request takes; those that fit the filter come first. */
async function listSome(
	client: WatchClient,
	{ filter, lookbackDays }: Settings,
	timeoutMs: number,
): Promise<{ rows: ListedOrder[] } | { failure: Failure }> {
	const today = dayOf(client.now());
	const window = { startDate: addDays(today, -lookbackDays), endDate: addDays(today, 1) };
	const [fitting, others]: [ListedOrder[], ListedOrder[]] = [[], []];
	// The listing shows every order that is new, and no attempt: only a status is worth turning pages for.
	const isSearch = filter.events.includes('orderStatusChanged');
	const pages = isSearch && !filter.events.includes('orderCreated') ? MAX_PAGES : 1;
	for (let page = 1; page <= pages && fitting.length === 0; page++) {
		const listing = await client.listPage({ ...window, page }, timeoutMs);
		if (listing.kind !== 'ok' && page === 1) return { failure: listing };
		if (listing.kind !== 'ok') break;
		for (const row of listing.data.rows) {
			const fits = isChosen(filter, describeStatus(row.status));
			(fits ? fitting : others).push(row);
		}
		if (page >= listing.data.lastPage) break;
	}
	return { rows: [...fitting, ...others].slice(0, BATCH_SIZE) };
}

/** Whether an order in this status is one that the user asks for. */
function isChosen({ phases, statuses }: Filter, { phase, slug }: Pick<Status, 'phase' | 'slug'>) {
	if (phases.length === 0 && statuses.length === 0) return phase !== 'draft';
	return phases.includes(phase) || statuses.includes(slug);
}

/** Events that the user's filter lets through come first, then others of what was chosen. */
function pick(
	rows: readonly ListedOrder[],
	statuses: ReadonlyMap<string, StatusRow>,
	now: number,
	{ filter, includeOrderDetails }: Settings,
): WatchEvent[] {
	const detectedAt = new Date(now).toISOString();
	const events = rows.flatMap((row) => {
		const read = statuses.get(toKey(row.tracking));
		const status = normalize(read?.status) || normalize(row.status);
		if (!isStatus(status)) return [];
		const about = { tracking: row.tracking, reference: row.reference, status };
		const attempts = (read?.attempts ?? []).filter(isAttempt).slice(-1);
		return [
			...eventsOf(NEW, about, [], detectedAt).filter(({ event }) => event === 'orderCreated'),
			changeOf(about, detectedAt, filter),
			...eventsOf(BASELINE, about, attempts, detectedAt),
		].map((event) => (includeOrderDetails ? { ...event, order: row.order } : event));
	});
	const alike = events.filter((event) => filter.events.includes(event.event));
	const chosen = alike.filter(({ phase, status }) => isChosen(filter, { phase, slug: status }));
	const wanted = events.filter((event) => passes(filter, event));
	return (
		[wanted, chosen, alike, events].find((some) => some.length > 0)?.slice(0, MAX_SAMPLES) ?? []
	);
}

/**
 * How the order may have come to its status: from the one before it on the usual way, or from farther
 * back, if that is what the filter lets through.
 */
function changeOf(
	about: Pick<WatchEvent, 'tracking' | 'reference' | 'status'>,
	detectedAt: string,
	filter: Filter,
): WatchEvent {
	const named = filter.previousStatuses.filter((one) => isStatus(one) && one !== about.status);
	const changes = [...statusesBefore(about.status), ...named, NEW].flatMap((list) =>
		eventsOf(list, about, [], detectedAt).filter(({ event }) => event === 'orderStatusChanged'),
	);
	const passing = { ...filter, events: ['orderStatusChanged' as const] };
	return changes.find((change) => passes(passing, change)) ?? changes[0];
}
