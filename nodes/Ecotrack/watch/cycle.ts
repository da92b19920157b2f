import { addDays, dayOf, HOUR, MINUTE } from '../platform/time';
import { toKey } from '../platform/rows';
import { BATCH_SIZE } from '../transport/batches';
import type { Failure } from '../transport/response';
import { SeenAttempts } from './attempts';
import { addDetails, MAX_TRIES } from './details';
import { walkHead } from './discovery';
import { FilterTransition, recallBatches, rememberBatch } from './events';
import type { Poll } from './pollContext';
import { BASELINE, ENDED, FADING, isEndedList, NEW, Queue } from './queue';
import { RateBudget, type Bounds } from './rateBudget';
import { announceListed, dropMissing, needsLookUp, refresh } from './refresh';
import { openState, type Pending, type State } from './state';
import { isSweepDue, sweep } from './sweep';
import {
	completeStage,
	isEnded,
	watchesStatuses,
	type Settings,
	type WatchClient,
	type WatchEvent,
} from './types';

const MAX_EVENTS_PER_POLL = 1_000;
const MAX_EVENTS_REMEMBERED = 500;
/** While statuses wait for requests, new orders are looked for every third minute. */
const WALK_GAP_MS = 2.8 * MINUTE;
/** With fewer requests than this, walk, statuses and sweep take turns. */
const SCARCE_REQUESTS = 3;
/** Switched on after a longer pause, orders created before it are taken in silently. */
const NEWS_DAYS = 14;
const MAX_UNSAVED_MS = 6 * HOUR;
/** The part of a poll's time for details that failed before: walk and statuses come after them. */
const PENDING_TIME = 1 / 4;

/** What the caller knows about a poll. */
export interface PollOptions extends Bounds {
	/** True on the first poll after a server start: `repeatAfterRestart` acts then. */
	isAfterRestart?: boolean;
	/** True when a person has just switched the workflow on: after weeks, old orders are no news. */
	isSwitchedOn?: boolean;
}

/** What a poll has found and what became of it. */
export interface PollResult {
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
	/** Requests sent, answered, and left in the share. */
	spent: number;
	succeeded: number;
	left: number;
	/** How many orders are active. */
	active: number;
	/** Whether the walk for new orders came to its end. */
	hasWalked: boolean;
	/** For the user, such as a bound that bites. */
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
	client: WatchClient,
	settings: Settings,
	options: PollOptions = {},
): Promise<PollResult> {
	const poll = openPoll(stored, client, settings, options);
	const repeated = options.isAfterRestart ? await repeatBatch(poll) : [];
	poll.found.push(...repeated);
	const overdue = await addOverdueDetails(poll);
	poll.found.push(...overdue.ready);
	const before = poll.found.length;
	let hasWalked: boolean;
	if (watchesStatuses(settings)) {
		hasWalked = await discoverAndRefresh(poll);
		await announceListed(poll);
		await dropMissing(poll);
	} else hasWalked = await walkHead(poll, Infinity);
	// An order's events leave in the order they were found: a waiting one is looked at once more.
	const fresh = poll.found.slice(before).map((event) => ({ event, tries: 0 }));
	const { ready, pending } = await addDetails(poll, [...overdue.waiting, ...fresh]);
	const events = [...repeated, ...overdue.ready, ...ready];
	const tooMany = events.splice(poll.capacity).map((event) => ({ event, tries: 0 }));
	return closePoll(poll, events, [...tooMany, ...pending], hasWalked);
}

/** Opens the state and prepares a poll; nothing is sent yet. */
function openPoll(
	stored: unknown,
	client: WatchClient,
	settings: Settings,
	options: PollOptions,
): Poll {
	const startedAt = client.now();
	const { state, warning } = openState(stored, settings, startedAt);
	const isResumption = options.isSwitchedOn === true && resume(state, startedAt);
	const queue = new Queue(state.q);
	applyTrackUntil(state, queue, settings);
	const watchesAttempts = settings.filter.events.includes('deliveryAttempt');
	return {
		client,
		settings,
		state,
		queue,
		startedAt,
		stageBefore: state.stage,
		knownBefore: queue.size,
		isResumption,
		silenced: 0,
		filter: new FilterTransition(state, settings.filter, queue),
		seen: watchesAttempts ? new SeenAttempts(state.seen) : null,
		budget: new RateBudget(state, () => client.now(), settings.rateLimitShare, options),
		listed: new Map(),
		found: [],
		capacity: settings.repeatAfterRestart ? MAX_EVENTS_REMEMBERED : MAX_EVENTS_PER_POLL,
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

/** Follows a change of `trackUntil`: lists that have become final end, ended orders come back. */
function applyTrackUntil(state: State, queue: Queue, { trackUntil }: Settings): void {
	if (state.until === trackUntil) return;
	if (trackUntil === 'archived') {
		for (const list of [ENDED, FADING]) queue.move(list, BASELINE);
	}
	for (const list of queue.statuses()) if (isEnded(list, trackUntil)) queue.move(list, ENDED);
	state.until = trackUntil;
}

/** The last batches once more, with details if they can be had, even when the platform is down. */
async function repeatBatch(poll: Poll): Promise<WatchEvent[]> {
	if (!poll.settings.repeatAfterRestart) return [];
	const events = recallBatches(poll.state.last ?? [], poll.startedAt);
	const waiting = events.map((event) => ({ event, tries: MAX_TRIES }));
	return (await addDetails(poll, waiting)).ready;
}

/**
 * Details that could not be had before come first, since the events wait for them. Where few requests are
 * left and the last poll has been forgotten, it was they that failed: then walk or statuses go first.
 * @returns the events that go out, and those that are looked at once more at the end of the poll
 */
async function addOverdueDetails(poll: Poll): Promise<{ ready: WatchEvent[]; waiting: Pending[] }> {
	const { state, budget } = poll;
	const overdue = state.pending ?? [];
	if (budget.left < SCARCE_REQUESTS && budget.pollsSinceKept % 2 === 0) {
		return { ready: [], waiting: overdue };
	}
	const { ready, pending } = await addDetails(poll, overdue, PENDING_TIME);
	return { ready, waiting: pending.map(({ event, tries }) => ({ event, tries: tries - 1 })) };
}

/** The newest orders in most polls, all of them for the baseline and at night, then their statuses. */
async function discoverAndRefresh(poll: Poll): Promise<boolean> {
	const { state, budget } = poll;
	const isScarce = budget.left < SCARCE_REQUESTS;
	if (isScarce) state.turn = (state.turn + budget.pollsSinceKept) % 3;
	const isSweepsTurn = isScarce && state.turn === 2;
	const mayWalk = isScarce ? state.turn === 0 : isWalkDue(poll);
	const hasWalked = mayWalk && (await walkHead(poll, Math.ceil(budget.left / 2)));
	if (isSweepDue(poll) && !budget.isLastChance) {
		const part = state.stage === 1 ? 1 / 2 : 1 / 4;
		await sweep(poll, isScarce ? Number(isSweepsTurn) : Math.floor(budget.left * part));
	}
	// A request that no sweep takes looks up an order that the status endpoint leaves out.
	const isForLookUp = isSweepsTurn && budget.left === 1 && needsLookUp(poll);
	if (!isForLookUp) await refresh(poll);
	return hasWalked;
}

function isWalkDue({ state, queue, budget, startedAt }: Poll): boolean {
	const canAskAboutAll = queue.active / BATCH_SIZE + SCARCE_REQUESTS <= budget.left;
	return state.walk !== null || canAskAboutAll || startedAt - state.walked >= WALK_GAP_MS;
}

/** Writes what was learned into the state and sums the poll up. */
function closePoll(
	poll: Poll,
	events: WatchEvent[],
	pending: Pending[],
	hasWalked: boolean,
): PollResult {
	const { state, queue, settings, budget, seen } = poll;
	poll.filter.close(hasWalked);
	if (state.stage === 2 && isBaselineRead(poll)) state.stage = 3;
	const complete = completeStage(settings);
	const isBaselineDone = poll.stageBefore < complete && state.stage >= complete;
	const isWorthSaving = isBaselineDone || hasWaited(poll);
	if (isWorthSaving || events.length > 0) state.unsaved = 0;
	if (poll.silenced > 0) {
		poll.warnings.add(
			`Orders taken in without an event, since they were created before ${state.since}: ${poll.silenced}. Their changes are told from now on`,
		);
	}
	state.q = queue.save();
	const isActive = (key: string) => !isEndedList(queue.listOf(key) ?? ENDED);
	if (seen) state.seen = seen.save(isActive);
	else delete state.seen;
	if (budget.sent) state.sent = budget.sent;
	else delete state.sent;
	if (pending.length > 0) state.pending = pending;
	else delete state.pending;
	if (!settings.repeatAfterRestart) delete state.last;
	// Repeated events alone are the remembered ones, with their own time: their day goes on.
	else if (events.some(({ repeated }) => !repeated)) {
		const kept = events.some(({ repeated }) => repeated) ? [] : (state.last ?? []);
		state.last = rememberBatch(kept, events, poll.startedAt, MAX_EVENTS_REMEMBERED);
	}
	return {
		events,
		state,
		isWorthSaving,
		isResumption: poll.isResumption,
		spent: budget.spent,
		succeeded: budget.succeeded,
		left: Math.max(0, budget.inBucket),
		active: queue.active,
		hasWalked,
		warnings: [...poll.warnings],
		failure: budget.failure,
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
	return state.unsaved > 0 && startedAt - state.unsaved >= MAX_UNSAVED_MS;
}

/** True when every order of the baseline has been asked about; a few may never be answered for. */
function isBaselineRead({ queue, state }: Poll): boolean {
	const unread = [...queue.peek(BASELINE), ...queue.peek(NEW)];
	return unread.every((tracking) => toKey(tracking) in state.miss);
}
