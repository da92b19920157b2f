import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { NodeRun, RunOptions } from './engine';
import { openLab, type Lab } from './lab';
import { NEW_ORDER } from './parameters';

/** Parameters that take recipient, commune and reference from the item. */
const FROM_ITEM: INodeParameters = {
	...NEW_ORDER,
	recipient: '={{ $json.name ?? "Client Exemple" }}',
	commune: { __rl: true, mode: 'name', value: '={{ $json.commune ?? "Kouba" }}' },
	additionalFields: { reference: '={{ $json.ref }}' },
};

export interface BulkLab {
	lab: Lab;
	createMany(
		input: IDataObject[],
		parameters?: INodeParameters,
		options?: RunOptions,
	): Promise<NodeRun>;
	/** How many bulk requests were sent. */
	sent(): number;
	/** Every tracking in the output leads to the order that was made for its item. */
	expectRightOwners(json: IDataObject[], input: IDataObject[]): void;
}

/** A lab for Order: Create Many; its platform lives today. */
export function openBulkLab(): BulkLab {
	const lab = openLab({ limits: 'off', startAt: new Date() });
	return {
		lab,
		createMany: async (input, parameters = {}, options = {}) =>
			await lab.run('order.createMany', { ...FROM_ITEM, ...parameters }, { input, ...options }),
		sent: () => lab.asked().filter((path) => path === 'create/orders').length,
		expectRightOwners: (json, input) => {
			for (const [index, { tracking }] of json.entries()) {
				if (!tracking) continue;
				const order = lab.sandbox.platform.get(String(tracking));
				expect(order?.recipient).toBe(input[index].name);
			}
		},
	};
}

/** Items with these references, and recipients to know their orders by. */
export const named = (...references: string[]) =>
	references.map((ref) => ({ ref, name: `For ${ref}` }));
