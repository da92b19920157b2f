import { toRows } from '../platform/rows';
import { toIsoTime } from '../platform/time';
import { limitField, readLimit, readTracking, returnAllField, trackingField } from './parameters';
import type { Resource } from './operation';
import { confirm } from './confirmation';
import { LONGEST_TEXT, requireText } from './values';

/** What sender and driver tell each other about an order: docs/ecotrack-api.md, sections 8.1, 8.2. */
export const remark: Resource = {
	name: 'Remark',
	value: 'remark',
	operations: [
		{
			kind: 'single',
			name: 'Add',
			value: 'add',
			action: 'Add remark to order',
			description: 'Tell the carrier about a change while the order is on its way',
			endpoint: 'POST add/maj',
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
			labels: { tracking: 'Tracking Number', content: 'Content' },
			query: (read) => ({
				tracking: readTracking(read),
				content: requireText(read('content'), 'Content'),
			}),
			rows: (answer, read) => [
				{
					...confirm(answer),
					tracking: readTracking(read),
					content: requireText(read('content'), 'Content'),
				},
			],
		},
		{
			kind: 'single',
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many remarks',
			description:
				'List the remarks of sender and driver on an order, the newest of them, oldest first',
			endpoint: 'GET get/maj',
			fields: [trackingField, returnAllField, limitField],
			labels: { tracking: 'Tracking Number' },
			query: (read) => {
				readLimit(read); // refused before the request, used after it
				return { tracking: readTracking(read) };
			},
			// The endpoint has no pages: all remarks come at once, and the newest of them are kept.
			rows: (answer, read) =>
				toRows(answer, 'list of remarks')
					.map((row) => ({ ...row, createdAt: toIsoTime(row.created_at) ?? null }))
					.sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''))
					.slice(-readLimit(read)),
		},
	],
};
