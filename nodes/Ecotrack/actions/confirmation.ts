import type { IDataObject } from 'n8n-workflow';

import { isRow, unreadable } from '../platform/rows';
import { isSuccess } from '../transport/response';

/**
 * What a write yields: `success` and the platform's words.
 * @throws EcotrackFailure unless the answer says yes: a 200 alone is no confirmation
 */
export function confirm(answer: unknown): IDataObject {
	if (!isRow(answer) || !isSuccess(answer.success)) throw unreadable('confirmation');
	return { success: true, message: answer.message ?? '' };
}
