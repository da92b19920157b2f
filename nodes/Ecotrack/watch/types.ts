/** What the watcher is given, the user's choices and the requests it may send, and what it tells. */
import type { Attempt, Page, Row } from '../platform/rows';
import { describeStatus, type Phase } from '../platform/statuses';
import type { Outcome } from '../transport/response';

export type EventName = 'orderStatusChanged' | 'orderCreated' | 'deliveryAttempt';

/** Which events go out. Phases and statuses narrow status changes only; empty means any. */
export interface Filter {
	events: readonly EventName[];
	phases: readonly Phase[];
	/** Exact statuses, normalized. */
	statuses: readonly string[];
	/** Exact previous statuses, normalized. */
	previousStatuses: readonly string[];
}

/** The choices a user makes on the trigger node. */
export interface Settings {
	/** The account: base URL and credential id. Another scope is a new silent baseline. */
	scope: string;
	filter: Filter;
	includeOrderDetails: boolean;
	/** Announce the orders already in process at activation instead of taking them silently. */
	emitExisting: boolean;
	lookbackDays: number;
	trackUntil: 'archived' | 'deliveredOrReturned';
	/** Percent of the account's limits that this trigger may use. */
	rateLimitShare: number;
	repeatAfterRestart: boolean;
}

/** With new orders alone to announce, the listing is enough: no status request, no sweep. */
export function watchesStatuses(settings: Settings): boolean {
	return settings.filter.events.some((event) => event !== 'orderCreated');
}

/** The stage of a complete baseline (`State.stage`): without statuses the first walk is all of it. */
export const completeStage = (settings: Settings): 1 | 3 => (watchesStatuses(settings) ? 3 : 1);

const RETURNED = new Set(['retour_recu', 'retours_en_stock']);

/** True when an order with this status is not active any more. */
export function isEnded(status: string, trackUntil: Settings['trackUntil']): boolean {
	const { isFinal, phase, slug } = describeStatus(status);
	if (isFinal) return true;
	return trackUntil === 'deliveredOrReturned' && (phase === 'delivered' || RETURNED.has(slug));
}

/** One thing that happened to one order: what the trigger hands to the workflow. */
export interface WatchEvent {
	event: EventName;
	tracking: string;
	reference: string | null;
	/** The status last read before this one; null for a new order and for an attempt. */
	previousStatus: string | null;
	status: string;
	statusLabel: string;
	phase: Phase;
	phaseChanged: boolean;
	isFinal: boolean;
	/** ISO time of the poll that saw it; when it happened is not known. */
	detectedAt: string;
	/** Present when details are asked for; null when the platform gave none. */
	order?: Row | null;
	attempt?: Attempt | null;
	/** True on an event handed over again after a restart. */
	repeated?: true;
	/** Why something is null. */
	note?: string;
}

/** A row of `get/orders` (docs/ecotrack-api.md, section 8.6). */
export interface ListedOrder {
	tracking: string;
	/** As the platform wrote it, accents and all. */
	status: string;
	reference: string | null;
	/** `Y-m-d`, with or without a time, local to Algiers; null when the row has none. */
	createdAt: string | null;
	/** The order as an event shows it. */
	order: Row;
}

/** A row of `get/orders/status` (section 8.7). */
export interface StatusRow {
	/** As the platform wrote it; '' when the row has none. */
	status: string;
	reference: string | null;
	attempts: Attempt[];
}

/** Orders by the day of their creation, both ends included, `Y-m-d`. */
export interface Window {
	startDate: string;
	endDate: string;
	page: number;
}

/**
 * The four requests of the watcher, and its clock. Each sends exactly one, waits for nothing but its
 * answer, gives up after `timeoutMs`, and never rejects.
 */
export interface WatchClient {
	/** One page of the listing; past the last one it has no rows. */
	listPage(window: Window, timeoutMs: number): Promise<Outcome<Page<ListedOrder>>>;
	/** One order in the listing; undefined when it has none. */
	findListed(tracking: string, timeoutMs: number): Promise<Outcome<ListedOrder | undefined>>;
	/** Of at most 100 trackings, by toKey; unknown ones are simply absent. */
	statuses(trackings: string[], timeoutMs: number): Promise<Outcome<Map<string, StatusRow>>>;
	/** The orders as events show them, likewise. */
	details(trackings: string[], timeoutMs: number): Promise<Outcome<Map<string, Row>>>;
	/** Epoch milliseconds. */
	now(): number;
}
