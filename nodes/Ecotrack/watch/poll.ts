import type { Allowance } from './allowance';
import type { Remarks } from './attempts';
import type { WatchEvent } from './changes';
import type { Gate } from './gate';
import type { ListedOrder, Port } from './port';
import type { Queue } from './queue';
import type { Settings } from './settings';
import type { State } from './state';

/** One poll at work: what its steps share. */
export interface Poll {
	readonly port: Port;
	readonly settings: Settings;
	/** A copy: nothing is kept unless the poll comes to its end. */
	readonly state: State;
	readonly queue: Queue;
	readonly gate: Gate;
	/** Null unless remarks are watched. */
	readonly remarks: Remarks | null;
	readonly allowance: Allowance;
	readonly startedAt: number;
	/** How far the baseline had come before this poll. */
	readonly stageBefore: State['stage'];
	/** How many orders were known before this poll. */
	readonly knownBefore: number;
	/** Rows the listing showed in this poll, by key. */
	readonly listed: Map<string, ListedOrder>;
	/** Events that passed the filter in this poll. */
	readonly found: WatchEvent[];
	/** How many events may go out in this poll. */
	readonly capacity: number;
	readonly warnings: Set<string>;
}

/** How many more events this poll can take. */
export const roomIn = (poll: Poll) => poll.capacity - poll.found.length;

/** An order and the list it was taken from. */
export interface Member {
	tracking: string;
	list: string;
}
