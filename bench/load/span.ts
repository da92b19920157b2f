/** What is measured of triggers under load, hour by hour. */
import type { Persistence } from '../../test/support/trigger-host';

export interface Setting {
	name: string;
	triggers: number;
	/** Orders in process, of each. */
	size: number;
	days: number;
	details: boolean;
	/** In which of n8n's modes. */
	persistence: Persistence;
	/** Between the baseline and what is measured. */
	settleMs: number;
	/** After it, for what is still to be told. */
	tailMs: number;
}

/** An hour, or several together. */
export interface Span {
	/** Of each poll, in milliseconds, without HTTP and the simulated accounts. */
	cpuMs: number[];
	requests: number;
	events: number;
	pollsWithEvents: number;
	/** Minutes from leaving `en_livraison` or `suspendu` until it was told. */
	outcomes: number[];
	/** Of the finals that were reached in the time that is measured. */
	finalsTold: number;
	/** Polls that logged a warning. */
	warned: number;
	samples: Sample[];
}

/** The memory of the whole process around a poll, in MB, and what its trigger remembers. */
export interface Sample {
	/** More than before the poll where it is fullest, what is garbage by then included. */
	addedMb: number;
	/** After the poll, swept. */
	keptMb: number;
	stateBytes: number;
	/** Orders asked about, and those that are remembered although they have ended. */
	active: number;
	ended: number;
}

/** What the measured process says. */
export type Report =
	| { told: 'open'; emptyMb: number }
	| { told: 'hour'; span: Span }
	| { told: 'end'; tail: Span; finals: number };

export interface Measured extends Setting {
	/** The process before its first poll. */
	emptyMb: number;
	hours: Span[];
	/** Reached in these hours, and how many of them were told by the end. */
	finals: number;
	finalsTold: number;
}

export const emptySpan = (): Span => ({
	cpuMs: [],
	requests: 0,
	events: 0,
	pollsWithEvents: 0,
	outcomes: [],
	finalsTold: 0,
	warned: 0,
	samples: [],
});

/** Several hours as one. */
export function together(hours: readonly Span[]): Span {
	const all = emptySpan();
	for (const hour of hours) {
		all.requests += hour.requests;
		all.events += hour.events;
		all.pollsWithEvents += hour.pollsWithEvents;
		all.finalsTold += hour.finalsTold;
		all.warned += hour.warned;
		for (const ms of hour.cpuMs) all.cpuMs.push(ms);
		for (const minutes of hour.outcomes) all.outcomes.push(minutes);
		all.samples.push(...hour.samples);
	}
	return all;
}
