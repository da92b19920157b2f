import type { QuirkName, QuirkOptions } from '../../sandbox';

/** A way in which every request to the platform ends, and what the user then reads. */
export interface Scenario {
	name: string;
	quirk: QuirkName;
	options?: QuirkOptions;
	/** For a read. */
	message: RegExp;
	/** For a write, where that differs: it may have taken place. */
	afterWrite?: RegExp;
	/** How often a read is sent; a write always once. */
	readRequests?: number;
	httpCode?: string;
	cause?: string;
}

const UNKNOWN = /outcome of this request is unknown/;
const NOT_READABLE = /answer of the carrier could not be read/;

export const SCENARIOS: Scenario[] = [
	{
		name: 'limited',
		quirk: 'too-many-attempts',
		options: { retryAfter: 3_600 },
		message: /limit of requests per hour is used up/,
		httpCode: '429',
		cause: 'quota-exhausted',
	},
	{
		name: 'denied',
		quirk: 'revoked-token',
		message: /did not accept the API token/,
		httpCode: '401',
		cause: 'credential-invalid',
	},
	{
		name: 'API access switched off',
		quirk: 'token-not-allowed',
		message: /API access is switched off/,
		httpCode: '401',
		cause: 'credential-invalid',
	},
	{
		name: 'moved',
		quirk: 'moved-alias',
		options: { host: 'https://new.example' },
		message: /has moved to https:\/\/new\.example$/,
		cause: 'configuration-invalid',
	},
	{
		name: 'missing',
		quirk: 'missing-route',
		message: /does not offer this operation/,
		httpCode: '404',
		cause: 'configuration-invalid',
	},
	{
		name: 'missing, as a page',
		quirk: 'missing-route',
		options: { value: 'html' },
		message: /does not offer this operation/,
		httpCode: '404',
		cause: 'configuration-invalid',
	},
	{
		name: 'down with 500',
		quirk: 'server-error',
		message: /not available right now \(HTTP 500\)/,
		afterWrite: UNKNOWN,
		httpCode: '500',
		cause: 'temporarily-unavailable',
	},
	{
		name: 'down for maintenance',
		quirk: 'html-maintenance',
		message: /not available right now \(HTTP 503\)/,
		afterWrite: UNKNOWN,
		readRequests: 3,
		httpCode: '503',
		cause: 'temporarily-unavailable',
	},
	{
		name: 'a page with 200',
		quirk: 'html-ok',
		message: NOT_READABLE,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'a truncated answer',
		quirk: 'truncated-json',
		message: NOT_READABLE,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'a single-quoted answer',
		quirk: 'single-quoted-json',
		message: NOT_READABLE,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'null in place of an answer',
		quirk: 'not-an-object',
		message: NOT_READABLE,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'a lost connection',
		quirk: 'dropped-connection',
		message: /not available right now \(connection lost\)/,
		afterWrite: UNKNOWN,
		readRequests: 3,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'a connection lost in the middle of the answer',
		quirk: 'cut-off-answer',
		message: /not available right now \(connection lost\)/,
		afterWrite: UNKNOWN,
		readRequests: 3,
		cause: 'temporarily-unavailable',
	},
	...[10001, 10002, 10003].map((code) => ({
		name: `refused with ${code}`,
		quirk: 'success-false' as const,
		options: { code },
		message: /can no longer be changed|does not deliver to this wilaya|return cannot be requested/,
	})),
	{
		name: 'refused without a code',
		quirk: 'success-false',
		options: { code: 0, message: 'Opération refusée' },
		message: /refused this request/,
	},
];
