/**
 * What n8n does around a polling trigger, in both of its persistence modes: one context per
 * registration and state saved with the items (classic), or a fresh context per tick and state
 * committed after every poll that did not throw (durable).
 */
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
const DURABLE_BUDGET_MS = 36_000;

type Items = INodeExecutionData[][] | null;

export class TriggerHost {
	/** What the database holds. */
	saved: IDataObject = {};
	private workflow: Workflow;
	private context: PollContext;

	constructor(
		private readonly engine: Engine,
		private readonly parameters: INodeParameters,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly persistence: 'classic' | 'durable' = 'classic',
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
		// n8n writes the state when an activation has succeeded, not when the server starts.
		if (items !== null || mode !== 'init' || this.persistence === 'durable') this.save();
		return items && items[0].map(({ json }) => json);
	}

	/** "Fetch Test Event". */
	async fetchByHand(): Promise<IDataObject[]> {
		const items = await this.run(this.contextOf('manual', 'manual'));
		return (items ?? [[]])[0].map(({ json }) => json);
	}

	/** The state as the running process has it. */
	get state(): IDataObject {
		return this.workflow.getStaticData('node', this.node());
	}

	private async tick(): Promise<Items> {
		if (this.persistence === 'classic') {
			const items = await this.run(this.context);
			if (items !== null) this.save();
			return items;
		}
		this.workflow = this.open();
		const items = await this.run(this.contextOf('update', 'trigger', DURABLE_BUDGET_MS));
		this.save();
		return items;
	}

	private async run(context: PollContext): Promise<Items> {
		const type = this.workflow.nodeTypes.getByNameAndVersion(TRIGGER);
		if (!type.poll) throw new Error('The trigger has no poll function');
		return await type.poll.call(context);
	}

	private open(): Workflow {
		const workflow = this.engine.toWorkflow([this.node()]);
		Object.assign(workflow.getStaticData('node', this.node()), deepCopy(this.saved));
		return workflow;
	}

	private save(): void {
		this.saved = deepCopy(this.state);
	}

	private node() {
		return toNode('Trigger', TRIGGER, { pollTimes: { item: [] }, ...this.parameters });
	}

	private contextOf(
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
			undefined,
			budgetMs === undefined ? undefined : () => budgetMs,
		);
	}
}
