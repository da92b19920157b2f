/** n8n's AI Agent with our node as its tools, and a model that follows a script. */
import {
	type ChatCompletionRequest,
	LLMock,
	type TextResponse,
	type ToolCallResponse,
} from '@copilotkit/aimock';
import { join } from 'node:path';
import { projectFolder } from './folders';
import { readWorkflow, type WorkflowFile } from './workflow';

/** What the model does next, having read the answer of its last tool ('' before the first). */
export type Turn = (told: string) => TextResponse | ToolCallResponse;

/** The turn that uses a tool. */
export function useTool(name: string, values: object): ToolCallResponse {
	return { toolCalls: [{ name, arguments: JSON.stringify(values) }] };
}

/** The turn that ends the conversation. */
export function say(content: string): TextResponse {
	return { content };
}

/** A tool as the model gets to know it: a description of each argument by its name, '' for none. */
export interface OfferedTool {
	name: string;
	description: string;
	values: Record<string, string>;
}

interface Schema {
	properties: Record<string, { description?: string }>;
}

/** A server on the loopback address that answers as OpenAI's does: both its interfaces, streamed or not. */
export class ScriptedModel {
	private readonly asked: ChatCompletionRequest[] = [];

	private constructor(private readonly server: LLMock) {}

	/** Starts one that takes these turns: the first when it is asked, the next after each tool's answer. */
	static async start(turns: readonly Turn[]): Promise<ScriptedModel> {
		const server = new LLMock({ host: '127.0.0.1', port: 0 });
		const model = new ScriptedModel(server);
		server.on({}, (request) => {
			model.asked.push(request);
			const told = answersIn(request);
			const turn = turns[told.length] ?? (() => say('I do not know what to do now.'));
			return turn(told.at(-1) ?? '');
		});
		await server.start();
		return model;
	}

	/** The base URL, for the credential. */
	get url(): string {
		return `${this.server.url}/v1`;
	}

	/** What the tools have answered, in order, as the model got it. */
	get told(): string[] {
		const last = this.asked.at(-1);
		return last ? answersIn(last) : [];
	}

	/** The tools that it may use, by name. */
	get tools(): OfferedTool[] {
		const offered = (this.asked.at(0)?.tools ?? []).map(({ function: tool }) => {
			const { properties } = tool.parameters as Schema;
			const values = Object.entries(properties).map(([key, { description = '' }]) => [
				key,
				description,
			]);
			const { name, description = '' } = tool;
			return { name, description, values: Object.fromEntries(values) as OfferedTool['values'] };
		});
		return offered.sort((a, b) => a.name.localeCompare(b.name));
	}

	/** Every request that n8n has sent to it, as it came: path, headers and body. */
	get requests(): Array<{ path: string; headers: unknown; body: { stream?: boolean } }> {
		return this.server
			.getRequests()
			.map(({ path, headers, body }) => ({ path, headers, body: body as { stream?: boolean } }));
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}
}

function answersIn({ messages }: ChatCompletionRequest): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
}

const textOf = (content: unknown) =>
	typeof content === 'string' ? content : JSON.stringify(content);

const EXAMPLE = join(projectFolder, 'examples', 'parcel-answered-by-agent.json');
export const CHAT = 'A customer asks';
export const AGENT = 'Answer';

/** The example of an agent, as it stands in the file. */
export const readExample = (): WorkflowFile => readWorkflow(EXAMPLE);
