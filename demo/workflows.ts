import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../host/command';
import { projectFolder } from '../host/folders';
import {
	awaitExecution,
	awaitPublication,
	createWorkflow,
	type Execution,
	findWorkflow,
	itemsOf,
	listExecutions,
	publishWorkflow,
	readExecution,
	readWorkflow,
	runWorkflow,
	withCredential,
} from '../host/workflow';
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

/** What the nodes of these workflows put out, as far as it is shown. */
type Shown = {
	tracking: string;
	recipient: string;
	amount: number;
	statusLabel: string;
	content: string;
};

function readLines(execution: Execution): OrderLine[] {
	const statuses = itemsOf<Shown>(execution, 'Look up statuses');
	const remarks = itemsOf<Shown>(execution, 'Add a remark');
	return itemsOf<Shown>(execution, 'List orders').map(({ json: order }) => {
		const { tracking, recipient, amount } = order;
		const ofOrder = ({ json }: { json: Shown }) => json.tracking === tracking;
		return {
			tracking,
			recipient,
			amount: `${amount} DZD`,
			status: statuses.find(ofOrder)?.json.statusLabel ?? '',
			remark: remarks.find(ofOrder)?.json.content ?? '',
		};
	});
}

/** The workflow that waits for orders to change status. */
export const triggerFile = join(projectFolder, 'examples', 'order-status-changed.json');

/** n8n polls once a minute at the most. */
const LONGEST_WAIT_MS = 150_000;

/** Puts the workflow with the trigger into n8n, if it is not there yet, and switches it on. */
export async function startWatching({ rest, credential }: Stage): Promise<string> {
	const file = readWorkflow(triggerFile);
	// A person waits for it: the example's five minutes are right for a shop.
	file.nodes[0].parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
	const workflow =
		(await findWorkflow(rest, file.name)) ??
		(await createWorkflow(rest, withCredential(file, 'ecotrackApi', credential)));
	const { status, triggers } = workflow.active
		? await awaitPublication(rest, workflow.id)
		: await publishWorkflow(rest, workflow.id);
	if (status === 'published') return workflow.id;
	const reason = triggers.find(({ errorMessage }) => errorMessage)?.errorMessage;
	throw new Trouble(`n8n did not start the trigger: ${reason ?? status}`);
}

/** Hands each new event of the workflow to `tell`, one line an event, until it is aborted. */
export async function followEvents(
	{ rest }: Stage,
	workflowId: string,
	tell: (line: string) => void,
	signal: AbortSignal,
): Promise<void> {
	const known = new Set((await listExecutions(rest, workflowId)).map(({ id }) => id));
	while (!signal.aborted) {
		for (const { id, status } of (await listExecutions(rest, workflowId)).reverse()) {
			if (known.has(id) || status === 'running' || status === 'new') continue;
			known.add(id);
			for (const line of describeEvents(await readExecution(rest, id))) tell(line);
		}
		await pause(2_000, undefined, { signal }).catch(() => undefined);
	}
}

/** Pushes an order and waits for the event of it: what a person would do to see that it works. */
export async function provoke(stage: Stage, workflowId: string): Promise<string> {
	const [row] = stage.sandbox.platform.list().data;
	const tracking = String(row.tracking);
	stage.sandbox.platform.push(tracking);
	const found = new AbortController();
	const deadline = AbortSignal.timeout(LONGEST_WAIT_MS);
	let event = '';
	const remember = (line: string) => {
		if (!line.includes(tracking)) return;
		event = line;
		found.abort();
	};
	await followEvents(stage, workflowId, remember, AbortSignal.any([found.signal, deadline]));
	return event;
}

type Event = {
	detectedAt: string;
	tracking: string;
	previousStatus: string | null;
	status: string;
	order?: { recipient?: string };
};

function describeEvents(execution: Execution): string[] {
	return itemsOf<Event>(execution, 'ECOTRACK Trigger').map(({ json }) => {
		const { detectedAt, tracking, previousStatus, status, order } = json;
		const [, time] = detectedAt.split('T');
		return `${time.slice(0, 5)} UTC  ${tracking}  ${previousStatus ?? 'new'} → ${status}  ${order?.recipient ?? ''}`;
	});
}
