import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'flatted';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { Rest } from './rest';
import { Trouble } from './trouble';

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
	const deadline = Date.now() + timeout;
	while (Date.now() < deadline) {
		const { status } = await rest.get<{ status: string }>(`executions/${id}`);
		if (!PENDING.includes(status)) return await readExecution(rest, id);
		await pause(150);
	}
	throw new Trouble(`Execution ${id} has not ended within ${timeout / 1000} s`);
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
export function itemsOf(execution: Execution, node: string): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main[0] ?? [];
}
