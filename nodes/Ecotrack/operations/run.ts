/**
 * The only loop: input items in, output items out. It knows pairing, pages, batches and failures,
 * and no endpoint.
 */
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { readListing, toKey } from '../api/answers';
import { askInBatches } from '../api/batches';
import { send } from '../api/client';
import { toNodeError } from '../api/errors';
import { EcotrackFailure, isHopeless, type Failure, type Outcome } from '../api/outcome';
import { readPages } from '../api/pages';
import { findOperation } from './index';
import { readLimit } from './fields';
import {
	splitEndpoint,
	type BatchOperation,
	type Operation,
	type PagedOperation,
	type Reader,
	type SingleOperation,
} from './operation';

/** What went wrong with one item: an answer or a value of ours, or an expression of the user's. */
type Trouble = Failure | Error;

type Result = IDataObject[] | Trouble;

/** Runs the chosen operation for all input items. Each output item is paired to its input item. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = findOperation(resource, name);
	if (!operation) {
		throw new NodeOperationError(context.getNode(), `There is no operation '${name}' here`, {
			description: 'Choose another Operation, or update this node to the version of the workflow',
		});
	}
	const output: INodeExecutionData[] = [];
	const results =
		operation.kind === 'batch' ? runTogether(context, operation) : runEach(context, operation);
	let index = 0;
	for await (const result of results) {
		output.push(...toItems(context, operation, result, index++));
	}
	return [output];
}

/** One request, or one walk over pages, per item. */
async function* runEach(
	context: IExecuteFunctions,
	operation: SingleOperation | PagedOperation,
): AsyncGenerator<Result> {
	let hopeless: Failure | undefined;
	for (const index of context.getInputData().keys()) {
		const read = readerOf(context, index);
		const result =
			hopeless ??
			(await attempt(() =>
				operation.kind === 'paged'
					? runPaged(context, operation, read)
					: runSingle(context, operation, read),
			));
		if ('kind' in result && isHopeless(result)) hopeless = result;
		yield result;
	}
}

async function runSingle(context: IExecuteFunctions, operation: SingleOperation, read: Reader) {
	const answer = await request(context, operation, operation.query(read));
	return operation.rows(answer, read);
}

async function runPaged(context: IExecuteFunctions, operation: PagedOperation, read: Reader) {
	const query = operation.query(read);
	const limit = readLimit(read);
	const fetchPage = async (page: number) =>
		readListing(await request(context, operation, { ...query, page }));

	// Rows move to later pages while they are read, so the same order may come twice.
	const rows = new Map<string, IDataObject>();
	for await (const page of readPages(fetchPage)) {
		for (const row of page) {
			const key = row.tracking ? toKey(row.tracking) : `#${rows.size}`;
			if (!rows.has(key)) rows.set(key, row);
			if (rows.size >= limit) return shape();
		}
	}
	return shape();

	function shape() {
		return [...rows.values()].map((row) => operation.row(row, read));
	}
}

/** The trackings of all items in as few requests as possible; every item gets its own answers. */
async function* runTogether(
	context: IExecuteFunctions,
	operation: BatchOperation,
): AsyncGenerator<Result> {
	const wanted: Array<string[] | Trouble> = [];
	for (const index of context.getInputData().keys()) {
		const trackings = await attempt(async () => operation.trackings(readerOf(context, index)));
		// Nothing is sent when one item is refused and the user did not ask to go on.
		if (isTrouble(trackings) && !context.continueOnFail())
			throw toError(context, operation, trackings, index);
		wanted.push(trackings);
	}
	const { found, failures } = await askInBatches(
		wanted.flatMap((trackings) => (isTrouble(trackings) ? [] : trackings)),
		async (batch) => await dispatch(context, operation, operation.query(batch)),
		operation.found,
	);
	for (const [index, trackings] of wanted.entries()) {
		yield isTrouble(trackings) ? trackings : await attempt(async () => answer(trackings, index));
	}

	function answer(trackings: string[], index: number): IDataObject[] {
		const failure = trackings.map((text) => failures.get(toKey(text))).find(Boolean);
		if (failure) throw new EcotrackFailure(failure);
		const read = readerOf(context, index);
		return trackings.flatMap((text) => operation.rows(text, found.get(toKey(text)), read));
	}
}

async function request(context: IExecuteFunctions, operation: Operation, query: IDataObject) {
	const outcome = await dispatch(context, operation, query);
	if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome);
	return outcome.data;
}

async function dispatch(
	context: IExecuteFunctions,
	operation: Operation,
	query: IDataObject,
): Promise<Outcome> {
	return await send(context, { ...splitEndpoint(operation), query });
}

async function attempt<T>(work: () => Promise<T>): Promise<T | Trouble> {
	try {
		return await work();
	} catch (error) {
		return error instanceof EcotrackFailure ? error.failure : (error as Error);
	}
}

function isTrouble<T extends object>(result: T | Trouble): result is Trouble {
	return 'kind' in result || result instanceof Error;
}

function readerOf(context: IExecuteFunctions, index: number): Reader {
	return (name) => context.getNodeParameter(name, index, undefined, { extractValue: true });
}

function toItems(
	context: IExecuteFunctions,
	operation: Operation,
	result: Result,
	item: number,
): INodeExecutionData[] {
	if (!isTrouble(result)) return result.map((json) => ({ json, pairedItem: { item } }));
	const error = toError(context, operation, result, item);
	if (!context.continueOnFail()) throw error;
	// These two names, and no other, are what n8n's error output looks for.
	return [
		{ json: { error: error.message, message: error.description ?? '' }, pairedItem: { item } },
	];
}

function toError(context: IExecuteFunctions, operation: Operation, trouble: Trouble, item: number) {
	const node = context.getNode();
	if (trouble instanceof Error) return new NodeOperationError(node, trouble, { itemIndex: item });
	const isWrite = splitEndpoint(operation).method !== 'GET';
	const circumstances = { isWrite, labels: operation.labels ?? {}, now: Date.now() };
	return toNodeError(node, trouble, circumstances, item);
}
