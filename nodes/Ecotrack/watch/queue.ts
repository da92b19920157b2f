/**
 * The orders in one list per status, the one checked longest ago in front: whoever is checked goes to
 * the back, so the lists are the cursor. Saved as `status -> "trk,trk,..."`: a comma per order beside
 * its tracking.
 */
import { toKey } from '../platform/rows';
import { describeStatus } from '../platform/statuses';
import { BATCH_SIZE } from '../transport/batches';

/** First answer is silent: the order was in process before the trigger was. */
export const BASELINE = '';
/** First answer is an event: the order is new. */
export const NEW = '+';
/** Not active any more, though the listing may still show it: known, never asked about. */
export const ENDED = '.';
/** Of these, the ones that the sweep under way has not met yet: see sweep.ts. */
export const FADING = '.f';
/** Read as final: remembered until the next day, should the listing lag behind. */
export const CLOSED = '.x';

const isPseudo = (list: string) => list === BASELINE || list === NEW || isEndedList(list);
export const isEndedList = (list: string) => list.startsWith(ENDED);

/** False for a word that would be taken for one of the lists above: no status looks like that. */
export const isStatus = (word: string) => word !== '' && !/^[.+]/.test(word);

/** n8n leaves out keys of these names when it copies the state. No status begins with a space. */
const UNCOPIED = new Set(['__proto__', 'constructor', 'prototype']);
const nameOf = (list: string) => (UNCOPIED.has(list) ? ` ${list}` : list);

/** toKey of a tracking in a list: it is trimmed and without marks already. */
const keyOf = (tracking: string) => tracking.toUpperCase();

/** An order and the list it was taken from. */
export interface Member {
	/** As the listing spells it. */
	tracking: string;
	list: string;
}

export class Queue {
	private readonly lists: Map<string, string[]>;
	/** By key, the list an order stands in: made when first asked for, since many polls never ask. */
	private index: Map<string, string> | null = null;

	constructor(saved: Record<string, string>) {
		const filled = Object.entries(saved).filter(([, joined]) => joined !== '');
		this.lists = new Map(filled.map(([name, joined]) => [name.trimStart(), joined.split(',')]));
	}

	/** Ended orders included. */
	get size(): number {
		let count = 0;
		for (const { length } of this.lists.values()) count += length;
		return count;
	}

	get active(): number {
		return this.live().reduce((sum, [, length]) => sum + length, 0);
	}

	/** The lists that are asked about, with their lengths. */
	live(): Array<[list: string, length: number]> {
		return [...this.lists]
			.filter(([list, { length }]) => length > 0 && !isEndedList(list))
			.map(([list, { length }]) => [list, length]);
	}

	statuses(): string[] {
		return [...this.lists.keys()].filter((list) => !isPseudo(list));
	}

	length(list: string): number {
		return this.lists.get(list)?.length ?? 0;
	}

	peek(list: string): readonly string[] {
		return this.lists.get(list) ?? [];
	}

	/** The list an order stands in, by its key; undefined when it is unknown. */
	listOf(key: string): string | undefined {
		return this.indexed().get(key);
	}

	/** Takes up to `count` orders off the front of a list. They stay known until dropped. */
	take(list: string, count: number): string[] {
		return this.lists.get(list)?.splice(0, count) ?? [];
	}

	pick(trackings: readonly string[]): Member[] {
		const wanted = new Map<string, Set<string>>();
		for (const key of trackings.map(toKey)) {
			const list = this.listOf(key);
			if (list !== undefined) wanted.set(list, (wanted.get(list) ?? new Set()).add(key));
		}
		return [...wanted].flatMap(([list, keys]) => {
			const [picked, rest]: [string[], string[]] = [[], []];
			for (const tracking of this.peek(list)) {
				(keys.has(keyOf(tracking)) ? picked : rest).push(tracking);
			}
			this.lists.set(list, rest);
			return picked.map((tracking) => ({ tracking, list }));
		});
	}

	/** Puts an order at the back of a list: just checked, or new. */
	push(tracking: string, list: string): void {
		this.index?.set(keyOf(tracking), list);
		const trackings = this.lists.get(list);
		if (trackings) trackings.push(tracking);
		else this.lists.set(list, [tracking]);
	}

	/** Puts orders back at the front of the lists they were taken from, in the order they stood there. */
	putBack(members: readonly Member[]): void {
		const byList = new Map<string, string[]>();
		for (const { tracking, list } of members) {
			this.index?.set(keyOf(tracking), list);
			byList.set(list, [...(byList.get(list) ?? []), tracking]);
		}
		for (const [list, trackings] of byList)
			this.lists.set(list, [...trackings, ...this.peek(list)]);
	}

	/** Forgets an order that was taken or picked. */
	drop(tracking: string): void {
		this.index?.delete(keyOf(tracking));
	}

	keepLast(list: string, count: number): void {
		const surplus = this.length(list) - count;
		for (const tracking of this.take(list, Math.max(0, surplus))) this.drop(tracking);
	}

	move(from: string, to: string): void {
		for (const tracking of this.take(from, Infinity)) this.push(tracking, to);
	}

	save(): Record<string, string> {
		const filled = [...this.lists].filter(([, { length }]) => length > 0);
		return Object.fromEntries(
			filled.map(([list, trackings]) => [nameOf(list), trackings.join(',')]),
		);
	}

	private indexed(): Map<string, string> {
		if (this.index) return this.index;
		this.index = new Map();
		for (const [list, trackings] of this.lists) {
			for (const tracking of trackings) this.index.set(keyOf(tracking), list);
		}
		return this.index;
	}
}

/**
 * Who is asked about next. Each list gets seats in proportion to its length over its tier, fractions
 * are carried over in `credit`, and no order is asked about twice in one poll. New orders are few and
 * go first.
 */
export class Scheduler {
	private readonly left: Map<string, number>;
	/** Lists are the platform's words, `constructor` may be one: no plain object knows them all. */
	private readonly credit: Map<string, number>;

	/** @param saved the fractions of the last poll; kept up to date */
	constructor(
		private readonly queue: Queue,
		private readonly saved: Record<string, number>,
		private readonly size = BATCH_SIZE,
	) {
		this.left = new Map(queue.live());
		this.credit = new Map(Object.entries(saved).filter(([list]) => this.left.has(list)));
	}

	/** The next batch; empty when everyone has had a seat in this poll. */
	pickBatch(): Member[] {
		const batch = this.seat(NEW, this.size / 2);
		const open = [...this.left].filter(([list]) => this.queue.length(list) > 0);
		this.share(this.size - batch.length, open);
		for (const [list] of open) {
			batch.push(...this.seat(list, Math.min(this.creditOf(list), this.size - batch.length)));
		}
		const byCredit = open.sort(([a], [b]) => this.creditOf(b) - this.creditOf(a));
		for (const [list] of byCredit) batch.push(...this.seat(list, this.size - batch.length));
		this.save();
		return batch;
	}

	/**
	 * Credits each list with its part of the seats, and none with more than it has orders: what one cannot
	 * use is the others', not a debt of theirs for later.
	 */
	private share(seats: number, open: ReadonlyArray<[list: string, left: number]>): void {
		let sharing = open.map(([list, left]) => {
			return { list, left, weight: this.queue.length(list) * weightOf(list) };
		});
		for (let rest = seats; sharing.length > 0;) {
			const perWeight = rest / sharing.reduce((sum, { weight }) => sum + weight, 0);
			const full = sharing.filter(({ left, weight }) => left <= weight * perWeight);
			for (const { list, left, weight } of full.length > 0 ? full : sharing) {
				const part = Math.min(left, weight * perWeight);
				this.credit.set(list, this.creditOf(list) + part);
				rest -= part;
			}
			sharing = full.length > 0 ? sharing.filter((one) => !full.includes(one)) : [];
		}
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
	private save(): void {
		for (const list of Object.keys(this.saved)) delete this.saved[list];
		for (const [list, value] of this.credit) {
			const bounded = Math.min(Math.max(value, -BATCH_SIZE), BATCH_SIZE);
			const credit = Math.round(bounded * 1e5) / 1e5;
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
