import type { Phase } from '../platform/statuses';
import { describeStatus } from '../platform/statuses';

export type EventName = 'orderStatusChanged' | 'orderCreated' | 'deliveryAttempt';

/** Which events go out. Phases and statuses narrow status changes only; empty means any. */
export interface Filter {
	events: readonly EventName[];
	phases: readonly Phase[];
	/** Exact statuses, normalised. */
	statuses: readonly string[];
	/** Exact previous statuses, normalised. */
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
export const stageComplete = (settings: Settings): 1 | 3 => (watchesStatuses(settings) ? 3 : 1);

const RETURNED = new Set(['retour_recu', 'retours_en_stock']);

/** True when an order with this status is not followed any further. */
export function isEnded(status: string, trackUntil: Settings['trackUntil']): boolean {
	const { isFinal, phase, slug } = describeStatus(status);
	if (isFinal) return true;
	return trackUntil === 'deliveredOrReturned' && (phase === 'delivered' || RETURNED.has(slug));
}
