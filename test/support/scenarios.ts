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
		name: 'sent on to the login page',
		quirk: 'login-redirect',
		message: /did not accept the API token/,
		httpCode: '401',
		cause: 'credential-invalid',
	},
	{
		name: 'sent on to another page of the platform',
		quirk: 'login-redirect',
		options: { value: '/maintenance' },
		message: /not available right now \(HTTP 302\)/,
		afterWrite: UNKNOWN,
		httpCode: '302',
		cause: 'temporarily-unavailable',
	},
	...[500, 502, 503, 504].map((status) => ({
		name: `down with ${status}`,
		quirk: 'server-error' as const,
		options: { status },
		message: new RegExp(`not available right now \\(HTTP ${status}\\)`),
		afterWrite: UNKNOWN,
		readRequests: status === 500 ? 1 : 3,
		httpCode: String(status),
		cause: 'temporarily-unavailable',
	})),
	{
		name: 'down for maintenance',
		quirk: 'html-maintenance',
		message: /not available right now \(HTTP 503\)/,
		afterWrite: UNKNOWN,
		readRequests: 3,
		httpCode: '503',
		cause: 'temporarily-unavailable',
	},
	...(
		[
			['a page with 200', 'html-ok'],
			['a truncated answer', 'truncated-json'],
			['a single-quoted answer', 'single-quoted-json'],
			['null in place of an answer', 'not-an-object'],
		] as const
	).map(([name, quirk]) => ({
		name,
		quirk,
		message: /answer of the carrier could not be read/,
		cause: 'temporarily-unavailable',
	})),
	...(
		[
			['a lost connection', 'dropped-connection'],
			['a connection lost in the middle of the answer', 'cut-off-answer'],
		] as const
	).map(([name, quirk]) => ({
		name,
		quirk,
		message: /not available right now \(connection lost\)/,
		afterWrite: UNKNOWN,
		readRequests: 3,
		cause: 'temporarily-unavailable',
	})),
	...(
		[
			[10001, /can no longer be changed/],
			[10002, /does not deliver to this wilaya/],
			[10003, /return cannot be requested/],
		] as const
	).map(([code, message]) => ({
		name: `refused with ${code}`,
		quirk: 'success-false' as const,
		options: { code },
		message,
	})),
	{
		name: 'refused without a code',
		quirk: 'success-false',
		options: { code: 0, message: 'Opération refusée' },
		message: /refused this request/,
	},
];
