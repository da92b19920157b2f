import type { IPollFunctions } from 'n8n-workflow';

import { openMemory, rememberedNodes } from '../../../../nodes/Ecotrack/trigger/memory';
import type { State } from '../../../../nodes/Ecotrack/watch/state';

const DAY = 86_400_000;
const state = { v: 1, scope: 'x' } as State;

const context = (nodeId: string) =>
	({
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => ({ id: nodeId }),
		getWorkflowStaticData: () => ({}),
	}) as unknown as IPollFunctions;

describe('the memory of the process', () => {
	it('brings back what n8n drops, for a week between two polls', () => {
		openMemory(context('weekly'), 'dropped', 0).keep(state);
		expect(openMemory(context('weekly'), 'dropped', 7 * DAY).state).toEqual(state);
	});

	it('forgets the workflows that were deleted', () => {
		for (let node = 0; node < 50; node++) {
			openMemory(context(`deleted ${node}`), 'dropped', 20 * DAY).keep(state);
		}
		expect(rememberedNodes()).toBe(50);
		openMemory(context('alive'), 'dropped', 29 * DAY).keep(state);
		expect(rememberedNodes()).toBe(1);
	});
});
