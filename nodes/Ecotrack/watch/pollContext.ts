import type { SeenAttempts } from './attempts';
import type { FilterTransition } from './events';
import type { Queue } from './queue';
import type { RateBudget } from './rateBudget';
import type { State } from './state';
import type { ListedOrder, Settings, WatchClient, WatchEvent } from './types';

/** One poll at work: what its steps share. */
export interface Poll {
	readonly client: WatchClient;
	readonly settings: Settings;
	/** A copy: nothing is kept unless the poll comes to its end. */
	readonly state: State;
	readonly queue: Queue;
	readonly filter: FilterTransition;
	/** Null unless attempts are watched. */
	readonly seen: SeenAttempts | null;
	readonly budget: RateBudget;
	readonly startedAt: number;
	/** How far the baseline had come before this poll. */
	readonly stageBefore: State['stage'];
	readonly knownBefore: number;
	/** True when the workflow was switched on after so long a pause that not all is news any more. */
	readonly isResumption: boolean;
	/** Orders taken in silently after the baseline. */
	silenced: number;
	/** Rows the listing showed in this poll, by key. */
	readonly listed: Map<string, ListedOrder>;
	/** Events that passed the filter in this poll. */
	readonly found: WatchEvent[];
	readonly capacity: number;
	readonly warnings: Set<string>;
}

export const roomIn = (poll: Poll) => poll.capacity - poll.found.length;

/** The time of what this poll sees, as events show it. */
export const detectedAt = (poll: Poll) => new Date(poll.startedAt).toISOString();
