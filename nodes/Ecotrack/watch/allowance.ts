import { DAY, HOUR, MINUTE } from './days';
import type { Answer, Failure, Port, RateWindow } from './port';
import type { State } from './state';

/** The documented limits (docs/ecotrack-api.md section 3). */
const PER_DAY = 15_000;
const PER_MINUTE = 50;
/** With a share so small that it would be less, the minute does not count: hour and day do. */
const LEAST_PER_MINUTE = 5;
/** The bucket is full after an hour, and any day holds what has flowed in and what was there. */
const BUCKET = HOUR;
const FILLED_IN = DAY + BUCKET;
/** Below this part of any reported window nothing is sent: it belongs to the shop's own work. */
const RESERVE = 0.2;
const LONGEST_POLL = 4 * MINUTE;
const LONGEST_PAUSE = 15 * MINUTE;
/** One request may stumble over one order, and its half with it; then it is the platform. */
const MAX_FAILURES_IN_A_ROW = 3;
/** Over several, where others of this poll were answered. */
const MAX_STUMBLES_IN_A_ROW = 6;
/** A request with less time than this ahead of it would only be cut off. */
const LEAST_TIME = 1_000;

/** What the caller allows a single poll. */
export interface Bounds {
	/** n8n's own budget for a poll, in milliseconds; absent when it names none. */
	budgetMs?: number;
	maxRequests?: number;
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
export class Allowance {
	spent = 0;
	succeeded = 0;
	/** The first request that failed in a way that tells about the platform or the account. */
	failure: Failure | null = null;

	private readonly sentAt: number[];
	private readonly deadline: number;
	private readonly perMinute: number;
	private readonly cost: number;
	private slowest = 0;
	private failuresInARow = 0;
	private stopped = false;

	constructor(
		private readonly state: State,
		private readonly port: Port,
		sharePercent: number,
		private readonly bounds: Bounds,
	) {
		const now = port.now();
		const { at, polled, daily } = state.budget;
		const share = Math.min(Math.max(sharePercent, 1), 100) / 100;
		this.cost = FILLED_IN / ((daily >= 1 ? daily : PER_DAY) * share);
		this.perMinute = Math.max(LEAST_PER_MINUTE, Math.floor(PER_MINUTE * share + 1e-6));
		this.sentAt = recall(state.sent, now);
		const interval = polled > 0 && polled < now ? Math.max(now - polled, 15_000) : MINUTE;
		const budget = bounds.budgetMs === undefined ? Infinity : bounds.budgetMs * 0.8;
		this.deadline = now + Math.min(interval * 0.75, budget, LONGEST_POLL);
		// A clock set back must neither lock the bucket nor keep a pause for ever.
		// However small the share, the bucket holds one request.
		state.budget.at = Math.min(Math.max(at, now - Math.max(BUCKET, this.cost)), now);
		state.notBefore = Math.min(state.notBefore, now + DAY);
		state.budget.polled = now;
	}

	/** Requests that may still be sent at this moment. */
	get left(): number {
		const now = this.port.now();
		const time = this.deadline - now;
		if (this.stopped || now < this.state.notBefore) return 0;
		if (time < Math.max(LEAST_TIME, this.slowest)) return 0;
		const recent = this.sentAt.filter((instant) => isRecent(instant, now)).length;
		const most = (this.bounds.maxRequests ?? Infinity) - this.spent;
		return Math.max(0, Math.min(this.inBucket, this.perMinute - recent, most));
	}

	/** Whole requests in the bucket, whatever else bounds this poll. */
	get inBucket(): number {
		return Math.floor((this.port.now() - this.state.budget.at) / this.cost + 1e-6);
	}

	/** The requests of the last minute, for the state; undefined when there are none. */
	get sent(): State['sent'] {
		const now = this.port.now();
		const ages = this.sentAt
			.filter((instant) => isRecent(instant, now))
			.map((instant) => Math.floor((now - instant) / 1_000));
		return ages.length > 0 ? [now, ...ages] : undefined;
	}

	/**
	 * Sends one request, counts it, and learns from its answer what may be sent next. With `isChoosy`
	 * a refusal speaks of the trackings sent (422, 404) and the platform itself is well; a failure may.
	 */
	async send<Good extends { kind: 'ok'; limits?: RateWindow[] }>(
		request: (timeoutMs: number) => Promise<Answer<Good>>,
		isChoosy = false,
	): Promise<Answer<Good>> {
		const now = this.port.now();
		this.spent++;
		this.state.budget.at += this.cost;
		const answer = await request(Math.max(LEAST_TIME, this.deadline - now));
		// It counted somewhere on the way: the platform's minute is over when one has passed since now.
		this.sentAt.push(this.port.now());
		this.slowest = Math.max(this.slowest, this.port.now() - now);
		this.heed(answer.limits ?? []);
		const isRefusal = answer.kind === 'invalid' || answer.kind === 'notFound';
		if (answer.kind === 'ok' || (isChoosy && isRefusal)) {
			this.succeeded++;
			this.failuresInARow = 0;
		} else this.count(answer, isChoosy);
		return answer;
	}

	private count(failure: Failure, isChoosy: boolean): void {
		this.failure ??= failure;
		this.failuresInARow++;
		if (failure.kind === 'limited') this.pause(failure.retryAfterMs ?? MINUTE);
		const isFatal = failure.kind === 'denied' || failure.kind === 'redirected';
		const most = isChoosy && this.succeeded > 0 ? MAX_STUMBLES_IN_A_ROW : MAX_FAILURES_IN_A_ROW;
		if (isFatal || this.failuresInARow >= most) this.stopped = true;
	}

	private heed(limits: readonly RateWindow[]): void {
		for (const { name, limit, remaining, resetMs } of limits) {
			if (!(limit > 0)) continue;
			if (name === 'day') this.state.budget.daily = limit;
			if (remaining > limit * RESERVE) continue;
			const wait = resetMs === null ? MINUTE : resetMs - this.port.now();
			this.pause(Math.min(Math.max(wait, 0), LONGEST_PAUSE));
		}
	}

	private pause(milliseconds: number): void {
		this.stopped = true;
		this.state.notBefore = Math.max(this.state.notBefore, this.port.now() + milliseconds);
	}
}

/** A clock that was set back makes nobody wait for the time it was ahead. */
const isRecent = (instant: number, now: number) => Math.abs(now - instant) < MINUTE;

const recall = ([at, ...ages]: readonly number[] = [], now: number) =>
	ages.map((seconds) => at - seconds * 1_000).filter((instant) => isRecent(instant, now));
