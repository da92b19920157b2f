import type { Bounds } from './allowance';
import { Allowance } from './allowance';
import { Remarks } from './attempts';
import type { WatchEvent } from './changes';
import { addDetails, PATIENCE } from './details';
import { walkHead } from './discovery';
import { HOUR, MINUTE } from './days';
import { dropMissing } from './fold';
import { Gate } from './gate';
import type { Failure, Port } from './port';
import type { Poll } from './poll';
import { BASELINE, ENDED, FADING, keyOf, NEW, Queue } from './queue';
import { refresh } from './refresh';
import { recallBatch, rememberBatch } from './repeat';
import type { Settings } from './settings';
import { isEnded, watchesStatuses } from './settings';
import type { State } from './state';
import { openState } from './state';
import { isSweepDue, sweep } from './sweep';

const MOST_EVENTS = 1_000;
const MOST_EVENTS_REMEMBERED = 500;
/** While statuses wait for requests, new orders are looked for every third minute. */
const WALK_GAP = 2.8 * MINUTE;
const LONGEST_UNSAVED = 6 * HOUR;
/** With fewer requests than this, walk, statuses and sweep take turns. */
const SCARCE = 3;

export interface Run extends Bounds {
	/** True on the first poll after a server start: `repeatAfterRestart` acts then. */
	isAfterRestart?: boolean;
}

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

/**
 * One poll: finds out which orders exist, what their status is, and tells what has changed. Never
 * throws over the platform or the stored state, never waits, and stops when its time, its requests or
 * its share are used up. Only reads `stored`: without its end nothing is kept, so a crash anywhere
 * means that the next poll learns the same again.
 */
export async function cycle(
	stored: unknown,
	port: Port,
	settings: Settings,
	run: Run = {},
): Promise<Outcome> {
	const poll = openPoll(stored, port, settings, run);
	const repeated = run.isAfterRestart ? await repeat(poll) : [];
	poll.found.push(...repeated);
	const overdue = await addDetails(poll, poll.state.pending ?? []);
	poll.found.push(...overdue.ready);
	const before = poll.found.length;
	const hasWalked = await discover(poll);
	if (watchesStatuses(settings)) {
		await refresh(poll);
		await dropMissing(poll);
	}
	// An order's events leave in the order they were found: a waiting one is looked at once more.
	const waiting = overdue.pending.map(({ event, tries }) => ({ event, tries: tries - 1 }));
	const fresh = poll.found.slice(before).map((event) => ({ event, tries: 0 }));
	const { ready, pending } = await addDetails(poll, [...waiting, ...fresh]);
	const events = [...repeated, ...overdue.ready, ...ready];
	const tooMany = events.splice(poll.capacity).map((event) => ({ event, tries: 0 }));
	return closePoll(poll, events, [...tooMany, ...pending], hasWalked);
}

function openPoll(stored: unknown, port: Port, settings: Settings, run: Run): Poll {
	const startedAt = port.now();
	const { state, warning } = openState(stored, settings, startedAt);
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
		gate: new Gate(state, settings.filter, queue),
		remarks: watchesRemarks ? new Remarks(state.seen) : null,
		allowance: new Allowance(state, port, settings.rateLimitShare, run),
		listed: new Map(),
		found: [],
		capacity: settings.repeatAfterRestart ? MOST_EVENTS_REMEMBERED : MOST_EVENTS,
		warnings: new Set(warning === null ? [] : [warning]),
	};
}

/** Follows a change of `trackUntil`: lists that have become final end, ended orders come back. */
function endAndRevive(state: State, queue: Queue, { trackUntil }: Settings): void {
	if (state.until === trackUntil) return;
	if (trackUntil === 'archived') {
		for (const list of [ENDED, FADING]) queue.pour(list, BASELINE);
	}
	for (const list of queue.statuses()) if (isEnded(list, trackUntil)) queue.pour(list, ENDED);
	state.until = trackUntil;
}

/** The last batch once more, with details if they can be had, even when the platform is down. */
async function repeat(poll: Poll): Promise<WatchEvent[]> {
	if (!poll.settings.repeatAfterRestart) return [];
	const events = recallBatch(poll.state.last, poll.startedAt);
	return (
		await addDetails(
			poll,
			events.map((event) => ({ event, tries: PATIENCE })),
		)
	).ready;
}

/** Which orders exist: the newest in most polls, all of them for the baseline and at night. */
async function discover(poll: Poll): Promise<boolean> {
	const { state, allowance, settings } = poll;
	if (!watchesStatuses(settings)) return walkHead(poll, Infinity);
	const isScarce = allowance.left < SCARCE;
	if (isScarce) state.turn = (state.turn + 1) % 3;
	const mayWalk = isScarce ? state.turn === 0 : isWalkDue(poll);
	const hasWalked = mayWalk && (await walkHead(poll, Math.ceil(allowance.left / 2)));
	if (isSweepDue(poll)) {
		const part = state.stage === 1 ? 1 / 2 : 1 / 4;
		const pages = isScarce ? Number(state.turn === 2) : Math.floor(allowance.left * part);
		await sweep(poll, pages);
	}
	return hasWalked;
}

function isWalkDue({ state, queue, allowance, startedAt }: Poll): boolean {
	const canAskAboutAll = queue.watched / 100 + SCARCE <= allowance.left;
	return state.walk !== null || canAskAboutAll || startedAt - state.walked >= WALK_GAP;
}

function closePoll(
	poll: Poll,
	events: WatchEvent[],
	pending: State['pending'] & object,
	hasWalked: boolean,
): Outcome {
	const { state, queue, settings, allowance, remarks } = poll;
	poll.gate.close(hasWalked);
	if (state.stage === 2 && isBaselineRead(poll)) state.stage = 3;
	const complete = watchesStatuses(settings) ? 3 : 1;
	const isBaselineDone = poll.stageBefore < complete && state.stage >= complete;
	const isWorthSaving = isBaselineDone || hasWaited(poll);
	if (isWorthSaving || events.length > 0) state.unsaved = 0;
	state.q = queue.save();
	if (remarks) state.seen = remarks.save();
	else delete state.seen;
	if (pending.length > 0) state.pending = pending;
	else delete state.pending;
	if (!settings.repeatAfterRestart) delete state.last;
	else if (events.length > 0) state.last = rememberBatch(events, poll.startedAt);
	return {
		events,
		state,
		isWorthSaving,
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
