import { withCredential } from '../../host/workflow';

describe('giving a workflow its credential', () => {
	const workflow = {
		name: 'A workflow',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ name: 'Orders', type: 'n8n-nodes-ecotrack.ecotrack', parameters: {} },
		],
		connections: {},
	};

	it("reaches this package's nodes and no others, and leaves the original alone", () => {
		const credential = { id: '1', name: 'Demo' };
		const [start, orders] = withCredential(workflow, 'ecotrackApi', credential).nodes;
		expect(start).not.toHaveProperty('credentials');
		expect(orders.credentials).toEqual({ ecotrackApi: credential });
		expect(workflow.nodes[1]).not.toHaveProperty('credentials');
	});
});
