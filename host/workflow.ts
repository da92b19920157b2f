import { readFileSync } from 'node:fs';
import type { CredentialReference } from './credential';
import type { Rest } from './rest';

/** A workflow file as n8n exports it; what matters here of it. */
export interface WorkflowFile {
	name: string;
	nodes: Array<{
		name: string;
		type: string;
		parameters: Record<string, unknown>;
		credentials?: Record<string, CredentialReference>;
	}>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

/** A workflow saved in n8n. */
export interface SavedWorkflow extends WorkflowFile {
	id: string;
	active: boolean;
	versionId: string;
	checksum: string;
}

/** Reads a workflow file. */
export function readWorkflow(path: string): WorkflowFile {
	return JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
}

/** A copy whose nodes of this package's types use the credential. */
export function withCredential(
	workflow: WorkflowFile,
	type: string,
	credential: CredentialReference,
	nodeTypes = /^n8n-nodes-ecotrack\./,
): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		nodeTypes.test(node.type) ? { ...node, credentials: { [type]: credential } } : node,
	);
	return { ...workflow, nodes };
}

/** The workflow of that name, or undefined. */
export async function findWorkflow(rest: Rest, name: string): Promise<SavedWorkflow | undefined> {
	const all = await rest.get<SavedWorkflow[]>('workflows');
	const found = all.find((workflow) => workflow.name === name);
	return found && (await rest.get<SavedWorkflow>(`workflows/${found.id}`));
}

/** Saves a new workflow. */
export async function createWorkflow(rest: Rest, workflow: WorkflowFile): Promise<SavedWorkflow> {
	return await rest.post('workflows', workflow);
}

/** Publishes the saved version: its triggers run from now on. */
export async function activateWorkflow(rest: Rest, id: string): Promise<void> {
	const { versionId, checksum } = await rest.get<SavedWorkflow>(`workflows/${id}`);
	await rest.post(`workflows/${id}/activate`, { versionId, expectedChecksum: checksum });
}

/** Stops its triggers. */
export async function deactivateWorkflow(rest: Rest, id: string): Promise<void> {
	await rest.post(`workflows/${id}/deactivate`);
}

/** Starts a manual run from the trigger of that name. Answers the execution's id. */
export async function runWorkflow(rest: Rest, id: string, trigger: string): Promise<string> {
	const answer = await rest.post<{ executionId: string }>(`workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	return answer.executionId;
}
