import type { IDataObject } from 'n8n-workflow';
import { type Execution, itemsOf, listExecutions, readExecution } from '../../../host/workflow';
import type { Rest } from '../../../host/rest';
import { TRIGGER } from './watching-workflow';

const PENDING = ['new', 'running'];

/** What n8n has made of a watching workflow so far; reads each run that has ended once. */
export class Runs {
	private readonly ended = new Map<string, Execution>();

	constructor(
		private readonly rest: Rest,
		private readonly workflowId: string,
	) {}

	/** Every execution that has ended, oldest first. */
	async executions(): Promise<Execution[]> {
		for (const { id, status } of await listExecutions(this.rest, this.workflowId)) {
			if (this.ended.has(id) || PENDING.includes(status)) continue;
			this.ended.set(id, await readExecution(this.rest, id));
		}
		return [...this.ended.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/**
	 * What the trigger has handed over, oldest first.
	 * @param status only to executions that ended like this
	 */
	async events(status?: string): Promise<IDataObject[]> {
		return (await this.executions())
			.filter(({ mode }) => mode === 'trigger')
			.filter((execution) => status === undefined || execution.status === status)
			.flatMap(handedOver);
	}
}

/** The items with which the trigger started an execution; a crashed one has not run them yet. */
function handedOver(execution: Execution): IDataObject[] {
	if (execution.status === 'error') return []; // a poll that failed
	const [started] = execution.data.executionData?.nodeExecutionStack ?? [];
	const ran = itemsOf(execution, TRIGGER);
	const items = ran.length > 0 ? ran : (started?.data.main?.[0] ?? []);
	return items.map(({ json }) => json);
}
