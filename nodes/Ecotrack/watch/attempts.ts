/** Which attempts of a driver, or of a station, an order's activity shows for the first time. */
import { toKey, type Attempt } from '../platform/rows';
import { MINUTE } from '../platform/time';

const EPOCH = Date.parse('2025-01-01') / MINUTE;

export interface Reading {
	/** Oldest first; those without a time that can be read come last. */
	news: Attempt[];
	/** '' when there is nothing to remember. */
	mark: string;
}

/**
 * Of an order, what has been seen: the minute of its newest attempt in base 36, a short hash of each
 * attempt of that minute, and one of each attempt without a time that can be read: "ctkg.1a2" or
 * "ctkg.1a2x3k.0zz". Which of several is the new one only their words can tell: the platform promises
 * no order, and a count would take the first for the old one.
 */
interface Mark {
	minute: number;
	within: string[];
	timeless: string[];
}

const HASH_LENGTH = 3;
/** So many attempts that an answer lacks stay known: they may be back in the next. */
const MAX_MISSING = 8;

/** The marks of all orders, as the state keeps them: "trk:mark,trk:mark". */
export class SeenAttempts {
	private readonly marks: Map<string, string>;

	constructor(saved = '') {
		const entries = saved.split(',').filter((entry) => entry.includes(':'));
		this.marks = new Map(
			entries.map((entry) => {
				const colon = entry.lastIndexOf(':');
				return [entry.slice(0, colon), entry.slice(colon + 1)];
			}),
		);
	}

	/**
	 * Reads an order's activity against its mark; a first reading is silent, and so is a remark of the
	 * sender: a workflow that answers an attempt with one must not wake itself.
	 */
	read(tracking: string, activity: readonly Attempt[], isFirst: boolean): Reading {
		const entries = activity.filter(isAttempt).map((row) => ({
			row,
			at: timeOf(row),
			hash: hashOf(row),
		}));
		const { dated, timeless } = sort(entries);
		const seen = parseMark(this.marks.get(toKey(tracking)) ?? '');
		const newest = Math.max(seen.minute, minuteOf(dated.at(-1)));
		const isWithin = (minute: number) => (entry: Entry) => minuteOf(entry) === minute;
		const news = [
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
		if (mark !== '') this.marks.set(toKey(tracking), mark);
	}

	forget(tracking: string): void {
		this.marks.delete(toKey(tracking));
	}

	/** The form to keep, without the marks of orders that are not active any more. */
	save(isActive: (key: string) => boolean = () => true): string {
		const kept = [...this.marks].filter(([key]) => isActive(key));
		return kept.map(([key, mark]) => `${key}:${mark}`).join(',');
	}
}

/** False for a remark of the sender: a row with neither driver nor station. */
export function isAttempt({ driver, station }: Attempt): boolean {
	return driver.trim() !== '' || station.trim() !== '';
}

interface Entry {
	row: Attempt;
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

const DATE = /^\s*(\d{4}-\d{2}-\d{2})(.*)$/;
const CLOCK = /^[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?/;

/** The time of day is in `time`, or behind the day in `date`. */
function timeOf({ date, time }: Attempt): number {
	const [, day, rest] = DATE.exec(date) ?? [];
	const clock = CLOCK.exec(time) ?? CLOCK.exec(rest ?? '');
	if (day === undefined || clock === null) return NaN;
	const [hours, minutes, seconds] = clock.slice(1).map((text) => Number(text ?? 0));
	return Date.parse(day) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

const minuteOf = (entry: Entry | undefined) =>
	entry === undefined ? -Infinity : Math.floor(entry.at / MINUTE) - EPOCH;

/** FNV-1a of what an attempt says: enough to tell the few of one minute apart. */
function hashOf({ date, reason, details, station, driver, postponedTo }: Attempt): string {
	// "Yesterday" is another day tomorrow, and still the same attempt.
	const day = DATE.exec(date)?.[1] ?? '';
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
		const index = left.indexOf(hash);
		if (index >= 0) left.splice(index, 1);
		return index < 0;
	});
}

/** What has been seen after this reading: all that is there, and some of what no longer is. */
function merge(entries: readonly Entry[], seen: readonly string[]): string[] {
	const present = entries.map(({ hash }) => hash);
	const missing = [...seen];
	for (const hash of present) {
		const index = missing.indexOf(hash);
		if (index >= 0) missing.splice(index, 1);
	}
	return [...present, ...missing.slice(0, MAX_MISSING)];
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
		minute: minute === '' ? -Infinity : parseInt(minute, 36),
		within: hashes(within),
		timeless: hashes(timeless),
	};
}
