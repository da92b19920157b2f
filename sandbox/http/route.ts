import type { Order } from '../platform/order';
import type { Platform } from '../platform/platform';
import type { Quirks } from '../quirks';
import { invalid, Refusal, UNKNOWN_TRACKING, type Answer } from './answer';
import { requireText, type Call } from './call';

/** One endpoint. */
export interface Route {
	method: 'GET' | 'POST' | 'DELETE';
	/** Below `/api/v1/`. */
	path: string;
	answer(call: Call, platform: Platform, quirks: Quirks): Answer;
}

const route =
	(method: Route['method']) =>
	(path: string, answer: Route['answer']): Route => ({ method, path, answer });

export const get = route('GET');
export const post = route('POST');
export const del = route('DELETE');

/** The order of the `tracking` parameter, or the 422 for a missing or unknown one (section 4). */
export function requireOrder(call: Call, platform: Platform): Order {
	const order = platform.get(requireText(call, 'tracking'));
	if (!order) throw new Refusal(invalid({ tracking: [UNKNOWN_TRACKING] }));
	return order;
}
