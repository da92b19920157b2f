import type * as n8nWorkflow from 'n8n-workflow';

import type { Clock } from '../../sandbox';

/** The pauses that the shipped code has made since the last `forgetPauses`, in milliseconds. */
export const pauses: number[] = [];

/** While `forever`, a pause does not end by itself. */
export const sleeping = { forever: false };

let clock: Clock | undefined;

/** From now on a pause moves this clock on, so that the sandbox sees the time pass. */
export function forgetPauses(moved?: Clock): void {
	pauses.length = 0;
	sleeping.forever = false;
	clock = moved;
}

/**
 * n8n-workflow with a `sleep` that takes no time. For the top of a test file:
 * `jest.mock('n8n-workflow', () => jest.requireActual('./pauses').withoutSleeping())`
 */
export function withoutSleeping(): typeof n8nWorkflow {
	return {
		...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
		sleep: async (ms: number) => {
			pauses.push(ms);
			clock?.advance(ms);
			if (sleeping.forever) await new Promise(() => {});
		},
	};
}
