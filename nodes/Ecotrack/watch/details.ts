import { toKey, type Row } from '../platform/rows';
import { BATCH_SIZE, bisect, type Verdict } from '../transport/batches';
import type { Poll } from './pollContext';
import { toVerdict } from './rateBudget';
import type { Pending } from './state';
import type { WatchEvent } from './types';

/** An event waits for its details for so many polls, then goes out without. */
export const MAX_TRIES = 2;

const UNKNOWN = 'The platform has no details of this order';
const UNREACHABLE = 'The details could not be read in time';

/**
 * Adds the order to events, from this poll's listing or else a hundred per request. What cannot be had
 * for a passing reason waits in the state; what the platform does not know goes out with null.
 * @param part of the poll's time, for requests that may fail or hang while others wait
 */
export async function addDetails(
	poll: Poll,
	waiting: readonly Pending[],
	part = 1,
): Promise<{ ready: WatchEvent[]; pending: Pending[] }> {
	if (!poll.settings.includeOrderDetails) {
		return { ready: waiting.map(({ event }) => event), pending: [] };
	}
	const orders = new Map<string, Row | null>();
	for (const [key, { order }] of poll.listed) orders.set(key, order);
	const wanted = new Map(waiting.map(({ event: { tracking } }) => [toKey(tracking), tracking]));
	const missing = [...wanted].filter(([key]) => !orders.has(key)).map(([, tracking]) => tracking);
	for (let start = 0; start < missing.length; start += BATCH_SIZE) {
		if (poll.budget.left === 0) break;
		const group = missing.slice(start, start + BATCH_SIZE);
		if (!(await request(poll, group, orders, part)) && part < 1) break;
	}
	const ready: WatchEvent[] = [];
	const pending: Pending[] = [];
	for (const { event, tries } of waiting) {
		const order = orders.get(toKey(event.tracking));
		if (order) ready.push({ ...event, order });
		else if (order === null) ready.push({ ...event, order, note: UNKNOWN });
		else if (tries < MAX_TRIES) pending.push({ event, tries: tries + 1 });
		else ready.push({ ...event, order: null, note: UNREACHABLE });
	}
	return { ready, pending };
}

/** @returns whether more may be asked for before walk and statuses */
async function request(
	poll: Poll,
	trackings: string[],
	orders: Map<string, Row | null>,
	part: number,
): Promise<boolean> {
	const ask = async (group: string[]): Promise<Verdict> => {
		const outcome = await poll.budget.send(
			(timeoutMs) => poll.client.details(group, timeoutMs * part),
			true,
		);
		const verdict = toVerdict(outcome);
		if (verdict !== 'taken') return verdict;
		const found = outcome.kind === 'ok' ? outcome.data : undefined;
		for (const key of group.map(toKey)) orders.set(key, found?.get(key) ?? null);
		return verdict;
	};
	const verdict = await ask(trackings);
	if (verdict === 'taken') return true;
	// Who spoils it is looked for when walk and statuses have had their turn.
	if (verdict === 'stopped' || (verdict === 'failed' && part < 1)) return false;
	const offend = (tracking: string, reason: 'refused' | 'failed') => {
		// Who fails for another reason may have details in the next poll.
		if (reason === 'refused') orders.set(toKey(tracking), null);
		return true;
	};
	const known = verdict === 'refused' ? 'suspect' : 'nothing';
	await bisect(trackings, ask, offend, () => poll.budget.left > 0, known);
	return true;
}
