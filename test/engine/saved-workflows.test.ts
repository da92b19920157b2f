/**
 * Workflows that were saved with an earlier version run as they did: the nodes stand here as that version wrote
 * them into the workflow's JSON.
 */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';

import { EcotrackTrigger } from '../../nodes/Ecotrack/EcotrackTrigger.node';
import { openLab } from '../support/lab';
import { TriggerHost } from '../support/trigger-host';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off', startAt: new Date() });

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

describe('reference, product and desk of a new order, of the version that had them under Additional Fields', () => {
	const order: INodeParameters = {
		recipient: 'Client Exemple',
		phone: '0555000111',
		address: '12 rue des Oliviers',
		wilayaId: { __rl: true, value: '16', mode: 'numberOrName' },
		commune: { __rl: true, value: 'Kouba', mode: 'name' },
		amount: '2900',
		additionalFields: {
			fromStock: true,
			product: '={{ $json.product }}',
			quantities: '1',
			reference: '={{ $json.ref }}',
			stopDesk: '={{ $json.desk }}',
		},
		options: { skipExisting: true },
	};
	const input = [
		{ ref: 'A', product: 'P-001', desk: true },
		{ ref: 'B', product: 'P-002', desk: false },
	];

	it.each(['create', 'createMany'])('are read by %s, from expressions too', async (operation) => {
		const { json, error } = await run({ operation, ...order }, input);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ created: true, reference: 'A' },
			{ created: true, reference: 'B' },
		]);
		expect(lab.sandbox.platform.all()).toMatchObject([
			{ reference: 'A', product: 'P-001', stopDesk: 1, fromStock: 1 },
			{ reference: 'B', product: 'P-002', stopDesk: 0, fromStock: 1 },
		]);
	});

	it.each(['create', 'createMany'])('keep %s from creating twice', async (operation) => {
		const first = await run({ operation, ...order }, input);
		const second = await run({ operation, ...order }, input);
		expect(second.json).toMatchObject(
			first.json.map(({ tracking }) => ({ created: false, tracking })),
		);
		const { error } = await run({ operation, ...order, options: {} }, [input[0], input[0]]);
		expect(error?.message).toBe("'Reference' A stands in more than one input item");
		expect(lab.sandbox.platform.size).toBe(2);
	});

	it('give way to what stands above them', async () => {
		const above = { reference: 'NEW', product: 'P-009', deliverTo: 'desk' };
		await run({ operation: 'create', ...order, ...above }, [input[1]]);
		expect(lab.sandbox.platform.all()).toMatchObject([
			{ reference: 'NEW', product: 'P-009', stopDesk: 1 },
		]);
	});

	it('do not send to a desk where there is none', async () => {
		const commune = { __rl: true, value: 'Hydra', mode: 'name' };
		const { error } = await run({ operation: 'create', ...order, commune }, [input[0]]);
		expect(error?.message).toBe("'Delivery To' is Desk, but Hydra has no desk");
	});
});

describe('the desk of an update, of the version that called it Stop Desk', () => {
	it.each([
		[true, 1],
		[false, 0],
		['={{ "oui" }}', 1],
	])('is read: %j', async (stopDesk, expected) => {
		const order = lab.sandbox.platform.create({
			wilayaId: 16,
			commune: 'Kouba',
			stopDesk: expected === 1 ? 0 : 1,
		});
		const { error } = await run({
			operation: 'update',
			tracking: { __rl: true, value: order.tracking, mode: 'number' },
			updateFields: { reference: 'A', product: 'Montre x2', stopDesk },
		});
		expect(error).toBeUndefined();
		expect(order).toMatchObject({ reference: 'A', product: 'Montre x2', stopDesk: expected });
	});
});

describe('filters of the trigger that stood beside its filters', () => {
	const { description } = new EcotrackTrigger();
	const triggerOn = ['orderStatusChanged'];
	const old: Array<[string, INodeParameters]> = [
		['Phases', { triggerOn, phases: ['delivered'], options: {} }],
		['Phases by an expression', { triggerOn, phases: '={{ ["delivered"] }}', options: {} }],
		['Statuses', { triggerOn, options: { lookbackDays: 30, statuses: ['livre_non_encaisse'] } }],
		[
			'Statuses by an expression',
			{ triggerOn, options: { statuses: '={{ ["livre_non_encaisse"] }}' } },
		],
		['Previous Statuses', { triggerOn, options: { previousStatuses: ['en_livraison'] } }],
		[
			'all of them',
			{
				triggerOn,
				phases: ['return'],
				options: { statuses: ['livre_non_encaisse'], previousStatuses: ['en_livraison'] },
			},
		],
	];

	/** What is told when one parcel is delivered and another one, put on hold, goes back to its station. */
	async function watch(parameters: INodeParameters): Promise<unknown[]> {
		const { platform } = lab.sandbox;
		const [delivered, back] = ['en_livraison', 'suspendu'].map((status) =>
			platform.create({ status }),
		);
		const host = new TriggerHost(lab.engine, parameters, lab.credential);
		await host.register('activate');
		platform.setStatus(delivered.tracking, 'livre_non_encaisse');
		platform.setStatus(back.tracking, 'en_preparation');
		return ((await host.poll()) ?? []).map(({ status }) => status);
	}

	it.each(old)('are read: %s', async (_, parameters) => {
		expect(await watch(parameters)).toEqual(['livre_non_encaisse']);
	});

	it.each(old)('are shown, and kept when the workflow is saved: %s', (_, parameters) => {
		const saved = NodeHelpers.getNodeParameters(
			description.properties,
			parameters,
			false,
			false,
			null,
			description,
		);
		const { options, ...rest } = { options: {}, ...saved };
		// n8n saves what differs from the default.
		expect({ triggerOn, options, ...rest }).toEqual({ options: {}, ...parameters });
	});

	it.each(old)('give way to what is chosen among the filters: %s', async (_, parameters) => {
		const filters = {
			phases: ['transit'],
			statuses: ['en_preparation'],
			previousStatuses: ['suspendu'],
		};
		expect(await watch({ ...parameters, filters })).toEqual(['en_preparation']);
	});

	it('are not offered to whoever has none', () => {
		const parameters: INodeParameters = {
			triggerOn,
			phases: [],
			filters: { phases: ['delivered'] },
			options: { statuses: [], previousStatuses: [] },
		};
		const shown = (values: INodeParameters) =>
			NodeHelpers.getNodeParameters(description.properties, values, true, false, null, description);
		expect(shown(parameters)).toMatchObject({ options: {} });
		expect(shown(parameters)).not.toHaveProperty('phases');
	});
});
