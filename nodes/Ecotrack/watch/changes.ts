import type { Phase } from '../platform/statuses';
import { describeStatus } from '../platform/statuses';
import type { Activity, OrderDetails, StatusRow } from './port';
import { BASELINE, NEW } from './queue';
import type { EventName, Filter } from './settings';

/** One thing that happened to one order: what the trigger hands to the workflow. */
export interface WatchEvent {
	event: EventName;
	tracking: string;
	reference: string | null;
	/** The status last read before this one; null for a new order and for a remark. */
	previousStatus: string | null;
	status: string;
	statusLabel: string;
	phase: Phase;
	phaseChanged: boolean;
	isFinal: boolean;
	/** ISO time of the poll that saw it; when it happened is not known. */
	detectedAt: string;
	/** Present when details are asked for; null when the platform gave none. */
	order?: OrderDetails | null;
	attempt?: Activity | null;
	/** True on an event handed over again after a restart. */
	repeated?: true;
	/** Why something is null. */
	note?: string;
}

/**
 * What a status read means for an order that stood in `list`: the one place where statuses are
 * compared, and both sides come from the status endpoint. Filters are not asked here.
 * @param isLate a first reading of the baseline that is told all the same
 */
export function eventsOf(
	list: string,
	row: Pick<StatusRow, 'tracking' | 'status' | 'reference'>,
	attempts: readonly Activity[],
	detectedAt: string,
	isLate = false,
): WatchEvent[] {
	const previous = list === BASELINE || list === NEW ? null : list;
	const now = describeStatus(row.status);
	const about = (event: EventName, previousStatus: string | null, phaseChanged: boolean) => ({
		event,
		tracking: row.tracking,
		reference: row.reference,
		previousStatus,
		status: now.slug,
		statusLabel: now.label,
		phase: now.phase,
		phaseChanged,
		isFinal: now.isFinal,
		detectedAt,
	});
	const events: WatchEvent[] = [];
	if (list === NEW) events.push(about('orderCreated', null, true));
	if ((list !== BASELINE || isLate) && list !== now.slug) {
		const entered = previous === null || describeStatus(previous).phase !== now.phase;
		events.push(about('orderStatusChanged', previous, entered));
	}
	for (const attempt of attempts) {
		events.push({ ...about('deliveryAttempt', null, false), attempt });
	}
	return events;
}

/**
 * Whether an event is one the user asked for. With phases chosen, only entering one counts, so that a
 * parcel is "delivered" once and not once per payment step; an exact status counts on every arrival.
 * A new order's first status is a change unless it is a draft that nobody named.
 */
export function passes(filter: Filter, event: WatchEvent): boolean {
	if (!filter.events.includes(event.event)) return false;
	if (event.event !== 'orderStatusChanged') return true;
	const { previousStatus, status, phase } = event;
	const { phases, statuses, previousStatuses } = filter;
	const isNamed = statuses.includes(status);
	if (previousStatuses.length > 0 && !previousStatuses.includes(previousStatus ?? '')) return false;
	if (previousStatus === null && phase === 'draft' && !isNamed) return false;
	if (phases.length === 0 && statuses.length === 0) return true;
	return isNamed || (event.phaseChanged && phases.includes(phase));
}
