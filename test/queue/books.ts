/** The books of a run: what happened on the platform, held against what n8n was handed. Pure. */
import { FINAL } from '../watch/support/lives';

/** An order entered a status. */
export interface Change {
	status: string;
	/** Milliseconds, like every instant here. */
	at: number;
}

/** The status endpoint answered for an order. */
export interface Reading extends Change {
	tracking: string;
}

/** An event that the trigger has handed over, in the order of n8n's executions. */
export interface Told {
	tracking: string;
	previousStatus: string | null;
	status: string;
	/** When the trigger saw it. */
	at: number;
}

/** A time in which a hand-off may have been cut short: from a kill until all were back. */
export interface Cut {
	from: number;
	to: number;
}

/** What one shop's orders and trigger did. */
export interface Account {
	/** Per tracking number every status, the first one included. */
	histories: ReadonlyMap<string, readonly Change[]>;
	/** When everything known was first read: what was created before is taken in silently. */
	startedAt: number;
	readings: readonly Reading[];
	told: readonly Told[];
}

export interface Balance {
	/** What breaks a promise, in words. */
	violations: string[];
	counts: Record<
		'orders' | 'finals' | 'changes' | 'events' | 'repeated' | 'lost' | 'finals lost',
		number
	>;
}

/** From a status read to the end of its hand-off: an event may wait two more polls for its details. */
const HAND_OFF_MS = 90_000;

/**
 * Closes the books of a shop. An event that is told again, or never, counts as cut short where its
 * hand-off may have been under way in one of the cuts; anywhere else it is a violation. Where state and
 * execution are one transaction there is no such excuse: no cuts are to be given then.
 */
export function closeBooks(account: Account, cuts: readonly Cut[]): Balance {
	const readings = groupByTracking(account.readings);
	const told = groupByTracking(account.told);
	const violations: string[] = [];
	const counts = {
		orders: account.histories.size,
		finals: 0,
		changes: 0,
		events: account.told.length,
		repeated: 0,
		lost: 0,
		'finals lost': 0,
	};
	const wasCut = (at: number) => cuts.some(({ from, to }) => at <= to && at + HAND_OFF_MS >= from);

	for (const tracking of told.keys()) {
		if (!account.histories.has(tracking)) violations.push(`phantom order: ${tracking}`);
	}
	for (const [tracking, history] of account.histories) {
		const read = readings.get(tracking) ?? [];
		const blame = (what: string, details = '') => violations.push(`${what}: ${tracking}${details}`);
		const wasReadInCut = (status: string | null) =>
			read.some((reading) => reading.status === status && wasCut(reading.at));
		counts.changes += history.length - 1;

		const isNew = history[0].at > account.startedAt;
		let last: (Change & { previousStatus?: string | null }) | null = isNew
			? null
			: (read[0] ?? null);
		const before: Array<string | null> = [last?.status ?? null];
		for (const event of told.get(tracking) ?? []) {
			const { previousStatus, status, at } = event;
			const step = ` ${previousStatus} -> ${status} after ${last?.status ?? 'nothing'}`;
			if (!read.some((reading) => reading.status === status)) blame('phantom', step);
			if (previousStatus === status) blame('no change', step);
			// A new order that is no draft any more is announced, and its status told beside it.
			const isPair =
				previousStatus === null &&
				last?.previousStatus === null &&
				last.status === status &&
				last.at === at;
			if (!isPair && previousStatus !== (last?.status ?? null)) {
				// Told before: the state of before is back. Never told: the batch that told it is gone.
				if (before.includes(previousStatus) && last && wasCut(last.at)) counts.repeated++;
				else if (wasReadInCut(previousStatus)) counts.lost++;
				else blame(before.includes(previousStatus) ? 'told twice' : 'broken chain', step);
			}
			last = isPair ? { status, at } : { previousStatus, status, at };
			if (!isPair) before.push(status);
		}

		const { status } = history[history.length - 1];
		const isFinal = FINAL.has(status);
		if (isFinal) counts.finals++;
		if (last?.status === status) continue;
		if (wasReadInCut(status)) {
			counts.lost++;
			if (isFinal) counts['finals lost']++;
		} else {
			blame(
				isFinal ? 'lost final' : 'left behind',
				` is ${status}, last told ${last?.status ?? 'nothing'}`,
			);
		}
	}
	return { violations, counts };
}

/** Sorts items by their order; within one they stay as they came. */
export function groupByTracking<Item extends { tracking: string }>(items: readonly Item[]) {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const group = groups.get(item.tracking);
		if (group) group.push(item);
		else groups.set(item.tracking, [item]);
	}
	return groups;
}

/** A request that the platform got, from whichever process. */
export interface Request {
	at: number;
	/** Of a 429: how long it asked to wait. */
	waitMs?: number;
}

/** What a trigger with a share of 50 % may send (docs/guarantees.md). */
export const SHARE = { perMinute: 25, hourly: 300 };

const MINUTE = 60_000;

export interface RequestBalance {
	violations: string[];
	counts: Record<'requests' | 'most in a minute' | 'waits' | 'waits forgotten', number>;
}

/**
 * Holds the requests of one account against its share. A process that was killed takes with it what the
 * poll under way had counted, so each cut allows for one more minute's worth.
 */
export function judgeRequests(
	requests: readonly Request[],
	cuts: readonly Cut[],
	mayForgetWait: boolean,
): RequestBalance {
	const violations: string[] = [];
	const counts = {
		requests: requests.length,
		'most in a minute': 0,
		waits: 0,
		'waits forgotten': 0,
	};
	const { perMinute, hourly } = SHARE;
	let oldest = 0;
	for (const [index, { at }] of requests.entries()) {
		while (requests[oldest].at <= at - MINUTE) oldest++;
		const inMinute = index - oldest + 1;
		counts['most in a minute'] = Math.max(counts['most in a minute'], inMinute);
		const cutsNear = cuts.filter(({ from, to }) => from <= at && to >= at - 2 * MINUTE).length;
		if (inMinute > perMinute * (1 + cutsNear)) violations.push(`${inMinute} requests in a minute`);

		const passed = (at - requests[0].at) / MINUTE;
		const cutsBefore = cuts.filter(({ from }) => from <= at).length;
		const flowed = hourly + (passed * hourly) / 60 + perMinute * cutsBefore;
		if (index + 1 > flowed)
			violations.push(`${index + 1} requests in ${passed.toFixed(1)} minutes`);
	}
	for (const [index, { at, waitMs }] of requests.entries()) {
		if (waitMs === undefined) continue;
		counts.waits++;
		const next = requests.at(index + 1);
		if (!next || next.at >= at + waitMs) continue;
		const isCut = cuts.some(({ from, to }) => from <= next.at && to >= at);
		if (mayForgetWait && isCut) counts['waits forgotten']++;
		else violations.push(`a request ${next.at - at} ms after a 429 that asked for ${waitMs}`);
	}
	return { violations: [...new Set(violations)], counts };
}
