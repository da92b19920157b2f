import type { INodeParameters } from 'n8n-workflow';

import { Engine, toNode } from '../support/engine';

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.load();
});

/** What stands below the node: evaluated as n8n's editor does it, for want of any run. */
function subtitleOf(parameters: INodeParameters, type = 'ecotrack'): unknown {
	const node = toNode('ECOTRACK', `n8n-nodes-ecotrack.${type}`, parameters);
	const workflow = engine.toWorkflow([node]);
	const { subtitle } = workflow.nodeTypes.getByNameAndVersion(node.type).description;
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

const SUBTITLES = {
	'account.getRateLimit': 'Get rate limit',
	'account.validateToken': 'Validate token',
	'fee.getAll': 'Get many fees',
	'location.getCommunes': 'Get communes',
	'location.getDesks': 'Get desks',
	'location.getWilayas': 'Get wilayas',
	'order.create': 'Create order',
	'order.createMany': 'Create many orders',
	'order.delete': 'Delete order',
	'order.downloadLabel': 'Download label',
	'order.get': 'Get order',
	'order.getAll': 'Get many orders',
	'order.getStatuses': 'Get statuses',
	'order.ship': 'Ship order',
	'order.update': 'Update order',
	'product.getAll': 'Get many products',
	'remark.add': 'Add remark',
	'remark.getAll': 'Get many remarks',
	'return.confirmReception': 'Confirm reception',
	'return.request': 'Request return',
	'tracking.getHistory': 'Get history',
	'tracking.getManyHistories': 'Get many histories',
};

describe('the subtitle of the node', () => {
	it('reads as words for every operation', () => {
		const subtitles = [...engine.offered().keys()].map((name) => {
			const [resource, operation] = name.split('.');
			return [name, subtitleOf({ resource, operation })];
		});
		expect(Object.fromEntries(subtitles)).toEqual(SUBTITLES);
	});

	it('reads as words for every event of the trigger', () => {
		const subtitleFor = (...triggerOn: string[]) => subtitleOf({ triggerOn }, 'ecotrackTrigger');
		expect(subtitleFor('orderStatusChanged')).toBe('Order status changed');
		expect(subtitleFor('deliveryAttempt', 'orderCreated')).toBe('Delivery attempt, order created');
	});
});
