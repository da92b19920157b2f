import { join } from 'node:path';
import { awaitExecution, itemsOf, type Execution } from '../host/execution';
import { projectFolder } from '../host/folders';
import { createWorkflow, findWorkflow, readWorkflow } from '../host/workflow';
import { runWorkflow, withCredential } from '../host/workflow';
import type { Stage } from './stage';

/** One order as the workflow met it. */
export interface OrderLine {
	tracking: string;
	recipient: string;
	amount: string;
	status: string;
	remark: string;
}

/** What the workflow did. */
export interface OrdersResult {
	workflowId: string;
	execution: Execution;
	lines: OrderLine[];
}

/** The workflow that the demo puts into n8n. */
export const exampleFile = join(projectFolder, 'examples', 'orders-statuses-remark.json');

/** Puts the example workflow into n8n, if it is not there yet, and runs it once. */
export async function playOrders({ rest, credential }: Stage): Promise<OrdersResult> {
	const file = readWorkflow(exampleFile);
	const workflow =
		(await findWorkflow(rest, file.name)) ??
		(await createWorkflow(rest, withCredential(file, 'ecotrackApi', credential)));
	const executionId = await runWorkflow(rest, workflow.id, 'When you click Execute');
	const execution = await awaitExecution(rest, executionId);
	return { workflowId: workflow.id, execution, lines: readLines(execution) };
}

function readLines(execution: Execution): OrderLine[] {
	const statuses = itemsOf(execution, 'Look up statuses');
	const remarks = itemsOf(execution, 'Add a remark');
	return itemsOf(execution, 'List orders').map(({ json: order }) => {
		const ofOrder = ({ json }: { json: { tracking?: unknown } }) =>
			json.tracking === order.tracking;
		return {
			tracking: String(order.tracking),
			recipient: String(order.recipient),
			amount: `${String(order.amount)} DZD`,
			status: String(statuses.find(ofOrder)?.json.statusLabel ?? ''),
			remark: String(remarks.find(ofOrder)?.json.content ?? ''),
		};
	});
}
