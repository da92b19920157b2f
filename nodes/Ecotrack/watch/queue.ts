/**
 * The watched orders: one list per status, the least recently checked order at its front. The lists
 * are the cursor: whoever is checked goes to the back. Saved as `status -> "trk,trk,..."`, which
 * costs one comma per order above the tracking itself.
 */

/** First answer is silent: the order was in process before the trigger was. */
export const BASELINE = '';
/** First answer is an event: the order is new. */
export const NEW = '+';
/** Not followed any further, though the listing may still show it: known, never asked about. */
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

/** Trackings are compared trimmed and in capitals, but sent and shown as the listing spells them. */
export const keyOf = (tracking: string) => tracking.trim().toUpperCase();

export class Queue {
	private readonly lists: Map<string, string[]>;
	/** By key, the list an order stands in: made when first asked for, since many polls never ask. */
	private places: Map<string, string> | null = null;

	constructor(saved: Record<string, string>) {
		const filled = Object.entries(saved).filter(([, joined]) => joined !== '');
		this.lists = new Map(filled.map(([name, joined]) => [name.trimStart(), joined.split(',')]));
	}

	/** Every known order, ended ones included. */
	get size(): number {
		let count = 0;
		for (const { length } of this.lists.values()) count += length;
		return count;
	}

	/** The orders still followed. */
	get watched(): number {
		let count = 0;
		for (const [list, { length }] of this.lists) if (!isEndedList(list)) count += length;
		return count;
	}

	/** The lists that are asked about, with their lengths. */
	live(): Array<[list: string, length: number]> {
		return [...this.lists]
			.filter(([list, { length }]) => length > 0 && !isEndedList(list))
			.map(([list, { length }]) => [list, length]);
	}

	/** The lists named after a status. */
	statuses(): string[] {
		return [...this.lists.keys()].filter((list) => !isPseudo(list));
	}

	length(list: string): number {
		return this.lists.get(list)?.length ?? 0;
	}

	/** The orders of a list, front first. */
	peek(list: string): readonly string[] {
		return this.lists.get(list) ?? [];
	}

	/** The list an order stands in, by its key; undefined when it is unknown. */
	placeOf(key: string): string | undefined {
		return this.index().get(key);
	}

	/** Takes up to `count` orders off the front of a list. They stay known until dropped. */
	take(list: string, count: number): string[] {
		return this.lists.get(list)?.splice(0, count) ?? [];
	}

	/** Takes these orders out of their lists, wherever they stand there. */
	pick(trackings: readonly string[]): Array<{ tracking: string; list: string }> {
		const wanted = new Map<string, Set<string>>();
		for (const tracking of trackings) {
			const list = this.index().get(keyOf(tracking));
			if (list === undefined) continue;
			wanted.set(list, (wanted.get(list) ?? new Set()).add(keyOf(tracking)));
		}
		return [...wanted].flatMap(([list, keys]) => {
			const all = this.lists.get(list) ?? [];
			const isWanted = (tracking: string) => keys.has(keyOf(tracking));
			this.lists.set(
				list,
				all.filter((tracking) => !isWanted(tracking)),
			);
			return all.filter(isWanted).map((tracking) => ({ tracking, list }));
		});
	}

	/** Puts an order at the back of a list: just checked, or new. */
	push(tracking: string, list: string): void {
		this.places?.set(keyOf(tracking), list);
		const trackings = this.lists.get(list);
		if (trackings) trackings.push(tracking);
		else this.lists.set(list, [tracking]);
	}

	/** Puts orders back at the front of the list they were taken from: to be asked about next. */
	unshift(trackings: readonly string[], list: string): void {
		for (const tracking of trackings) this.places?.set(keyOf(tracking), list);
		this.lists.set(list, [...trackings, ...(this.lists.get(list) ?? [])]);
	}

	/** Forgets an order that has been taken or picked. */
	drop(tracking: string): void {
		this.places?.delete(keyOf(tracking));
	}

	/** Forgets all but the last `count` orders of a list. */
	trim(list: string, count: number): void {
		const surplus = this.length(list) - count;
		for (const tracking of this.take(list, Math.max(0, surplus))) this.drop(tracking);
	}

	/** Moves a whole list to the back of another. */
	pour(from: string, to: string): void {
		for (const tracking of this.take(from, Infinity)) this.push(tracking, to);
	}

	save(): Record<string, string> {
		const filled = [...this.lists].filter(([, { length }]) => length > 0);
		return Object.fromEntries(
			filled.map(([list, trackings]) => [nameOf(list), trackings.join(',')]),
		);
	}

	private index(): Map<string, string> {
		if (this.places) return this.places;
		this.places = new Map();
		for (const [list, trackings] of this.lists) {
			for (const tracking of trackings) this.places.set(tracking.toUpperCase(), list);
		}
		return this.places;
	}
}
