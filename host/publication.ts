import { setTimeout as pause } from 'node:timers/promises';
import type { Rest } from './rest';
import { Trouble } from './trouble';
import type { SavedWorkflow, WorkflowFile } from './workflow';

/** What became of a published workflow's triggers; `activateWorkflow` does not wait for it. */
export interface Publication {
	/** `failed` although the workflow counts as active: none of its triggers runs. */
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** Waits until n8n has started a workflow's triggers or given up, at most `timeout` ms. */
export async function awaitPublication(
	rest: Rest,
	workflowId: string,
	timeout = 90_000,
): Promise<Publication> {
	const deadline = Date.now() + timeout;
	while (Date.now() < deadline) {
		const publication = await rest.get<Publication>(`workflows/${workflowId}/publication-status`);
		if (publication.status !== 'in_progress') return publication;
		await pause(150);
	}
	throw new Trouble(`Workflow ${workflowId} was not published within ${timeout / 1000} s`);
}

/** Saves another version of a workflow; what is published stays as it is. */
export async function saveVersion(
	rest: Rest,
	{ id, ...workflow }: WorkflowFile & { id: string },
): Promise<SavedWorkflow> {
	const { checksum } = await rest.get<SavedWorkflow>(`workflows/${id}`);
	return await rest.patch(`workflows/${id}`, { ...workflow, expectedChecksum: checksum });
}
