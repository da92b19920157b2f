import type { WatchEvent } from '../../../nodes/Ecotrack/watch/changes';
import type { Outcome, Run } from '../../../nodes/Ecotrack/watch/cycle';
import { cycle } from '../../../nodes/Ecotrack/watch/cycle';
import type { Failure } from '../../../nodes/Ecotrack/watch/port';
import type { Settings } from '../../../nodes/Ecotrack/watch/settings';
import type { State } from '../../../nodes/Ecotrack/watch/state';
import type { Order } from './platform';
import { Platform } from './platform';
import type { PortOptions, RequestName } from './port';
import { portOf } from './port';
import { settingsWith } from './settings';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Ten in the morning in Algiers: no sweep comes between. */
export const MORNING = Date.parse('2026-03-02T09:00:00Z');

/** A short story for a test: a platform on which nothing moves by itself, and a watcher. */
export class Story {
	readonly platform: Platform;
	readonly port;
	state: unknown = {};
	settings: Settings;
	/** How requests fail from now on; null again for a platform that is well. */
	trouble: ((name: RequestName) => Failure | null) | null = null;

	constructor(
		settings: Parameters<typeof settingsWith>[0] = {},
		options: PortOptions & { isOldestFirst?: boolean } = {},
	) {
		this.platform = new Platform(MORNING, 1, { pace: 0, isOldestFirst: options.isOldestFirst });
		this.port = portOf(this.platform, {
			interfere: (name) => this.trouble?.(name) ?? null,
			...options,
		});
		this.settings = settingsWith(settings);
	}

	/** So many orders, created so many days ago. */
	orders(count: number, daysAgo = 0, status = 'en_livraison'): Order[] {
		const at = this.platform.now - daysAgo * DAY;
		return Array.from({ length: count }, () => this.platform.create(at, status));
	}

	order(daysAgo = 0, status = 'en_livraison'): Order {
		return this.orders(1, daysAgo, status)[0];
	}

	/** The next poll, a minute later unless said otherwise. */
	async poll(after = MINUTE, run: Run = {}): Promise<Outcome> {
		this.platform.advanceTo(this.platform.now + after);
		this.port.sent.length = 0;
		const outcome = await cycle(this.state, this.port, this.settings, run);
		this.state = JSON.parse(JSON.stringify(outcome.state));
		return outcome;
	}

	/** Polls until the baseline is complete. */
	async settle(): Promise<void> {
		for (let polls = 0; polls < 200; polls++) if ((await this.poll()).state.stage === 3) return;
		throw new Error('The baseline is never complete');
	}

	/** The events of so many polls. */
	async events(polls = 1, after = MINUTE): Promise<WatchEvent[]> {
		const events: WatchEvent[] = [];
		for (let poll = 0; poll < polls; poll++) events.push(...(await this.poll(after)).events);
		return events;
	}

	/** The state as it stands, for a look inside. */
	get remembered(): State {
		return this.state as State;
	}
}

/** "tracking: previous -> status" of each event, which is most of what tests ask about. */
export const told = (events: readonly WatchEvent[]) =>
	events.map(
		({ tracking, previousStatus, status }) => `${tracking}: ${previousStatus} -> ${status}`,
	);
