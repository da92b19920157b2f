import { readFileSync } from 'node:fs';
import { parse } from 'flatted';
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { until } from './command';
import { type CredentialReference, type Rest, RestError } from './rest';

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const SERVER_ERROR = 500;

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
		// n8n up to 2.8 runs what it is given and not what it has saved.
		workflowData: await rest.get<SavedWorkflow>(`workflows/${id}`),
		triggerToStartFrom: { name: trigger },
	});
	return answer.executionId;
}

/**
 * What became of a published workflow's triggers. A newer n8n starts them after it has answered; an
 * older one before that, and knows nothing of a publication afterwards.
 */
export interface Publication {
	/** `failed` although the workflow counts as active: none of its triggers runs. */
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	/** None where an older n8n has started them. */
	triggers: Array<{ errorMessage: string | null }>;
}

/** Publishes the saved version and waits for what n8n says to it, at most `timeout` ms. */
export async function publishWorkflow(
	rest: Rest,
	id: string,
	timeout?: number,
): Promise<Publication> {
	try {
		await activateWorkflow(rest, id);
	} catch (error) {
		if (!(error instanceof RestError && error.status === BAD_REQUEST)) throw error;
		return { status: 'failed', triggers: [{ errorMessage: error.message }] };
	}
	return await awaitPublication(rest, id, timeout);
}

/** Waits until n8n has started a workflow's triggers or given up, at most `timeout` ms. */
export async function awaitPublication(
	rest: Rest,
	workflowId: string,
	timeout = 90_000,
): Promise<Publication> {
	let isUnpublished = false;
	const ask = async () => {
		const publication = await readPublication(rest, workflowId);
		const { status } = publication;
		// While n8n writes that it has started the triggers, it says for an instant that nothing is published.
		const isSettled = status !== 'in_progress' && (status !== 'not_published' || isUnpublished);
		isUnpublished = status === 'not_published';
		return isSettled && publication;
	};
	return await until(`workflow ${workflowId} is published`, ask, timeout);
}

async function readPublication(rest: Rest, workflowId: string): Promise<Publication> {
	try {
		return await rest.get<Publication>(`workflows/${workflowId}/publication-status`);
	} catch (error) {
		if (!(error instanceof RestError && error.status === NOT_FOUND)) throw error;
		const { active } = await rest.get<SavedWorkflow>(`workflows/${workflowId}`);
		return { status: active ? 'published' : 'not_published', triggers: [] };
	}
}

/** Saves another version of a workflow; what is published stays as it is. */
export async function saveVersion(
	rest: Rest,
	{ id, ...workflow }: WorkflowFile & { id: string },
): Promise<SavedWorkflow> {
	const { checksum } = await rest.get<SavedWorkflow>(`workflows/${id}`);
	return await rest.patch(`workflows/${id}`, { ...workflow, expectedChecksum: checksum });
}

/** One run of a workflow. */
export interface Execution {
	id: string;
	status: string;
	/** `trigger` when a trigger started it, `manual` when a person did. */
	mode: string;
	workflowId: string;
	data: IRunExecutionData;
	/** As n8n sent it, for those who look for what must not be in it. */
	raw: string;
}

const PENDING = ['new', 'running', 'waiting'];

/** Reads an execution with its data. */
export async function readExecution(rest: Rest, id: string): Promise<Execution> {
	const answer = await rest.get<Omit<Execution, 'data' | 'raw'> & { data: string }>(
		`executions/${id}`,
	);
	// n8n sends the data in the format of `flatted`: circular references allowed.
	return { ...answer, data: parse(answer.data) as IRunExecutionData, raw: answer.data };
}

/** Waits until an execution has ended, at most `timeout` ms, and reads it. */
export async function awaitExecution(rest: Rest, id: string, timeout = 60_000): Promise<Execution> {
	const hasEnded = async () => {
		try {
			const { status } = await rest.get<{ status: string }>(`executions/${id}`);
			return !PENDING.includes(status);
		} catch (error) {
			// n8n 2.20 stumbles over a run that has only begun.
			if (error instanceof RestError && error.status === SERVER_ERROR) return false;
			throw error;
		}
	};
	await until(`execution ${id} has ended`, hasEnded, timeout);
	return await readExecution(rest, id);
}

/** A run of a workflow as n8n lists it. */
export type ExecutionSummary = Pick<Execution, 'id' | 'status' | 'mode'> & {
	/** What the run takes in the database, by n8n's own count. */
	jsonSizeBytes: number;
};

/** The latest executions of a workflow, newest first, without their data. */
export async function listExecutions(rest: Rest, workflowId: string): Promise<ExecutionSummary[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const answer = await rest.get<{ results: ExecutionSummary[] }>(
		`executions?filter=${filter}&limit=50`,
	);
	return answer.results;
}

/** The items a node put out in its last run, on its first output. */
export function itemsOf<Json extends IDataObject = IDataObject>(
	execution: Execution,
	node: string,
): Array<INodeExecutionData & { json: Json }> {
	const items = execution.data.resultData.runData[node]?.at(-1)?.data?.main[0] ?? [];
	return items as Array<INodeExecutionData & { json: Json }>;
}
