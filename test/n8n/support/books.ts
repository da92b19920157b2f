/** The books of one account: what its orders did, beside what reached n8n's database and the workflow. */
import type { IDataObject } from 'n8n-workflow';
import { FINAL } from '../../watch/support/lives';
import type { Act } from './collector';
import type { SavedBatch, Snapshot } from './disk';

/** What a kill did to the hand-off of one account; the names are those of the fuzz. */
export type Accident =
	/** The state believes what no execution holds: those events are lost. */
	| 'stateOnly'
	/** An execution holds what the state does not know: those events come again. */
	| 'itemsOnly'
	/** Nothing of either. */
	| 'none';

interface Change {
	tracking: string;
	status: string;
}

/** How far an order is in its path: by the state, and by the executions. */
interface Place {
	tracking: string;
	place: number;
	told: number;
}

/** The list of orders that were read as final (docs/watch.md). */
const CLOSED = '.x';

const nameOf = ({ tracking, status }: Change) => `${tracking} ${status}`;

export class Books {
	/** What must never happen, in words. */
	readonly violations: string[] = [];
	readonly counts = {
		kills: 0,
		'batches handed over': 0,
		'events handed over': 0,
		'finals reached': 0,
		'kills that lost a batch': 0,
		'events in lost batches': 0,
		'of these finals': 0,
		'kills that made a batch come again': 0,
		'events told again, unmarked': 0,
		'events repeated on purpose': 0,
		'of these lost before': 0,
		'finals lost': 0,
		'executions that died with n8n': 0,
		'events never acted upon': 0,
		'of these final': 0,
		'events acted upon twice, unmarked': 0,
	};
	/** The final statuses that never reached an execution. */
	readonly lostFinals: string[] = [];

	/** Per order, the place in its path up to which it has been told, or is believed to have been. */
	private readonly told = new Map<string, number>();
	private readonly handedOver = new Set<string>();
	private readonly lost = new Set<string>();
	/** Told, but the state does not know it. */
	private readonly loose = new Set<string>();
	private readonly batches: SavedBatch[] = [];

	/** @param paths of each order, every status it has had so far */
	constructor(
		readonly name: string,
		private readonly workflowId: string,
		private readonly paths: ReadonlyMap<string, readonly string[]>,
	) {}

	/** Books what a kill has left, and says what it did to the hand-off. */
	bookKill(snapshot: Snapshot): Accident {
		this.counts.kills++;
		this.bookBatches(snapshot);
		const { ahead, behind } = this.compare(snapshot);
		for (const { tracking, place } of ahead) {
			const status = this.paths.get(tracking)?.[place] ?? '';
			this.lost.add(nameOf({ tracking, status }));
			this.counts['events in lost batches']++;
			if (FINAL.has(status)) this.counts['of these finals']++;
		}
		for (const { tracking, place, told } of behind) {
			const again = this.paths.get(tracking)?.slice(place + 1, told + 1) ?? [];
			for (const status of again) this.loose.add(nameOf({ tracking, status }));
		}
		for (const { tracking, place } of [...ahead, ...behind]) this.told.set(tracking, place);
		if (ahead.length > 0) this.counts['kills that lost a batch']++;
		if (behind.length > 0) this.counts['kills that made a batch come again']++;
		if (ahead.length > 0) return 'stateOnly';
		return behind.length > 0 ? 'itemsOnly' : 'none';
	}

	/** After a calm poll: every order's status is told, in an execution and by the workflow. */
	close(snapshot: Snapshot, acts: readonly Act[]): void {
		this.bookBatches(snapshot);
		for (const [tracking, path] of this.paths) {
			const status = path[path.length - 1];
			if (this.told.get(tracking) !== path.length - 1) this.blame('never told', tracking, status);
			if (!FINAL.has(status)) continue;
			this.counts['finals reached']++;
			if (!this.handedOver.has(nameOf({ tracking, status }))) {
				this.lostFinals.push(nameOf({ tracking, status }));
			}
		}
		this.counts['finals lost'] = this.lostFinals.length;
		this.checkActs(snapshot, acts);
	}

	private bookBatches({ batches }: Snapshot): void {
		for (const batch of batches) {
			if (batch.workflowId !== this.workflowId || batch.events.length === 0) continue;
			this.batches.push(batch);
			this.counts['batches handed over']++;
			this.counts['events handed over'] += batch.events.length;
			for (const event of batch.events) this.bookEvent(event);
		}
	}

	private bookEvent(event: IDataObject): void {
		const { tracking, status, previousStatus } = event as Record<string, string | null>;
		if (typeof tracking !== 'string' || typeof status !== 'string') {
			return this.blame('no event', JSON.stringify(event), '');
		}
		const place = this.placeOf(tracking, status);
		const before = this.told.get(tracking) ?? -1;
		const name = nameOf({ tracking, status });
		if (place < 0) this.blame('invented', tracking, status);
		if (event.repeated) {
			this.counts['events repeated on purpose']++;
			if (!this.handedOver.has(name) && !this.lost.has(name))
				this.blame('no repeat', tracking, status);
			if (this.lost.delete(name)) this.counts['of these lost before']++;
		} else {
			if (this.loose.has(name)) this.counts['events told again, unmarked']++;
			else if (place <= before) this.blame('told twice', tracking, status);
			const expected = before < 0 ? null : this.paths.get(tracking)?.[before];
			if (previousStatus !== expected) {
				this.blame(`broken chain (${previousStatus}, not ${expected})`, tracking, status);
			}
			this.told.set(tracking, place);
		}
		this.handedOver.add(name);
	}

	/** Where the state that n8n has saved differs from what it has saved of executions. */
	private compare({ lists }: Snapshot): { ahead: Place[]; behind: Place[] } {
		const believed = new Map<string, number>();
		for (const [list, joined] of Object.entries(lists.get(this.workflowId) ?? {})) {
			for (const tracking of joined ? joined.split(',') : []) {
				const path = this.paths.get(tracking) ?? [];
				// Closed orders stand in one list, new ones in another.
				believed.set(tracking, list === CLOSED ? path.length - 1 : path.indexOf(list));
			}
		}
		const places = [...this.paths.keys()].map((tracking) => ({
			tracking,
			place: believed.get(tracking) ?? -1,
			told: this.told.get(tracking) ?? -1,
		}));
		return {
			ahead: places.filter(({ place, told }) => place > told),
			behind: places.filter(({ place, told }) => place < told),
		};
	}

	/** What n8n itself has dropped after the hand-off: it never repeats an execution that it was killed in. */
	private checkActs({ statuses }: Snapshot, acts: readonly Act[]): void {
		const acted = new Set<string>();
		for (const { tracking, status, repeated } of acts) {
			const name = nameOf({ tracking, status });
			if (!repeated && acted.has(name)) this.counts['events acted upon twice, unmarked']++;
			acted.add(name);
		}
		const died = new Set<number>();
		for (const { id, events } of this.batches) {
			if (statuses.get(id) === 'crashed') died.add(id);
			for (const { tracking, status } of events as unknown as Change[]) {
				if (acted.has(nameOf({ tracking, status }))) continue;
				acted.add(nameOf({ tracking, status })); // counts once
				this.counts['events never acted upon']++;
				if (FINAL.has(status)) this.counts['of these final']++;
				if (!died.has(id)) this.blame(`never run (${statuses.get(id)})`, tracking, status);
			}
		}
		this.counts['executions that died with n8n'] = died.size;
	}

	private placeOf(tracking: string, status: string): number {
		return this.paths.get(tracking)?.indexOf(status) ?? -1;
	}

	private blame(what: string, tracking: string, status: string): void {
		this.violations.push(`${this.name}: ${what}: ${tracking} ${status}`);
	}
}

/** The counts of several accounts together. Each kill hit all of them. */
export function sumUp(books: readonly Books[]): Books['counts'] {
	const sum = { ...books[0].counts };
	for (const { counts } of books.slice(1)) {
		for (const name of Object.keys(counts) as Array<keyof Books['counts']>) {
			if (name !== 'kills') sum[name] += counts[name];
		}
	}
	return sum;
}
