import type { Order } from '../platform/order';
import type { Platform } from '../platform/platform';
import type { Quirks } from '../quirks/quirks';
import { invalid, Refusal, UNKNOWN_TRACKING, type Answer } from './answer';
import { textOf, type Call } from './call';

/** One endpoint. */
export interface Route {
	method: 'GET' | 'POST' | 'DELETE';
	/** Below `/api/v1/`. */
	path: string;
	/** True when the endpoint judges the token itself. */
	isOpen?: boolean;
	answer(call: Call, platform: Platform, quirks: Quirks): Answer;
}

/** A required text parameter, or the framework's refusal. */
export function requireText(call: Call, name: string, maxLength = 255): string {
	const text = textOf(call, name);
	if (text === '') throw new Refusal(invalid({ [name]: [`Le champ ${name} est obligatoire.`] }));
	if ([...text].length > maxLength)
		throw new Refusal(
			invalid({
				[name]: [`Le texte de ${name} ne peut contenir plus de ${maxLength} caractères.`],
			}),
		);
	return text;
}

/** The order of the `tracking` parameter, or the 422 for a missing or unknown one (section 4). */
export function requireOrder(call: Call, platform: Platform): Order {
	const order = platform.get(requireText(call, 'tracking'));
	if (!order) throw new Refusal(invalid({ tracking: [UNKNOWN_TRACKING] }));
	return order;
}
