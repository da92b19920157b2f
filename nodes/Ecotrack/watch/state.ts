import { addDays, dayOf, HOUR } from './days';
import type { WatchEvent } from './changes';
import { isBatch, isRecord, isState, type Stored } from './checks';
import { toPresent } from './present';
import type { Filter, Settings } from './settings';

/** The version this code writes; see MIGRATIONS before raising it. */
export const VERSION = 1;

/** How far the baseline has come: the first walk, the first sweep, the first checks, complete. */
export type Stage = 0 | 1 | 2 | 3;

/**
 * Everything the watcher remembers: flat JSON, since n8n copies it into every saved execution. Times
 * are epoch milliseconds, days `Y-m-d` of the platform.
 */
export interface State {
	v: typeof VERSION;
	scope: string;
	/** Day of activation: what was created earlier is not news. */
	since: string;
	stage: Stage;
	/** The filter under which every order was last looked at, as JSON. */
	filter: string;
	/** Present while the filter has changed and not every order has been looked at since. */
	visit?: Visit;
	until: Settings['trackUntil'];
	/** Creation day from which the head walk reads: everything older has been discovered. */
	day: string;
	/** The newest orders when the last head walk was finished, "trk,trk". */
	heads: string;
	/**
	 * An unfinished head walk: next page, total seen, its own newest orders, and after a step back the
	 * page ahead that has been read already.
	 */
	walk: {
		page: number;
		total: number | null;
		heads: string | null;
		ahead?: number;
		/** The page that could not be read the last time. */
		failed?: number;
		/** True once an import has pushed what is to be read so far back that pages were left out. */
		hasSkipped?: boolean;
	} | null;
	/**
	 * Present while a walk that was cut short has not been made up for: the last day of its window. Until
	 * one that reads as far is finished, a known order does not prove that those behind it are known.
	 */
	cutShort?: string;
	/** When the last head walk was finished. */
	walked: number;
	/** Which end of the listing holds the newest rows, and the day that was last judged. */
	newest: { first: boolean; judged: string };
	/**
	 * An unfinished sweep; page 0 until its last page is known. `failed` when that page could not be read
	 * the last time, `hasGap` when one was left out for it.
	 */
	sweep: { start: string; end: string; page: number; failed?: number; hasGap?: boolean } | null;
	/** Day of the next sweep. */
	due: string;
	/** The orders, by status: see queue.ts. */
	q: Record<string, string>;
	/**
	 * By key: the hour first missed (since 1970), how often, and the hour until which it is left alone;
	 * negative when it has failed alone once since (refresh.ts).
	 */
	miss: Record<string, [hour: number, count: number, until?: number]>;
	/** Orders of batches that were not answered: asked about by halves once others are (refresh.ts). */
	suspects?: string;
	/** True when others were asked about since, and these were not: their turn comes first. */
	overdue?: boolean;
	/** Trackings per status request, while the platform does not manage a hundred. */
	size?: number;
	/** Fractions of slots carried over, by status. */
	credit: Record<string, number>;
	/** Which of walk, statuses and sweep goes first when requests are scarce. */
	turn: number;
	/** See allowance.ts: what the bucket has been filled up to, last poll, daily limit seen. */
	budget: { at: number; polled: number; daily: number };
	/** When requests were sent in the minute before the last poll ended: its end, then seconds ago. */
	sent?: number[];
	/** Since when orders have been taken in that no saved state holds; 0 when there are none. */
	unsaved: number;
	/** No request before this instant. */
	notBefore: number;
	/** Events found whose details are still to come. */
	pending?: Pending[];
	/** By tracking, the newest driver's remark seen: "trk:mark,..." (attempts.ts). */
	seen?: string;
	/** What the last poll with events handed over, for `repeatAfterRestart` (repeat.ts). */
	last?: { at: number; rows: Record<string, string> };
}

export interface Pending {
	event: WatchEvent;
	/** How many polls have tried. */
	tries: number;
}

/** Orders not looked at since the filter changed: the first so many of each list. */
export interface Visit {
	/** The filter that is being introduced, as JSON. */
	to: string;
	left: Record<string, number>;
	/** True once a head walk has been finished under it. */
	walked: boolean;
}

/** Step n lifts a state of version n + 1 to version n + 2. */
export const MIGRATIONS: ReadonlyArray<(old: Stored) => Stored> = [];

/** A state that knows nothing: the next polls take a silent baseline. */
export function freshState(settings: Settings, now: number): State {
	const today = dayOf(now);
	return {
		v: VERSION,
		scope: settings.scope,
		since: today,
		stage: 0,
		filter: describeFilter(settings.filter),
		until: settings.trackUntil,
		day: addDays(today, -1),
		heads: '',
		walk: null,
		walked: 0,
		newest: { first: true, judged: '' },
		sweep: null,
		due: today,
		q: {},
		miss: {},
		credit: {},
		turn: 0,
		budget: { at: now - HOUR, polled: 0, daily: 0 },
		unsaved: 0,
		notBefore: 0,
	};
}

/** A filter as the state keeps it: equal filters give equal text. */
export function describeFilter({ events, phases, statuses, previousStatuses }: Filter): string {
	return JSON.stringify(
		[events, phases, statuses, previousStatuses].map((list) => [...list].sort()),
	);
}

/** The filter back from what `describeFilter` wrote. */
export function recallFilter(text: string): Filter {
	const [events, phases, statuses, previousStatuses] = JSON.parse(text);
	return { events, phases, statuses, previousStatuses };
}

/**
 * What n8n has kept, made into a state: as it is, lifted from an older version, or a fresh one when
 * there is none, when it belongs to another account, or when it cannot be read. Never throws.
 */
export function openState(
	stored: unknown,
	settings: Settings,
	now: number,
): { state: State; warning: string | null } {
	const fresh = (warning: string | null) => ({ state: freshState(settings, now), warning });
	if (!isRecord(stored) || stored.v === undefined) {
		const isEmpty = stored == null || (isRecord(stored) && Object.keys(stored).length === 0);
		return fresh(isEmpty ? null : UNREADABLE);
	}
	const state = migrate(stored);
	if (!state) return fresh(UNREADABLE);
	if (state.scope !== settings.scope) {
		return fresh('Another account or base URL: its orders are taken as they are, without events');
	}
	const copy = copyState(state);
	toPresent(copy, settings, now);
	return { state: copy, warning: null };
}

/** A copy in which the watcher may write: n8n's own object stays as it was until the poll is over. */
function copyState(state: State): State {
	const { miss, credit, budget, newest, visit } = state;
	return {
		...state,
		miss: { ...miss },
		credit: { ...credit },
		budget: { ...budget },
		newest: { ...newest },
		...(visit && { visit: { ...visit, left: { ...visit.left } } }),
	};
}

const UNREADABLE =
	'The remembered state could not be read: all orders are taken as they are, without events';

function migrate(stored: Stored): State | null {
	let state = { ...stored };
	// A batch that cannot be read any more is no reason to forget the orders.
	if (!isBatch(state.last)) delete state.last;
	if (!Number.isInteger(state.v) || Number(state.v) < 1) return null;
	for (const step of MIGRATIONS.slice(Number(state.v) - 1)) state = step(state);
	return state.v === VERSION && isState(state) ? state : null;
}
