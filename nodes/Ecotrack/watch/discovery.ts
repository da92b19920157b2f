/** Which orders exist: the walk from the newest end of the listing, and taking in what it meets. */
import { toKey, type Page } from '../platform/rows';
import { describeStatus, normalize } from '../platform/statuses';
import { addDays, dayOf } from '../platform/time';
import type { Outcome } from '../transport/response';
import { eventsOf } from './events';
import { detectedAt, roomIn, type Poll } from './pollContext';
import { BASELINE, CLOSED, ENDED, FADING, NEW, type Queue } from './queue';
import { isHopeless } from './rateBudget';
import { newsDay, WALK_START } from './state';
import { completeStage, isEnded, watchesStatuses, type ListedOrder, type Window } from './types';

const PAGE_SIZE = 40;
/** So many of the newest orders are remembered: some may be gone by the next walk. */
const MAX_HEADS = 4;
/** The parts of a poll's time for a page, and for one that has failed before: statuses need theirs. */
const PAGE_TIME = 1 / 2;
const FAILED_PAGE_TIME = 1 / 4;
/** So many orders can be known at once; 60,000 cost about a megabyte of state. */
export const MAX_ORDERS = 60_000;

/**
 * Reads the listing from its newest end until it meets one of the orders that were the newest when the
 * last walk was finished, or a page of orders known before it began: everything behind is known. A walk
 * that was cut short cannot tell what was known before it from what it has taken in itself, in front of
 * others that it never saw (docs/watch.md, "Rows that move").
 * @returns whether it got that far
 */
export async function walkHead(poll: Poll, maxPages: number): Promise<boolean> {
	const { state, queue, budget } = poll;
	const met = new Set<string>();
	let hasBegunAnew = false;
	for (let read = 0; read < maxPages && budget.left > 0 && hasRoom(poll); read++) {
		const { page, total, heads, failed, hasSkipped } = state.walk ?? WALK_START;
		const outcome = await readHeadPage(poll, page, failed === page);
		if (outcome.kind !== 'ok') {
			const hasFailedTwice = !hasBegunAnew && !isHopeless(outcome) && beginAnew(poll);
			if (!hasFailedTwice || budget.isLastChance) break;
			hasBegunAnew = true;
			continue;
		}
		const listing = outcome.data;
		const isQuiet = heads === null && page === 1 && (await judgeSortOrder(poll, listing));
		const isWrongEnd = !judgeByPage(poll, listing.rows);
		const isResumed = state.cutShort !== undefined;
		const goal = goalOf(state);
		const isNewestFirst = state.newest.first;
		const isNewEnd = state.newest.judged !== '' && (isNewestFirst || page > 1);
		const keys = listing.rows.map(({ tracking }) => toKey(tracking));
		const wasKnown = (key: string) => !met.has(key) && queue.listOf(key) !== undefined;
		// A page that is empty by now, the listing being shorter, proves nothing.
		const isAllKnown = !isResumed && keys.length > 0 && keys.every(wasKnown);
		const isMet = isNewEnd && (isAllKnown || keys.some((key) => goal.has(key)));
		for (const key of keys) met.add(key);
		if (!trackNewOrders(poll, listing.rows)) break;
		if (isWrongEnd) continue;
		const newTotal = listing.total ?? null;
		const moved = total === null || newTotal === null ? 0 : newTotal - total;
		const isStepBack = moved < 0 && isNewestFirst && page > 1;
		const next = nextPage(page, listing.lastPage, moved, isNewestFirst);
		const newest = heads ?? headsOf(listing, isNewestFirst, page);
		if (next === null || isQuiet || (isMet && !isStepBack)) {
			finishWalk(poll, newest ?? (isQuiet ? state.heads : ''), newTotal);
			// What was skipped lies among rows that have been taken in: the next walk must not trust them.
			if (hasSkipped) {
				state.walk = WALK_START;
				noteCutShort(poll);
			}
			return true;
		}
		state.walk = {
			page: next,
			total: newTotal,
			heads: newest,
			...(failed !== page && { failed }),
			...((hasSkipped || (moved > 0 && next > page + 1)) && { hasSkipped: true }),
		};
	}
	const hasTakenIn = state.walk !== null && (state.walk.page > 1 || state.walk.heads !== null);
	if (hasTakenIn) noteCutShort(poll);
	return false;
}

/** The last day that a walk reads: the platform's clock may be ahead of this one. */
const windowEnd = ({ startedAt }: Poll) => addDays(dayOf(startedAt), 1);

/**
 * Notes up to which day a walk has been cut short. Only one that reads as far makes up for it: a clock
 * that is behind reads a window in which the orders in question do not stand.
 */
function noteCutShort(poll: Poll): void {
	const { state } = poll;
	const end = windowEnd(poll);
	if (state.cutShort === undefined || end > state.cutShort) state.cutShort = end;
}

/**
 * Remembers which page of a walk could not be read. When it fails again the walk begins anew: the newest
 * orders must not wait for one page behind them. That it was cut short has been noted the first time.
 * @returns whether it begins anew
 */
function beginAnew(poll: Poll): boolean {
	const walk = poll.state.walk ?? WALK_START;
	const failed = walk.page;
	const isSecondTime = walk.failed === failed && failed > 1;
	poll.state.walk = isSecondTime ? { ...WALK_START, failed } : { ...walk, failed };
	return isSecondTime;
}

/** The keys of the orders that were the newest when the last walk was finished. */
const goalOf = ({ heads }: Poll['state']) => new Set(heads.split(',').map(toKey));

/** The newest orders of the page a walk begins with; null while that page is still to come. */
function headsOf(
	{ rows, lastPage }: Page<ListedOrder>,
	isNewestFirst: boolean,
	page: number,
): string | null {
	if (rows.length === 0 || (!isNewestFirst && page < lastPage)) return null;
	const newest = isNewestFirst ? rows.slice(0, MAX_HEADS) : rows.slice(-MAX_HEADS);
	return newest.map(({ tracking }) => tracking).join(',');
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

async function readHeadPage(poll: Poll, page: number, hasFailed = false) {
	return await readPage(
		poll,
		{ startDate: poll.state.day, endDate: windowEnd(poll), page },
		hasFailed,
	);
}

/** One that hangs leaves time to ask for statuses, whether or not what it took can be remembered. */
export async function readPage(
	poll: Poll,
	window: Window,
	hasFailed: boolean,
): Promise<Outcome<Page<ListedOrder>>> {
	const { budget, client, settings } = poll;
	const part = hasFailed ? FAILED_PAGE_TIME : watchesStatuses(settings) ? PAGE_TIME : 1;
	return await budget.send((timeoutMs) => client.listPage(window, timeoutMs * part));
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
		queue.keepLast(CLOSED, 0);
	}
	if (state.stage === 0) state.stage = 1;
	if (!watchesStatuses(settings) && total !== null) {
		queue.keepLast(BASELINE, Math.max(2_000, 2 * total));
	}
}

/**
 * Once a day: which end of the listing is the new one? Everybody who has looked says page 1, but
 * nothing documents it. The creation days tell; when all orders are of one day, the end at which some
 * stand in front of those that were the newest: at the old end nothing comes. Until one of them tells, all is
 * read, from the end where unknown ones turn up, unless a walk was cut short: it has taken some in itself.
 * @returns true when neither end shows anything unknown, so that there is nothing to read
 */
async function judgeSortOrder(poll: Poll, first: Page<ListedOrder>): Promise<boolean> {
	const { state, budget, queue, startedAt } = poll;
	const { newest, cutShort } = state;
	const today = dayOf(startedAt);
	if (newest.judged === today || first.rows.length === 0) return false;
	if (doDaysTell(poll, first.rows) || (newest.first && haveCome(poll, first.rows))) return false;
	// Without a request for it, another poll has one, or a page of the sweep shows two days.
	const hasMore = first.lastPage > 1;
	if (hasMore && budget.left === 0) return false;
	let last = first;
	if (hasMore) {
		const outcome = await readHeadPage(poll, first.lastPage);
		if (outcome.kind === 'ok') last = outcome.data;
	}
	if (doDaysTell(poll, [...first.rows, ...last.rows])) return false;
	if (!newest.first && haveCome(poll, [...last.rows].reverse())) return false;
	if (cutShort !== undefined) return false;
	if (newest.judged !== '') {
		newest.judged = today;
		return false;
	}
	const [isNewFirst, isNewLast] = [first, last].map(({ rows }) =>
		rows.some(({ tracking }) => queue.listOf(toKey(tracking)) === undefined),
	);
	// A guess: what an earlier walk has missed may stand at either end.
	if (isNewFirst !== isNewLast) assumeSortOrder(poll, isNewFirst);
	return !isNewFirst && !isNewLast;
}

/**
 * Any page that shows two days tells which end is new, where nobody could look at both.
 * @returns false when it has turned out to be the other one
 */
export function judgeByPage(poll: Poll, rows: readonly ListedOrder[]): boolean {
	const { newest } = poll.state;
	const { first, judged } = newest;
	if (judged !== dayOf(poll.startedAt)) doDaysTell(poll, rows);
	return newest.first === first;
}

function doDaysTell(poll: Poll, rows: readonly ListedOrder[]): boolean {
	const [newEnd, oldEnd] = [rows[0]?.createdAt, rows.at(-1)?.createdAt];
	if (!newEnd || !oldEnd || newEnd === oldEnd) return false;
	assumeSortOrder(poll, newEnd > oldEnd);
	poll.state.newest.judged = dayOf(poll.startedAt);
	return true;
}

/**
 * Whether an order stands before those that were the newest when the last walk was finished: then the end
 * at which it stands is the new one, which is noted. That orders have left moves none in front of others.
 */
function haveCome(poll: Poll, [newest, ...others]: readonly ListedOrder[]): boolean {
	const { state } = poll;
	const goal = goalOf(state);
	if (state.newest.judged !== '' || !newest || goal.has(toKey(newest.tracking))) return false;
	const hasCome = others.some(({ tracking }) => goal.has(toKey(tracking)));
	if (hasCome) state.newest.judged = dayOf(poll.startedAt);
	return hasCome;
}

/**
 * What was read from the wrong end proves nothing: while rows came at the far end, others were pulled onto
 * pages already read, and the total did not tell. So all of the window is read once more.
 */
function assumeSortOrder(poll: Poll, isNewestFirst: boolean): void {
	const { state } = poll;
	if (state.newest.first === isNewestFirst) return;
	state.newest.first = isNewestFirst;
	state.heads = '';
	state.walk = null;
	noteCutShort(poll);
}

/**
 * Takes in the orders of a page that are in no list yet. The page's status decides only whether an order
 * is worth tracking; what its status is, the status endpoint alone says. One that was in process
 * before the trigger was is taken silently, so neither an activation nor a longer look back floods.
 * @returns false when some had to be left out for want of room
 */
export function trackNewOrders(poll: Poll, rows: readonly ListedOrder[]): boolean {
	const { queue } = poll;
	const returned: string[] = [];
	let isWhole = true;
	for (const row of rows) {
		const key = toKey(row.tracking);
		if (key === '' || key.includes(',')) continue;
		poll.listed.set(key, row);
		const list = queue.listOf(key);
		if (list === FADING) returned.push(key);
		if (list !== undefined) continue;
		if (makeRoomForOne(queue)) trackNew(poll, row);
		else isWhole = false;
	}
	for (const { tracking } of queue.pick(returned)) queue.push(tracking, ENDED);
	if (!isWhole) {
		poll.warnings.add(
			`More than ${MAX_ORDERS} orders are in process: the rest is not watched until some are closed`,
		);
	}
	return isWhole;
}

/**
 * Forgets one read as final where no more orders can be known: it is remembered only in case the listing
 * lags behind, and until a walk comes to its end, which no walk would that finds no room.
 * @returns whether there is room for one more
 */
function makeRoomForOne(queue: Queue): boolean {
	const surplus = queue.size + 1 - MAX_ORDERS;
	if (surplus > 0) queue.keepLast(CLOSED, queue.length(CLOSED) - surplus);
	return queue.size < MAX_ORDERS;
}

function trackNew(poll: Poll, row: ListedOrder): void {
	const { queue, settings, filter, state } = poll;
	const tracking = row.tracking.trim();
	if (describeStatus(row.status).isFinal) return;
	if (isEnded(row.status, settings.trackUntil)) {
		queue.push(tracking, ENDED);
		return;
	}
	if (isOld(poll, row) && !settings.emitExisting) {
		queue.push(tracking, BASELINE);
		if (poll.stageBefore >= completeStage(settings)) poll.silenced++;
		return;
	}
	state.since = newsDay(state, poll.startedAt);
	const isFirstReading = filter.admit();
	if (watchesStatuses(settings)) {
		queue.push(tracking, NEW);
		return;
	}
	queue.push(tracking, BASELINE);
	const order = { ...row, tracking, status: normalize(row.status) };
	const events = eventsOf(NEW, order, [], detectedAt(poll));
	poll.found.push(...events.filter((event) => filter.passes(event, isFirstReading)));
}

/** In process before the trigger was: created before its day, or met by its very first walk. */
function isOld({ state, settings, startedAt }: Poll, { createdAt }: ListedOrder): boolean {
	if (createdAt === null) return state.stage < (watchesStatuses(settings) ? 2 : 1);
	const day = createdAt.slice(0, 10);
	const since = newsDay(state, startedAt);
	return day < since || (day === since && state.stage === 0);
}
