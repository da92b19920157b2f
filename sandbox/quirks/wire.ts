import type { Answer } from '../http/answer';
import { html } from '../http/answer';
import { defineQuirks } from './quirk';

const TITLES: Readonly<Record<number, string>> = {
	500: 'Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Time-out',
};

const text = (answer: Answer, bytes: string): Answer => ({
	...answer,
	raw: { type: 'application/json', bytes },
});

/** What happens in front of the platform and on the line (sections 1 and 4). */
export const WIRE_QUIRKS = defineQuirks({
	'moved-alias': {
		sentence:
			'The address is an old alias: every request is sent on to another host with 301 (host).',
		replace: ({ call, options }) => ({
			...html('Moved Permanently', options.status ?? 301),
			headers: { Location: (options.host ?? 'https://moved.example') + call.target },
		}),
	},
	'login-redirect': {
		sentence: 'A request is sent on to the login page, or another path, of the platform (value).',
		replace: ({ options }) => ({
			...html('Found', 302),
			headers: { Location: typeof options.value === 'string' ? options.value : '/login' },
		}),
	},
	'html-maintenance': {
		sentence: 'The platform is down for maintenance: 503 with a page.',
		replace: () => html('Service Unavailable', 503),
	},
	'html-ok': {
		sentence: 'Another site answers: a page with HTTP 200.',
		replace: () => html('Bienvenue', 200),
	},
	'server-error': {
		sentence: 'The server fails: 500 with a page, or another status (status).',
		replace: ({ options }) => {
			const status = options.status ?? 500;
			return html(TITLES[status] ?? 'Server Error', status);
		},
	},
	'truncated-json': {
		sentence: 'The answer ends in the middle of its JSON.',
		change: (answer) => {
			if (answer.raw) return undefined;
			const whole = JSON.stringify(answer.json);
			return text(answer, whole.slice(0, Math.ceil(whole.length / 2)));
		},
	},
	'single-quoted-json': {
		sentence: 'The answer is written with single quotes, which is no JSON.',
		change: (answer) =>
			answer.raw ? undefined : text(answer, JSON.stringify(answer.json).replaceAll('"', "'")),
	},
	'not-an-object': {
		sentence: 'The answer is valid JSON of no use: null, or another value (value).',
		change: (answer, { options }) =>
			answer.raw ? undefined : { ...answer, json: options.value ?? null },
	},
	'slow-answers': {
		sentence: "Every answer is held back for a while on the sandbox's clock (ms).",
		change: (answer, { options }) => ({ ...answer, waitMs: options.ms ?? 5_000 }),
	},
	'dropped-connection': {
		sentence:
			'The connection breaks without an answer, before anything is done or after it (moment).',
		replace: ({ options }) =>
			options.moment === 'after' ? undefined : { status: 0, breakOff: 'before' },
		change: (answer, { options }) =>
			options.moment === 'after' ? { ...answer, breakOff: 'before' } : undefined,
	},
	'lost-answer-after-write': {
		sentence: 'A write is done, then the connection breaks before its answer.',
		change: (answer, { call }) =>
			call.method === 'GET' ? undefined : { ...answer, breakOff: 'before' },
	},
	'cut-off-answer': {
		sentence: 'The connection breaks in the middle of the answer.',
		change: (answer) => ({ ...answer, breakOff: 'midway' }),
	},
});
