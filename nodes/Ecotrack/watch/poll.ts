import type { Bounds } from './allowance';
import { Allowance } from './allowance';
import { Remarks } from './attempts';
import type { WatchEvent } from './changes';
import { addDays, dayOf } from './days';
import { Gate } from './gate';
import type { ListedOrder, Port } from './port';
import { BASELINE, ENDED, FADING, Queue } from './queue';
import type { Settings } from './settings';
import { isEnded } from './settings';
import type { State } from './state';
import { openState } from './state';

/** Switched on after a longer pause, orders created before it are taken in silently. */
const NEWS_DAYS = 14;
const MOST_EVENTS = 1_000;
const MOST_EVENTS_REMEMBERED = 500;

/** What the caller knows about this poll. */
export interface Run extends Bounds {
	/** True on the first poll after a server start: `repeatAfterRestart` acts then. */
	isAfterRestart?: boolean;
	/** True when a person has just switched the workflow on: after weeks, old orders are no news. */
	isSwitchedOn?: boolean;
}

/** One poll at work: what its steps share. */
export interface Poll {
	readonly port: Port;
	readonly settings: Settings;
	/** A copy: nothing is kept unless the poll comes to its end. */
	readonly state: State;
	readonly queue: Queue;
	readonly gate: Gate;
	/** Null unless remarks are watched. */
	readonly remarks: Remarks | null;
	readonly allowance: Allowance;
	readonly startedAt: number;
	/** How far the baseline had come before this poll. */
	readonly stageBefore: State['stage'];
	/** How many orders were known before this poll. */
	readonly knownBefore: number;
	/** True when the workflow was switched on after so long a pause that not all is news any more. */
	readonly isResumption: boolean;
	/** How many orders were taken in silently after the baseline. */
	silenced: number;
	/** Rows the listing showed in this poll, by key. */
	readonly listed: Map<string, ListedOrder>;
	/** Events that passed the filter in this poll. */
	readonly found: WatchEvent[];
	/** How many events may go out in this poll. */
	readonly capacity: number;
	readonly warnings: Set<string>;
}

/** How many more events this poll can take. */
export const roomIn = (poll: Poll) => poll.capacity - poll.found.length;

/** An order and the list it was taken from. */
export interface Member {
	tracking: string;
	list: string;
}

/** Opens the state and prepares a poll; nothing is sent yet. */
export function openPoll(stored: unknown, port: Port, settings: Settings, run: Run): Poll {
	const startedAt = port.now();
	const { state, warning } = openState(stored, settings, startedAt);
	const isResumption = run.isSwitchedOn === true && resume(state, startedAt);
	const queue = new Queue(state.q);
	endAndRevive(state, queue, settings);
	const watchesRemarks = settings.filter.events.includes('deliveryAttempt');
	return {
		port,
		settings,
		state,
		queue,
		startedAt,
		stageBefore: state.stage,
		knownBefore: queue.size,
		isResumption,
		silenced: 0,
		gate: new Gate(state, settings.filter, queue),
		remarks: watchesRemarks ? new Remarks(state.seen, () => followed(queue)) : null,
		allowance: new Allowance(state, port, settings.rateLimitShare, run),
		listed: new Map(),
		found: [],
		capacity: settings.repeatAfterRestart ? MOST_EVENTS_REMEMBERED : MOST_EVENTS,
		warnings: new Set(warning === null ? [] : [warning]),
	};
}

/**
 * After a pause of more than two weeks only what was created in the last two is news. Nothing is
 * bounded unless a person has switched the workflow on: an outage may last as long as it likes.
 */
function resume(state: State, now: number): boolean {
	const bound = addDays(dayOf(now), -NEWS_DAYS);
	if (state.day >= bound || state.since >= bound) return false;
	state.since = bound;
	return true;
}

const followed = (queue: Queue) => queue.live().flatMap(([list]) => queue.peek(list));

/** Follows a change of `trackUntil`: lists that have become final end, ended orders come back. */
function endAndRevive(state: State, queue: Queue, { trackUntil }: Settings): void {
	if (state.until === trackUntil) return;
	if (trackUntil === 'archived') {
		for (const list of [ENDED, FADING]) queue.pour(list, BASELINE);
	}
	for (const list of queue.statuses()) if (isEnded(list, trackUntil)) queue.pour(list, ENDED);
	state.until = trackUntil;
}
