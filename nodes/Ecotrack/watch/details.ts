import { bisect, toVerdict, type Verdict } from './bisect';
import type { WatchEvent } from './changes';
import type { OrderDetails } from './port';
import type { Poll } from './poll';
import { keyOf } from './queue';
import { BATCH } from './seats';
import type { Pending } from './state';

/** An event waits for its details for so many polls, then goes out without. */
export const PATIENCE = 2;

const UNKNOWN = 'The platform has no details of this order';
const UNREACHABLE = 'The details could not be read in time';

/**
 * Adds the order to events, from this poll's listing or else a hundred per request. What cannot be had
 * for a passing reason waits in the state; what the platform does not know goes out with null.
 */
export async function addDetails(
	poll: Poll,
	waiting: readonly Pending[],
): Promise<{
	ready: WatchEvent[];
	pending: Pending[];
}> {
	if (!poll.settings.includeOrderDetails) {
		return { ready: waiting.map(({ event }) => event), pending: [] };
	}
	const orders = new Map<string, OrderDetails | null>();
	for (const [key, { order }] of poll.listed) orders.set(key, order);
	const wanted = new Map(waiting.map(({ event: { tracking } }) => [keyOf(tracking), tracking]));
	const asked = [...wanted].filter(([key]) => !orders.has(key)).map(([, tracking]) => tracking);
	for (let at = 0; at < asked.length; at += BATCH) {
		if (poll.allowance.left === 0) break;
		await askFor(poll, asked.slice(at, at + BATCH), orders);
	}
	const ready: WatchEvent[] = [];
	const pending: Pending[] = [];
	for (const { event, tries } of waiting) {
		const order = orders.get(keyOf(event.tracking));
		if (order) ready.push({ ...event, order });
		else if (order === null) ready.push({ ...event, order, note: UNKNOWN });
		else if (tries < PATIENCE) pending.push({ event, tries: tries + 1 });
		else ready.push({ ...event, order: null, note: UNREACHABLE });
	}
	return { ready, pending };
}

async function askFor(
	poll: Poll,
	trackings: string[],
	orders: Map<string, OrderDetails | null>,
): Promise<void> {
	const ask = async (group: string[]): Promise<Verdict> => {
		const answer = await poll.allowance.send(
			(timeoutMs) => poll.port.details(group, timeoutMs),
			true,
		);
		if (answer.kind !== 'ok' && answer.kind !== 'notFound') return toVerdict(answer.kind);
		const rows = answer.kind === 'ok' ? answer.rows : [];
		const found = new Map(rows.map((row) => [keyOf(row.tracking), row.order]));
		for (const key of group.map(keyOf)) orders.set(key, found.get(key) ?? null);
		return 'taken';
	};
	const verdict = await ask(trackings);
	if (verdict === 'taken' || verdict === 'stopped') return;
	const offend = (tracking: string, verdict: 'refused' | 'failed') => {
		// Who fails for another reason may have details in the next poll.
		if (verdict === 'refused') orders.set(keyOf(tracking), null);
		return true;
	};
	await bisect(trackings, ask, offend, () => poll.allowance.left > 0);
}
