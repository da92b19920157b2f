import { addDays, dayOf, hourOf } from '../platform/time';
import { judgeByPage, readPage, trackNewOrders } from './discovery';
import type { Poll } from './pollContext';
import { ENDED, FADING } from './queue';
import { isHopeless } from './rateBudget';
import type { State } from './state';

/** The platform's night, when parcels rest: from midnight until this hour. */
const NIGHT_ENDS_HOUR = 6;

/** Whether a sweep is on its way or due now: for the baseline at once, then at night. */
export function isSweepDue({ state, startedAt }: Poll): boolean {
	if (state.stage <= 1) return state.stage === 1;
	const today = dayOf(startedAt);
	if (today < state.due) return false;
	return hourOf(startedAt) < NIGHT_ENDS_HOUR || today > addDays(state.due, 1);
}

/**
 * Reads a closed window, everything created up to yesterday, from its last page to its first. Nothing
 * can be added to such a window, and what leaves it moves the rest towards pages still to be read: an
 * order can be met twice, never missed. It finds what was there before the trigger, and lets go of
 * ended orders that the listing has dropped.
 */
export async function sweep(poll: Poll, maxPages: number): Promise<void> {
	const { state, budget } = poll;
	for (let read = 0; read < maxPages && budget.left > 0; read++) {
		const { start, end, page, failed, hasGap } = state.sweep ?? openSweep(poll);
		const window = { startDate: start, endDate: end, page: Math.max(1, page) };
		const outcome = await readPage(poll, window, failed !== undefined);
		if (outcome.kind !== 'ok') {
			if (isHopeless(outcome) || !skipPage(poll) || budget.isLastChance) return;
			continue;
		}
		const { rows, lastPage } = outcome.data;
		trackNewOrders(poll, rows);
		judgeByPage(poll, rows);
		// The first request only tells how many pages there are, unless there is but one.
		const next = page === 0 && lastPage > 1 ? lastPage : page - 1;
		if (next < 1) return closeSweep(poll);
		const nextPage = Math.min(next, Math.max(1, lastPage));
		state.sweep = { start, end, page: nextPage, ...(hasGap && { hasGap }) };
	}
}

/**
 * A page that fails in two polls is left out: what stands on the others must not wait for it.
 * @returns whether there is another page to read
 */
function skipPage(poll: Poll): boolean {
	const { sweep: now } = poll.state;
	if (!now) return false;
	if (now.failed === undefined || now.page === 0) {
		poll.state.sweep = { ...now, failed: 1 };
		return false;
	}
	poll.warnings.add(
		`Page ${now.page} of the list of orders created before ${now.end} cannot be read: it is left out until the next night`,
	);
	const { start, end, page } = now;
	poll.state.sweep = { start, end, page: page - 1, hasGap: true };
	if (page > 1) return true;
	closeSweep(poll);
	return false;
}

/** What has ended by now and is not met on the way is forgotten at the end. */
function openSweep({ state, queue, settings, startedAt }: Poll): NonNullable<State['sweep']> {
	queue.move(ENDED, FADING);
	const today = dayOf(startedAt);
	state.sweep = {
		start: addDays(today, -settings.lookbackDays),
		end: addDays(today, -1),
		page: 0,
	};
	return state.sweep;
}

function closeSweep({ state, queue, startedAt }: Poll): void {
	// With a page left out, who was not met may stand there.
	if (state.sweep?.hasGap) queue.move(FADING, ENDED);
	else queue.keepLast(FADING, 0);
	state.sweep = null;
	state.due = addDays(dayOf(startedAt), 1);
	if (state.stage === 1) state.stage = 2;
}
