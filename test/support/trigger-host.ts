/**
 * What n8n does around a polling trigger, in each of its modes: one context per registration and
 * state saved with the items (classic); a fresh context per tick and state committed after every poll
 * that did not throw (durable); a fresh context per tick, and state saved with the items alone
 * (scheduled: n8n's scheduler without durable cursors).
 */
import { randomUUID } from 'node:crypto';
import { PollContext } from 'n8n-core';
import {
	deepCopy,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INodeExecutionData,
	type INodeParameters,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { toNode, type Engine } from './engine';

const TRIGGER = 'n8n-nodes-ecotrack.ecotrackTrigger';
const TICK_BUDGET_MS = 36_000;

export type Persistence = 'classic' | 'durable' | 'scheduled';
type Items = INodeExecutionData[][] | null;

export class TriggerHost {
	/** What the database holds. */
	saved: IDataObject = {};
	/** One per host: the process remembers what it has told by it. */
	private id = randomUUID();
	private workflow: Workflow;
	private context: PollContext;
	/** With durable cursors: the copy of the state that a poll works on. */
	private cursor?: IDataObject;

	constructor(
		private readonly engine: Engine,
		private readonly parameters: INodeParameters,
		protected readonly credential: ICredentialDataDecryptedObject,
		private readonly persistence: Persistence = 'classic',
		private readonly tickBudgetMs = TICK_BUDGET_MS,
	) {
		this.workflow = this.open();
		this.context = this.contextOf('activate');
	}

	/** The JSON of the items that a poll returns; null when it returns none. */
	async poll(): Promise<IDataObject[] | null> {
		const items = await this.tick();
		return items && items[0].map(({ json }) => json);
	}

	/** Activation, publishing an edit, or a server start: a new registration and its first poll. */
	async register(mode: WorkflowActivateMode): Promise<IDataObject[] | null> {
		this.workflow = this.open();
		this.context = this.contextOf(mode);
		const items = await this.run(this.context);
		// Without items n8n drops what a first poll learned, except at an activation in the classic way.
		if (items !== null || (mode !== 'init' && this.persistence !== 'durable')) this.save();
		return items && items[0].map(({ json }) => json);
	}

	/** n8n is started anew: a process that has polled this node never. In the scheduler's modes a tick comes next. */
	restart(): void {
		this.id = randomUUID();
	}

	/** "Fetch Test Event". */
	async fetchByHand(): Promise<IDataObject[]> {
		const items = await this.run(this.contextOf('manual', 'manual'));
		return (items ?? [[]])[0].map(({ json }) => json);
	}

	/** The state as the running process has it. */
	get state(): IDataObject {
		return this.cursor ?? this.workflow.getStaticData('node', this.node());
	}

	private async tick(): Promise<Items> {
		if (this.persistence !== 'classic') {
			this.workflow = this.open();
			this.context = this.contextOf('update', 'trigger', this.tickBudgetMs);
		}
		const items = await this.run(this.context);
		if (items !== null || this.persistence === 'durable') this.save();
		return items;
	}

	protected async run(context: PollContext): Promise<Items> {
		const type = this.workflow.nodeTypes.getByNameAndVersion(TRIGGER);
		if (!type.poll) throw new Error('The trigger has no poll function');
		return await type.poll.call(context);
	}

	private open(): Workflow {
		const workflow = this.engine.toWorkflow([this.node()]);
		if (this.persistence === 'durable') this.cursor = deepCopy(this.saved);
		else Object.assign(workflow.getStaticData('node', this.node()), deepCopy(this.saved));
		return workflow;
	}

	private save(): void {
		this.saved = deepCopy(this.state);
	}

	private node() {
		const parameters = { pollTimes: { item: [] }, ...this.parameters };
		return toNode('Trigger', TRIGGER, parameters, { id: this.id });
	}

	protected contextOf(
		activation: WorkflowActivateMode,
		mode: WorkflowExecuteMode = 'trigger',
		budgetMs?: number,
	): PollContext {
		return new PollContext(
			this.workflow,
			this.node(),
			this.engine.additionalData(this.credential),
			mode,
			activation,
			undefined,
			undefined,
			undefined,
			undefined,
			() => this.state,
			budgetMs === undefined ? undefined : () => budgetMs,
		);
	}
}
