import { adoptPage } from './adopt';
import { toVerdict } from './bisect';
import { addDays, dayOf } from './days';
import { judgeNewest } from './newest';
import type { Answer, Page } from './port';
import type { Poll } from './poll';
import { roomIn } from './poll';
import { BASELINE, CLOSED, keyOf } from './queue';
import { watchesStatuses } from './settings';
import type { State } from './state';

const PAGE_SIZE = 40;
/** So many of the newest orders are remembered: some may be gone by the next walk. */
const HEADS = 4;
/** The part of a poll's time that a page gets which has failed before: it must not cost the others theirs. */
const WARY = 1 / 4;

/**
 * Reads the listing from its newest end until it meets one of the orders that were the newest when the
 * last walk was finished, or a page of orders known before it began: everything behind is known. Answers
 * whether it got that far. A walk that was cut short cannot tell what was known before it from what it
 * has adopted itself, in front of others that it never saw (docs/watch.md, "Rows that move").
 */
export async function walkHead(poll: Poll, mostPages: number): Promise<boolean> {
	const { state, allowance } = poll;
	const goal = new Set(state.heads.split(',').map(keyOf));
	const met = new Set<string>();
	let hasBegunAnew = false;
	for (let read = 0; read < mostPages && allowance.left > 0 && hasRoom(poll); read++) {
		const { page, total, heads, ahead, failed, hasSkipped } = state.walk ?? START;
		const isResumed = state.cutShort !== undefined;
		const answer = await readPage(poll, page, failed === page ? WARY : 1);
		if (answer.kind !== 'ok') {
			if (hasBegunAnew || toVerdict(answer.kind) === 'stopped' || !stumble(poll)) break;
			hasBegunAnew = true;
			continue;
		}
		const isQuiet =
			heads === null &&
			page === 1 &&
			!isResumed &&
			(await judgeNewest(poll, answer, async () => await readPage(poll, answer.lastPage)));
		const isNewEnd = state.newest.judged !== '' && (state.newest.first || page > 1);
		const keys = answer.rows.map(({ tracking }) => keyOf(tracking));
		const isOld = (key: string) => !met.has(key) && poll.queue.placeOf(key) !== undefined;
		const isMet =
			isNewEnd && (keys.some((key) => goal.has(key)) || (!isResumed && keys.every(isOld)));
		for (const key of keys) met.add(key);
		if (!adoptPage(poll, answer.rows)) break;
		const moved = total === null || answer.total === null ? 0 : answer.total - total;
		const isStepBack = moved < 0 && state.newest.first && page > 1;
		// After a step back the page that betrayed it need not be read again, if all has been still since
		// and the goal was not on it.
		const from = moved === 0 && page + 1 === ahead ? ahead : page;
		const next = nextPage(from, answer.lastPage, moved, state.newest.first);
		const newest = heads ?? headsOf(answer, state.newest.first, page);
		if (next === null || isQuiet || (isMet && !isStepBack)) {
			finishWalk(poll, newest ?? '', answer.total);
			// What was skipped lies among rows that have been taken in: the next walk must not trust them.
			if (hasSkipped) {
				state.walk = START;
				cutShort(poll);
			}
			return true;
		}
		state.walk = {
			page: next,
			total: answer.total,
			heads: newest,
			...(failed !== undefined && failed !== page && { failed }),
			...((hasSkipped || (moved > 0 && next > page + 1)) && { hasSkipped: true }),
			...(isStepBack ? !isMet && { ahead: page } : moved === 0 && next < (ahead ?? 0) && { ahead }),
		};
	}
	if (state.walk) cutShort(poll);
	return false;
}

/** Where a walk begins. */
export const START: NonNullable<State['walk']> = {
	page: 1,
	total: null,
	heads: null,
};

/** The last day of the window that a walk reads: orders of today may be dated tomorrow. */
const windowEnd = ({ startedAt }: Poll) => addDays(dayOf(startedAt), 1);

/**
 * Notes up to which day a walk has been cut short. Only one that reads as far makes up for it: a clock
 * that is behind reads a window in which the orders in question do not stand.
 */
function cutShort(poll: Poll): void {
	const { state } = poll;
	const end = windowEnd(poll);
	if (state.cutShort === undefined || end > state.cutShort) state.cutShort = end;
}

/**
 * Remembers which page of a walk on its way could not be read. When it fails again the walk begins anew,
 * for the newest orders must not wait for one page behind them; it still knows that it was cut short.
 * Answers whether it begins anew.
 */
function stumble(poll: Poll): boolean {
	const { state } = poll;
	const { walk } = state;
	if (!walk) return false;
	const isAgain = walk.failed === walk.page;
	const failed = walk.page;
	if (isAgain) cutShort(poll);
	state.walk = isAgain ? { ...START, failed } : { ...walk, failed };
	return isAgain;
}

/** The newest orders of the page a walk begins with; null while that page is still to come. */
function headsOf({ rows, lastPage }: Page, isNewestFirst: boolean, page: number): string | null {
	if (!isNewestFirst && page === 1 && lastPage > 1) return null;
	const newest = isNewestFirst ? rows.slice(0, HEADS) : rows.slice(-HEADS);
	return newest.map(({ tracking }) => tracking.trim()).join(',');
}

/**
 * Where to read on; null at the end. `moved` is by how much the total has grown since the page before:
 * rows still to be read have moved at least so far towards the end, or at most so far towards page 1.
 */
function nextPage(page: number, lastPage: number, moved: number, isNewestFirst: boolean) {
	if (!isNewestFirst) {
		// Page 1 for the page count, then from the last page down to the second: nothing can be missed.
		if (page === 1) return lastPage > 1 ? lastPage : null;
		return page > 2 ? Math.min(page - 1, lastPage) : null;
	}
	if (moved < 0 && page > 1) return Math.max(1, page - Math.ceil(-moved / PAGE_SIZE));
	const next = Math.max(page + 1, page + Math.floor(moved / PAGE_SIZE));
	return next <= lastPage ? next : null;
}

const hasRoom = (poll: Poll) => watchesStatuses(poll.settings) || roomIn(poll) >= PAGE_SIZE;

async function readPage(poll: Poll, page: number, part = 1): Promise<Answer<Page>> {
	const window = {
		startDate: poll.state.day,
		endDate: windowEnd(poll),
		page,
	};
	return await poll.allowance.send((timeoutMs) => poll.port.listPage(window, timeoutMs * part));
}

function finishWalk(poll: Poll, heads: string, total: number | null): void {
	const { state, settings, queue } = poll;
	state.walk = null;
	state.heads = heads;
	const hasMadeUp = state.cutShort !== undefined && windowEnd(poll) >= state.cutShort;
	if (hasMadeUp) delete state.cutShort;
	// What was created while a long walk was on its way waits at the head: look again at once.
	state.walked = hasMadeUp ? 0 : poll.startedAt;
	const yesterday = addDays(dayOf(poll.startedAt), -1);
	if (yesterday > state.day) {
		state.day = yesterday;
		queue.trim(CLOSED, 0);
	}
	if (state.stage === 0) state.stage = 1;
	if (!watchesStatuses(settings) && total !== null) {
		queue.trim(BASELINE, Math.max(2_000, 2 * total));
	}
}
