/**
 * The platform's dates: Africa/Algiers, UTC+1 all year, written without an offset
 * (docs/ecotrack-api.md section 5).
 */

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** `2026-08-15 09:12:40` */
export function toStamp(at: Date): string {
	return new Date(at.getTime() + HOUR).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-08-15` */
export function toDay(at: Date): string {
	return toStamp(at).slice(0, 10);
}

/** `09:12:40` */
export function toTime(at: Date): string {
	return toStamp(at).slice(11);
}

/** The first millisecond of a day written `Y-m-d`; undefined when it is no such day. */
export function startOfDay(day: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
	const midnight = Date.parse(`${day}T00:00:00Z`);
	const real = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
	return real ? midnight - HOUR : undefined;
}
