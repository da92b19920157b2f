/**
 * From a failure to the error that n8n shows and acts on. Nothing else in the package makes one.
 */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { explain, type Circumstances } from './messages';
import type { Failure } from './response';

/** n8n's vocabulary for its back-off, from 2.37 on; older hosts ignore it. */
export interface Cause {
	cause:
		| 'rate-limited'
		| 'quota-exhausted'
		| 'temporarily-unavailable'
		| 'credential-invalid'
		| 'configuration-invalid';
	retryAfterMs?: number;
	resetsAtEpochMs?: number;
}

/** Why it went wrong, for n8n's scheduler; undefined when only the user can tell. */
export function toCause(failure: Failure, now: number): Cause | undefined {
	switch (failure.kind) {
		case 'limited':
			return failure.window === 'hour' || failure.window === 'day'
				? { cause: 'quota-exhausted', resetsAtEpochMs: now + failure.waitMs }
				: { cause: 'rate-limited', retryAfterMs: failure.waitMs };
		case 'unavailable':
		case 'networkError':
		case 'unreadable':
			return { cause: 'temporarily-unavailable' };
		case 'denied':
			return { cause: 'credential-invalid' };
		case 'redirected':
		case 'notSupported':
		case 'setting':
			return { cause: 'configuration-invalid' };
		default:
			return undefined;
	}
}

const HTTP_CODES: Partial<Record<Failure['kind'], string>> = {
	invalid: '422',
	notFound: '404',
	limited: '429',
	denied: '401',
};

/**
 * The error for one item.
 * @param itemIndex the input item; left out for what belongs to no item
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	circumstances: Circumstances,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const { message, description } = explain(failure, circumstances);
	const isOurs = failure.kind === 'input' || failure.kind === 'setting';
	const error = isOurs
		? new NodeOperationError(node, message, { description, itemIndex, level: 'warning' })
		: new NodeApiError(node, { message } as JsonObject, {
				message,
				description,
				itemIndex,
				httpCode: 'status' in failure ? String(failure.status) : HTTP_CODES[failure.kind],
			});
	const cause = toCause(failure, circumstances.now);
	return cause ? Object.assign(error, { failure: cause }) : error;
}
