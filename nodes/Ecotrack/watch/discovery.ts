import { adoptPage } from './adopt';
import { addDays, dayOf } from './days';
import type { ListedOrder, Page } from './port';
import type { Poll } from './poll';
import { roomIn } from './poll';
import { BASELINE, keyOf } from './queue';
import { watchesStatuses } from './settings';

const PAGE_SIZE = 40;
/** So many known orders at the old end of a page prove that everything behind it is known. */
const PROOF = 10;

/**
 * Reads the listing from its newest end until it meets orders known before; answers whether it got
 * that far. Two things must not hide an order from it (docs/watch.md, "Rows that move"):
 * - rows this very walk has adopted prove nothing about what lies behind them, so a walk that was cut
 *   short goes on to the end of the window instead of stopping early;
 * - orders that leave the listing pull the rest forward, past a page already read. The total betrays
 *   it, and the walk steps back as far as rows can have moved.
 */
export async function walkHead(poll: Poll, mostPages: number): Promise<boolean> {
	const { state, allowance } = poll;
	const isResumed = state.walk !== null;
	const met = new Set<string>();
	let page = state.walk?.page ?? 1;
	let total = state.walk?.total ?? null;
	for (let read = 0; read < mostPages && allowance.left > 0 && hasRoom(poll); read++) {
		const answer = await readPage(poll, page);
		if (answer === null) break;
		if (!isResumed && page === 1) await judgeNewest(poll, answer);
		const isNewEnd = state.newest.first || page > 1;
		const isKnown = isNewEnd && !isResumed && isProof(poll, answer.rows, met);
		for (const row of answer.rows) met.add(keyOf(row.tracking));
		if (!adoptPage(poll, answer.rows)) break;
		const gone = total === null || answer.total === null ? 0 : total - answer.total;
		total = answer.total;
		if (gone > 0 && page > 1 && state.newest.first) {
			page = Math.max(1, page - Math.ceil(gone / PAGE_SIZE));
		} else {
			const next = nextPage(page, answer.lastPage, state.newest.first);
			if (next === null || isKnown) {
				finishWalk(poll, isResumed, answer.total);
				return true;
			}
			page = next;
		}
		state.walk = { page, total };
	}
	return false;
}

// With the newest rows last: page 1 for the page count, then from the last page down to the second.
function nextPage(page: number, lastPage: number, isNewestFirst: boolean): number | null {
	if (isNewestFirst) return page < lastPage ? page + 1 : null;
	if (page === 1) return lastPage > 1 ? lastPage : null;
	return page > 2 ? Math.min(page - 1, lastPage) : null;
}

const hasRoom = (poll: Poll) => watchesStatuses(poll.settings) || roomIn(poll) >= PAGE_SIZE;

async function readPage(poll: Poll, page: number): Promise<Page | null> {
	const window = {
		startDate: poll.state.day,
		endDate: addDays(dayOf(poll.startedAt), 1),
		page,
	};
	const answer = await poll.allowance.send((timeoutMs) => poll.port.listPage(window, timeoutMs));
	return answer.kind === 'ok' ? answer : null;
}

/** True when the oldest rows of a page were known before this walk. */
function isProof(poll: Poll, rows: readonly ListedOrder[], met: ReadonlySet<string>): boolean {
	const oldest = poll.state.newest.first ? rows.slice(-PROOF) : rows.slice(0, PROOF);
	return oldest.every(({ tracking }) => {
		const key = keyOf(tracking);
		return poll.queue.placeOf(key) !== undefined && !met.has(key);
	});
}

/** Once a day: which end of the listing is the new one? */
async function judgeNewest(poll: Poll, first: Page): Promise<void> {
	const { newest } = poll.state;
	const today = dayOf(poll.startedAt);
	if (newest.judged === today || first.rows.length === 0) return;
	let oldEnd = first.rows.at(-1)?.createdAt;
	const newEnd = first.rows[0].createdAt;
	if (oldEnd === newEnd && first.lastPage > 1 && poll.allowance.left > 1) {
		const last = await readPage(poll, first.lastPage);
		if (last === null) return;
		oldEnd = last.rows.at(-1)?.createdAt;
	}
	newest.judged = today;
	if (newEnd && oldEnd && newEnd !== oldEnd) newest.first = newEnd > oldEnd;
}

function finishWalk(poll: Poll, isResumed: boolean, total: number | null): void {
	const { state, settings, queue } = poll;
	state.walk = null;
	// What was created while a long walk was on its way waits at the head: look again at once.
	state.walked = isResumed ? 0 : poll.startedAt;
	const yesterday = addDays(dayOf(poll.startedAt), -1);
	if (yesterday > state.day) state.day = yesterday;
	if (state.stage === 0) state.stage = 1;
	if (!watchesStatuses(settings) && total !== null) {
		queue.trim(BASELINE, Math.max(2_000, 2 * total));
	}
}
