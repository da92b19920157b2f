import { describeStatus, normalize } from '../platform/statuses';
import { eventsOf } from './changes';
import type { ListedOrder } from './port';
import type { Poll } from './poll';
import { newsDay } from './present';
import { BASELINE, ENDED, FADING, keyOf, NEW } from './queue';
import { isEnded, stageComplete, watchesStatuses } from './settings';

/** So many orders can be known at once; 60,000 cost about a megabyte of state. */
export const MOST_ORDERS = 60_000;

/**
 * Takes the orders of a page that are in no list yet. The page's status decides only whether an order
 * is worth following; what its status is, the status endpoint alone says. One that was in process
 * before the trigger was is taken silently, so neither an activation nor a longer look back floods.
 * Answers false when some had to be left out for want of room.
 */
export function adoptPage(poll: Poll, rows: readonly ListedOrder[]): boolean {
	const returned = new Set<string>();
	let isWhole = true;
	for (const row of rows) {
		const key = keyOf(row.tracking);
		if (key === '' || key.includes(',')) continue;
		poll.listed.set(key, row);
		const place = poll.queue.placeOf(key);
		if (place === FADING) returned.add(key);
		if (place !== undefined) continue;
		if (poll.queue.size >= MOST_ORDERS) isWhole = false;
		else adopt(poll, row);
	}
	for (const { tracking } of poll.queue.pick([...returned])) poll.queue.push(tracking, ENDED);
	if (!isWhole) {
		poll.warnings.add(
			`More than ${MOST_ORDERS} orders are in process: the rest is not watched until some are closed`,
		);
	}
	return isWhole;
}

function adopt(poll: Poll, row: ListedOrder): void {
	const { queue, settings, gate } = poll;
	const tracking = row.tracking.trim();
	if (describeStatus(row.status).isFinal) return;
	if (isEnded(row.status, settings.trackUntil)) {
		queue.push(tracking, ENDED);
		return;
	}
	if (isOld(poll, row) && !settings.emitExisting) {
		queue.push(tracking, BASELINE);
		if (poll.stageBefore >= stageComplete(settings)) poll.silenced++;
		return;
	}
	poll.state.since = newsDay(poll.state, poll.startedAt);
	if (watchesStatuses(settings)) {
		queue.push(tracking, NEW);
		gate.admit();
	} else {
		queue.push(tracking, BASELINE);
		const seen = { ...row, tracking, status: normalize(row.status) };
		const isFirstReading = gate.admit();
		const events = eventsOf(NEW, seen, [], new Date(poll.startedAt).toISOString());
		poll.found.push(...events.filter((event) => gate.passes(event, isFirstReading)));
	}
}

/** In process before the trigger was: created before its day, or met by its very first walk. */
function isOld({ state, settings, startedAt }: Poll, { createdAt }: ListedOrder): boolean {
	if (createdAt === null) return state.stage < (watchesStatuses(settings) ? 2 : 1);
	const day = createdAt.slice(0, 10);
	const since = newsDay(state, startedAt);
	return day < since || (day === since && state.stage === 0);
}
