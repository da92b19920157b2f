import { describeStatus } from '../platform/statuses';
import type { Member } from './poll';
import type { Queue } from './queue';
import { BASELINE, NEW } from './queue';

/** Trackings per status request (docs/ecotrack-api.md section 8.7). */
export const BATCH = 100;

/**
 * Who is asked about next. Each list gets seats in proportion to its length over its tier, fractions
 * are carried over in `credit`, and no order is asked about twice in one poll. New orders are few and
 * go first.
 */
export class Seats {
	private readonly left: Map<string, number>;
	/** Lists are the platform's words, `constructor` may be one: no plain object knows them all. */
	private readonly credit: Map<string, number>;

	/**
	 * @param saved the fractions of the last poll; kept up to date
	 * @param size how many are asked about at once
	 */
	constructor(
		private readonly queue: Queue,
		private readonly saved: Record<string, number>,
		private readonly size = BATCH,
	) {
		this.left = new Map(queue.live());
		this.credit = new Map(Object.entries(saved).filter(([list]) => this.left.has(list)));
	}

	/** The next batch; empty when everyone has had a seat in this poll. */
	next(): Member[] {
		const batch = this.seat(NEW, this.size / 2);
		const open = [...this.left].filter(([, left]) => left > 0);
		const weights = open.map(([list]) => this.queue.length(list) * weightOf(list));
		const sum = weights.reduce((a, b) => a + b, 0);
		const free = this.size - batch.length;
		open.forEach(([list], index) => {
			this.credit.set(list, this.creditOf(list) + (free * weights[index]) / sum);
		});
		for (const [list] of open) {
			batch.push(...this.seat(list, Math.min(this.creditOf(list), this.size - batch.length)));
		}
		const byCredit = open.sort(([a], [b]) => this.creditOf(b) - this.creditOf(a));
		for (const [list] of byCredit) batch.push(...this.seat(list, this.size - batch.length));
		this.round();
		return batch;
	}

	private seat(list: string, wish: number): Member[] {
		const count = Math.min(Math.max(0, Math.floor(wish)), this.left.get(list) ?? 0);
		if (count === 0) return [];
		this.left.set(list, (this.left.get(list) ?? 0) - count);
		this.credit.set(list, this.creditOf(list) - count);
		return this.queue.take(list, count).map((tracking) => ({ tracking, list }));
	}

	private creditOf(list: string): number {
		return this.credit.get(list) ?? 0;
	}

	/** Short numbers, since the state holds them. */
	private round(): void {
		for (const list of Object.keys(this.saved)) delete this.saved[list];
		for (const [list, value] of this.credit) {
			const credit = Math.round(Math.min(Math.max(value, -BATCH), BATCH) * 1e5) / 1e5;
			this.credit.set(list, credit);
			this.saved[list] = credit;
		}
	}
}

// Steeper than the tiers say: what moves slowly pays for a quicker look at what is out for delivery
// (docs/watch.md, measured by bench:watch).
const STEEPNESS = 1.2;

const weightOf = (list: string) =>
	list === BASELINE || list === NEW ? 1 : describeStatus(list).tier ** -STEEPNESS;
