/** What a killed n8n has left in its database: states, executions and the events in them. */
import { join } from 'node:path';
import { parse } from 'flatted';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import { runCommand } from '../../../host/command';
import type { Runtime } from '../../../host/install';
import { TRIGGER } from './watching-workflow';

/** A batch that reached n8n's database. */
export interface SavedBatch {
	id: number;
	workflowId: string;
	events: IDataObject[];
}

export interface Snapshot {
	/** By workflow: the lists of orders in the trigger's state (docs/watch.md, "The lists"). */
	lists: Map<string, Record<string, string>>;
	/** Executions that the last snapshot did not have, oldest first. */
	batches: SavedBatch[];
	/** By execution: its status by now. */
	statuses: Map<number, string>;
}

interface Rows {
	staticData: Array<{ workflowId: string; json: string | null }>;
	cursors: Array<{ workflowId: string; json: string | null }>;
	executions: Array<{ id: number; workflowId: string; status: string; mode: string }>;
	data: Array<{ id: number; data: string }>;
}

/** The database of one n8n, read from outside; each execution's data once. */
export class Disk {
	private last = 0;

	constructor(
		private readonly runtime: Runtime,
		private readonly userFolder: string,
	) {}

	async read(): Promise<Snapshot> {
		const database = join(this.userFolder, '.n8n', 'database.sqlite');
		const script = join(__dirname, 'read-disk.mjs');
		const args = ['--no-warnings', script, database, String(this.last)];
		const printed = await runCommand(this.runtime.node, args, { cwd: this.userFolder });
		const { staticData, cursors, executions, data } = JSON.parse(printed) as Rows;

		const lists = new Map<string, Record<string, string>>();
		for (const { workflowId, json } of staticData) {
			const state = readJson(json)[`node:${TRIGGER}`] as IDataObject | undefined;
			if (state?.q) lists.set(workflowId, state.q as Record<string, string>);
		}
		for (const { workflowId, json } of cursors) {
			const { q } = readJson(json);
			if (q) lists.set(workflowId, q as Record<string, string>);
		}
		const texts = new Map(data.map(({ id, data: text }) => [id, text]));
		const batches = executions
			.filter(({ id, mode }) => id > this.last && mode === 'trigger')
			.map(({ id, workflowId, status }) => ({
				id,
				workflowId,
				events: eventsIn(texts.get(id), status),
			}));
		this.last = Math.max(this.last, ...executions.map(({ id }) => id));
		return { lists, batches, statuses: new Map(executions.map(({ id, status }) => [id, status])) };
	}
}

/** The items with which the trigger started an execution; one cut short may not have run them yet. */
function eventsIn(text: string | undefined, status: string): IDataObject[] {
	if (text === undefined) return [];
	const { resultData, executionData } = parse(text) as IRunExecutionData;
	const ran = resultData.runData[TRIGGER]?.at(-1)?.data?.main[0];
	const failed = status === 'error'; // a poll that failed keeps an item without an event
	const waiting = failed ? [] : executionData?.nodeExecutionStack[0]?.data.main?.[0];
	return (ran ?? waiting ?? []).map(({ json }) => json);
}

const readJson = (text: string | null) => JSON.parse(text ?? '{}') as IDataObject;
