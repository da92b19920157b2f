import { cycle, type PollResult } from '../../../nodes/Ecotrack/watch/cycle';
import type { Settings, WatchClient, WatchEvent } from '../../../nodes/Ecotrack/watch/types';

/** The process dies here. */
export class Crash extends Error {}

/** How n8n keeps a trigger's state (docs/watch.md, "What n8n does with the state"). */
export type Mode = 'classic' | 'durable';

/** Where in the hand-off of a poll's items the process dies, if it does. */
export type Accident =
	| 'none'
	/** Before anything was written. */
	| 'nothing'
	/** Classic only: the state was written, the execution was not: that batch is lost. */
	| 'stateOnly'
	/** Classic only: the execution was written, the state was not: that batch is learned again. */
	| 'itemsOnly'
	/** After everything was written. */
	| 'all';

export interface Report {
	/** Null when the process died before the poll came to its end. */
	result: PollResult | null;
	/** What reached the workflow. */
	delivered: WatchEvent[];
	/** What was found but will never reach it by itself. */
	lost: WatchEvent[];
	/** True when the state reached the database. */
	isSaved: boolean;
	hasCrashed: boolean;
}

const NOTHING: Report = {
	result: null,
	delivered: [],
	lost: [],
	isSaved: false,
	hasCrashed: false,
};

/** n8n around the watcher: what is kept in memory, what on disk, and what a crash leaves. */
export class Host {
	private memory: unknown = {};
	private disk = '{}';
	private isAfterRestart = false;
	private isSwitchedOn = false;
	private isBusy = false;

	constructor(readonly mode: Mode) {}

	/** The server stops and starts again. */
	restart(): void {
		this.memory = JSON.parse(this.disk);
		this.isAfterRestart = true;
	}

	/** A person switches the workflow off and, at the next poll, on again. */
	switchOn(): void {
		this.restart();
		this.isAfterRestart = false;
		this.isSwitchedOn = true;
	}

	async poll(
		client: WatchClient,
		settings: Settings,
		accident: Accident = 'none',
	): Promise<Report> {
		// Polls can overlap in n8n's classic engine; the trigger lets only one of them work.
		if (this.isBusy) return NOTHING;
		this.isBusy = true;
		try {
			return await this.work(client, settings, accident);
		} finally {
			this.isBusy = false;
		}
	}

	private async work(client: WatchClient, settings: Settings, accident: Accident): Promise<Report> {
		const stored = this.mode === 'durable' ? JSON.parse(this.disk) : this.memory;
		let result: PollResult;
		try {
			result = await cycle(stored, client, settings, {
				isAfterRestart: this.isAfterRestart,
				isSwitchedOn: this.isSwitchedOn,
			});
		} catch (error) {
			if (!(error instanceof Crash)) throw error;
			return this.crash(null, [], [], false);
		}
		this.isAfterRestart = false;
		const isWorthSaving = result.isWorthSaving || this.isSwitchedOn;
		this.isSwitchedOn = false;
		const { events, state, succeeded, failure } = result;
		const hasFailed = succeeded === 0 && failure !== null && events.length === 0;
		if (this.mode === 'durable') {
			// State and items are one transaction, on null as well; a throw discards both.
			if (accident === 'nothing') return this.crash(result, [], [], false);
			if (!hasFailed) this.disk = JSON.stringify(state);
			if (accident !== 'none') return this.crash(result, events, [], !hasFailed);
			return { result, delivered: events, lost: [], isSaved: !hasFailed, hasCrashed: false };
		}
		this.memory = state;
		const isSaved = events.length > 0 || isWorthSaving;
		if (!isSaved) {
			return accident === 'none'
				? { result, delivered: [], lost: [], isSaved, hasCrashed: false }
				: this.crash(result, [], [], false);
		}
		if (accident === 'nothing') return this.crash(result, [], [], false);
		if (accident !== 'itemsOnly') this.disk = JSON.stringify(state);
		if (accident === 'stateOnly') return this.crash(result, [], events, true);
		if (accident !== 'none') return this.crash(result, events, [], accident === 'all');
		return { result, delivered: events, lost: [], isSaved, hasCrashed: false };
	}

	private crash(
		result: PollResult | null,
		delivered: WatchEvent[],
		lost: WatchEvent[],
		isSaved: boolean,
	): Report {
		this.restart();
		return { result, delivered, lost, isSaved, hasCrashed: true };
	}
}
