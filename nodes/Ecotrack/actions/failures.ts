/** From what went wrong with one item to the error that n8n shows for it. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../transport/errors';
import { EcotrackFailure, isFatal, UNKNOWN_FORM } from '../transport/response';
import { splitEndpoint, type Operation } from './operation';
import type { Port } from './port';

/** What the work yields, or what kept it from yielding anything. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | Error> {
	try {
		return await work();
	} catch (error) {
		return error as Error;
	}
}

/**
 * The same, for work that may write: an exception of our own after a good answer to a write says
 * nothing about the write, which took place.
 */
export async function attemptWrites<T>(port: Port, work: () => Promise<T>): Promise<T | Error> {
	const before = port.written;
	const result = await attempt(work);
	const isOurs = result instanceof Error && !(result instanceof EcotrackFailure);
	if (!isOurs || port.written === before) return result;
	return new EcotrackFailure(UNKNOWN_FORM, true);
}

/** True when the next item would fail the same way, so that asking for it only costs requests. */
export function endsRun(trouble: Error): boolean {
	return trouble instanceof EcotrackFailure && isFatal(trouble.failure);
}

/**
 * The error for one item.
 * @param trouble a failure of ours, or what an expression of the user's threw
 * @param done what the items before it yielded; a user who loses it has to know what took place
 */
export function toItemError(
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
	const writes = splitEndpoint(operation).method !== 'GET';
	const circumstances = {
		isWrite: trouble.isWrite ?? writes,
		labels: operation.labels ?? {},
		check: operation.check,
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
		[reference, tracking].filter((part) => typeof part === 'string' && part).join(' = '),
	);
	const list = names.some(Boolean) ? `: ${names.filter(Boolean).join(', ')}` : '';
	return `What stands before this item has been carried out${list}`;
}
