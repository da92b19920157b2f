import { bisect, toVerdict, type Verdict } from './bisect';
import { HOUR } from './days';
import { fold, missedNew, noteMiss } from './fold';
import type { Member, Poll } from './poll';
import { roomIn } from './poll';
import { keyOf } from './queue';
import { BATCH, Seats } from './seats';

/** Absent orders of a failed batch are asked about once more in a group too small to fail. */
const SMALL = 9;
const QUARANTINE_HOURS = 24;
/** So many orders of failed batches wait at most until others have been answered for. */
const MAX_SUSPECTS = 3 * BATCH;
const MIN_BATCH = 5;

/**
 * Asks for statuses, batch by batch, while requests last, and folds the answers.
 *
 * A batch that was not answered may hold an order over which the platform stumbles. It waits, also over
 * several polls, until another batch has been answered: then it is asked about by halves, and who fails
 * alone is left alone for a while. So one order never silences the others, and an outage, in which
 * nobody is answered for, blames nobody. Where requests are so few, or so many batches fail, that its turn
 * does not come in a poll, it comes first in the next one.
 */
export async function refresh(poll: Poll): Promise<void> {
	const { state, queue } = poll;
	const isOnlyOne = poll.allowance.left === 1;
	const lookUps = missedNew(poll).some((tracking) => !poll.listed.has(keyOf(tracking))) ? 1 : 0;
	const mayAsk = () =>
		roomIn(poll) > 0 && poll.allowance.left > (isOnlyOne ? 0 : reserveForDetails(poll) + lookUps);
	const suspects = queue.pick(state.suspects?.split(',') ?? []);
	const areOverdue = state.overdue === true;
	delete state.suspects;
	delete state.overdue;
	const round: Round = { suspects, answered: 0, mayAsk };
	const size = Math.min(Math.max(state.size ?? BATCH, MIN_BATCH), BATCH);
	const seats = new Seats(queue, state.credit, size);
	let [hasIsolated, hasAsked] = [false, false];
	while (mayAsk()) {
		const isTheirTurn = areOverdue || round.answered > 0;
		if (isTheirTurn && !hasIsolated && round.suspects.length > 0) {
			hasIsolated = true;
			await isolate(poll, round, round.suspects.splice(0, BATCH));
			continue;
		}
		const members = seats.next();
		if (members.length === 0) break;
		const batch = withoutQuarantined(poll, members, round);
		hasAsked ||= batch.length > 0;
		if (batch.length > 0 && !(await askAbout(poll, batch, round))) break;
	}
	// With nobody else to ask about, one half says of the other that the platform is well.
	if (!hasIsolated && round.suspects.length > 0 && mayAsk()) {
		hasIsolated = true;
		await isolate(poll, round, round.suspects.splice(0, BATCH));
	}
	putBack(poll, round.suspects);
	const kept = round.suspects.slice(0, MAX_SUSPECTS).map(({ tracking }) => tracking);
	if (kept.length === 0) return;
	state.suspects = kept.join(',');
	if (!hasIsolated && (hasAsked || areOverdue)) state.overdue = true;
}

/** What one poll's requests for statuses share. */
interface Round {
	/** Orders of batches that were not answered, taken out of the queue meanwhile. */
	suspects: Member[];
	/** How many batches have been answered. */
	answered: number;
	mayAsk: () => boolean;
}

/** A status batch is sent only when a request stays for the details of what it may find. */
function reserveForDetails({ settings, found }: Poll): number {
	return settings.includeOrderDetails ? Math.ceil((found.length + BATCH / 4) / BATCH) : 0;
}

/** Leaves out who was set aside of late; whose time is over waits to be asked about alone. */
function withoutQuarantined(poll: Poll, members: Member[], { suspects }: Round): Member[] {
	const hour = Math.floor(poll.startedAt / HOUR);
	return members.filter((member) => {
		const until = poll.state.miss[keyOf(member.tracking)]?.[2];
		if (until === undefined) return true;
		if (until > hour) poll.queue.push(member.tracking, member.list);
		else suspects.push(member);
		return false;
	});
}

/** Sends one batch; false when no further one should be sent in this poll. */
async function askAbout(poll: Poll, batch: Member[], round: Round): Promise<boolean> {
	const { verdict, absent } = await ask(poll, batch, round);
	if (verdict === 'refused') await isolate(poll, round, batch);
	else if (verdict === 'failed') round.suspects.push(...batch);
	else if (verdict === 'stopped') putBack(poll, batch);
	else if (absent.length > 0 && round.mayAsk()) {
		const few = poll.queue.pick(absent.slice(0, SMALL));
		if ((await ask(poll, few, round)).verdict !== 'taken') putBack(poll, few);
	} else if (absent.length > 0 && round.answered === 1) poll.state.size = SMALL;
	return verdict !== 'stopped';
}

async function ask(
	poll: Poll,
	batch: Member[],
	round: Round,
): Promise<{ verdict: Verdict; absent: readonly string[] }> {
	const trackings = batch.map(({ tracking }) => tracking);
	const sentAt = poll.port.now();
	let allowedMs = Infinity;
	const answer = await poll.allowance.send((timeoutMs) => {
		allowedMs = timeoutMs;
		return poll.port.statuses(trackings, timeoutMs);
	}, true);
	const isQuick = poll.port.now() - sentAt < allowedMs / 4;
	if (answer.kind === 'ok' || answer.kind === 'notFound') {
		round.answered++;
		if (isQuick) grow(poll, batch.length);
		return { verdict: 'taken', absent: fold(poll, batch, answer.kind === 'ok' ? answer.rows : []) };
	}
	const verdict = toVerdict(answer.kind);
	if (verdict === 'refused') round.answered++;
	else if (verdict === 'failed' && !isQuick) shrink(poll, batch.length);
	return { verdict, absent: [] };
}

/** What takes the platform too long is asked for in smaller batches, until it is quick again. */
function shrink({ state }: Poll, asked: number): void {
	if (asked > MIN_BATCH) state.size = Math.max(MIN_BATCH, Math.floor(asked / 2));
}

function grow({ state }: Poll, asked: number): void {
	if (state.size === undefined || asked < state.size) return;
	state.size *= 2;
	if (state.size >= BATCH) delete state.size;
}

/** Finds the order that the platform stumbles over, tells the others, and sets that one aside. */
async function isolate(poll: Poll, round: Round, batch: Member[]): Promise<void> {
	const { suspects, others } = await bisect(
		batch,
		async (group) => (await ask(poll, group, round)).verdict,
		({ tracking, list }, verdict) => {
			if (verdict === 'failed' && round.answered === 0) return false;
			setAside(poll, tracking, verdict);
			poll.queue.push(tracking, list);
			return true;
		},
		round.mayAsk,
	);
	putBack(poll, others);
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
	const [first, count, until] = miss[keyOf(tracking)] ?? [hour, 0];
	if (until === undefined || until >= 0) {
		// The first time, noted by a negative hour, which is over.
		const isNew = count !== 0 || until === undefined;
		miss[keyOf(tracking)] = isNew ? [hour, 0, -hour] : [first, 0, -until];
		return;
	}
	const since = until === -first ? hour : first;
	const hours = Math.min(hour - since + 1, QUARANTINE_HOURS);
	miss[keyOf(tracking)] = [since, 0, hour + hours];
	const time = hours === 1 ? 'an hour' : `${hours} hours`;
	poll.warnings.add(
		`The platform does not answer for the order ${tracking}, but for others: left alone for ${time}`,
	);
}

/** Back to the front of their lists, in the order they stood there. */
function putBack(poll: Poll, batch: readonly Member[]): void {
	for (const list of new Set(batch.map((member) => member.list))) {
		const members = batch.filter((member) => member.list === list);
		poll.queue.unshift(
			members.map(({ tracking }) => tracking),
			list,
		);
	}
}
