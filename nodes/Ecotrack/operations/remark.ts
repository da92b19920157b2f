import { toRows } from '../api/answers';
import { toIsoTime } from '../api/dates';
import {
	limitField,
	readLimit,
	readTracking,
	refuse,
	returnAllField,
	trackingField,
} from './fields';
import type { Reader, Resource } from './operation';
import { confirm } from './confirmation';

const LONGEST_CONTENT = 255;

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
					description: `What the driver should know, up to ${LONGEST_CONTENT} characters`,
				},
			],
			labels: { tracking: 'Tracking Number', content: 'Content' },
			query: (read) => ({ tracking: readTracking(read), content: readContent(read) }),
			rows: (answer, read) => [
				{ ...confirm(answer), tracking: readTracking(read), content: readContent(read) },
			],
		},
		{
			kind: 'single',
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many remarks',
			description: 'List the remarks of sender and driver on an order, oldest first',
			endpoint: 'GET get/maj',
			fields: [trackingField, returnAllField, limitField],
			labels: { tracking: 'Tracking Number' },
			query: (read) => {
				readLimit(read); // refused before the request, used after it
				return { tracking: readTracking(read) };
			},
			// The endpoint has no pages: all remarks come at once and are cut here.
			rows: (answer, read) =>
				toRows(answer, 'list of remarks')
					.slice(0, readLimit(read))
					.map((row) => ({ ...row, createdAt: toIsoTime(row.created_at) ?? null })),
		},
	],
};

function readContent(read: Reader): string {
	const text = String(read('content') ?? '')
		// Half of a cut emoji cannot be sent.
		.replace(/\p{Surrogate}/gu, '\uFFFD')
		.trim();
	if (!text) {
		throw refuse('Content', "'Content' is empty", 'Enter what the carrier should know');
	}
	// The platform counts characters, not UTF-16 units: an emoji is one.
	const length = [...text].length;
	if (length > LONGEST_CONTENT) {
		throw refuse(
			'Content',
			`'Content' has ${length} characters, ${length - LONGEST_CONTENT} too many`,
			`Shorten it to ${LONGEST_CONTENT} characters`,
		);
	}
	return text;
}
