import { spell } from '../platform/statuses';
import { bodyOf, defineQuirks, mapRows, statusRows, withBody } from './quirk';

type Spelling = Parameters<typeof spell>[1];

const respell = (row: Record<string, unknown>, spelling: Spelling) =>
	typeof row.status === 'string' ? { ...row, status: spell(row.status, spelling) } : row;

/** How statuses, tracking numbers and collections are written (sections 5 and 12). */
export const SPELLING_QUIRKS = defineQuirks({
	'accented-statuses': {
		sentence: 'The listing spells its statuses with accents, as in payé_et_archivé.',
		path: 'get/orders',
		change: (answer) => mapRows(answer, (row) => respell(row, 'accented')),
	},
	'french-labels': {
		sentence: 'The listing gives the French label, as in En livraison, where a slug is due.',
		path: 'get/orders',
		change: (answer) => mapRows(answer, (row) => respell(row, 'label')),
	},
	'unknown-status': {
		sentence: 'Every order has a status that nobody has documented (value).',
		change: (answer, { options }) =>
			mapRows(answer, (row) =>
				'status' in row ? { ...row, status: options.value ?? 'en_litige' } : row,
			),
	},
	'lower-case-keys': {
		sentence: 'The status batch writes the tracking numbers in lower case.',
		path: 'get/orders/status',
		change: (answer) => {
			const rows = statusRows(answer);
			if (!rows) return undefined;
			const entries = Object.entries(rows).map(([key, row]) => [key.toLowerCase(), row]);
			return withBody(answer, { data: Object.fromEntries(entries) });
		},
	},
	'index-keyed-lists': {
		sentence: 'Every list is written as an object with the keys "0", "1", "2".',
		change: (answer) =>
			answer.raw || answer.status !== 200
				? undefined
				: { ...answer, json: indexLists(answer.json) },
	},
	'success-as-string': {
		sentence: 'A success is written as the text "1", or as another value, instead of true.',
		change: (answer, { options }) =>
			bodyOf(answer)?.success === true
				? withBody(answer, { success: options.value ?? '1' })
				: undefined,
	},
});

function indexLists(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	// An empty list stays one: PHP has nothing to key it by.
	if (Array.isArray(value) && value.length === 0) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, indexLists(item)]));
}
