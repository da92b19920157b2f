import type { WatchEvent } from './changes';
import { addDetails, PATIENCE } from './details';
import { walkHead } from './discovery';
import { MINUTE } from './days';
import { announceListed, dropMissing } from './fold';
import type { Outcome } from './outcome';
import { closePoll } from './outcome';
import type { Port } from './port';
import type { Poll, Run } from './poll';
import { openPoll } from './poll';
import { refresh } from './refresh';
import { recallBatch } from './repeat';
import type { Settings } from './settings';
import { watchesStatuses } from './settings';
import { isSweepDue, sweep } from './sweep';

export type { Outcome } from './outcome';
export type { Run } from './poll';

/** While statuses wait for requests, new orders are looked for every third minute. */
const WALK_GAP = 2.8 * MINUTE;
/** With fewer requests than this, walk, statuses and sweep take turns. */
const SCARCE = 3;

/**
 * One poll: finds out which orders exist, what their status is, and tells what has changed. Never
 * throws over the platform or the stored state, never waits, and stops when its time, its requests or
 * its share are used up. Only reads `stored`: without its end nothing is kept, so a crash anywhere
 * means that the next poll learns the same again.
 */
export async function cycle(
	stored: unknown,
	port: Port,
	settings: Settings,
	run: Run = {},
): Promise<Outcome> {
	const poll = openPoll(stored, port, settings, run);
	const repeated = run.isAfterRestart ? await repeat(poll) : [];
	poll.found.push(...repeated);
	const overdue = await addDetails(poll, poll.state.pending ?? []);
	poll.found.push(...overdue.ready);
	const before = poll.found.length;
	const hasWalked = await discover(poll);
	if (watchesStatuses(settings)) {
		await refresh(poll);
		await announceListed(poll);
		await dropMissing(poll);
	}
	// An order's events leave in the order they were found: a waiting one is looked at once more.
	const waiting = overdue.pending.map(({ event, tries }) => ({ event, tries: tries - 1 }));
	const fresh = poll.found.slice(before).map((event) => ({ event, tries: 0 }));
	const { ready, pending } = await addDetails(poll, [...waiting, ...fresh]);
	const events = [...repeated, ...overdue.ready, ...ready];
	const tooMany = events.splice(poll.capacity).map((event) => ({ event, tries: 0 }));
	return closePoll(poll, events, [...tooMany, ...pending], hasWalked);
}

/** The last batch once more, with details if they can be had, even when the platform is down. */
async function repeat(poll: Poll): Promise<WatchEvent[]> {
	if (!poll.settings.repeatAfterRestart) return [];
	const events = recallBatch(poll.state.last, poll.startedAt);
	return (
		await addDetails(
			poll,
			events.map((event) => ({ event, tries: PATIENCE })),
		)
	).ready;
}

/** Which orders exist: the newest in most polls, all of them for the baseline and at night. */
async function discover(poll: Poll): Promise<boolean> {
	const { state, allowance, settings } = poll;
	if (!watchesStatuses(settings)) return walkHead(poll, Infinity);
	const isScarce = allowance.left < SCARCE;
	if (isScarce) state.turn = (state.turn + 1) % 3;
	const mayWalk = isScarce ? state.turn === 0 : isWalkDue(poll);
	const hasWalked = mayWalk && (await walkHead(poll, Math.ceil(allowance.left / 2)));
	if (isSweepDue(poll)) {
		const part = state.stage === 1 ? 1 / 2 : 1 / 4;
		const pages = isScarce ? Number(state.turn === 2) : Math.floor(allowance.left * part);
		await sweep(poll, pages);
	}
	return hasWalked;
}

function isWalkDue({ state, queue, allowance, startedAt }: Poll): boolean {
	const canAskAboutAll = queue.watched / 100 + SCARCE <= allowance.left;
	return state.walk !== null || canAskAboutAll || startedAt - state.walked >= WALK_GAP;
}
