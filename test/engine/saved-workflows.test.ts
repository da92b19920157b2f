/**
 * Workflows that were saved with an earlier version run as they did: the nodes stand here as that version wrote
 * them into the workflow's JSON.
 */
import type { INode, INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off' });

/** A node as it stands in a workflow's file. */
const saved = (parameters: INodeParameters): INode => ({
	parameters,
	type: 'n8n-nodes-ecotrack.ecotrack',
	typeVersion: 1,
	position: [220, 0],
	id: '0f2b6f0e-5a53-4c0a-9d55-3a3f1d3c0005',
	name: 'ECOTRACK',
	credentials: { ecotrackApi: { id: '1', name: 'ECOTRACK account' } },
});

const run = async (parameters: INodeParameters, input = [{}]) => {
	const { data } = await lab.engine.runWorkflow([saved(parameters)], lab.credential, input);
	const items = data.resultData.runData.ECOTRACK?.at(-1)?.data?.main[0] ?? [];
	return { json: items.map(({ json }) => json), error: data.resultData.error };
};

describe('a tracking number of the mode that was called id', () => {
	it.each([
		['get', 'order', {}],
		['ship', 'order', { requestPickup: false }],
		['update', 'order', { updateFields: { phone: '0555000112' } }],
		['getHistory', 'tracking', {}],
		['add', 'remark', { content: 'Livrer après 17 h' }],
	])('is read by %s of %s', async (operation, resource, more) => {
		const { tracking } = lab.sandbox.platform.create();
		const { json, error } = await run(
			{
				resource,
				operation,
				tracking: { __rl: true, value: '={{ $json.number }}', mode: 'id' },
				...more,
			},
			[{ number: tracking }],
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ tracking }]);
	});

	it('is missed when it is empty, as ever', async () => {
		const tracking = { __rl: true, value: '={{ "" }}', mode: 'id' };
		const { error } = await run({ resource: 'order', operation: 'get', tracking });
		expect(error?.message).toBe("'Tracking Number' is empty");
	});
});

describe('a wilaya of the mode that was called id', () => {
	const wilayaId = { __rl: true, value: 'alger', mode: 'id' };

	it('is where a new order goes', async () => {
		const { error } = await run({
			operation: 'create',
			recipient: 'Client Exemple',
			phone: '0555000111',
			address: '12 rue des Oliviers',
			wilayaId,
			commune: { __rl: true, value: 'Kouba', mode: 'name' },
			amount: '2900',
			additionalFields: {},
			options: {},
		});
		expect(error).toBeUndefined();
		expect(lab.sandbox.platform.all()).toMatchObject([{ wilayaId: 16, commune: 'Kouba' }]);
	});

	it('is where an update moves an order', async () => {
		const order = lab.sandbox.platform.create({ wilayaId: 31, commune: 'Oran' });
		const { error } = await run({
			operation: 'update',
			tracking: { __rl: true, value: order.tracking, mode: 'id' },
			updateFields: { wilayaId, commune: { __rl: true, value: 'Kouba', mode: 'name' } },
		});
		expect(error).toBeUndefined();
		expect(order).toMatchObject({ wilayaId: 16, commune: 'Kouba' });
	});

	it('is the one whose communes are listed, by the operation and in the editor', async () => {
		const { json } = await run({ resource: 'location', operation: 'getCommunes', wilayaId });
		expect(new Set(json.map((row) => row.wilayaId))).toEqual(new Set([16]));
		const list = async (parameters: INodeParameters) =>
			(await lab.engine.searchList('searchCommunes', lab.credential, parameters)).results;
		const names = await list({ wilayaId });
		expect(names.map(({ value }) => value)).toContain('Kouba');
		expect(names).toHaveLength(json.length);
		expect(await list({ updateFields: { wilayaId } })).toEqual(names);
	});
});
