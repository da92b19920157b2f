import type { WatchEvent } from './changes';
import { passes } from './changes';
import type { Queue } from './queue';
import { NEW } from './queue';
import type { Filter } from './settings';
import type { State } from './state';
import { describeFilter, recallFilter } from './state';

/**
 * The filter at the way out. In n8n's classic engine the remembered state can be days older than what
 * the user has seen: nothing is saved while no event goes out. A wider filter would then announce
 * everything that happened meanwhile. So, after a change of the filter, an order's first reading must
 * pass the old filter as well; from its second reading on the new one alone decides.
 */
export class Gate {
	private readonly old: Filter;

	constructor(
		private readonly state: State,
		private readonly filter: Filter,
		private readonly queue: Queue,
	) {
		this.old = recallFilter(state.filter);
		const to = describeFilter(filter);
		if (to === state.filter) delete state.visit;
		else if (state.visit?.to !== to) {
			state.visit = { to, left: Object.fromEntries(queue.live()), walked: false };
		}
	}

	/** An order at the front of this list is being read: is it the first time under this filter? */
	visit(list: string): boolean {
		const left = this.state.visit?.left;
		if (!left || !(left[list] > 0)) return false;
		left[list]--;
		return true;
	}

	/** The order was put back at the front after all. */
	revisit(list: string): void {
		const left = this.state.visit?.left;
		if (left) left[list]++;
	}

	/** A new order has been discovered: until a walk is finished it may be old news. */
	admit(): boolean {
		const visit = this.state.visit;
		if (!visit || visit.walked) return false;
		visit.left[NEW] = (visit.left[NEW] ?? 0) + 1;
		return true;
	}

	passes(event: WatchEvent, isFirstReading: boolean): boolean {
		return passes(this.filter, event) && (!isFirstReading || passes(this.old, event));
	}

	/** After a poll: the new filter is in force once everything has been read under it. */
	close(hasWalked: boolean): void {
		const visit = this.state.visit;
		if (!visit) return;
		visit.walked ||= hasWalked;
		const isLeft = ([list, count]: [string, number]) =>
			Math.min(count, this.queue.length(list)) > 0;
		if (!visit.walked || Object.entries(visit.left).some(isLeft)) return;
		this.state.filter = visit.to;
		delete this.state.visit;
	}
}
