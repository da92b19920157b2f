import { addDays, DAY, dayOf, HOUR, MINUTE } from './days';
import { START } from './discovery';
import { stageComplete, type Settings } from './settings';
import type { State } from './state';

/** Clocks are set right by seconds all the time; from here on one was wrong. */
const TOLERANCE = MINUTE;
const LONGEST_QUARANTINE_HOURS = 24;
/** Of the time between two polls, what counts as time in which an order was missing: nobody looked. */
const MAX_HOURS_UNSEEN = 6;

/**
 * Brings what a clock that was ahead has written back to the present. A poll made then believed that
 * everything up to its own day had been discovered: new orders would not be seen until that day comes.
 * Which of two clocks is the wrong one cannot be told, so nothing here harms when it is the present one:
 * the walk reads from yesterday, and a sweep at once finds what was created in between.
 */
export function toPresent(state: State, settings: Settings, now: number): void {
	const today = dayOf(now);
	const yesterday = addDays(today, -1);
	const { budget, newest, sweep, last, miss } = state;
	const isLater = (instant: number) => instant > now + TOLERANCE;
	const wasAhead =
		[budget.polled, state.walked, state.unsaved].some(isLater) ||
		state.day > yesterday ||
		state.due > addDays(today, 1) ||
		(sweep?.end ?? '') > yesterday;
	if (wasAhead) {
		if (state.day > yesterday) state.day = yesterday;
		// A walk that was cut short begins anew, and still knows that it was (`cutShort`).
		if (state.walk) state.walk = START;
		state.walked = 0;
		state.sweep = null;
		state.due = addDays(today, -2); // overdue: it need not wait for the night
		state.unsaved = Math.min(state.unsaved, now);
	}
	const waitMs = isLater(budget.polled) ? state.notBefore - budget.polled : state.notBefore - now;
	state.notBefore = now + Math.min(waitMs, DAY);
	if (newest.judged > today) newest.judged = yesterday;
	if (last) state.last = { ...last, at: Math.min(last.at, now) };
	const hour = Math.floor(now / HOUR);
	const gap = budget.polled > 0 ? Math.floor((now - budget.polled) / HOUR) : 0;
	const unseen = Math.max(0, gap - MAX_HOURS_UNSEEN);
	for (const [key, [first, count, until]] of Object.entries(miss)) {
		const since = Math.min(count > 0 ? first + unseen : first, hour);
		const end = until && Math.min(until, hour + LONGEST_QUARANTINE_HOURS);
		miss[key] = [since, count, ...(end ? [end] : [])] as State['miss'][string];
	}
	// Activated by such a clock, and nothing found that could be news or not: once more from the start.
	const isEmpty = Object.values(state.q).every((trackings) => trackings === '');
	if (state.since > today && (state.stage < stageComplete(settings) || isEmpty)) {
		state.since = today;
		state.stage = 0;
	}
}

/**
 * The day from which on orders are news. One that is still to come was written by a clock that was
 * ahead, or the present one is behind: it is put right in the state only when an order depends on it.
 */
export function newsDay({ since }: State, now: number): string {
	const today = dayOf(now);
	return since > today ? addDays(today, -1) : since;
}
