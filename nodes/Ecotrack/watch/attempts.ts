import { MINUTE } from './days';
import type { Activity } from './port';
import { keyOf } from './queue';

const EPOCH = Date.parse('2025-01-01') / MINUTE;

/** What a reading of an order's activity found. */
export interface Reading {
	/** Oldest first; those without a time that can be read come last. */
	news: Activity[];
	/** The mark to keep; '' when there is nothing to remember. */
	mark: string;
}

/**
 * Of an order, what has been seen: the minute of its newest remark in base 36, a short hash of each
 * remark of that minute, and one of each remark without a time that can be read: "ctkg.1a2" or
 * "ctkg.1a2x3k.0zz". Which of several is the new one only their words can tell: the platform promises
 * no order, and a count would take the first for the old one.
 */
interface Mark {
	minute: number;
	within: string[];
	timeless: string[];
}

/** Begins what this version saves; earlier ones had no hashes, and passed over what they could not read. */
const HEAD = '.';
/** Nothing seen, by an earlier version. */
const UNSEEN = '-';
const HASH_LENGTH = 3;
/** So many remarks that an answer lacks stay known: they may be back in the next. */
const MOST_MISSING = 8;

/**
 * The driver's remarks. Rows with neither driver nor station are the sender's own: a workflow that
 * answers an attempt with a remark must not wake itself.
 */
export class Remarks {
	private readonly marks: Map<string, string>;

	/** @param followed the orders in process, for a saved form that does not know all of them */
	constructor(saved: string | undefined, followed: () => Iterable<string> = () => []) {
		const isEarlier = saved !== undefined && !saved.startsWith(HEAD);
		const text = isEarlier ? saved : (saved ?? '').slice(HEAD.length);
		const entries = text.split(',').filter((entry) => entry.includes(':'));
		this.marks = new Map(
			entries.map((entry) => {
				const colon = entry.lastIndexOf(':');
				return [entry.slice(0, colon), entry.slice(colon + 1)];
			}),
		);
		if (!isEarlier) return;
		for (const key of [...followed()].map(keyOf)) {
			if (!this.marks.has(key)) this.marks.set(key, UNSEEN);
		}
	}

	/** Reads an order's activity against its mark; a first reading is silent. */
	read(tracking: string, activity: readonly Activity[], isFirst: boolean): Reading {
		const rows = activity
			.filter(({ driver, station }) => driver.trim() !== '' || station.trim() !== '')
			.map((row) => ({ row, at: timeOf(row), hash: hashOf(row) }));
		const { dated, timeless } = sort(rows);
		const old = this.marks.get(keyOf(tracking)) ?? '';
		const seen = parseMark(old);
		const newest = Math.max(seen.minute, minuteOf(dated.at(-1)));
		const isWithin = (minute: number) => (entry: Entry) => minuteOf(entry) === minute;
		const news = isEarlierMark(old)
			? unseenEarlier([...dated, ...timeless], old)
			: [
					...without(dated.filter(isWithin(seen.minute)), seen.within),
					...dated.filter((entry) => minuteOf(entry) > seen.minute),
					...without(timeless, seen.timeless),
				];
		const mark = formatMark({
			minute: newest,
			within: merge(dated.filter(isWithin(newest)), newest === seen.minute ? seen.within : []),
			timeless: merge(timeless, seen.timeless),
		});
		return { news: isFirst ? [] : news.map(({ row }) => row), mark };
	}

	keep(tracking: string, mark: string): void {
		if (mark !== '') this.marks.set(keyOf(tracking), mark);
	}

	forget(tracking: string): void {
		this.marks.delete(keyOf(tracking));
	}

	/** The form to keep, without the marks of orders that are not followed any more. */
	save(isFollowed: (key: string) => boolean = () => true): string {
		const kept = [...this.marks].filter(([key]) => isFollowed(key));
		return HEAD + kept.map(([key, mark]) => `${key}:${mark}`).join(',');
	}
}

interface Entry {
	row: Activity;
	/** The wall clock in milliseconds, as if it were UTC; NaN when it cannot be read. */
	at: number;
	hash: string;
}

/** Oldest first. Rows of one time stay in the list's order, which is turned where it is newest first. */
function sort(entries: Entry[]): { dated: Entry[]; timeless: Entry[] } {
	const dated = entries.filter(({ at }) => !Number.isNaN(at));
	const timeless = entries.filter(({ at }) => Number.isNaN(at));
	const isNewestFirst = dated.length > 0 && dated[0].at > dated[dated.length - 1].at;
	if (isNewestFirst) for (const list of [dated, timeless]) list.reverse();
	return { dated: dated.sort((a, b) => a.at - b.at), timeless };
}

const DAY = /^\s*(\d{4}-\d{2}-\d{2})(.*)$/;
const CLOCK = /^[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?/;

/** The time of day is in `time`, or behind the day in `date`. */
function timeOf({ date, time }: Activity): number {
	const [, day, rest] = DAY.exec(date) ?? [];
	const clock = CLOCK.exec(time) ?? CLOCK.exec(rest ?? '');
	if (day === undefined || clock === null) return NaN;
	const [hours, minutes, seconds] = clock.slice(1).map((text) => Number(text ?? 0));
	return Date.parse(day) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

const minuteOf = (entry: Entry | undefined) =>
	entry === undefined ? -Infinity : Math.floor(entry.at / MINUTE) - EPOCH;

/** FNV-1a of what a remark says: enough to tell the few remarks of one minute apart. */
function hashOf({ date, reason, details, station, driver, postponedTo }: Activity): string {
	// "Yesterday" is another day tomorrow, and still the same remark.
	const day = DAY.exec(date)?.[1] ?? '';
	const words = [day, reason, details, station, driver, postponedTo ?? ''].join('\n');
	let hash = 0x811c9dc5;
	for (const char of words) {
		hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}
	return (hash % 36 ** HASH_LENGTH).toString(36).padStart(HASH_LENGTH, '0');
}

/** The entries that are not among those seen, each of which stands for one. */
function without(entries: readonly Entry[], seen: readonly string[]): Entry[] {
	const left = [...seen];
	return entries.filter(({ hash }) => {
		const place = left.indexOf(hash);
		if (place >= 0) left.splice(place, 1);
		return place < 0;
	});
}

/** What has been seen after this reading: all that is there, and some of what no longer is. */
function merge(entries: readonly Entry[], seen: readonly string[]): string[] {
	const present = entries.map(({ hash }) => hash);
	const missing = [...seen];
	for (const hash of present) {
		const place = missing.indexOf(hash);
		if (place >= 0) missing.splice(place, 1);
	}
	return [...present, ...missing.slice(0, MOST_MISSING)];
}

function formatMark({ minute, within, timeless }: Mark): string {
	if (minute === -Infinity && timeless.length === 0) return '';
	const when = minute === -Infinity ? '' : minute.toString(36);
	return [when, within.join(''), timeless.join('')].join('.').replace(/\.$/, '');
}

function parseMark(mark: string): Mark {
	const [minute, within = '', timeless = ''] = mark.split('.');
	const hashes = (joined: string) => joined.match(/.{3}/g) ?? [];
	return {
		minute: minute === '' || isEarlierMark(mark) ? -Infinity : parseInt(minute, 36),
		within: hashes(within),
		timeless: hashes(timeless),
	};
}

const isEarlierMark = (mark: string) => mark !== '' && !mark.includes('.');

/** As earlier versions read: by time and count, and nothing of what they could not read. */
function unseenEarlier(entries: readonly Entry[], mark: string): Entry[] {
	const [minute, count = '1'] = mark.split('~');
	const from = mark === UNSEEN ? -Infinity : (parseInt(minute, 36) + EPOCH) * MINUTE;
	let within = 0;
	return entries.filter(({ row }) => {
		const at = Date.parse(`${row.date}T${row.time || '00:00:00'}Z`);
		const start = Math.floor(at / MINUTE) * MINUTE;
		return start > from || (start === from && ++within > Number(count));
	});
}
