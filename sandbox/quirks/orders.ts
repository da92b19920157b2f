import { html, invalid, json } from '../http/answer';
import { isObject, toText } from '../http/call';
import { bodyOf, defineQuirks, withBody } from './quirk';

const isCreated = (body: Record<string, unknown> | undefined) =>
	body?.success === true && typeof body.tracking === 'string';

/** What creating, changing and deleting orders is like elsewhere (section 7). */
export const ORDER_QUIRKS = defineQuirks({
	'wrapped-create': {
		sentence: 'A single create is answered like a bulk of one, under its reference.',
		path: 'create/order',
		change: (answer, { call }) => {
			if (!isCreated(bodyOf(answer))) return undefined;
			const key = toText(call.input.reference) || '0';
			return { ...answer, json: { results: { [key]: answer.json } } };
		},
	},
	'create-with-reference': {
		sentence: 'A single create also says the reference.',
		path: 'create/order',
		change: (answer, { call }) =>
			isCreated(bodyOf(answer))
				? withBody(answer, { reference: call.input.reference ?? null })
				: undefined,
	},
	'success-without-tracking': {
		sentence: 'A single create says success but no tracking number.',
		path: 'create/order',
		change: (answer) =>
			isCreated(bodyOf(answer)) ? { ...answer, json: { success: true } } : undefined,
	},
	'truncated-references': {
		sentence: 'References in the answer of a create are cut to twenty letters (count).',
		change: (answer, { options }) => {
			const results = bodyOf(answer)?.results;
			if (!isObject(results)) return undefined;
			const entries = Object.entries(results).map(([key, row]) => [
				key.slice(0, options.count ?? 20),
				row,
			]);
			return withBody(answer, { results: Object.fromEntries(entries) });
		},
	},
	'bulk-422': {
		sentence: 'A bulk create is answered with 422 whatever came of its rows.',
		path: 'create/orders',
		change: (answer) => (bodyOf(answer)?.results ? { ...answer, status: 422 } : undefined),
	},
	'bulk-200': {
		sentence: 'A bulk create is answered with 200 even when rows of it failed.',
		path: 'create/orders',
		change: (answer) => (bodyOf(answer)?.results ? { ...answer, status: 200 } : undefined),
	},
	'bulk-500': {
		sentence: 'A bulk create fails with 500, before or after the orders were made (moment).',
		path: 'create/orders',
		refuse: ({ options }) => (options.moment === 'after' ? undefined : html('Server Error', 500)),
		change: (_answer, { options }) =>
			options.moment === 'after' ? html('Server Error', 500) : undefined,
	},
	'bulk-list': {
		sentence:
			'A bulk create answers a list of results, in the order of the request, without names.',
		path: 'create/orders',
	},
	'bulk-messages': {
		sentence: 'A failed row of a bulk create has success, message and errors around its fields.',
		path: 'create/orders',
		change: (answer) => {
			const results = bodyOf(answer)?.results;
			if (!isObject(results)) return undefined;
			const wrap = (row: unknown) =>
				isObject(row) && !('success' in row)
					? { success: false, ...bodyOf(invalid(row as Record<string, string[]>)) }
					: row;
			const entries = Object.entries(results).map(([key, row]) => [key, wrap(row)]);
			return withBody(answer, { results: Object.fromEntries(entries) });
		},
	},
	'partial-update-422': {
		sentence: 'An update is no patch: without its full set of fields it is refused with 422.',
		path: 'update/order',
	},
	'update-ignored': {
		sentence: 'An update answers success and changes nothing.',
		path: 'update/order',
	},
	'update-side-effects': {
		sentence:
			'An update also changes what it was not asked to, such as the desk (value: the fields).',
		path: 'update/order',
		change: (_, { call, options, platform }) => {
			platform.edit(String(call.input.tracking), options.value ?? { stopDesk: 0 });
			return undefined;
		},
	},
	'delete-legacy': {
		sentence: 'A delete answers {"delete": "success"} or {"delete": "fail"}.',
		path: 'delete/order',
		change: (answer) => {
			const success = bodyOf(answer)?.success;
			if (typeof success !== 'boolean') return undefined;
			return json({ delete: success ? 'success' : 'fail' });
		},
	},
	'delete-400': {
		sentence: 'A delete that worked is answered with 400 and the message "suppression ok".',
		path: 'delete/order',
		change: (answer) =>
			bodyOf(answer)?.success === true ? json({ message: 'suppression ok' }, 400) : undefined,
	},
	'label-json-error': {
		sentence: 'The label is a JSON refusal with HTTP 200 instead of a PDF.',
		path: 'get/order/label',
		refuse: () => json({ success: false, message: 'Bordereau non disponible' }),
	},
	'label-html': {
		sentence: 'The label is a page instead of a PDF.',
		path: 'get/order/label',
		refuse: () => html('Connexion', 200),
	},
	'label-octet-stream': {
		sentence: 'The label is a PDF that calls itself a stream of bytes.',
		path: 'get/order/label',
		change: (answer) =>
			answer.raw?.type === 'application/pdf'
				? { ...answer, raw: { ...answer.raw, type: 'application/octet-stream' } }
				: undefined,
	},
});
