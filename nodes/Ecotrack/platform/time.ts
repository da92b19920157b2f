/**
 * Days and times as the platform means them: Algerian wall time, UTC+1 all year, never with an
 * offset (docs/ecotrack-api.md, section 5).
 */
import { toPlain, withoutMarks } from './names';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
const ALGIERS_MS = HOUR;

/** The platform's calendar day of an instant in milliseconds, `Y-m-d`. */
export function dayOf(instant: number): string {
	return new Date(instant + ALGIERS_MS).toISOString().slice(0, 10);
}

/** The platform's hour of the day, 0 to 23. */
export function hourOf(instant: number): number {
	return new Date(instant + ALGIERS_MS).getUTCHours();
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
	return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

const CALENDAR = /^(\d{4})-?(\d{2})-?(\d{2})/;
const WEEK = /^(\d{4})-?W(\d{2})-?(\d)/;
const ORDINAL = /^(\d{4})-?(\d{3})(?!\d)/;
const TIME = /^[T\s](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The day `Y-m-d` that a date means to the platform, or undefined when it is no date. Without an
 * offset it is the calendar day as written; with one, or as a Date or n8n date, it is an instant and
 * becomes the day in Algiers at that instant.
 * @param value any ISO 8601 form of a day, with or without a time; a Date; an n8n (Luxon) date
 */
export function toDay(value: unknown): string | undefined {
	if (typeof value === 'object' && value !== null && 'toMillis' in value) {
		const date = value as { toMillis(): number };
		return typeof value.toMillis === 'function' ? dayInAlgiers(date.toMillis()) : undefined;
	}
	if (value instanceof Date) return dayInAlgiers(value.getTime());
	const text = withoutMarks(toPlain(value)).trim();
	const day = readCalendar(text) ?? readWeek(text) ?? readOrdinal(text);
	if (!day) return undefined;
	const rest = text.slice(day.length);
	if (rest === '') return format(day.ms);
	const time = TIME.exec(rest);
	if (!time) return undefined;
	const [, hours, minutes = '0', seconds = '0', offset] = time;
	if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
	if (!offset) return format(day.ms);
	const clockMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
	return dayInAlgiers(day.ms + clockMs - toOffsetMs(offset));
}

/**
 * The ISO time, with its offset, of a wall time as the platform writes it; undefined when it is none.
 * @param date `Y-m-d` or `Y-m-d H:i:s`
 * @param time `H:i:s`, when the platform sends it apart
 */
export function toIsoTime(date: unknown, time?: unknown): string | undefined {
	const text = [date, time].filter((part) => typeof part === 'string' && part !== '').join(' ');
	const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2})(:\d{2})?)?/.exec(text.trim());
	if (!match) return undefined;
	const [, day, hours = '00:00', seconds = ':00'] = match;
	return `${day}T${hours.padStart(5, '0')}${seconds}+01:00`;
}

/** An instant, in milliseconds, as the ISO time that a clock in Algiers shows. */
export function toAlgiersTime(ms: number): string {
	return `${new Date(ms + ALGIERS_MS).toISOString().slice(0, 19)}+01:00`;
}

interface Calendar {
	ms: number;
	/** How many characters it took. */
	length: number;
}

function readCalendar(text: string): Calendar | undefined {
	const match = CALENDAR.exec(text);
	if (!match) return undefined;
	const [year, month, day] = match.slice(1).map(Number);
	const ms = Date.UTC(year, month - 1, day);
	// 30 February rolls over into March: no such day.
	return new Date(ms).getUTCDate() === day && month <= 12 && month >= 1
		? { ms, length: match[0].length }
		: undefined;
}

function readWeek(text: string): Calendar | undefined {
	const match = WEEK.exec(text);
	if (!match) return undefined;
	const [year, week, weekday] = match.slice(1).map(Number);
	// 4 January is always in week 1; weeks begin on Monday and belong to the year of their Thursday.
	const fourth = Date.UTC(year, 0, 4);
	const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
	const monday = firstMonday + (week - 1) * 7 * DAY;
	const isWeek = week >= 1 && new Date(monday + 3 * DAY).getUTCFullYear() === year;
	if (!isWeek || weekday < 1 || weekday > 7) return undefined;
	return { ms: monday + (weekday - 1) * DAY, length: match[0].length };
}

function readOrdinal(text: string): Calendar | undefined {
	const match = ORDINAL.exec(text);
	if (!match) return undefined;
	const [year, day] = match.slice(1).map(Number);
	const ms = Date.UTC(year, 0, day);
	return new Date(ms).getUTCFullYear() === year ? { ms, length: match[0].length } : undefined;
}

function toOffsetMs(offset: string): number {
	if (/^z$/i.test(offset)) return 0;
	const sign = offset.startsWith('-') ? -1 : 1;
	const hours = Number(offset.slice(1, 3));
	const minutes = Number(offset.slice(3).replace(':', '') || 0);
	return sign * (hours * 60 + minutes) * 60_000;
}

function dayInAlgiers(ms: number): string | undefined {
	return Number.isFinite(ms) ? dayOf(ms) : undefined;
}

function format(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
