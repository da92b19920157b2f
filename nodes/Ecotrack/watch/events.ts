/** What a status read means: the events of an order, and which of them go out. */
import type { Attempt } from '../platform/rows';
import { describeStatus } from '../platform/statuses';
import { DAY, MINUTE } from '../platform/time';
import { BASELINE, NEW, type Queue } from './queue';
import { formatFilter, parseFilter, type Batch, type State } from './state';
import type { EventName, Filter, StatusRow, WatchEvent } from './types';

/**
 * What a status read means for an order that stood in `list`: the one place where statuses are
 * compared, and both sides come from the status endpoint. Filters are not asked here.
 * @param isLate a first reading of the baseline that is told all the same
 */
export function eventsOf(
	list: string,
	row: Pick<StatusRow, 'status' | 'reference'> & { tracking: string },
	attempts: readonly Attempt[],
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

/**
 * The filter at the way out. In n8n's classic engine the remembered state can be days older than what
 * the user has seen: nothing is saved while no event goes out. A wider filter would then announce
 * everything that happened meanwhile. So, after a change of the filter, an order's first reading must
 * pass the old filter as well; from its second reading on the new one alone decides.
 */
export class FilterTransition {
	private readonly old: Filter;

	constructor(
		private readonly state: State,
		private readonly filter: Filter,
		private readonly queue: Queue,
	) {
		this.old = parseFilter(state.filter);
		const to = formatFilter(filter);
		if (to === state.filter) delete state.visit;
		else if (state.visit?.to !== to) {
			state.visit = { to, left: Object.fromEntries(queue.live()), walked: false };
		}
	}

	/** An order at the front of this list is being read: is it the first time under this filter? */
	visit(list: string): boolean {
		const left = this.state.visit?.left;
		if (!left || !(left[list] > 0)) return false;
		left[list]--;
		return true;
	}

	/** The order was put back at the front after all. */
	revisit(list: string): void {
		const left = this.state.visit?.left;
		if (left) left[list]++;
	}

	/** A new order has been discovered: until a walk is finished it may be old news. */
	admit(): boolean {
		const { visit } = this.state;
		if (!visit || visit.walked) return false;
		visit.left[NEW] = (visit.left[NEW] ?? 0) + 1;
		return true;
	}

	passes(event: WatchEvent, isFirstReading: boolean): boolean {
		return passes(this.filter, event) && (!isFirstReading || passes(this.old, event));
	}

	/** After a poll: the new filter is in force once everything has been read under it. */
	close(hasWalked: boolean): void {
		const { visit } = this.state;
		if (!visit) return;
		visit.walked ||= hasWalked;
		const isLeft = ([list, count]: [string, number]) =>
			Math.min(count, this.queue.length(list)) > 0;
		if (!visit.walked || Object.entries(visit.left).some(isLeft)) return;
		this.state.filter = visit.to;
		delete this.state.visit;
	}
}

const KEPT_BESIDE_MS = 5 * MINUTE;

/**
 * What has been handed over, kept for `repeatAfterRestart`: a batch, and those of the five minutes before it, since more
 * than one run may have died with n8n.
 * @param kept what is remembered of before; none when it is handed over once more with these events
 * @param most so many events are remembered, those of the newest batches
 */
export function rememberBatch(
	kept: readonly Batch[],
	events: readonly WatchEvent[],
	at: number,
	most: number,
): Batch[] {
	const remembered = toBatches(events, at);
	let room = most - events.length;
	for (const batch of [...kept].reverse()) {
		room -= sizeOf(batch);
		if (room < 0 || at - batch.at > KEPT_BESIDE_MS) break;
		remembered.unshift(batch);
	}
	return remembered;
}

/**
 * The trackings of events, grouped by "event previous status". Of an order with several of them each stands in a
 * batch of its own, so that they come back in their order.
 */
function toBatches(events: readonly WatchEvent[], at: number): Batch[] {
	const parts: Array<Map<string, string[]>> = [];
	const times = new Map<string, number>();
	for (const { event, previousStatus, status, phaseChanged, tracking } of events) {
		const time = times.get(tracking) ?? 0;
		times.set(tracking, time + 1);
		const groups = (parts[time] ??= new Map<string, string[]>());
		const name = [event, previousStatus ?? '', status, phaseChanged ? '!' : ''].join(' ');
		groups.set(name, [...(groups.get(name) ?? []), tracking]);
	}
	return parts.map((groups) => {
		const rows = [...groups].map(([name, trackings]) => [name, trackings.join(',')] as const);
		return { at, rows: Object.fromEntries(rows) };
	});
}

const sizeOf = ({ rows }: Batch) =>
	Object.values(rows).reduce((sum, trackings) => sum + trackings.split(',').length, 0);

/** What was handed over as events once more; nothing that is older than a day. */
export function recallBatches(last: readonly Batch[], now: number): WatchEvent[] {
	return last.filter(({ at }) => now - at <= DAY).flatMap(recallBatch);
}

function recallBatch({ at, rows }: Batch): WatchEvent[] {
	const detectedAt = new Date(at).toISOString();
	return Object.entries(rows).flatMap(([name, trackings]) => {
		const [event, previous, status, mark] = name.split(' ');
		const { slug, label, phase, isFinal } = describeStatus(status);
		return trackings.split(',').map((tracking): WatchEvent => ({
			event: event as EventName,
			tracking,
			reference: null,
			previousStatus: previous || null,
			status: slug,
			statusLabel: label,
			phase,
			phaseChanged: mark === '!',
			isFinal,
			detectedAt,
			repeated: true,
			...(event === 'deliveryAttempt' && { attempt: null }),
		}));
	});
}
