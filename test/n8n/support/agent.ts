/** The example of an agent, and what tests make of it. */
import { AGENT, CHAT } from '../../../host/agent';
import type { WorkflowFile } from '../../../host/workflow';

/** The versions of n8n's own nodes: the agent, and the node of the model. */
export interface Versions {
	agent: number;
	model: number;
}

/** The example with n8n's nodes in these versions. */
export function inVersions(workflow: WorkflowFile, { agent, model }: Versions): WorkflowFile {
	const versions: Record<string, number> = { [AGENT]: agent, 'OpenAI Chat Model': model };
	const nodes = workflow.nodes.map((node) =>
		node.name in versions ? { ...node, typeVersion: versions[node.name] } : node,
	);
	return { ...workflow, nodes };
}

/** A workflow whose chat has been asked this, for a run by hand. */
export function asked(workflow: WorkflowFile, chatInput: string): WorkflowFile {
	const message = { action: 'sendMessage', sessionId: 'a-customer', chatInput };
	return { ...workflow, pinData: { [CHAT]: [{ json: message }] } } as WorkflowFile;
}

/** What the editor writes into a parameter when one clicks the sparkle: the model fills it in. */
const byModel = (name: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, 'string') }}`;

const placeByModel = (name: string, mode: string) => ({ __rl: true, mode, value: byModel(name) });

/** The workflow with one more tool, which creates orders: as the sticky note says, all by the model. */
export function withCreateOrder(workflow: WorkflowFile): WorkflowFile {
	const tool = {
		id: 'create-order',
		name: 'Create order',
		type: 'n8n-nodes-ecotrack.ecotrackTool',
		typeVersion: 1,
		position: [560, 240],
		parameters: {
			resource: 'order',
			operation: 'create',
			recipient: byModel('Recipient'),
			phone: byModel('Phone'),
			address: byModel('Address'),
			wilayaId: placeByModel('Wilaya', 'numberOrName'),
			commune: placeByModel('Commune', 'name'),
			amount: byModel('Amount'),
		},
	};
	const link = { node: AGENT, type: 'ai_tool', index: 0 };
	return {
		...workflow,
		nodes: [...workflow.nodes, tool],
		connections: { ...workflow.connections, [tool.name]: { ai_tool: [[link]] } },
	};
}
