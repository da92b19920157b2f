import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { type CredentialReference, saveCredential } from '../../../host/credential';
import {
	awaitExecution,
	type Execution,
	itemsOf,
	listExecutions,
	readExecution,
} from '../../../host/execution';
import { awaitPublication, type Publication, saveVersion } from '../../../host/publication';
import type { Rest } from '../../../host/rest';
import {
	activateWorkflow,
	createWorkflow,
	deactivateWorkflow,
	runWorkflow,
	type SavedWorkflow,
	type WorkflowFile,
} from '../../../host/workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox';
import { describeCredential } from './n8n';
import { until } from './until';

const TRIGGER = 'Watch orders';
const PENDING = ['new', 'running'];
/** Between two polls there is more, between two requests of a poll there is less. */
const PAUSE_MS = 2_000;

/** n8n polls once a minute at most; several such schedules add up. */
const EVERY_TEN_SECONDS = [0, 10, 20, 30, 40, 50].map((second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

let made = 0;

/** An account on a platform of its own, and a workflow in n8n that watches it. */
export class Watch {
	private readonly ended = new Map<string, Execution>();
	private workflow?: SavedWorkflow;

	private constructor(
		private readonly rest: Rest,
		public sandbox: Sandbox,
		private readonly file: WorkflowFile,
	) {}

	/** @param parameters of the trigger, apart from those that are as a user leaves them */
	static async open(
		rest: Rest,
		parameters: INodeParameters = {},
		options: SandboxOptions = {},
	): Promise<Watch> {
		const sandbox = await startSandbox({ limits: 'off', ...options });
		const credential = await saveCredential(rest, describeCredential(sandbox.url, sandbox.token));
		return new Watch(rest, sandbox, describeWorkflow(parameters, credential));
	}

	/** Creates an order and gives its tracking number. */
	order(status = 'en_livraison'): string {
		return this.sandbox.platform.create({ status }).tracking;
	}

	move(tracking: string, status: string): void {
		this.sandbox.platform.setStatus(tracking, status);
	}

	/** Switches the workflow on and waits for what n8n says to it. */
	async switchOn(): Promise<Publication> {
		await activateWorkflow(this.rest, await this.save());
		return await awaitPublication(this.rest, await this.save());
	}

	/** The same, for a platform that is well. */
	async start(): Promise<void> {
		const { status, triggers } = await this.switchOn();
		if (status !== 'published') throw new Error(triggers[0].errorMessage ?? status);
	}

	async switchOff(): Promise<void> {
		await deactivateWorkflow(this.rest, await this.save());
		await awaitPublication(this.rest, await this.save());
	}

	/** Changes the trigger's parameters and publishes the new version. */
	async publish(parameters: INodeParameters): Promise<Publication> {
		const { nodes, ...file } = this.file;
		const [trigger, ...others] = nodes;
		Object.assign(trigger.parameters, parameters);
		await saveVersion(this.rest, { ...file, nodes: [trigger, ...others], id: await this.save() });
		return await this.switchOn();
	}

	/** Gives the credential another token, as a person would. */
	async giveToken(token: string): Promise<void> {
		await saveCredential(this.rest, describeCredential(this.sandbox.url, token));
	}

	/** "Fetch Test Event" and everything after it. */
	async fetchByHand(): Promise<Execution> {
		const id = await runWorkflow(this.rest, await this.save(), TRIGGER);
		return await awaitExecution(this.rest, id);
	}

	/** The state as n8n's database has it: null before the first activation. */
	async savedState(): Promise<IDataObject | null> {
		const path = `workflows/${await this.save()}`;
		const { staticData } = await this.rest.get<{ staticData: IDataObject | null }>(path);
		return (staticData?.[`node:${TRIGGER}`] as IDataObject | undefined) ?? null;
	}

	/** Every execution that has ended, oldest first. */
	async executions(): Promise<Execution[]> {
		const all = await listExecutions(this.rest, await this.save());
		for (const { id, status } of all) {
			if (this.ended.has(id) || PENDING.includes(status)) continue;
			this.ended.set(id, await readExecution(this.rest, id));
		}
		return [...this.ended.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/**
	 * What the trigger has handed over so far, oldest first.
	 * @param status only to executions that ended like this
	 */
	async events(status?: string): Promise<IDataObject[]> {
		const scheduled = (await this.executions()).filter(({ mode }) => mode === 'trigger');
		return scheduled
			.filter((execution) => status === undefined || execution.status === status)
			.flatMap(handedOver);
	}

	async awaitEvents(count: number): Promise<IDataObject[]> {
		return await until(`${count} events`, async () => {
			const events = await this.events();
			return events.length >= count && events;
		});
	}

	/** The first execution of that status. */
	async awaitExecution(status: string): Promise<Execution> {
		return await until(`an execution with status ${status}`, async () =>
			(await this.executions()).find((execution) => execution.status === status),
		);
	}

	/** Waits until so many more polls have begun and ended: a poll's requests follow one another at once. */
	async awaitPolls(count: number): Promise<void> {
		const before = this.sandbox.requests.length;
		await until(`${count} polls`, () => {
			const times = this.sandbox.requests.slice(before).map(({ at }) => at.getTime());
			const polls = times.filter((time, index) => !(time - times[index - 1] < PAUSE_MS));
			return polls.length >= count && Date.now() - Math.max(...times) > PAUSE_MS;
		});
	}

	/** Leaves nothing behind that polls. */
	async close(): Promise<void> {
		if (this.workflow) await this.switchOff();
		await this.sandbox.close();
	}

	private async save(): Promise<string> {
		this.workflow ??= await createWorkflow(this.rest, this.file);
		return this.workflow.id;
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

function describeWorkflow(
	parameters: INodeParameters,
	ecotrackApi: CredentialReference,
): WorkflowFile {
	const name = `Watch ${++made}`;
	const nodes = [
		{
			name: TRIGGER,
			type: 'n8n-nodes-ecotrack.ecotrackTrigger',
			parameters: {
				pollTimes: { item: EVERY_TEN_SECONDS },
				triggerOn: ['orderStatusChanged'],
				...parameters,
			},
			credentials: { ecotrackApi },
		},
		{ name: 'Go on', type: 'n8n-nodes-base.noOp', parameters: {} },
	].map((node, index) => ({
		...node,
		id: `${name} ${index}`.replaceAll(' ', '-'),
		typeVersion: 1,
		position: [index * 200, 0],
	}));
	const connections = { [TRIGGER]: { main: [[{ node: 'Go on', type: 'main', index: 0 }]] } };
	return { name, nodes, connections, settings: {} };
}
