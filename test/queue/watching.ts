import type { INodeParameters } from 'n8n-workflow';
import type { CredentialReference } from '../../host/rest';
import type { WorkflowFile } from '../../host/workflow';

export const TRIGGER = 'Watch orders';
const DELIVER = 'Deliver';

const BODY =
	'={{ JSON.stringify({ execution: $execution.id, events: $input.all().map(({ json }) => [json.tracking, json.status]) }) }}';

/** A workflow that watches a shop and posts what its trigger hands over to the collector. */
export function describeWatching(
	name: string,
	ecotrackApi: CredentialReference,
	collector: string,
	{ everySeconds, options = {} }: { everySeconds: number; options?: INodeParameters },
): WorkflowFile {
	// n8n polls once a minute at most; several such schedules add up.
	const seconds = Array.from({ length: 60 / everySeconds }, (_, index) => index * everySeconds);
	const item =
		everySeconds === 60
			? [{ mode: 'everyMinute' }] // at a second of its own
			: seconds.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` }));
	const trigger = {
		name: TRIGGER,
		type: 'n8n-nodes-ecotrack.ecotrackTrigger',
		typeVersion: 1,
		parameters: {
			pollTimes: { item },
			triggerOn: ['orderStatusChanged', 'orderCreated'],
			options,
		},
		credentials: { ecotrackApi },
	};
	const deliver = {
		name: DELIVER,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		executeOnce: true,
		parameters: {
			method: 'POST',
			url: collector,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: BODY,
			options: {},
		},
	};
	const nodes = [trigger, deliver].map((node, index) => ({
		...node,
		id: `${name} ${index}`.replaceAll(' ', '-'),
		position: [index * 200, 0],
	}));
	const connections = { [TRIGGER]: { main: [[{ node: DELIVER, type: 'main', index: 0 }]] } };
	return { name, nodes, connections, settings: {} };
}
