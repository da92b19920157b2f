import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { projectFolder } from '../../../host/folders';
import type { CredentialReference, Rest } from '../../../host/rest';
import {
	awaitExecution,
	createWorkflow,
	type Execution,
	itemsOf,
	readWorkflow,
	runWorkflow,
	withCredential,
	type WorkflowFile,
} from '../../../host/workflow';

export const examplesFolder = join(projectFolder, 'examples');

/** What stays in n8n: everything else is a service out there, and pinned. */
const INSIDE =
	/^n8n-nodes-ecotrack\.|\.(set|filter|switch|sort|limit|summarize|convertToFile|readWriteFile|manualTrigger|scheduleTrigger|stickyNote)$/;

export interface Play {
	/** What a shop types into the node Settings, by field. */
	settings?: IDataObject;
	/** What nodes of outside services yield, by node; those that are not named yield one empty item. */
	pinned?: Record<string, IDataObject[]>;
}

/**
 * Runs an example by hand as it stands in its file, on the platform of the credential: filled in as a
 * shop would, with the services out there pinned.
 */
export async function playExample(
	rest: Rest,
	credential: CredentialReference,
	file: string,
	{ settings = {}, pinned = {} }: Play = {},
): Promise<Played> {
	const example = readWorkflow(join(examplesFolder, `${file}.json`));
	const nodes = example.nodes.map((node) =>
		node.name === 'Settings' ? fillIn(node, settings) : node,
	);
	const outside = nodes.filter(({ type }) => !INSIDE.test(type)).map(({ name }) => name);
	const pinData = Object.fromEntries(
		outside.map((name) => [name, (pinned[name] ?? [{}]).map((json) => ({ json }))]),
	);
	const workflow = { ...withCredential({ ...example, nodes }, 'ecotrackApi', credential), pinData };
	const { id } = await createWorkflow(rest, workflow);
	const execution = await awaitExecution(rest, await runWorkflow(rest, id, triggerOf(example)));
	return new Played(execution, example);
}

type ExampleNode = WorkflowFile['nodes'][number];

function fillIn(node: ExampleNode, values: IDataObject): ExampleNode {
	const { assignments } = node.parameters.assignments as { assignments: IDataObject[] };
	const filled = assignments.map((one) => ({
		...one,
		value: values[String(one.name)] ?? one.value,
	}));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: filled } } };
}

/** The node with which an example starts. */
function triggerOf({ nodes }: WorkflowFile): string {
	const trigger = nodes.find(({ type }) => /trigger$/i.test(type));
	if (!trigger) throw new Error('An example without a trigger');
	return trigger.name;
}

/** What came of it. */
export class Played {
	constructor(
		readonly execution: Execution,
		private readonly example: WorkflowFile,
	) {}

	get status(): string {
		return this.execution.status;
	}

	/** What a node put out on its first output. */
	items(node: string): INodeExecutionData[] {
		if (!this.example.nodes.some(({ name }) => name === node)) throw new Error(`No node ${node}`);
		return itemsOf(this.execution, node);
	}

	json(node: string): IDataObject[] {
		return this.items(node).map(({ json }) => json);
	}

	/** Whether a node was reached at all. */
	ran(node: string): boolean {
		return node in this.execution.data.resultData.runData;
	}
}
