import { DAY, MINUTE } from '../../nodes/Ecotrack/platform/time';
import type { WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { FINAL } from '../../test/watch/support/lives';
import { Platform } from '../../test/watch/support/platform';

/** Mean days from creation to the end, as `npm run bench:watch` itself measures them. */
const LIFE_DAYS = 8.9;
/** Slows the usual life down to that. */
const PACE = 7.9 / LIFE_DAYS;
const START = Date.parse('2026-03-02T00:00:00Z');
/** Leaving one of these is what a merchant waits for: delivered, failed, or on its way back. */
const OUT = new Set(['en_livraison', 'suspendu']);

/** An account with about so many orders in process at any time, and what is noticed of its changes. */
export class Population {
	readonly platform: Platform;
	readonly latencies: number[] = [];
	readonly outcomes: number[] = [];
	finals = 0;
	finalsSeen = 0;
	transitions = 0;
	ended = 0;
	daysInProcess = 0;
	private readonly gap: number;
	private nextArrival: number;
	/** Changes that nobody has noticed yet: from which status, since when. */
	private readonly unseen = new Map<
		string,
		{ from: string; at: number; outcomeAt: number | null }
	>();
	private readonly unseenFinals = new Map<string, number>();
	private readonly steps = new Map<string, number>();
	private isMeasured = false;

	constructor(size: number, seed = 1) {
		this.gap = (LIFE_DAYS * DAY) / size;
		this.nextArrival = START - 30 * DAY;
		this.platform = new Platform(this.nextArrival, seed, { pace: PACE });
		this.platform.onMove = (order, previous, at) => this.note(order, previous, at);
		this.advanceTo(START);
	}

	get now(): number {
		return this.platform.now;
	}

	advanceTo(now: number): void {
		for (; this.nextArrival <= now; this.nextArrival += this.gap) {
			this.platform.advanceTo(this.nextArrival);
			this.platform.create();
		}
		this.platform.advanceTo(now);
	}

	/** From here on changes count. */
	measure(): void {
		this.isMeasured = true;
	}

	/** Changes still count when they are seen, but no new ones do: the last hour of a run. */
	stopMeasuring(): void {
		this.isMeasured = false;
	}

	/** Somebody noticed that this order has now this status. */
	see(tracking: string, status: string): void {
		const change = this.unseen.get(tracking);
		this.unseen.delete(tracking);
		if (change) {
			this.latencies.push(this.now - change.at);
			if (change.outcomeAt !== null) this.outcomes.push(this.now - change.outcomeAt);
		}
		if (FINAL.has(status) && this.unseenFinals.delete(tracking)) this.finalsSeen++;
	}

	seeAll(events: readonly WatchEvent[]): void {
		for (const { tracking, status } of events) this.see(tracking, status);
	}

	private note(
		order: { tracking: string; status: string; createdAt: number },
		previous: string | null,
		at: number,
	): void {
		const { tracking, status } = order;
		const steps = (this.steps.get(tracking) ?? -1) + 1;
		this.steps.set(tracking, steps);
		if (FINAL.has(status)) {
			this.transitions += steps;
			this.steps.delete(tracking);
			this.ended++;
			this.daysInProcess += (at - order.createdAt) / DAY;
		}
		if (!this.isMeasured || previous === null) return;
		const open = this.unseen.get(tracking);
		const outcomeAt = open?.outcomeAt ?? (OUT.has(previous) ? at : null);
		// Back where it was: there is nothing left to notice.
		if (open?.from === status) this.unseen.delete(tracking);
		else this.unseen.set(tracking, { from: open?.from ?? previous, at: open?.at ?? at, outcomeAt });
		if (FINAL.has(status)) {
			this.finals++;
			this.unseenFinals.set(tracking, at);
		}
	}
}

/** Mean and 95th percentile, in minutes. */
export function describe(latencies: readonly number[]): { mean: number; p95: number } {
	if (latencies.length === 0) return { mean: NaN, p95: NaN };
	const sorted = [...latencies].sort((a, b) => a - b);
	const sum = sorted.reduce((a, b) => a + b, 0);
	return {
		mean: sum / sorted.length / MINUTE,
		p95: sorted[Math.floor(sorted.length * 0.95)] / MINUTE,
	};
}
