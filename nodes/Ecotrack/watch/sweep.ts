import { adoptPage } from './adopt';
import { addDays, dayOf, hourOf } from './days';
import type { Poll } from './poll';
import { ENDED, FADING } from './queue';

/** The platform's night, when parcels rest: from midnight until this hour. */
const NIGHT_ENDS = 6;

/** Whether a sweep is on its way or due now: for the baseline at once, then at night. */
export function isSweepDue({ state, startedAt }: Poll): boolean {
	if (state.stage === 0) return false;
	if (state.stage === 1) return true;
	const today = dayOf(startedAt);
	if (today < state.due) return false;
	return hourOf(startedAt) < NIGHT_ENDS || today > addDays(state.due, 1);
}

/**
 * Reads a closed window, everything created up to yesterday, from its last page to its first. Nothing
 * can be added to such a window, and what leaves it moves the rest towards pages still to be read: an
 * order can be met twice, never missed. It finds what was there before the trigger, and lets go of
 * ended orders that the listing has dropped.
 */
export async function sweep(poll: Poll, mostPages: number): Promise<void> {
	const { state, allowance, port } = poll;
	for (let read = 0; read < mostPages && allowance.left > 0; read++) {
		const { start, end, page } = state.sweep ?? openSweep(poll);
		const window = { startDate: start, endDate: end, page: Math.max(1, page) };
		const answer = await allowance.send((timeoutMs) => port.listPage(window, timeoutMs));
		if (answer.kind !== 'ok') return;
		adoptPage(poll, answer.rows);
		// The first request only tells how many pages there are, unless there is but one.
		const next = page === 0 && answer.lastPage > 1 ? answer.lastPage : page - 1;
		if (next < 1) return closeSweep(poll);
		state.sweep = { start, end, page: Math.min(next, Math.max(1, answer.lastPage)) };
	}
}

/** What has ended by now and is not met on the way is forgotten at the end. */
function openSweep({ state, queue, settings, startedAt }: Poll): {
	start: string;
	end: string;
	page: number;
} {
	queue.pour(ENDED, FADING);
	const today = dayOf(startedAt);
	state.sweep = {
		start: addDays(today, -settings.lookbackDays),
		end: addDays(today, -1),
		page: 0,
	};
	return state.sweep;
}

function closeSweep({ state, queue, startedAt }: Poll): void {
	queue.trim(FADING, 0);
	state.sweep = null;
	state.due = addDays(dayOf(startedAt), 1);
	if (state.stage === 1) state.stage = 2;
}
