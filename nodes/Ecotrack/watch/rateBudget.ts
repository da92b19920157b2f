import { DAY, HOUR, MINUTE } from '../platform/time';
import type { RateWindow } from '../transport/rateLimits';
import type { Verdict } from '../transport/batches';
import { isAboutOne, isFatal, type Failure, type Outcome } from '../transport/response';
import type { State } from './state';

/** The documented limits (docs/ecotrack-api.md, section 3). */
const REQUESTS_PER_DAY = 15_000;
const REQUESTS_PER_MINUTE = 50;
/** A limit that is reported is believed within these: one mad header must not silence the trigger for days. */
const LEAST_PER_DAY = 500;
const MOST_PER_DAY = 150_000;
/** With a share so small that it would be less, the minute does not count: hour and day do. */
const MIN_REQUESTS_PER_MINUTE = 5;
/** The bucket is full after an hour, and any day holds what has flowed in and what was there. */
const BUCKET_MS = HOUR;
const FILLED_IN_MS = DAY + BUCKET_MS;
/** Below this part of any reported window nothing is sent: it belongs to the shop's own work. */
const RESERVE = 0.2;
const MAX_POLL_MS = 4 * MINUTE;
const MAX_PAUSE_MS = 15 * MINUTE;
/** One request may stumble over one order, and its half with it; then it is the platform. */
const MAX_FAILURES_IN_A_ROW = 3;
/** Over several, where others of this poll were answered. */
const MAX_STUMBLES_IN_A_ROW = 6;
/** A request with less time than this ahead of it would only be cut off. */
const MIN_REQUEST_MS = 1_000;

/** What the caller allows a single poll. */
export interface Bounds {
	/** n8n's own budget for a poll; absent when it names none. */
	budgetMs?: number;
	maxRequests?: number;
}

/** True for what any request would meet now: it says nothing about the orders asked for. */
export function isHopeless(failure: Failure): boolean {
	return isFatal(failure) || ['notSupported', 'input', 'unconfirmed'].includes(failure.kind);
}

/** What an outcome says about the orders asked for; a 404 means that none of them is known. */
export function toVerdict(outcome: Outcome): Verdict {
	if (outcome.kind === 'ok') return 'taken';
	if (isAboutOne(outcome)) return 'refused';
	if (outcome.kind === 'notFound') return 'taken';
	return isHopeless(outcome) ? 'stopped' : 'failed';
}

/**
 * How many requests this poll may still send, and the one way to send them.
 *
 * The share of the daily limit flows into a bucket that holds an hour's worth, in 25 hours: no day can
 * spend more than the share. `budget.at` is the instant up to which it has been spent. So the share
 * holds over any day and any hour, and a poll missed is made up for. A server that reports another daily
 * limit is believed. Over the minute the share holds by the requests of the last one, which `sent`
 * remembers from poll to poll.
 */
export class RateBudget {
	spent = 0;
	succeeded = 0;
	/** The first request that failed in a way that tells about the platform or the account. */
	failure: Failure | null = null;

	/**
	 * Which poll this is since the last one whose state was kept, by the time between those before: n8n may
	 * forget one that has failed altogether, and what it had decided with it.
	 */
	readonly pollsSinceKept: number;

	private readonly sentAt: number[];
	private readonly deadline: number;
	private readonly perMinute: number;
	/** What one request takes out of the bucket, in milliseconds of its flow. */
	private readonly cost: number;
	private slowestMs = 0;
	private failuresInARow = 0;
	private isStopped = false;

	constructor(
		private readonly state: State,
		private readonly now: () => number,
		sharePercent: number,
		private readonly bounds: Bounds,
	) {
		const start = now();
		const { at, polled, daily, every } = state.budget;
		const share = Math.min(Math.max(sharePercent, 1), 100) / 100;
		this.cost = FILLED_IN_MS / ((daily >= 1 ? daily : REQUESTS_PER_DAY) * share);
		const perMinute = Math.floor(REQUESTS_PER_MINUTE * share + 1e-6);
		this.perMinute = Math.max(MIN_REQUESTS_PER_MINUTE, perMinute);
		this.sentAt = recall(state.sent, start);
		const isLater = polled > 0 && polled < start;
		const interval = isLater ? Math.max(start - polled, 15_000) : MINUTE;
		this.pollsSinceKept = Math.max(1, Math.round(interval / (every ?? interval)));
		const budget = bounds.budgetMs === undefined ? Infinity : bounds.budgetMs * 0.8;
		this.deadline = start + Math.min(interval * 0.75, budget, MAX_POLL_MS);
		// A clock set back must neither lock the bucket nor keep a pause for ever.
		// However small the share, the bucket holds one request.
		state.budget.at = Math.min(Math.max(at, start - Math.max(BUCKET_MS, this.cost)), start);
		state.notBefore = Math.min(state.notBefore, start + DAY);
		state.budget.polled = start;
		if (isLater) state.budget.every = interval;
	}

	/** Requests that may still be sent at this moment. */
	get left(): number {
		const now = this.now();
		const time = this.deadline - now;
		if (this.isStopped || now < this.state.notBefore) return 0;
		if (time < Math.max(MIN_REQUEST_MS, this.slowestMs)) return 0;
		const recent = this.sentAt.filter((instant) => isRecent(instant, now)).length;
		const allowed = (this.bounds.maxRequests ?? Infinity) - this.spent;
		return Math.max(0, Math.min(this.inBucket, this.perMinute - recent, allowed));
	}

	/** One failure more ends the poll: it is left to those who may be answered. */
	get isLastChance(): boolean {
		return this.failuresInARow >= MAX_FAILURES_IN_A_ROW - 1;
	}

	/** Whole requests in the bucket, whatever else bounds this poll. */
	get inBucket(): number {
		return Math.floor((this.now() - this.state.budget.at) / this.cost + 1e-6);
	}

	/** The requests of the last minute, for the state; undefined when there are none. */
	get sent(): State['sent'] {
		const now = this.now();
		const ages = this.sentAt
			.filter((instant) => isRecent(instant, now))
			.map((instant) => Math.floor((now - instant) / 1_000));
		return ages.length > 0 ? [now, ...ages] : undefined;
	}

	/**
	 * Sends one request, counts it, and learns from its answer what may be sent next.
	 * @param isAboutOrders a refusal speaks of the trackings sent (422, 404), and the platform itself is
	 * well; a failure may
	 */
	async send<T>(
		request: (timeoutMs: number) => Promise<Outcome<T>>,
		isAboutOrders = false,
	): Promise<Outcome<T>> {
		const start = this.now();
		this.spent++;
		this.state.budget.at += this.cost;
		const outcome = await request(Math.max(MIN_REQUEST_MS, this.deadline - start));
		// It counted somewhere on the way: the platform's minute is over when one has passed since now.
		this.sentAt.push(this.now());
		// One that hung says nothing about the time that another kind of request takes.
		if (outcome.kind !== 'networkError') {
			this.slowestMs = Math.max(this.slowestMs, this.now() - start);
		}
		if (outcome.kind === 'ok') this.observe(outcome.windows);
		const isRefusal = outcome.kind === 'invalid' || outcome.kind === 'notFound';
		if (outcome.kind === 'ok' || (isAboutOrders && isRefusal)) {
			this.succeeded++;
			this.failuresInARow = 0;
		} else this.count(outcome, isAboutOrders);
		return outcome;
	}

	private count(failure: Failure, isAboutOrders: boolean): void {
		this.failure ??= failure;
		this.failuresInARow++;
		if (failure.kind === 'limited') this.pause(failure.waitMs);
		const bearable =
			isAboutOrders && this.succeeded > 0 ? MAX_STUMBLES_IN_A_ROW : MAX_FAILURES_IN_A_ROW;
		if (isHopeless(failure) || this.failuresInARow >= bearable) this.isStopped = true;
	}

	private observe(windows: readonly RateWindow[]): void {
		for (const { name, limit, remaining, resetMs = MINUTE } of windows) {
			if (limit === undefined || remaining === undefined || !(limit > 0)) continue;
			if (name === 'day') {
				this.state.budget.daily = Math.min(Math.max(limit, LEAST_PER_DAY), MOST_PER_DAY);
			}
			if (remaining > limit * RESERVE) continue;
			this.pause(Math.min(Math.max(resetMs, 0), MAX_PAUSE_MS));
		}
	}

	private pause(milliseconds: number): void {
		this.isStopped = true;
		this.state.notBefore = Math.max(this.state.notBefore, this.now() + milliseconds);
	}
}

/** A clock that was set back makes nobody wait for the time it was ahead. */
const isRecent = (instant: number, now: number) => Math.abs(now - instant) < MINUTE;

const recall = ([at, ...ages]: readonly number[] = [], now: number) =>
	ages.map((seconds) => at - seconds * 1_000).filter((instant) => isRecent(instant, now));
