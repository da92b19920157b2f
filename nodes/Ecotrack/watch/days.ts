/** Days and hours as the platform counts them: UTC+1 all year (docs/ecotrack-api.md section 5). */

const OFFSET = 3_600_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The platform's calendar day of an instant, `Y-m-d`. */
export function dayOf(instant: number): string {
	return new Date(instant + OFFSET).toISOString().slice(0, 10);
}

/** The platform's hour of the day, 0 to 23. */
export function hourOf(instant: number): number {
	return new Date(instant + OFFSET).getUTCHours();
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
	return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}
