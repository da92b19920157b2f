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
