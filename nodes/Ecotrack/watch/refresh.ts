/** Which status every order has: asking in batches, finding who spoils one, applying the answers. */
import { toKey } from '../platform/rows';
import { describeStatus, normalize } from '../platform/statuses';
import { DAY, HOUR } from '../platform/time';
import { BATCH_SIZE, bisect, type Verdict } from '../transport/batches';
import { eventsOf } from './events';
import { detectedAt, roomIn, type Poll } from './pollContext';
import { BASELINE, CLOSED, ENDED, isStatus, NEW, Scheduler, type Member } from './queue';
import { toVerdict } from './rateBudget';
import type { Miss } from './state';
import { isEnded, type StatusRow } from './types';

/** A batch of so many that is answered for fewer than half of it has failed: nothing is concluded. */
const TELLING_BATCH_SIZE = 10;
/** Absent orders of a failed batch are asked about once more in a group too small to fail. */
const SMALL_BATCH_SIZE = TELLING_BATCH_SIZE - 1;
const MIN_BATCH_SIZE = 5;
/** So many orders of failed batches wait at most until others have been answered for. */
const MAX_SUSPECTS = 3 * BATCH_SIZE;
const QUARANTINE_HOURS = 24;
const MISSES_TO_DROP = 3;
/**
 * The listing was asked for it too and cannot tell either. A new order is not looked up again before a day
 * is over; any other is gone when the status endpoint, asked after the listing, leaves it out once more.
 */
const MISSED_EVERYWHERE = MISSES_TO_DROP + 1;
const GONE = MISSED_EVERYWHERE + 1;
const MAX_LOOKUPS_PER_POLL = 3;

/**
 * Asks for statuses, batch by batch, while requests last, and applies the answers.
 *
 * A batch that was not answered may hold an order over which the platform stumbles. It waits, also over
 * several polls, until another batch has been answered: then it is asked about by halves, and who fails
 * alone is left alone for a while. So one order never silences the others, and an outage, in which
 * nobody is answered for, blames nobody. Where requests are so few, or so many batches fail, that its turn
 * does not come in a poll, it comes first in the next one.
 */
export async function refresh(poll: Poll): Promise<void> {
	const { state, queue, budget } = poll;
	const isOnlyOne = budget.left === 1;
	const lookUps = needsLookUp(poll) ? 1 : 0;
	const mayAsk = () =>
		roomIn(poll) > 0 && budget.left > (isOnlyOne ? 0 : reserveForDetails(poll) + lookUps);
	const round: Round = {
		suspects: queue.pick(state.suspects?.split(',') ?? []),
		answered: 0,
		wereOthersAnswered: state.overdue === true,
		mayAsk,
	};
	const hadSuspects = round.suspects.length > 0;
	const areOverdue = state.overdue !== undefined;
	delete state.suspects;
	delete state.overdue;
	const size = Math.min(Math.max(state.size ?? BATCH_SIZE, MIN_BATCH_SIZE), BATCH_SIZE);
	const scheduler = new Scheduler(queue, state.credit, size);
	let [hasIsolated, hasAsked] = [false, false];
	const isolateSuspects = async () => {
		hasIsolated = true;
		// What failed just now, and quickly, may have been chance.
		const known = hadSuspects || state.size !== undefined ? 'suspect' : 'nothing';
		await isolate(poll, round, round.suspects.splice(0, BATCH_SIZE), known);
	};
	while (mayAsk()) {
		const isTheirTurn = areOverdue || round.answered > 0;
		if (isTheirTurn && !hasIsolated && round.suspects.length > 0) {
			await isolateSuspects();
			continue;
		}
		const members = scheduler.pickBatch();
		if (members.length === 0) break;
		const batch = withoutQuarantined(poll, members, round);
		if (batch.length === 0) continue;
		hasAsked = true;
		await askAbout(poll, batch, round);
	}
	// With nobody else to ask about, one half says of the other that the platform is well.
	if (!hasIsolated && round.suspects.length > 0 && mayAsk()) await isolateSuspects();
	queue.putBack(round.suspects);
	const kept = round.suspects.slice(0, MAX_SUSPECTS).map(({ tracking }) => tracking);
	if (kept.length === 0) return;
	state.suspects = kept.join(',');
	if (!hasIsolated && (hasAsked || areOverdue)) {
		state.overdue = hasAsked ? round.answered > 0 : round.wereOthersAnswered;
	}
}

interface Round {
	/** Orders of batches that were not answered, taken out of the queue meanwhile. */
	suspects: Member[];
	answered: number;
	/** The poll before had requests for others alone, and they were answered. */
	wereOthersAnswered: boolean;
	mayAsk: () => boolean;
}

/** A status batch is sent only when a request stays for the details of what it may find. */
function reserveForDetails({ settings, found }: Poll): number {
	return settings.includeOrderDetails ? Math.ceil((found.length + BATCH_SIZE / 4) / BATCH_SIZE) : 0;
}

/** Leaves out who was set aside of late; whose time is over waits to be asked about alone. */
function withoutQuarantined(poll: Poll, members: Member[], { suspects }: Round): Member[] {
	const hour = Math.floor(poll.startedAt / HOUR);
	return members.filter((member) => {
		const until = poll.state.miss[toKey(member.tracking)]?.[2];
		if (until === undefined) return true;
		if (until > hour) poll.queue.push(member.tracking, member.list);
		else suspects.push(member);
		return false;
	});
}

/** Sends one batch. After one that is stopped the budget lets no further one through. */
async function askAbout(poll: Poll, batch: Member[], round: Round): Promise<void> {
	const { verdict, absent } = await ask(poll, batch, round);
	if (verdict === 'refused') await isolate(poll, round, batch, 'suspect');
	else if (verdict === 'failed') round.suspects.push(...batch);
	else if (verdict === 'stopped') poll.queue.putBack(batch);
	else if (absent.length > 0 && round.mayAsk()) {
		const few = poll.queue.pick(absent.slice(0, SMALL_BATCH_SIZE));
		if ((await ask(poll, few, round)).verdict !== 'taken') poll.queue.putBack(few);
	} else if (absent.length > 0 && round.answered === 1) poll.state.size = SMALL_BATCH_SIZE;
}

async function ask(
	poll: Poll,
	batch: Member[],
	round: Round,
): Promise<{ verdict: Verdict; absent: readonly string[] }> {
	const trackings = batch.map(({ tracking }) => tracking);
	const sentAt = poll.client.now();
	let allowedMs = Infinity;
	const outcome = await poll.budget.send((timeoutMs) => {
		allowedMs = timeoutMs;
		return poll.client.statuses(trackings, timeoutMs);
	}, true);
	const isQuick = poll.client.now() - sentAt < allowedMs / 4;
	const verdict = toVerdict(outcome);
	if (verdict === 'taken' || verdict === 'refused') round.answered++;
	if (verdict === 'taken' && isQuick) grow(poll, batch.length);
	else if (verdict === 'failed' && !isQuick) shrink(poll, batch.length);
	if (verdict !== 'taken') return { verdict, absent: [] };
	const rows = outcome.kind === 'ok' ? outcome.data : new Map<string, StatusRow>();
	return { verdict, absent: applyStatuses(poll, batch, rows) };
}

/** What takes the platform too long is asked for in smaller batches, until it is quick again. */
function shrink({ state }: Poll, asked: number): void {
	if (asked > MIN_BATCH_SIZE) state.size = Math.max(MIN_BATCH_SIZE, Math.floor(asked / 2));
}

function grow({ state }: Poll, asked: number): void {
	if (state.size === undefined || asked < state.size) return;
	state.size *= 2;
	if (state.size >= BATCH_SIZE) delete state.size;
}

/** Finds who spoils a batch, tells the others, and sets that one aside. */
async function isolate(
	poll: Poll,
	round: Round,
	batch: Member[],
	known: 'suspect' | 'nothing',
): Promise<void> {
	const { suspects, others } = await bisect(
		batch,
		async (group) => (await ask(poll, group, round)).verdict,
		({ tracking, list }, verdict) => {
			// A refusal is an answer too. Where one request is all of a poll, the last poll's answer has to tell
			// that the platform is well.
			const isWell = round.answered > 0 || (round.wereOthersAnswered && !round.mayAsk());
			if (!isWell) return false;
			setAside(poll, tracking, verdict);
			poll.queue.push(tracking, list);
			return true;
		},
		round.mayAsk,
		known,
	);
	poll.queue.putBack(others);
	round.suspects.unshift(...suspects);
}

/**
 * A refusal is for a day. Who fails alone is asked about alone once more in the next poll, for it may
 * have been chance; then it is for an hour first, and each time some twice as long, a day at most.
 */
function setAside(poll: Poll, tracking: string, verdict: 'refused' | 'failed'): void {
	const hour = Math.floor(poll.startedAt / HOUR);
	if (verdict === 'refused') {
		noteMiss(poll, tracking, hour + QUARANTINE_HOURS);
		poll.warnings.add(`The platform refuses the tracking ${tracking}: left alone for a day`);
		return;
	}
	const { miss } = poll.state;
	const key = toKey(tracking);
	const [first, count, until] = miss[key] ?? [hour, 0];
	if (until === undefined || until >= 0) {
		// The first time, noted by a negative hour, which is over.
		const isNew = count !== 0 || until === undefined;
		miss[key] = isNew ? [hour, 0, -hour] : [first, 0, -until];
		return;
	}
	const since = until === -first ? hour : first;
	const hours = Math.min(hour - since + 1, QUARANTINE_HOURS);
	miss[key] = [since, 0, hour + hours];
	const time = hours === 1 ? 'an hour' : `${hours} hours`;
	poll.warnings.add(
		`The platform does not answer for the order ${tracking}, but for others: left alone for ${time}`,
	);
}

/**
 * Applies the answer to a batch: a status that differs from the list an order stood in is a change.
 * Answers nobody asked for are ignored; an order without one keeps its status.
 * @returns the trackings of which nothing could be concluded, the batch as a whole looking broken
 */
function applyStatuses(
	poll: Poll,
	batch: readonly Member[],
	rows: ReadonlyMap<string, StatusRow>,
): string[] {
	const absent: string[] = [];
	const overflow: Member[] = [];
	for (const member of batch) {
		const row = rows.get(toKey(member.tracking));
		const status = normalize(row?.status);
		if (!row || !isStatus(status)) {
			absent.push(member.tracking);
			poll.queue.push(member.tracking, member.list);
		} else if (!applyStatus(poll, member, row, status)) overflow.push(member);
	}
	poll.queue.putBack(overflow);
	if (batch.length >= TELLING_BATCH_SIZE && absent.length * 2 > batch.length) {
		poll.warnings.add('The platform left out most of the orders it was asked about');
		return absent;
	}
	for (const tracking of absent) noteMiss(poll, tracking);
	return [];
}

/** One order's status has been read. False when this poll has no room for its events. */
function applyStatus(poll: Poll, member: Member, row: StatusRow, status: string): boolean {
	const { queue, filter, seen, settings, state } = poll;
	const { tracking, list } = member;
	const reading = seen?.read(tracking, row.attempts, list === BASELINE || list === NEW);
	const attempts = reading?.news ?? [];
	const isFirstReading = filter.visit(list);
	if (status !== list || attempts.length > 0) {
		const about = { tracking, status: row.status, reference: row.reference };
		const isLate = isLateFinal(poll, tracking, status);
		const events = eventsOf(list, about, attempts, detectedAt(poll), isLate);
		const wanted = events.filter((event) => filter.passes(event, isFirstReading));
		if (wanted.length > roomIn(poll) && poll.found.length > 0) {
			if (isFirstReading) filter.revisit(list);
			return false;
		}
		poll.found.push(...wanted);
	}
	delete state.miss[toKey(tracking)];
	if (isEnded(status, settings.trackUntil)) {
		queue.push(tracking, describeStatus(status).isFinal ? CLOSED : ENDED);
		seen?.forget(tracking);
	} else {
		queue.push(tracking, status);
		if (reading) seen?.keep(tracking, reading.mark);
	}
	return true;
}

/**
 * A first reading of the baseline is silent. But who could not be read when it was taken, while the
 * listing showed it in process, and is final when it can be, has had its last change meanwhile.
 */
function isLateFinal({ state, stageBefore }: Poll, tracking: string, status: string): boolean {
	const wasMissed = stageBefore === 3 && toKey(tracking) in state.miss;
	return wasMissed && describeStatus(status).isFinal;
}

/** Counts that the platform did not answer for an order; `until` also leaves it alone so long. */
function noteMiss(poll: Poll, tracking: string, until?: number): void {
	const { miss } = poll.state;
	const key = toKey(tracking);
	const [hour, before] = miss[key] ?? [Math.floor(poll.startedAt / HOUR), 0];
	const isGone = before === MISSED_EVERYWHERE && poll.queue.listOf(key) !== NEW;
	const count = isGone ? GONE : Math.max(before, Math.min(before + 1, MISSES_TO_DROP));
	miss[key] = until ? [hour, count, until] : [hour, count];
}

/** The new orders that the status endpoint has left out so often that the listing's word is taken. */
function missedNew({ state, queue }: Poll): string[] {
	const isMissed = (tracking: string) => (state.miss[toKey(tracking)]?.[1] ?? 0) >= MISSES_TO_DROP;
	return queue.peek(NEW).filter(isMissed);
}

/** Not on any page that this poll has read, and the listing has not been asked for it yet. */
const isUnasked = ({ state, listed }: Poll, key: string) =>
	!listed.has(key) && state.miss[key][1] !== MISSED_EVERYWHERE;

/** True when the listing is to be asked for a single order: to announce it, or whether it is gone. */
export function needsLookUp(poll: Poll): boolean {
	const isWanted = (tracking: string) => isUnasked(poll, toKey(tracking));
	return missedNew(poll).some(isWanted) || ripe(poll).length > 0;
}

/**
 * Announces new orders that only the listing knows: some platforms leave drafts out of the status
 * endpoint. After three misses the listing's word is taken, once; the status endpoint says the rest.
 */
export async function announceListed(poll: Poll): Promise<void> {
	const { state, queue, budget, client, listed } = poll;
	let lookUps = 0;
	for (const tracking of missedNew(poll)) {
		const key = toKey(tracking);
		let row = listed.get(key);
		let isAnswered = false;
		if (isUnasked(poll, key) && lookUps < MAX_LOOKUPS_PER_POLL && budget.left > 0) {
			lookUps++;
			const outcome = await budget.send((ms) => client.findListed(tracking, ms), true);
			if (outcome.kind === 'ok') row = outcome.data;
			isAnswered = outcome.kind === 'ok' || outcome.kind === 'notFound';
		}
		const status = normalize(row?.status);
		if (!row || !isStatus(status)) {
			if (isAnswered) state.miss[key][1] = MISSED_EVERYWHERE;
			continue;
		}
		for (const member of queue.pick([tracking])) {
			if (!applyStatus(poll, member, { ...row, attempts: [] }, status)) queue.putBack([member]);
		}
	}
}

/**
 * Drops orders that are gone: missed for a day and three times, or refused on three days, and unknown
 * to the listing as well. A single absence proves nothing (docs/ecotrack-api.md, section 8.7), and neither
 * does the listing's last: a draft that the status endpoint left out may have been cancelled, and then it
 * tells so. So it has the last word, when the order's own turn comes; new orders have had theirs.
 */
export async function dropMissing(poll: Poll): Promise<void> {
	const { state, queue, budget, client } = poll;
	for (const key of Object.keys(state.miss)) if (state.miss[key][1] === GONE) drop(poll, key);
	for (const key of ripe(poll).slice(0, MAX_LOOKUPS_PER_POLL)) {
		if (budget.left === 0) return;
		const outcome = await budget.send((timeoutMs) => client.findListed(key, timeoutMs), true);
		if (outcome.kind !== 'ok' && outcome.kind !== 'notFound') return;
		if (outcome.kind === 'ok' && outcome.data !== undefined) delete state.miss[key];
		else if (queue.listOf(key) === NEW) drop(poll, key);
		else state.miss[key][1] = MISSED_EVERYWHERE;
	}
}

function drop({ state, queue, seen }: Poll, key: string): void {
	delete state.miss[key];
	for (const { tracking } of queue.pick([key])) {
		queue.drop(tracking);
		seen?.forget(tracking);
	}
}

/** The keys of orders that were missed for so long that they may be gone. */
function ripe({ state, queue, startedAt }: Poll): string[] {
	const isRipe = ([hour, count, until]: Miss) =>
		count >= MISSES_TO_DROP &&
		startedAt - hour * HOUR >= (until === undefined ? DAY + HOUR : 2 * DAY);
	const isLookedUp = (key: string) =>
		state.miss[key][1] >= MISSED_EVERYWHERE && queue.listOf(key) !== NEW;
	return Object.keys(state.miss).filter((key) => isRipe(state.miss[key]) && !isLookedUp(key));
}
