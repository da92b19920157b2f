/**
 * The state between two polls. n8n hands it out and takes it back, but in one of its modes (its
 * scheduler without durable cursors) it drops what a poll without items has learned. A large baseline
 * would never end there, and of many orders the same few would always be asked about; so the process
 * remembers. With durable cursors n8n may hand out one that is behind: it reads it some time before it
 * polls, and another poll of the node may have handed events over in between.
 */
import { deepCopy, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { DAY, MINUTE } from '../platform/time';
import type { State } from '../watch/state';
import { identify, type Persistence } from './registration';

/** A node that has not polled for a week has been deleted or switched off; and a day to spare. */
const MAX_IDLE_MS = 8 * DAY;

/** Per trigger node: what has been learned, from which written state, and when. */
const learned = new Map<string, { origin: string; state: IDataObject; at: number }>();

/**
 * With durable cursors, per trigger node: the last poll that handed events over. For a minute: a cursor
 * that is behind longer was not kept by n8n, and its events are to be found again.
 */
const handedOver = new Map<string, { polled: number; at: number }>();
const MAX_BEHIND_MS = MINUTE;

/** How many nodes are remembered at the moment. */
export const rememberedNodes = () => learned.size;

export interface Memory {
	/** What is known so far; a copy. */
	state: IDataObject;
	/** True when another poll has just told what this state does not know yet. */
	isBehind: boolean;
	/** Replaces what was known, by whole keys: n8n may not see a change below one. */
	keep(state: State, hasEvents?: boolean): void;
}

export function openMemory(
	context: IPollFunctions,
	persistence: Persistence,
	now = Date.now(),
): Memory {
	forget(learned, now, MAX_IDLE_MS);
	forget(handedOver, now, MAX_BEHIND_MS);
	const data = context.getWorkflowStaticData('node');
	const keep = (state: State) => {
		for (const key of Object.keys(data)) if (!(key in state)) delete data[key];
		Object.assign(data, state);
	};
	const key = identify(context);
	if (persistence !== 'dropped') {
		learned.delete(key);
		if (persistence === 'kept') return { state: deepCopy(data), isBehind: false, keep };
		return {
			state: deepCopy(data),
			isBehind: polledIn(data) < (handedOver.get(key)?.polled ?? 0),
			keep: (state, hasEvents = false) => {
				keep(state);
				if (hasEvents) handedOver.set(key, { polled: state.budget.polled, at: Date.now() });
			},
		};
	}
	const origin = JSON.stringify(data);
	const known = learned.get(key);
	return {
		state: deepCopy(known?.origin === origin ? known.state : data),
		isBehind: false,
		keep: (state) => {
			keep(state);
			learned.set(key, { origin, state: deepCopy(data), at: now });
		},
	};
}

function forget(notes: Map<string, { at: number }>, now: number, maxAgeMs: number): void {
	for (const [key, { at }] of notes) if (Math.abs(now - at) >= maxAgeMs) notes.delete(key);
}

/** When the poll began that wrote this state; 0 where it does not say. */
function polledIn({ budget }: IDataObject): number {
	const polled = (budget as Partial<State['budget']> | undefined)?.polled;
	return typeof polled === 'number' ? polled : 0;
}
