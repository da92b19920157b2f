import type { WatchEvent } from './changes';
import { HOUR } from './days';
import type { Failure } from './port';
import type { Poll } from './poll';
import { BASELINE, ENDED, isEndedList, keyOf, NEW } from './queue';
import { rememberBatch } from './repeat';
import { stageComplete } from './settings';
import type { Pending, State } from './state';

const LONGEST_UNSAVED = 6 * HOUR;

/** What a poll has found and what became of it. */
export interface Outcome {
	/** In the order they were found; at most 1,000 (500 with `repeatAfterRestart`). */
	events: WatchEvent[];
	/**
	 * The new state. Replace the stored one as a whole, keys that are gone included, as the last thing
	 * before returning; on a failure too, when the host keeps what is assigned before a throw.
	 */
	state: State;
	/**
	 * True when the state should reach the database although there are no events: the baseline has just
	 * been completed, or orders have been taken in for hours that a restart would not know of.
	 */
	isWorthSaving: boolean;
	/**
	 * True when the workflow was switched on after weeks: unless this state is kept, the next poll takes
	 * old orders for new ones.
	 */
	isResumption: boolean;
	/** Requests sent, and how many of them were answered. */
	spent: number;
	succeeded: number;
	/** Requests left in the share. */
	left: number;
	/** Orders being followed. */
	watched: number;
	/** True when the walk for new orders came to its end in this poll. */
	hasWalked: boolean;
	/** Things a user should know, such as a bound that bites. */
	warnings: string[];
	/** The first failure, or null. With `succeeded` 0 and no events the poll as a whole has failed. */
	failure: Failure | null;
}

/** Writes what was learned into the state and sums the poll up. */
export function closePoll(
	poll: Poll,
	events: WatchEvent[],
	pending: Pending[],
	hasWalked: boolean,
): Outcome {
	const { state, queue, settings, allowance, remarks } = poll;
	poll.gate.close(hasWalked);
	if (state.stage === 2 && isBaselineRead(poll)) state.stage = 3;
	const complete = stageComplete(settings);
	const isBaselineDone = poll.stageBefore < complete && state.stage >= complete;
	const isWorthSaving = isBaselineDone || hasWaited(poll);
	if (isWorthSaving || events.length > 0) state.unsaved = 0;
	if (poll.silenced > 0) {
		poll.warnings.add(
			`Orders taken in without an event, since they were created before ${state.since}: ${poll.silenced}. Their changes are told from now on`,
		);
	}
	state.q = queue.save();
	const isFollowed = (key: string) => !isEndedList(queue.placeOf(key) ?? ENDED);
	if (remarks) state.seen = remarks.save(isFollowed);
	else delete state.seen;
	if (allowance.sent) state.sent = allowance.sent;
	else delete state.sent;
	if (pending.length > 0) state.pending = pending;
	else delete state.pending;
	if (!settings.repeatAfterRestart) delete state.last;
	// A batch of repeated events alone is the remembered one, with its own time: its day goes on.
	else if (events.some(({ repeated }) => !repeated)) {
		state.last = rememberBatch(events, poll.startedAt);
	}
	return {
		events,
		state,
		isWorthSaving,
		isResumption: poll.isResumption,
		spent: allowance.spent,
		succeeded: allowance.succeeded,
		left: Math.max(0, allowance.inBucket),
		watched: queue.watched,
		hasWalked,
		warnings: [...poll.warnings],
		failure: allowance.failure,
	};
}

/**
 * In the classic engine only a poll with items saves the state. An order taken in since would be lost
 * if it were also closed while the server is down.
 */
function hasWaited({ state, queue, knownBefore, stageBefore, startedAt }: Poll): boolean {
	if (state.unsaved === 0 && stageBefore === 3 && queue.size > knownBefore) {
		state.unsaved = startedAt;
	}
	return state.unsaved > 0 && startedAt - state.unsaved >= LONGEST_UNSAVED;
}

/** True when every order of the baseline has been asked about; a few may never be answered for. */
function isBaselineRead({ queue, state }: Poll): boolean {
	const unread = [...queue.peek(BASELINE), ...queue.peek(NEW)];
	return unread.every((tracking) => keyOf(tracking) in state.miss);
}
