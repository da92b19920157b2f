/**
 * The state between two polls. n8n hands it out and takes it back, but in one of its modes (its
 * scheduler without durable cursors) it drops what a poll without items has learned. A large baseline
 * would never end there, and of many orders the same few would always be asked about; so the process
 * remembers.
 */
import { deepCopy, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { DAY } from '../platform/time';
import type { State } from '../watch/state';
import { identify, type Persistence, type PollKind } from './registration';

/** A node that has not polled for a week has been deleted or switched off; and a day to spare. */
const MAX_IDLE_MS = 8 * DAY;

/** Per trigger node: what has been learned, from which written state, and when. */
const learned = new Map<string, { origin: string; state: IDataObject; at: number }>();

/** Longer than n8n takes to commit what a poll has returned, shorter than the time until the next one. */
const MAX_COMMIT_MS = 15_000;

/** With durable cursors, per trigger node: the poll whose state was last handed to n8n, and when. */
const handedOver = new Map<string, { polled: number; at: number }>();

/**
 * Whether a poll has got a state that another one has just replaced. n8n's scheduler reads the state
 * before it calls poll(), and commits it after poll() has returned: a tick that falls in between would
 * tell the same once more, and ask before a wait is over. Once a commit has had its time, what n8n hands
 * out counts again: it may have failed.
 */
export function isOvertaken(
	context: IPollFunctions,
	{ isFirst, persistence }: Pick<PollKind, 'isFirst' | 'persistence'>,
	now = Date.now(),
): boolean {
	const key = identify(context);
	for (const [node, { at }] of handedOver) {
		if (Math.abs(now - at) > MAX_COMMIT_MS) handedOver.delete(node);
	}
	// A registration begins with what n8n gives it.
	if (isFirst) handedOver.delete(key);
	const last = handedOver.get(key);
	if (persistence !== 'saved' || last === undefined) return false;
	const { budget } = context.getWorkflowStaticData('node') as Partial<State>;
	return budget?.polled !== last.polled;
}

/** Notes that n8n is about to commit this state. */
export function noteHandOver(context: IPollFunctions, { budget }: State, now = Date.now()): void {
	handedOver.set(identify(context), { polled: budget.polled, at: now });
}

/** How many nodes are remembered at the moment. */
export const rememberedNodes = () => learned.size;

export interface Memory {
	/** What is known so far; a copy. */
	state: IDataObject;
	/** Replaces what was known, by whole keys: n8n may not see a change below one. */
	keep(state: State): void;
}

export function openMemory(
	context: IPollFunctions,
	persistence: Persistence,
	now = Date.now(),
): Memory {
	for (const [key, { at }] of learned) if (Math.abs(now - at) > MAX_IDLE_MS) learned.delete(key);
	const data = context.getWorkflowStaticData('node');
	const keep = (state: State) => {
		for (const key of Object.keys(data)) if (!(key in state)) delete data[key];
		Object.assign(data, state);
	};
	const key = identify(context);
	if (persistence !== 'dropped') {
		learned.delete(key);
		return { state: deepCopy(data), keep };
	}
	const origin = JSON.stringify(data);
	const known = learned.get(key);
	return {
		state: deepCopy(known?.origin === origin ? known.state : data),
		keep: (state) => {
			keep(state);
			learned.set(key, { origin, state: deepCopy(data), at: now });
		},
	};
}
