/**
 * The only loop: input items in, output items out. It knows pairing and failures, and no endpoint.
 */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { attempt, attemptWrites, endsRun, toItemError } from './failures';
import { findOperation } from '.';
import type { Operation, Reader, Result, TogetherOperation } from './operation';
import { createPort, type Port } from './port';
import { takeEach, toItems, toTogether, type EachOperation } from './shorthands';

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
	let index = 0;
	for await (const result of answerAll(context, operation)) {
		const item = index++;
		const items = result instanceof Error ? [giveError(result, item)] : result;
		for (const data of items) output.push({ ...data, pairedItem: { item } });
	}
	return [output];

	function giveError(trouble: Error, item: number): INodeExecutionData {
		const goesOn = context.continueOnFail();
		const error = toItemError(context, operation as Operation, trouble, item, goesOn ? [] : output);
		if (!goesOn) throw error;
		// These two names, no other and neither of them empty, are what n8n's error output looks for.
		return { json: { error: error.message, message: error.description || error.message } };
	}
}

/** One result per input item, in their order. */
function answerAll(
	context: IExecuteFunctions,
	operation: Operation,
): AsyncIterable<INodeExecutionData[] | Error> {
	const port = createPort(context);
	switch (operation.kind) {
		case 'batch':
			return answerTogether(context, toTogether(operation) as TogetherOperation, port);
		case 'together':
			return answerTogether(context, operation, port);
		default:
			return answerEach(context, operation, port);
	}
}

async function* answerEach(
	context: IExecuteFunctions,
	operation: EachOperation,
	port: Port,
): AsyncGenerator<INodeExecutionData[] | Error> {
	let hopeless: Error | undefined;
	for (const index of context.getInputData().keys()) {
		const read = readerOf(context, index);
		const result =
			hopeless ?? (await attemptWrites(port, () => takeEach(context, operation, read, port)));
		if (result instanceof Error && endsRun(result)) hopeless = result;
		yield result;
	}
}

async function* answerTogether(
	context: IExecuteFunctions,
	operation: TogetherOperation,
	port: Port,
): AsyncGenerator<INodeExecutionData[] | Error> {
	// Nothing is sent when one item is refused and the user did not ask to go on.
	const orStop = <T>(item: T, index: number): T => {
		if (item instanceof Error && !port.goesOn) throw toItemError(context, operation, item, index);
		return item;
	};
	const prepared: unknown[] = [];
	for (const index of context.getInputData().keys()) {
		const item = await attempt(() => operation.prepare(readerOf(context, index), port));
		prepared.push(orStop(item, index));
	}
	const objections = operation.object?.(prepared.filter((item) => !(item instanceof Error)));
	const checked = prepared.map((item, index) => orStop(objections?.get(item) ?? item, index));
	const sent = checked.filter((item) => !(item instanceof Error));
	const results = operation.answer(sent, port)[Symbol.asyncIterator]();
	let broken: Error | undefined;
	for (const item of checked) {
		const result = item instanceof Error ? item : await takeNext();
		yield result instanceof Error ? result : toItems(result);
	}

	/** What an operation throws, rather than yields, holds for all items that are left. */
	async function takeNext(): Promise<Result> {
		const next = broken ?? (await attemptWrites(port, () => results.next()));
		if (next instanceof Error) return (broken = next);
		return next.value;
	}
}

function readerOf(context: IExecuteFunctions, index: number): Reader {
	return (name) => context.getNodeParameter(name, index, undefined, { extractValue: true });
}
