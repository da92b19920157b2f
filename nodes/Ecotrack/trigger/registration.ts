/**
 * What is known about a poll from the outside. n8n calls the same poll() for a registration's first
 * poll, on which the life of the trigger hangs, and for every tick after it.
 */
import type { IPollFunctions } from 'n8n-workflow';

import { DAY, MINUTE } from '../platform/time';

/** What n8n's classic engine, and a registration in any engine, grants a poll. */
const CLASSIC_BUDGET_MS = 5 * MINUTE;
/** A person is watching the switch. */
const FIRST_POLL_BUDGET_MS = 15_000;
/** What the scheduler of n8n 2.37 grants a tick, 45 s unless set otherwise, less a margin. It does not say so. */
const UNTOLD_BUDGET_MS = 40_000;

/** Longer than any poll works: four minutes (watch/rateBudget.ts), and the end of its last request. */
const MAX_POLL_MS = 5 * MINUTE;

const registered = new WeakSet<IPollFunctions>();
/** Per trigger node, when this process last polled it. */
const polledAt = new Map<string, number>();
/** Nothing is repeated of a batch older than a day (watch/events.ts): whoever is forgotten after two has nothing to repeat. */
const MAX_IDLE_MS = 2 * DAY;
/** The trigger nodes whose last poll came as 'update', in a context of its own, and without a word of its budget. */
const unsettled = new Set<string>();
/** Per trigger node, the poll at work. */
const running = new Map<string, Turn>();

interface Turn {
	startedAt: number;
}

export interface PollKind {
	/**
	 * True for the first poll of a registration: if it throws, n8n tries five times in fifteen seconds
	 * and then the trigger is dead, shown as active, until somebody switches it off and on.
	 */
	isFirst: boolean;
	/** True when a person has just activated or published the workflow and sees what goes wrong. */
	isWatched: boolean;
	/** True when the workflow was off until then: not for an edit that is published, nor for a restart. */
	isSwitchedOn: boolean;
	/**
	 * True for the first poll after a server start. The classic engine says so; n8n's scheduler, which goes on with the
	 * jobs that it has, begins with an ordinary tick (from n8n 2.38 on this process knows that it is its first).
	 */
	isAfterRestart: boolean;
	/** What becomes of a state that comes back without items. */
	persistence: Persistence;
	budgetMs: number;
}

export type Persistence =
	/** Durable cursors: n8n writes it to the database. */
	| 'saved'
	/** The classic engine: it stays in memory, for the next poll of the registration. */
	| 'kept'
	/** n8n's scheduler without durable cursors: it is gone; every poll gets the one last written. */
	| 'dropped';

/**
 * Tells a registration's first poll from a tick. One context object serves all polls of a registration, so an object seen
 * for the first time is a first poll. Ticks of n8n's scheduler bring a new object each, but also a
 * budget of their own. To be asked at every call, also of a poll that is then left out: the one after
 * it is no first poll.
 */
export function detectPollKind(context: IPollFunctions): PollKind {
	// From n8n 2.38 on; older hosts set no bound.
	const isUntold = isUntoldTick(context);
	const budgetMs = context.getPollBudgetMs?.() ?? (isUntold ? UNTOLD_BUDGET_MS : CLASSIC_BUDGET_MS);
	const mode = context.getActivationMode();
	const isTick =
		budgetMs !== CLASSIC_BUDGET_MS || (mode === 'update' && hasBudgetOfItsOwn(context));
	const isFirst = !isTick && !registered.has(context);
	registered.add(context);
	const isNew = isFirstOfProcess(context);
	const isStart = mode === 'init' || mode === 'leadershipChange';
	const isSwitchedOn = isFirst && (mode === 'activate' || mode === 'create');
	return {
		isFirst,
		isSwitchedOn,
		isWatched: isSwitchedOn || (isFirst && mode === 'update'),
		isAfterRestart: isFirst ? isStart : isTick && isNew,
		persistence: readPersistence(context, isTick),
		budgetMs: isFirst ? FIRST_POLL_BUDGET_MS : budgetMs,
	};
}

function isFirstOfProcess(context: IPollFunctions, now = Date.now()): boolean {
	for (const [key, at] of polledAt) if (Math.abs(now - at) > MAX_IDLE_MS) polledAt.delete(key);
	const key = identify(context);
	const isFirst = !polledAt.has(key);
	polledAt.set(key, now);
	return isFirst;
}

/**
 * The scheduler's budget comes out of the host's settings and can happen to be the classic one (a
 * timeout of 375 s). Its ticks all come as 'update', as the publication of an edit does, and hand the
 * context a function of their own; a registration leaves it n8n-core's default, which is named after
 * its parameter (`PollContext`, n8n 2.38 to 2.41; held by test/engine/trigger.test.ts).
 */
function hasBudgetOfItsOwn(context: IPollFunctions): boolean {
	const name = context.getPollBudgetMs?.name;
	return name !== undefined && name !== 'getPollBudgetMs';
}

/**
 * n8n 2.36 and 2.37 have the scheduler and tell no budget. Every tick comes as 'update' in a context of its own, as the first
 * poll after an edit does; but after that the classic engine goes on with the same context. So the second such poll in a row is
 * a tick, and the first counts as a first poll, which is the careful way. Two edits published between two ticks of the
 * classic engine look the same: there n8n itself refuses the second while the platform is down, and says so.
 */
function isUntoldTick(context: IPollFunctions): boolean {
	const key = identify(context);
	const isUntold =
		context.getActivationMode() === 'update' &&
		!context.getPollBudgetMs &&
		'__runPoll' in context &&
		!registered.has(context);
	const isSecond = isUntold && unsettled.has(key);
	if (isUntold) unsettled.add(key);
	else unsettled.delete(key);
	return isSecond;
}

/** A durable cursor comes as a plain copy; static data of a workflow notes in itself that it changed. */
function readPersistence(context: IPollFunctions, isTick: boolean): Persistence {
	const isStaticData = '__dataChanged' in context.getWorkflowStaticData('node');
	if (!isStaticData) return 'saved';
	return isTick ? 'dropped' : 'kept';
}

/** Names the trigger node among all that this process runs. */
export function identify(context: IPollFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

/**
 * Runs a poll unless one of the same node is still at work: n8n starts a poll whether or not the last
 * one has ended, and two at once would see the same change twice. One that takes longer than any poll
 * can is not waited for: it hangs, and would silence all that come after it.
 * @param work gets a question: is this poll still the one at work? One that was not waited for must
 * neither keep a state nor tell anything, since others have learned the same by then
 * @returns what the work returned, or null when it did not run or was not waited for
 */
export async function withLock<T>(
	context: IPollFunctions,
	work: (isCurrent: () => boolean) => Promise<T>,
): Promise<T | null> {
	const key = identify(context);
	const turn: Turn = { startedAt: Date.now() };
	const other = running.get(key);
	if (other) {
		// Both ways: a clock that was set back must not keep the lock either.
		if (Math.abs(turn.startedAt - other.startedAt) < MAX_POLL_MS) return null;
		context.logger.warn(
			'ECOTRACK Trigger: the last poll has not ended in five minutes and is not waited for any longer',
		);
	}
	running.set(key, turn);
	const isCurrent = () => running.get(key) === turn;
	const poll = work(isCurrent);
	await Promise.allSettled([poll]);
	if (!isCurrent()) return null;
	running.delete(key);
	return await poll;
}
