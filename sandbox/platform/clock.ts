export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** How the sandbox's time runs: with the computer's, by hand, or so many times faster. */
export type ClockKind = 'real' | 'manual' | { speed: number };

interface Sleeper {
	dueAt: number;
	wake: () => void;
}

/** The one source of time of a sandbox: orders, rate windows, the Date header and slow answers. */
export class Clock {
	private readonly startedAt = Date.now();
	private jumped = 0;
	private sleepers: Sleeper[] = [];
	private readonly speed: number;

	constructor(
		kind: ClockKind = 'real',
		private readonly startAt: Date = new Date(),
	) {
		this.speed = kind === 'real' ? 1 : kind === 'manual' ? 0 : kind.speed;
		if (!(this.speed >= 0)) throw new RangeError('The speed of the clock must not be negative');
	}

	now(): Date {
		const ran = (Date.now() - this.startedAt) * this.speed;
		return new Date(this.startAt.getTime() + this.jumped + ran);
	}

	/** Jumps ahead by so many milliseconds; a manual clock moves in no other way. */
	advance(ms: number): void {
		if (!(ms >= 0)) throw new RangeError('The clock only moves forward');
		this.jumped += ms;
		const now = this.now().getTime();
		const due = this.sleepers.filter((sleeper) => sleeper.dueAt <= now);
		this.sleepers = this.sleepers.filter((sleeper) => sleeper.dueAt > now);
		for (const { wake } of due) wake();
	}

	/** Resolves when so many milliseconds have passed on this clock. */
	wait(ms: number): Promise<void> {
		return new Promise((wake) => {
			this.sleepers.push({ dueAt: this.now().getTime() + ms, wake });
			// Waking twice does no harm; a forgotten wait must not keep the process alive.
			if (this.speed > 0) setTimeout(wake, Math.ceil(ms / this.speed)).unref();
		});
	}
}

/**
 * An instant as the platform writes it, as in `2026-08-15 09:12:40`: Africa/Algiers, UTC+1 all
 * year, without an offset (docs/ecotrack-api.md section 5).
 */
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
