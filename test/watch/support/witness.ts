import { isEndedList, Queue } from '../../../nodes/Ecotrack/watch/queue';
import type { State } from '../../../nodes/Ecotrack/watch/state';
import type { Report } from './host';
import type { Ledger } from './ledger';
import { FINAL } from './lives';
import type { Order, Platform } from './platform';
import type { Scenario } from './scenario';

const DAY = 86_400_000;
/** A day, for which an order may be set aside at most, and a poll or two. */
const LATEST_ASIDE = DAY + 7_200_000;
/** Who was not set aside meanwhile: most worlds last a day. Five requests in a poll take their time. */
const LATEST = DAY / 2;
const LATEST_OF_FEW = (3 * DAY) / 4;
/** After so many polls that could afford it a listed order must be known. */
const ENOUGH_POLLS = 8;
/** A poll that may send fewer requests than this takes walk and statuses in turns: it counts less. */
const AFFORDABLE = 5;
/** So many new orders are read by a poll at least: a page, half of them twice where rows move. */
const READ_PER_POLL = 20;

/** Keeps in mind which orders must not get lost any more. */
export class Witness {
	/** With the status they stood in when that was first saved: who was taken in silently was told none. */
	private readonly followed = new Map<string, string | null>();
	/** Per new order, the polls without a failure during which the listing showed it. */
	private readonly shown = new Map<Order, number>();
	private readonly weight: number;
	private readonly latest: number;
	private isCaughtUp = true;
	/** New orders that no finished walk has read yet: the polls that they take prove nothing. */
	private unread = 0;
	private healthyMs = 0;
	private passes = 0;
	/** Orders that have come further than was told, since when in healthy time, and when last set aside. */
	private readonly behind = new Map<string, { status: string; since: number; asideAt: number }>();
	/** What the last poll left alone. */
	private miss: State['miss'] = {};

	constructor(
		private readonly platform: Platform,
		private readonly scenario: Scenario,
		private readonly ledger: Ledger,
	) {
		const { intervalMs, settings } = scenario;
		const perPoll = (intervalMs / DAY) * 150 * settings.rateLimitShare;
		this.weight = perPoll >= AFFORDABLE ? 1 : 0;
		this.latest = settings.rateLimitShare > 10 ? LATEST : LATEST_OF_FEW;
	}

	expect(order: Order): void {
		this.shown.set(order, 0);
		this.unread++;
	}

	/** New orders that the listing shows right now. */
	listed(): Order[] {
		return [...this.shown.keys()].filter((order) => this.platform.isListed(order));
	}

	/**
	 * A poll has ended; `before` is what the listing showed when it began. With a wrong clock, or a page
	 * that always fails, it proves nothing about what should be known.
	 */
	observe(
		{ result, hasCrashed, isSaved }: Report,
		before: readonly Order[],
		isRight: boolean,
	): void {
		if (!isRight) this.isCaughtUp = false;
		if (result) this.miss = result.state.miss;
		const isKept = isSaved || (this.scenario.mode === 'classic' && !hasCrashed);
		if (isRight && result && isKept && result.failure === null && result.spent > 0) {
			// Of two finished walks the second began after the order was listed.
			// What a page that failed for hours has kept back takes more than eight polls to be read.
			if (result.hasWalked) this.isCaughtUp = true;
			const isBusy = this.unread > 2 * READ_PER_POLL;
			this.unread = result.hasWalked ? 0 : this.unread - (isBusy ? READ_PER_POLL : 0);
			const affordable = this.isCaughtUp && !isBusy ? this.weight : 0;
			const score = result.hasWalked ? ENOUGH_POLLS / 2 : affordable;
			for (const order of before) {
				if (this.platform.isListed(order)) this.shown.set(order, this.scoreOf(order) + score);
			}
		}
		if (result && isSaved) this.follow(result.state);
	}

	/** The process is gone: what was not saved may be unknown again. */
	loseMemory(): void {
		if (this.scenario.mode === 'durable') return;
		for (const order of this.shown.keys()) this.shown.set(order, 0);
	}

	/**
	 * Time has passed in which the platform was well, the server on and its clock right. Every order that
	 * is followed must be told as far as it has come within half a day of such time, or a day when it was
	 * set aside, whatever the platform does about another one.
	 */
	pass(healthyMs: number): void {
		this.healthyMs += healthyMs;
		if (++this.passes % 25 > 0 || !this.scenario.isUnfiltered) return;
		const { platform, ledger, healthyMs: now } = this;
		for (const [tracking, status] of this.followed) {
			const order = platform.orders.get(tracking);
			const told = ledger.lastTold(tracking) ?? status;
			const isOpen = order && told !== null && told !== order.status && !ledger.isBack(order);
			if (!isOpen || platform.isPoisoned(order) || platform.stumbles(order)) {
				this.behind.delete(tracking);
				continue;
			}
			const known = this.behind.get(tracking);
			const entry = known?.status === order.status ? known : { since: now, asideAt: now };
			const asideAt = this.miss[tracking]?.[2] === undefined ? entry.asideAt : now;
			this.behind.set(tracking, { ...entry, status: order.status, asideAt });
			if (now - entry.since <= LATEST_ASIDE && now - asideAt <= this.latest) continue;
			ledger.violations.push(`not told in time: ${tracking} is ${order.status}, last told ${told}`);
			this.behind.delete(tracking);
		}
	}

	/** After the calm: everything followed has been told as far as it has come. */
	reckon(): Record<string, number> {
		const { ledger, platform, scenario } = this;
		const counts = { 'orders followed': 0, finals: 0 };
		for (const [tracking, status] of this.followed) {
			const order = platform.orders.get(tracking);
			if (!order) continue;
			const isFinal = FINAL.has(order.status);
			const told = ledger.lastTold(tracking) ?? (isFinal ? null : status);
			counts['orders followed']++;
			if (isFinal) counts.finals++;
			if (told === order.status) continue;
			const about = `${tracking} is ${order.status}, last told ${told}`;
			if (isFinal) ledger.violations.push(`lost final: ${about}`);
			else if (scenario.isUnfiltered && told !== null) {
				ledger.violations.push(`left behind: ${about}`);
			}
		}
		return counts;
	}

	/** What the saved state follows, and what it should, is from now on not to get lost. */
	private follow(state: State): void {
		if (state.stage < 3) return;
		for (const [list, joined] of Object.entries(state.q)) {
			if (isEndedList(list) || list === '' || list === '+') continue;
			for (const tracking of joined.split(',')) {
				if (!this.followed.has(tracking)) this.followed.set(tracking, list);
			}
		}
		const due = [...this.shown].filter(([, polls]) => polls >= ENOUGH_POLLS);
		const queue = new Queue(state.q);
		for (const [order] of due) {
			this.shown.delete(order);
			if (!this.followed.has(order.tracking)) this.followed.set(order.tracking, null);
			if (queue.listOf(order.tracking) !== undefined || order.isDeleted) continue;
			this.ledger.violations.push(`not discovered in time: ${order.tracking}`);
		}
	}

	private scoreOf(order: Order): number {
		return this.shown.get(order) ?? 0;
	}
}
