import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { type Rest, saveCredential } from '../../../host/rest';
import {
	awaitExecution,
	awaitPublication,
	createWorkflow,
	deactivateWorkflow,
	type Execution,
	type Publication,
	publishWorkflow,
	runWorkflow,
	type SavedWorkflow,
	saveVersion,
} from '../../../host/workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox';
import { describeCredential } from './n8n';
import { Runs } from './runs';
import { until } from '../../../host/command';
import { describeWatching, TRIGGER } from './watching-workflow';

/** Between two polls there is more, between two requests of a poll there is less. */
const PAUSE_MS = 2_000;

/** An account on a platform of its own, and a workflow in n8n that watches it. */
export class Watch {
	private readonly runs: Runs;

	private constructor(
		private readonly rest: Rest,
		public sandbox: Sandbox,
		private readonly workflow: SavedWorkflow,
	) {
		this.runs = new Runs(rest, workflow.id);
	}

	/** @param parameters of the trigger, apart from those that are as a user leaves them */
	static async open(
		rest: Rest,
		parameters: INodeParameters = {},
		options: SandboxOptions = {},
	): Promise<Watch> {
		const sandbox = await startSandbox({ limits: 'off', ...options });
		const credential = await saveCredential(rest, describeCredential(sandbox.url, sandbox.token));
		const workflow = await createWorkflow(rest, describeWatching(parameters, credential));
		return new Watch(rest, sandbox, workflow);
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
		return await publishWorkflow(this.rest, this.workflow.id);
	}

	/** The same, where nothing may go wrong. */
	async start(): Promise<void> {
		const { status, triggers } = await this.switchOn();
		if (status !== 'published') throw new Error(triggers[0]?.errorMessage ?? status);
	}

	async switchOff(): Promise<void> {
		await deactivateWorkflow(this.rest, this.workflow.id);
		await awaitPublication(this.rest, this.workflow.id);
	}

	/** Changes the trigger's parameters and publishes the new version. */
	async publish(parameters: INodeParameters): Promise<Publication> {
		const { id, name, nodes, connections, settings } = this.workflow;
		Object.assign(nodes[0].parameters, parameters);
		await saveVersion(this.rest, { id, name, nodes, connections, settings });
		return await this.switchOn();
	}

	/** "Fetch Test Event" and everything after it. */
	async fetchByHand(): Promise<Execution> {
		return await awaitExecution(this.rest, await runWorkflow(this.rest, this.workflow.id, TRIGGER));
	}

	/** The state as n8n's database has it; null before the first activation. */
	async savedState(): Promise<IDataObject | null> {
		const { staticData } = await this.rest.get<{ staticData: IDataObject | null }>(
			`workflows/${this.workflow.id}`,
		);
		return (staticData?.[`node:${TRIGGER}`] as IDataObject | undefined) ?? null;
	}

	/** See `Runs`. */
	async executions(): Promise<Execution[]> {
		return await this.runs.executions();
	}

	/** See `Runs`. */
	async events(status?: string): Promise<IDataObject[]> {
		return await this.runs.events(status);
	}

	async awaitEvents(count: number): Promise<IDataObject[]> {
		return await until(`${count} events`, async () => {
			const events = await this.events();
			return events.length >= count && events;
		});
	}

	/** The first execution of that status. */
	async awaitExecution(status: string, timeout?: number): Promise<Execution> {
		return await until(
			`an execution with status ${status}`,
			async () => (await this.executions()).find((execution) => execution.status === status),
			timeout,
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
		await this.switchOff();
		await this.sandbox.close();
	}
}
