import { readConfirmation, toRows, type Row } from '../platform/rows';
import { toIsoTime } from '../platform/time';
import type { Resource } from './operation';
import {
	limitField,
	LONGEST_TEXT,
	readLimit,
	readText,
	readTracking,
	requireValue,
	returnAllField,
	trackingField,
} from './parameters';

/** What sender and driver tell each other about an order: docs/ecotrack-api.md, sections 8.1, 8.2. */
export const remark: Resource = {
	name: 'Remark',
	value: 'remark',
	operations: [
		{
			name: 'Add',
			value: 'add',
			action: 'Add remark to order',
			description: 'Tell the carrier about a change while the order is on its way',
			method: 'POST',
			path: 'add/maj',
			fields: [
				trackingField,
				{
					displayName: 'Content',
					name: 'content',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					required: true,
					placeholder: 'e.g. Deliver after 5 pm',
					description: `What the driver should know, up to ${LONGEST_TEXT} characters`,
				},
			],
			each: async (read, api) => {
				const tracking = readTracking(read);
				const content = requireValue(readText(read('content'), 'Content'), 'Content');
				const confirmation = await api.requestOrThrow({
					method: 'POST',
					path: 'add/maj',
					query: { tracking, content },
					read: readConfirmation,
				});
				return [{ ...confirmation, tracking, content }];
			},
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many remarks',
			description:
				'List the remarks of sender and driver on an order, the newest of them, oldest first',
			method: 'GET',
			path: 'get/maj',
			fields: [trackingField, returnAllField, limitField],
			each: async (read, api) => {
				const limit = readLimit(read);
				const remarks = await api.requestOrThrow({
					method: 'GET',
					path: 'get/maj',
					query: { tracking: readTracking(read) },
					read: readRemarks,
				});
				// The endpoint has no pages: all remarks come at once, and the newest of them are kept.
				return remarks.slice(-limit);
			},
		},
	],
};

/** Oldest first. */
function readRemarks(answer: unknown): Row[] {
	return toRows(answer, 'list of remarks')
		.map((row) => ({ ...row, createdAt: toIsoTime(row.created_at) ?? null }))
		.sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
}
