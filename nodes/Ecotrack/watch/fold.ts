import { describeStatus, normalize } from '../platform/statuses';
import { eventsOf } from './changes';
import { DAY, HOUR } from './days';
import type { StatusRow } from './port';
import type { Member, Poll } from './poll';
import { roomIn } from './poll';
import { BASELINE, CLOSED, ENDED, isStatus, keyOf, NEW } from './queue';
import { isEnded } from './settings';

/** A batch of so many that answers for fewer than half of it has failed: nothing is concluded. */
const TELLING_BATCH = 10;
const MISSES_TO_DROP = 3;
const MOST_LOOKUPS = 3;

/**
 * Folds the answer to a batch into the lists: a status that differs from the list an order stood in is
 * a change. Answers nobody asked for are ignored; an order without one keeps its status. Answers the
 * trackings of which nothing could be concluded, because the batch as a whole looks broken.
 */
export function fold(poll: Poll, batch: readonly Member[], rows: readonly StatusRow[]): string[] {
	const answers = new Map(rows.map((row) => [keyOf(row.tracking), row]));
	const absent: string[] = [];
	const overflow: Member[] = [];
	for (const member of batch) {
		const row = answers.get(keyOf(member.tracking));
		const status = normalize(row?.status);
		if (!row || !isStatus(status)) {
			absent.push(member.tracking);
			poll.queue.push(member.tracking, member.list);
		} else if (!settle(poll, member, row, status)) overflow.push(member);
	}
	for (const { tracking, list } of overflow.reverse()) poll.queue.unshift([tracking], list);
	if (batch.length >= TELLING_BATCH && absent.length * 2 > batch.length) {
		poll.warnings.add('The platform left out most of the orders it was asked about');
		return absent;
	}
	for (const tracking of absent) noteMiss(poll, tracking);
	return [];
}

/** One order's status has been read. False when this poll has no room for its events. */
function settle(poll: Poll, member: Member, row: StatusRow, status: string): boolean {
	const { queue, gate, remarks, settings, state } = poll;
	const { tracking, list } = member;
	const reading = remarks?.read(tracking, row.activity, list === BASELINE || list === NEW);
	const isFirstReading = gate.visit(list);
	if (status !== list || reading?.news.length) {
		const about = { tracking, status: row.status, reference: row.reference };
		const detectedAt = new Date(poll.startedAt).toISOString();
		const events = eventsOf(
			list,
			about,
			reading?.news ?? [],
			detectedAt,
			isLate(poll, member, status),
		);
		const wanted = events.filter((event) => gate.passes(event, isFirstReading));
		if (wanted.length > roomIn(poll) && poll.found.length > 0) {
			if (isFirstReading) gate.revisit(list);
			return false;
		}
		poll.found.push(...wanted);
	}
	delete state.miss[keyOf(tracking)];
	if (status !== list && isEnded(status, settings.trackUntil)) {
		queue.push(tracking, describeStatus(status).isFinal ? CLOSED : ENDED);
		remarks?.forget(tracking);
	} else {
		queue.push(tracking, status);
		if (reading) remarks?.keep(tracking, reading.mark);
	}
	return true;
}

/**
 * A first reading of the baseline is silent. But who could not be read when it was taken, while the
 * listing showed it in process, and is final when it can be, has had its last change meanwhile.
 */
function isLate({ state, stageBefore }: Poll, { tracking, list }: Member, status: string): boolean {
	const wasMissed = list === BASELINE && stageBefore === 3 && keyOf(tracking) in state.miss;
	return wasMissed && describeStatus(status).isFinal;
}

/** Counts that the platform did not answer for an order; `until` also leaves it alone so long. */
export function noteMiss(poll: Poll, tracking: string, until?: number): void {
	const { miss } = poll.state;
	const key = keyOf(tracking);
	const [hour, count] = miss[key] ?? [Math.floor(poll.startedAt / HOUR), 0];
	miss[key] = [hour, Math.min(count + 1, MISSES_TO_DROP), ...(until ? [until] : [])] as Miss;
}

type Miss = Poll['state']['miss'][string];

/** The new orders that the status endpoint has left out so often that the listing's word is taken. */
export function missedNew({ state, queue }: Poll): string[] {
	const isMissed = (tracking: string) => (state.miss[keyOf(tracking)]?.[1] ?? 0) >= MISSES_TO_DROP;
	return queue.peek(NEW).filter(isMissed);
}

/**
 * Announces new orders that only the listing knows: some platforms leave drafts out of the status
 * endpoint. After three misses the listing's word is taken, once; the status endpoint says the rest.
 */
export async function announceListed(poll: Poll): Promise<void> {
	const { queue, allowance, port, listed } = poll;
	let lookUps = 0;
	for (const tracking of missedNew(poll)) {
		let row = listed.get(keyOf(tracking));
		if (!row && lookUps < MOST_LOOKUPS && allowance.left > 0) {
			lookUps++;
			const answer = await allowance.send((timeoutMs) => port.lookUp(tracking, timeoutMs), true);
			const rows = answer.kind === 'ok' ? answer.rows : [];
			row = rows.find((one) => keyOf(one.tracking) === keyOf(tracking));
		}
		const status = normalize(row?.status);
		if (!row || !isStatus(status)) continue;
		for (const member of queue.pick([tracking])) {
			if (!settle(poll, member, { ...row, activity: [] }, status)) queue.unshift([tracking], NEW);
		}
	}
}

/**
 * Drops orders that are gone: missed for a day and three times, or refused on three days, and unknown
 * to the listing as well. A single absence proves nothing (docs/ecotrack-api.md section 8.7).
 */
export async function dropMissing(poll: Poll): Promise<void> {
	const { state, queue, allowance, port, remarks, startedAt } = poll;
	const isRipe = ([hour, count, until]: Miss) =>
		count >= MISSES_TO_DROP &&
		startedAt - hour * HOUR >= (until === undefined ? DAY + HOUR : 2 * DAY);
	const ripe = Object.entries(state.miss).filter(([, entry]) => isRipe(entry));
	for (const [key] of ripe.slice(0, MOST_LOOKUPS)) {
		if (allowance.left === 0) return;
		const answer = await allowance.send((timeoutMs) => port.lookUp(key, timeoutMs), true);
		if (answer.kind !== 'ok' && answer.kind !== 'notFound') return;
		delete state.miss[key];
		const rows = answer.kind === 'ok' ? answer.rows : [];
		if (rows.some((row) => keyOf(row.tracking) === key)) continue;
		for (const { tracking } of queue.pick([key])) {
			queue.drop(tracking);
			remarks?.forget(tracking);
		}
	}
}
