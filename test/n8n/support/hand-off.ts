import { setTimeout as pause } from 'node:timers/promises';
import type { OwnN8n } from './own';
import type { Watch } from './watch';

/** So many milliseconds after the platform has answered, or n8n has begun to take the events over. */
export type Moment = [after: 'answer' | 'events', ms: number];

/**
 * Moves the one order of each account, and kills n8n at that moment of the poll that finds it out.
 * Then starts it again.
 */
export async function killInHandOff(
	n8n: OwnN8n,
	watches: Watch[],
	status: string,
	[after, ms]: Moment,
): Promise<void> {
	await Promise.all(watches.map((watch) => watch.awaitPolls(1)));
	const logged = n8n.readLog().length;
	const signs = {
		answer: () =>
			watches.some(({ sandbox }) =>
				sandbox.requests.some(({ path }) => path.endsWith('get/orders/status')),
			),
		events: () => n8n.readLog().slice(logged).includes('Received event to trigger execution'),
	};
	for (const watch of watches) {
		watch.sandbox.requests.length = 0;
		watch.move(watch.sandbox.platform.all()[0].tracking, status);
	}
	while (!signs[after]()) await pause(1);
	if (ms > 0) await pause(ms);
	await n8n.crash();
	await n8n.restart();
}
