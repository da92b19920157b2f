import { bisect, type Verdict } from './bisect';
import { fold, noteMiss } from './fold';
import { HOUR } from './days';
import type { Member, Poll } from './poll';
import { roomIn } from './poll';
import { keyOf } from './queue';
import { BATCH, Seats } from './seats';

/** Absent orders of a failed batch are asked about once more in a group too small to fail. */
const SMALL = 9;
const QUARANTINE_HOURS = 24;

/** Asks for statuses, batch by batch, while requests last, and folds the answers. */
export async function refresh(poll: Poll): Promise<void> {
	const { state, queue } = poll;
	const isOnlyOne = poll.allowance.left === 1;
	const mayAsk = () =>
		roomIn(poll) > 0 && poll.allowance.left > (isOnlyOne ? 0 : reserveForDetails(poll));
	if (state.suspects && mayAsk()) {
		const suspects = queue.pick(state.suspects.split(','));
		delete state.suspects;
		if (suspects.length > 0 && !(await isolate(poll, suspects, mayAsk))) return;
	}
	const seats = new Seats(queue, state.credit);
	while (mayAsk()) {
		const batch = withoutQuarantined(poll, seats.next());
		if (batch === null) return;
		if (batch.length > 0 && !(await askAbout(poll, batch, mayAsk))) return;
	}
}

/** A status batch is sent only when a request stays for the details of what it may find. */
function reserveForDetails({ settings, found }: Poll): number {
	return settings.includeOrderDetails ? Math.ceil((found.length + BATCH / 4) / BATCH) : 0;
}

/** Leaves out whom the platform refused of late; null when nobody is left to ask about. */
function withoutQuarantined(poll: Poll, members: Member[]): Member[] | null {
	if (members.length === 0) return null;
	const hour = Math.floor(poll.startedAt / HOUR);
	return members.filter(({ tracking, list }) => {
		const isFree = !((poll.state.miss[keyOf(tracking)]?.[2] ?? 0) > hour);
		if (!isFree) poll.queue.push(tracking, list);
		return isFree;
	});
}

/** Sends one batch; false when no further one should be sent in this poll. */
async function askAbout(poll: Poll, batch: Member[], mayAsk: () => boolean): Promise<boolean> {
	const { verdict, absent } = await ask(poll, batch);
	if (verdict === 'refused') return isolate(poll, batch, mayAsk);
	if (verdict === 'failed') putBack(poll, batch);
	else if (absent.length > 0 && mayAsk()) {
		const few = poll.queue.pick(absent.slice(0, SMALL));
		if ((await ask(poll, few)).verdict !== 'taken') putBack(poll, few);
	}
	return verdict === 'taken';
}

async function ask(
	poll: Poll,
	batch: Member[],
): Promise<{ verdict: Verdict; absent: readonly string[] }> {
	const trackings = batch.map(({ tracking }) => tracking);
	const answer = await poll.allowance.send(
		(timeoutMs) => poll.port.statuses(trackings, timeoutMs),
		true,
	);
	if (answer.kind === 'invalid') return { verdict: 'refused', absent: [] };
	const isAnswered = answer.kind === 'ok' || answer.kind === 'notFound';
	if (!isAnswered) return { verdict: 'failed', absent: [] };
	return { verdict: 'taken', absent: fold(poll, batch, answer.kind === 'ok' ? answer.rows : []) };
}

/** Finds the tracking that the platform refuses and leaves it alone for a day. */
async function isolate(poll: Poll, batch: Member[], mayAsk: () => boolean): Promise<boolean> {
	const { suspects, others } = await bisect(
		batch,
		async (group) => (await ask(poll, group)).verdict,
		({ tracking, list }) => {
			const until = Math.floor(poll.startedAt / HOUR) + QUARANTINE_HOURS;
			noteMiss(poll, tracking, until);
			poll.queue.push(tracking, list);
			poll.warnings.add(`The platform refuses the tracking ${tracking}: left alone for a day`);
		},
		mayAsk,
	);
	putBack(poll, [...suspects, ...others]);
	if (suspects.length > 0) {
		poll.state.suspects = suspects.map(({ tracking }) => tracking).join(',');
	}
	return suspects.length + others.length === 0;
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
