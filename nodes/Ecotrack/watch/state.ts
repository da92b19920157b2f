import type { Phase } from '../platform/statuses';
import { addDays, DAY, dayOf, HOUR, MINUTE } from '../platform/time';
import {
	completeStage,
	type EventName,
	type Filter,
	type Settings,
	type WatchEvent,
} from './types';

/** Another form of the state needs another number, and a step that lifts states of the old one. */
export const VERSION = 1;

/** How far the baseline has come: the first walk, the first sweep, the first statuses, complete. */
export type Stage = 0 | 1 | 2 | 3;

/** Events that were handed over together: their trackings, grouped by what happened. */
export interface Batch {
	at: number;
	rows: Record<string, string>;
}

/**
 * Everything the watcher remembers: flat JSON, since n8n writes it with every batch, and older versions
 * copy it into every saved execution (2.8 does, 2.41 does not). Times are epoch milliseconds, days `Y-m-d`
 * of the platform.
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
	walk: Walk | null;
	/**
	 * Present while a walk that was cut short has not been made up for: the last day of its window. Until
	 * one that reads as far is finished, a known order does not prove that those behind it are known.
	 */
	cutShort?: string;
	walked: number;
	/** Which end of the listing holds the newest rows, and the day that was last judged. */
	newest: { first: boolean; judged: string };
	/**
	 * An unfinished sweep; page 0 until its last page is known. `failed` when that page could not be read
	 * the last time, `hasGap` when one was left out for it.
	 */
	sweep: { start: string; end: string; page: number; failed?: number; hasGap?: boolean } | null;
	/** The day of the next sweep. */
	due: string;
	/** The orders, by status: see queue.ts. */
	q: Record<string, string>;
	/**
	 * By key: the hour first missed (since 1970), how often (three at most, four when the listing does not
	 * know it either, five when it is gone), and the hour until which it is left alone; negative when it has failed alone once
	 * since (refresh.ts).
	 */
	miss: Record<string, Miss>;
	/** Orders of batches that were not answered: asked about by halves once others are (refresh.ts). */
	suspects?: string;
	/**
	 * Present when others were asked about since, and these were not: their turn comes first. True when
	 * the others were answered.
	 */
	overdue?: boolean;
	/** Trackings per status request, while the platform does not manage a hundred. */
	size?: number;
	/** Fractions of seats carried over, by status. */
	credit: Record<string, number>;
	/** Which of walk, statuses and sweep goes first when requests are scarce. */
	turn: number;
	/**
	 * See rateBudget.ts: the instant up to which it is spent, the last poll, the daily limit seen, and the
	 * time between the last two polls.
	 */
	budget: { at: number; polled: number; daily: number; every?: number };
	/** When requests were sent in the minute before the last poll ended: its end, then seconds ago. */
	sent?: number[];
	/** Since when orders have been taken in that no saved state holds; 0 when there are none. */
	unsaved: number;
	notBefore: number;
	/** Events found whose details are still to come. */
	pending?: Pending[];
	/** By tracking, what has been seen of its attempts: "trk:mark,..." (attempts.ts). */
	seen?: string;
	/** What the last polls with events handed over, oldest first, for `repeatAfterRestart` (events.ts). */
	last?: Batch[];
}

export interface Walk {
	page: number;
	/** Orders in the listing when the last page was read. */
	total: number | null;
	/** The newest orders, for `State.heads`; null while their page is still to come. */
	heads: string | null;
	failed?: number;
	/** True once an import has pushed what is to be read so far back that pages were left out. */
	hasSkipped?: boolean;
}

/** Where a walk begins. */
export const WALK_START: Walk = { page: 1, total: null, heads: null };

export type Miss = [hour: number, count: number, until?: number];

export interface Pending {
	event: WatchEvent;
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

export function freshState(settings: Settings, now: number): State {
	const today = dayOf(now);
	return {
		v: VERSION,
		scope: settings.scope,
		since: today,
		stage: 0,
		filter: formatFilter(settings.filter),
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
export function formatFilter({ events, phases, statuses, previousStatuses }: Filter): string {
	return JSON.stringify(
		[events, phases, statuses, previousStatuses].map((list) => [...list].sort()),
	);
}

/** The filter back from what `formatFilter` wrote. */
export function parseFilter(text: string): Filter {
	const lists = JSON.parse(text) as [EventName[], Phase[], string[], string[]];
	const [events, phases, statuses, previousStatuses] = lists;
	return { events, phases, statuses, previousStatuses };
}

/**
 * What n8n has kept, made into a state: as it is, or a fresh one when there is none, when it belongs to
 * another account, or when it cannot be read. Never throws, and never writes into `stored`.
 */
export function openState(
	stored: unknown,
	settings: Settings,
	now: number,
): { state: State; warning: string | null } {
	const fresh = (warning: string | null) => ({ state: freshState(settings, now), warning });
	if (stored === null || stored === undefined) return fresh(null);
	if (!isRecord(stored)) return fresh(UNREADABLE);
	if (Object.keys(stored).length === 0) return fresh(null);
	const state = { ...stored };
	// A batch that cannot be read any more is no reason to forget the orders.
	if (!FIELDS.last(state.last)) delete state.last;
	if (!isState(state)) return fresh(UNREADABLE);
	if (state.scope !== settings.scope) {
		return fresh('Another account or base URL: its orders are taken as they are, without events');
	}
	const { visit } = state;
	const copy: State = {
		...state,
		miss: { ...state.miss },
		credit: { ...state.credit },
		budget: { ...state.budget },
		newest: { ...state.newest },
		...(visit && { visit: { ...visit, left: { ...visit.left } } }),
	};
	toPresent(copy, settings, now);
	return { state: copy, warning: null };
}

const UNREADABLE =
	'The remembered state could not be read: all orders are taken as they are, without events';

type Check = (value: unknown) => boolean;
type Stored = Record<string, unknown>;

const isRecord = (value: unknown): value is Stored =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => Number.isFinite(value);
const isDay: Check = (value) => isText(value) && !Number.isNaN(Date.parse(String(value)));
const isPage: Check = (value) => isNumber(value) && Number(value) >= 0;

const orNone =
	(check: Check, none: unknown): Check =>
	(value) =>
		value === none || check(value);
const optional = (check: Check) => orNone(check, undefined);
const listOf =
	(check: Check): Check =>
	(value) =>
		Array.isArray(value) && value.every(check);
const tableOf =
	(check: Check): Check =>
	(value) =>
		isRecord(value) && Object.values(value).every(check);
const record =
	(checks: Record<string, Check>): Check =>
	(value) =>
		isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const isFilterText: Check = (value) => {
	try {
		const lists: unknown = JSON.parse(String(value));
		return Array.isArray(lists) && lists.length === 4 && lists.every(Array.isArray);
	} catch {
		return false;
	}
};

/** What each field must be for this version to work with it: n8n may hand back anything. */
const FIELDS: Record<keyof State, Check> = {
	v: (value) => value === VERSION,
	scope: isText,
	since: isDay,
	stage: isNumber,
	filter: isFilterText,
	visit: optional(record({ left: tableOf(isNumber) })),
	until: isText,
	day: isDay,
	heads: isText,
	walk: orNone(record({ page: isPage }), null),
	cutShort: optional(isDay),
	walked: isNumber,
	newest: record({ judged: isText }),
	sweep: orNone(record({ page: isPage }), null),
	due: isDay,
	q: tableOf(isText),
	miss: tableOf(listOf(isNumber)),
	suspects: optional(isText),
	overdue: optional((value) => typeof value === 'boolean'),
	size: optional(isNumber),
	credit: tableOf(isNumber),
	turn: isNumber,
	budget: record({
		at: isNumber,
		polled: isNumber,
		daily: isNumber,
		every: optional((value) => isNumber(value) && Number(value) > 0),
	}),
	sent: optional(listOf(isNumber)),
	unsaved: isNumber,
	notBefore: isNumber,
	pending: optional(listOf(record({ event: record({ tracking: isText }) }))),
	seen: optional(isText),
	last: optional(listOf(record({ at: isNumber, rows: tableOf(isText) }))),
};

const isState = (value: Stored): value is Stored & State =>
	Object.entries(FIELDS).every(([name, check]) => check(value[name]));

/** Clocks are set right by seconds all the time; from here on one was wrong. */
const TOLERANCE = MINUTE;
const MAX_QUARANTINE_HOURS = 24;
/** Of the time between two polls, what counts as time in which an order was missing: nobody looked. */
const MAX_HOURS_UNSEEN = 6;

/**
 * Brings what a clock that was ahead has written back to the present. A poll made then believed that
 * everything up to its own day had been discovered: new orders would not be seen until that day comes.
 * Which of two clocks is the wrong one cannot be told, so nothing here harms when it is the present one:
 * the walk reads from yesterday, and a sweep at once finds what was created in between.
 */
export function toPresent(state: State, settings: Settings, now: number): void {
	const today = dayOf(now);
	const yesterday = addDays(today, -1);
	const { budget, newest, sweep, last, miss } = state;
	const isLater = (instant: number) => instant > now + TOLERANCE;
	const wasAhead =
		[budget.polled, state.walked, state.unsaved].some(isLater) ||
		state.day > yesterday ||
		state.due > addDays(today, 1) ||
		(sweep?.end ?? '') > yesterday;
	if (wasAhead) {
		if (state.day > yesterday) state.day = yesterday;
		if (state.walk) state.walk = WALK_START;
		// Its sweep may have taken in orders of today, in front of others that it never saw.
		const tomorrow = addDays(today, 1);
		if (state.cutShort === undefined || state.cutShort < tomorrow) state.cutShort = tomorrow;
		state.walked = 0;
		state.sweep = null;
		state.due = addDays(today, -2); // overdue: it need not wait for the night
		state.unsaved = Math.min(state.unsaved, now);
	}
	const waitMs = isLater(budget.polled) ? state.notBefore - budget.polled : state.notBefore - now;
	state.notBefore = now + Math.min(waitMs, DAY);
	if (newest.judged > today) newest.judged = yesterday;
	if (last) state.last = last.map((batch) => ({ ...batch, at: Math.min(batch.at, now) }));
	const hour = Math.floor(now / HOUR);
	const gap = budget.polled > 0 ? Math.floor((now - budget.polled) / HOUR) : 0;
	const unseen = Math.max(0, gap - MAX_HOURS_UNSEEN);
	for (const [key, [first, count, until]] of Object.entries(miss)) {
		const since = Math.min(count > 0 ? first + unseen : first, hour);
		const end = until && Math.min(until, hour + MAX_QUARANTINE_HOURS);
		miss[key] = end ? [since, count, end] : [since, count];
	}
	// Activated by such a clock, and nothing found that could be news or not: once more from the start.
	const isEmpty = Object.values(state.q).every((trackings) => trackings === '');
	if (state.since > today && (state.stage < completeStage(settings) || isEmpty)) {
		state.since = today;
		state.stage = 0;
	}
}

/**
 * The day from which on orders are news. One that is still to come was written by a clock that was
 * ahead, or the present one is behind: it is put right in the state only when an order depends on it.
 */
export function newsDay({ since }: State, now: number): string {
	const today = dayOf(now);
	return since > today ? addDays(today, -1) : since;
}
