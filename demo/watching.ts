import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { itemsOf, listExecutions, readExecution, type Execution } from '../host/execution';
import { projectFolder } from '../host/folders';
import { awaitPublication } from '../host/publication';
import { Trouble } from '../host/trouble';
import { activateWorkflow, createWorkflow, findWorkflow } from '../host/workflow';
import { readWorkflow, withCredential } from '../host/workflow';
import type { Stage } from './stage';

/** The workflow that waits for orders to change status. */
export const triggerFile = join(projectFolder, 'examples', 'order-status-changed.json');

/** n8n polls once a minute at the most. */
const LONGEST_WAIT_MS = 150_000;

/** Puts the workflow with the trigger into n8n, if it is not there yet, and switches it on. */
export async function startWatching({ rest, credential }: Stage): Promise<string> {
	const file = readWorkflow(triggerFile);
	const workflow =
		(await findWorkflow(rest, file.name)) ??
		(await createWorkflow(rest, withCredential(file, 'ecotrackApi', credential)));
	if (!workflow.active) await activateWorkflow(rest, workflow.id);
	const { status, triggers } = await awaitPublication(rest, workflow.id);
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

function describeEvents(execution: Execution): string[] {
	return itemsOf(execution, 'ECOTRACK Trigger').map(({ json }) => {
		const order = (json.order ?? {}) as { recipient?: unknown };
		const [, time] = String(json.detectedAt).split('T');
		return `${time.slice(0, 5)} UTC  ${json.tracking}  ${json.previousStatus ?? 'new'} → ${json.status}  ${order.recipient ?? ''}`;
	});
}
