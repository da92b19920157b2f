import type { INodeParameters } from 'n8n-workflow';
import type { CredentialReference } from '../../../host/rest';
import type { WorkflowFile } from '../../../host/workflow';

/** The trigger's name in the workflow. */
export const TRIGGER = 'Watch orders';

/** n8n polls once a minute at most; several such schedules add up. */
const EVERY_TEN_SECONDS = [0, 10, 20, 30, 40, 50].map((second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

let made = 0;

/** A workflow of the trigger, with these parameters, and a node after it that does nothing. */
export function describeWatching(
	parameters: INodeParameters,
	ecotrackApi: CredentialReference,
): WorkflowFile {
	const name = `Watch ${++made}`;
	const nodes = [
		{
			name: TRIGGER,
			type: 'n8n-nodes-ecotrack.ecotrackTrigger',
			parameters: {
				pollTimes: { item: EVERY_TEN_SECONDS },
				triggerOn: ['orderStatusChanged'],
				...parameters,
			},
			credentials: { ecotrackApi },
		},
		{ name: 'Go on', type: 'n8n-nodes-base.noOp', parameters: {} },
	].map((node, index) => ({
		...node,
		id: `${name} ${index}`.replaceAll(' ', '-'),
		typeVersion: 1,
		position: [index * 200, 0],
	}));
	const connections = { [TRIGGER]: { main: [[{ node: 'Go on', type: 'main', index: 0 }]] } };
	return { name, nodes, connections, settings: {} };
}
