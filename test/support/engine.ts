/**
 * n8n-core's own engine around the built package, without a server: whole workflows, polls and
 * list searches run through the code that runs them in n8n.
 */
import { join } from 'node:path';

import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeConnections,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { credentialsHelper } from './credentials-helper';

const REPOSITORY = join(__dirname, '..', '..');
const PACKAGE = 'n8n-nodes-ecotrack';
/** What n8n makes of the action node, since it is usable as a tool. */
export const TOOL = `${PACKAGE}.ecotrackTool`;

/** Hands on the input it is given; the first node of every workflow here. */
const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['input'],
		version: 1,
		description: 'Input of a test',
		defaults: { name: 'Start' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** Calls the tool that it is connected to, as an agent of version 2 does, and hands on what it gets. */
const agent: INodeType = {
	description: {
		...start.description,
		displayName: 'Agent',
		name: 'agent',
		inputs: ['main', 'ai_tool'],
	},
	async execute() {
		const tools = (await this.getInputConnectionData('ai_tool', 0)) as Array<{
			invoke(given: object): Promise<string>;
		}>;
		return [[{ json: { observation: await tools[0].invoke({}) } }]];
	},
};

export interface NodeRun {
	/** What came out of the node: the main output, then the error output if it has one. */
	outputs: INodeExecutionData[][];
	/** The first output's JSON. */
	json: IDataObject[];
	/** What stopped the execution. */
	error?: Error & {
		description?: string;
		context?: IDataObject;
		httpCode?: string;
		failure?: IDataObject;
	};
	/** Everything that n8n would store. */
	run: IRun;
}

export interface RunOptions {
	input?: IDataObject[];
	onError?: INode['onError'];
	nodeType?: string;
	typeVersion?: number;
	/** Set by n8n where the node is a tool that an agent of version 3 has asked for. */
	rewireOutputLogTo?: INode['rewireOutputLogTo'];
}

export class Engine {
	private constructor(
		private readonly nodeTypes: INodeTypes,
		private readonly credentialTypes: Record<string, ICredentialType>,
	) {}

	/** @param others further folders with a built package, such as n8n's own nodes */
	static async load(others: Array<{ directory: string; only: string[] }> = []): Promise<Engine> {
		const loaders = [
			new PackageDirectoryLoader(REPOSITORY),
			...others.map(({ directory, only }) => new PackageDirectoryLoader(directory, [], only)),
		];
		for (const loader of loaders) await loader.loadAll();
		const types: Record<string, INodeType | IVersionedNodeType> = {
			'test.start': start,
			'test.agent': agent,
		};
		const credentialTypes: Record<string, ICredentialType> = {};
		for (const loader of loaders) {
			const { packageName } = loader;
			for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
				types[`${packageName}.${name}`] = type;
			}
			for (const [name, { type }] of Object.entries(loader.credentialTypes)) {
				credentialTypes[name] = type;
			}
		}
		types[TOOL] = toTool(types[`${PACKAGE}.ecotrack`] as INodeType);
		const getByNameAndVersion = (name: string, version?: number) => {
			const type = types[name];
			return 'nodeVersions' in type ? type.getNodeType(version) : type;
		};
		return new Engine(
			{ getByName: (name) => types[name], getByNameAndVersion, getKnownTypes: () => ({}) },
			credentialTypes,
		);
	}

	/** What the action node offers, by `resource.operation`, with the names of its parameters. */
	offered(): Map<string, string[]> {
		const { properties } = this.nodeTypes.getByNameAndVersion(`${PACKAGE}.ecotrack`).description;
		const shownFor = ({ displayOptions }: INodeProperties, key: string) =>
			(displayOptions?.show?.[key] ?? []) as string[];
		const selectors = properties.filter(({ name }) => name === 'operation');
		return new Map(
			selectors.flatMap((selector) => {
				const [resource] = shownFor(selector, 'resource');
				return (selector.options as INodePropertyOptions[]).map(({ value }) => {
					const own = properties.filter(
						(one) =>
							shownFor(one, 'resource').includes(resource) &&
							shownFor(one, 'operation').includes(String(value)),
					);
					return [`${resource}.${String(value)}`, own.map(({ name }) => name)] as const;
				});
			}),
		);
	}

	/** A node's type, by its name in workflows. */
	nodeType(name: string): INodeType {
		return this.nodeTypes.getByNameAndVersion(name);
	}

	/** Runs one node of the package on the given input items. */
	async runNode(
		parameters: INodeParameters,
		credential: ICredentialDataDecryptedObject,
		{ input = [{}], nodeType = `${PACKAGE}.ecotrack`, ...more }: RunOptions = {},
	): Promise<NodeRun> {
		const node = toNode('ECOTRACK', nodeType, parameters, more);
		const run = await this.runWorkflow([node], credential, input);
		const task = run.data.resultData.runData.ECOTRACK?.at(-1);
		const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
		const error = run.data.resultData.error as NodeRun['error'];
		return { outputs, json: (outputs[0] ?? []).map(({ json }) => json), error, run };
	}

	/** Runs the nodes one after the other, the first of them on the given input items. */
	async runWorkflow(
		nodes: INode[],
		credential: ICredentialDataDecryptedObject,
		input: IDataObject[] = [{}],
	): Promise<IRun> {
		const all = [toNode('Start', 'test.start', {}), ...nodes];
		return await this.runNodes(this.toWorkflow(all), credential, input);
	}

	private async runNodes(
		workflow: Workflow,
		credential: ICredentialDataDecryptedObject,
		input: IDataObject[],
	): Promise<IRun> {
		const nodes = Object.values(workflow.nodes);
		const data: IWorkflowBase = {
			id: 'test',
			name: 'Test',
			nodes,
			connections: workflow.connectionsBySourceNode,
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			activeVersionId: null,
		};
		const additionalData = this.additionalData(credential, data);
		const pinData = { Start: input.map((json) => ({ json })) };
		const engine = new WorkflowExecute(additionalData, 'manual');
		return await engine.run({ workflow, startNode: workflow.nodes.Start, pinData });
	}

	/** What an agent of version 2 reads when it calls the node as a tool. */
	async callAsTool(
		parameters: INodeParameters,
		credential: ICredentialDataDecryptedObject,
		more: Partial<INode> = {},
	): Promise<string> {
		const all = [
			toNode('Start', 'test.start', {}),
			toNode('Agent', 'test.agent', {}),
			toNode('ECOTRACK', TOOL, parameters, more),
		];
		const connections = { Start: to('Agent', 'main'), ECOTRACK: to('Agent', 'ai_tool') };
		const run = await this.runNodes(this.toWorkflow(all, connections), credential, [{}]);
		const { runData, error } = run.data.resultData;
		if (error) throw error;
		return String(runData.Agent.at(-1)?.data?.main[0]?.[0].json.observation);
	}

	/**
	 * What a list in the editor shows.
	 * @param parameters what is set in the node so far
	 */
	async searchList(
		method: string,
		credential: ICredentialDataDecryptedObject,
		parameters: INodeParameters = {},
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const node = toNode('ECOTRACK', `${PACKAGE}.ecotrack`, parameters);
		const workflow = this.toWorkflow([node]);
		const type = this.nodeTypes.getByNameAndVersion(node.type);
		const data = { ...this.additionalData(credential), currentNodeParameters: parameters };
		const context = new LoadOptionsContext(workflow, node, data, '');
		const search = type.methods?.listSearch?.[method];
		if (!search) throw new Error(`The node has no ${method}`);
		return await search.call(context, filter, paginationToken);
	}

	/** What a node's execute() is called on, to measure what lies below it. */
	executeContext(credential: ICredentialDataDecryptedObject): ExecuteContext {
		const node = toNode('ECOTRACK', `${PACKAGE}.ecotrack`, {});
		const input = [{ json: {} }];
		return new ExecuteContext(
			this.toWorkflow([node]),
			node,
			this.additionalData(credential),
			'manual',
			createEmptyRunExecutionData(),
			0,
			input,
			{ main: [input] },
			{ node, data: { main: [input] }, source: null },
			[],
		);
	}

	/** A workflow of these nodes, connected in a row unless said otherwise. */
	toWorkflow(nodes: INode[], connections: IConnections = inARow(nodes)): Workflow {
		const settings = { executionOrder: 'v1' as const };
		return new Workflow({
			id: 'test',
			name: 'Test',
			nodes,
			connections,
			active: false,
			nodeTypes: this.nodeTypes,
			settings,
		});
	}

	additionalData(
		credential: ICredentialDataDecryptedObject,
		workflowData?: IWorkflowBase,
	): IWorkflowExecuteAdditionalData {
		const url = 'http://localhost/';
		return {
			credentialsHelper: credentialsHelper(this.credentialTypes, credential),
			...(workflowData && { hooks: new ExecutionLifecycleHooks('manual', 'test', workflowData) }),
			executionId: 'test',
			currentNodeExecutionIndex: 0,
			restApiUrl: url,
			instanceBaseUrl: url,
			formBaseUrl: url,
			formWaitingBaseUrl: url,
			formTestBaseUrl: url,
			webhookBaseUrl: url,
			webhookWaitingBaseUrl: url,
			webhookTestBaseUrl: url,
			mcpBaseUrl: url,
			mcpTestBaseUrl: url,
			variables: {},
			logAiEvent: () => {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

const to = (node: string, type: 'main' | 'ai_tool'): INodeConnections => ({
	[type]: [[{ node, type, index: 0 }]],
});

const inARow = (nodes: INode[]): IConnections =>
	Object.fromEntries(
		nodes.slice(0, -1).map(({ name }, index) => [name, to(nodes[index + 1].name, 'main')]),
	);

/** As n8n describes a node that is used as a tool. */
const toTool = (type: INodeType): INodeType =>
	Object.assign(Object.create(type) as INodeType, {
		description: { ...type.description, name: 'ecotrackTool', inputs: [], outputs: ['ai_tool'] },
	});

/** A node with the test's credential. */
export function toNode(
	name: string,
	type: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { ecotrackApi: { id: '1', name: 'Test' } },
		...more,
	};
}
