/**
 * The only loop: input items in, output items out. It knows pairing and failures, and no endpoint.
 */
import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { toKey, toText, type Row } from '../platform/rows';
import { requestInBatches } from '../transport/batches';
import { createClient } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { EcotrackFailure, isFatal, UNKNOWN_FORM, type Call } from '../transport/response';
import {
	FileRow,
	type Api,
	type Operation,
	type Reader,
	type Resource,
	type Result,
	type TogetherOperation,
} from './operation';

/** Runs the chosen operation for all input items. Each output item is paired to its input item. */
export async function run(
	context: IExecuteFunctions,
	resources: readonly Resource[],
	isToGoOn: boolean,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === name);
	if (!operation) {
		throw new NodeOperationError(context.getNode(), `There is no operation '${name}' here`, {
			description: 'Choose another Operation, or update this node to the version of the workflow',
		});
	}
	// Called as a tool by an agent itself: what is thrown there may never reach the model, an item does.
	const continuesOnFail = isToGoOn || Boolean(context.isToolExecution?.());
	const api = createApi(context, continuesOnFail);
	const indices = [...context.getInputData().keys()];
	const results =
		'each' in operation
			? oneByOne(indices, api, async (index) => await operation.each(readerOf(context, index), api))
			: runTogether(context, operation, indices, api);
	const output: INodeExecutionData[] = [];
	let index = 0;
	for await (const result of results) {
		const item = index++;
		const items =
			result instanceof Error
				? [reportError(context, operation, result, item, continuesOnFail ? null : output)]
				: result.map(toItem);
		for (const data of items) output.push({ ...data, pairedItem: { item } });
	}
	return [output];
}

function createApi(context: IExecuteFunctions, continuesOnFail: boolean): Api {
	return Object.assign(createClient(context), {
		continuesOnFail,
		hint: (message: string) =>
			context.addExecutionHints?.({ message, type: 'warning', location: 'outputPane' }),
		toFile: async (bytes: Uint8Array, name: string, mimeType: string) =>
			await context.helpers.prepareBinaryData(Buffer.from(bytes), name, mimeType),
	});
}

/** The work for one after the other. A fatal failure is that of all that follow. */
export async function* oneByOne<Wanted>(
	wanted: readonly Wanted[],
	api: Api,
	work: (one: Wanted) => Promise<Result>,
): AsyncGenerator<Result> {
	let fatal: Error | undefined;
	for (const one of wanted) {
		const result: Result = fatal ?? (await orFailure(api, () => work(one)));
		if (result instanceof EcotrackFailure && isFatal(result.failure)) fatal = result;
		yield result;
	}
}

/**
 * The trackings of all items, 100 per request. Each item gets rows for its own, or the failure of the
 * first of them that could not be asked for.
 * @param ask the request for one batch
 * @param format what one tracking yields; `row` is undefined when the platform does not know it
 */
export async function* lookUpTogether<Wanted extends { trackings: string[] }>(
	wanted: readonly Wanted[],
	api: Api,
	ask: (trackings: string[]) => Call<Map<string, Row>>,
	format: (tracking: string, row: Row | undefined, one: Wanted) => Row[],
): AsyncGenerator<Result> {
	const { found, failures } = await requestInBatches(
		wanted.flatMap(({ trackings }) => trackings),
		async (batch) => await api.request(ask(batch)),
	);
	for (const one of wanted) {
		const failure = one.trackings.map((text) => failures.get(toKey(text))).find(Boolean);
		yield failure
			? new EcotrackFailure(failure)
			: await orFailure(api, async () =>
					one.trackings.flatMap((text) => format(text, found.get(toKey(text)), one)),
				);
	}
}

async function* runTogether(
	context: IExecuteFunctions,
	operation: TogetherOperation,
	indices: number[],
	api: Api,
): AsyncGenerator<Result> {
	// Nothing is sent when one item is refused and the user did not ask to go on.
	const orStop = <T>(item: T, index: number): T => {
		if (item instanceof Error && !api.continuesOnFail) {
			throw toThrow(context, toItemError(context, operation, item, index));
		}
		return item;
	};
	const prepared: unknown[] = [];
	for (const index of indices) {
		const item = await orFailure(api, () => operation.prepare(readerOf(context, index), api));
		prepared.push(orStop(item, index));
	}
	const objections = operation.object?.(prepared.filter((item) => !(item instanceof Error)));
	const checked = prepared.map((item, index) => orStop(objections?.get(item) ?? item, index));
	const sent = checked.filter((item) => !(item instanceof Error));
	const results = operation.together(sent, api)[Symbol.asyncIterator]();
	let broken: Error | undefined;
	for (const item of checked) yield item instanceof Error ? item : await takeNext();

	/** What an operation throws, rather than yields, holds for all items that are left. */
	async function takeNext(): Promise<Result> {
		const next = broken ?? (await orFailure(api, () => results.next()));
		if (next instanceof Error) return (broken = next);
		return next.value as Result;
	}
}

function readerOf(context: IExecuteFunctions, index: number): Reader {
	return (name) => context.getNodeParameter(name, index, undefined, { extractValue: true });
}

function toItem(row: Exclude<Result, Error>[number]): INodeExecutionData {
	return row instanceof FileRow ? { json: row.json, binary: row.binary } : { json: row };
}

/**
 * What the work yields, or what kept it from yielding anything. An exception of our own after a good
 * answer to a write says nothing about the write, which took place.
 */
export async function orFailure<T>(
	api: Pick<Api, 'written'>,
	work: () => Promise<T>,
): Promise<T | Error> {
	const before = api.written;
	try {
		return await work();
	} catch (error) {
		const isOurs = !(error instanceof EcotrackFailure);
		if (isOurs && api.written > before) return new EcotrackFailure(UNKNOWN_FORM, true);
		return error instanceof Error ? error : new Error(String(error));
	}
}

/**
 * The item that says what went wrong, where the user has asked to go on; else it ends the run.
 * @param lost what the items before it have yielded, which the user loses with the run
 */
function reportError(
	context: IExecuteFunctions,
	operation: Operation,
	trouble: Error,
	item: number,
	lost: readonly INodeExecutionData[] | null,
): INodeExecutionData {
	const error = toItemError(context, operation, trouble, item, lost ?? []);
	if (lost) throw toThrow(context, error);
	// These two names, no other and neither of them empty, are what n8n's error output looks for.
	return { json: { error: error.message, message: error.description || error.message } };
}

/** Of what a tool throws, a model gets the message alone: it has to hold the advice as well. */
function toThrow(context: IExecuteFunctions, error: ReturnType<typeof toItemError>) {
	const { rewireOutputLogTo } = context.getNode();
	const { message, description } = error;
	const isForModel = rewireOutputLogTo === NodeConnectionTypes.AiTool;
	if (isForModel && description) error.message = `${message}. ${description}`;
	return error;
}

/**
 * The error for one item.
 * @param trouble a failure of ours, or what an expression of the user's threw
 * @param done what the items before it yielded; a user who loses it has to know what took place
 */
function toItemError(
	context: IExecuteFunctions,
	operation: Operation,
	trouble: Error,
	item: number,
	done: readonly INodeExecutionData[] = [],
) {
	const node = context.getNode();
	if (!(trouble instanceof EcotrackFailure)) {
		return new NodeOperationError(node, trouble, { itemIndex: item });
	}
	const { method, fields, labels, check } = operation;
	const writes = method !== 'GET';
	const known = fields.map(({ name, displayName }) => [name, displayName] as const);
	const circumstances = {
		isWrite: trouble.isWrite ?? writes,
		labels: { ...Object.fromEntries(known), ...labels },
		check,
		now: Date.now(),
	};
	const error = toNodeError(node, trouble.failure, circumstances, item);
	if (writes && done.length > 0) {
		error.description = `${error.description ?? ''}. ${describeDone(done)}`.replace(/^\. /, '');
	}
	return error;
}

function describeDone(done: readonly INodeExecutionData[]): string {
	const names = done.map(({ json: { tracking, reference } }) =>
		[reference, tracking].map(toText).filter(Boolean).join(' = '),
	);
	const list = names.some(Boolean) ? `: ${names.filter(Boolean).join(', ')}` : '';
	return `What stands before this item has been carried out${list}`;
}
