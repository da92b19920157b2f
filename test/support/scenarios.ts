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

const DENIED = { httpCode: '401', cause: 'credential-invalid' };
const MISSING = {
	message: /does not offer this operation/,
	httpCode: '404',
	cause: 'configuration-invalid',
};
const UNREADABLE = {
	message: /answer of the carrier could not be read/,
	cause: 'temporarily-unavailable',
};
const down = (status: number, readRequests = 1) => ({
	message: new RegExp(`not available right now \\(HTTP ${status}\\)`),
	afterWrite: /outcome of this request is unknown/,
	readRequests,
	httpCode: String(status),
	cause: 'temporarily-unavailable',
});
const LOST = {
	...down(0, 3),
	message: /not available right now \(connection lost\)/,
	httpCode: undefined,
};

export const SCENARIOS: Scenario[] = [
	{
		name: 'limited',
		quirk: 'too-many-attempts',
		options: { retryAfter: 3_600 },
		message: /limit of requests per hour is used up/,
		httpCode: '429',
		cause: 'quota-exhausted',
	},
	{ name: 'denied', quirk: 'revoked-token', message: /did not accept the API token/, ...DENIED },
	{
		name: 'API access switched off',
		quirk: 'token-not-allowed',
		message: /API access is switched off/,
		...DENIED,
	},
	{
		name: 'moved',
		quirk: 'moved-alias',
		options: { host: 'https://new.example' },
		message: /has moved to https:\/\/new\.example$/,
		cause: 'configuration-invalid',
	},
	{ name: 'missing', quirk: 'missing-route', ...MISSING },
	{ name: 'missing, as a page', quirk: 'missing-route', options: { value: 'html' }, ...MISSING },
	{
		name: 'sent on to the login page',
		quirk: 'login-redirect',
		message: /did not accept the API token/,
		...DENIED,
	},
	{
		name: 'sent on to another page of the platform',
		quirk: 'login-redirect',
		options: { value: '/maintenance' },
		...down(302),
	},
	{ name: 'down with 500', quirk: 'server-error', ...down(500) },
	{ name: 'down with 502', quirk: 'server-error', options: { status: 502 }, ...down(502, 3) },
	{ name: 'down with 504', quirk: 'server-error', options: { status: 504 }, ...down(504, 3) },
	{ name: 'down for maintenance', quirk: 'html-maintenance', ...down(503, 3) },
	{ name: 'a page with 200', quirk: 'html-ok', ...UNREADABLE },
	{ name: 'a truncated answer', quirk: 'truncated-json', ...UNREADABLE },
	{ name: 'a single-quoted answer', quirk: 'single-quoted-json', ...UNREADABLE },
	{ name: 'null in place of an answer', quirk: 'not-an-object', ...UNREADABLE },
	{
		name: 'an answer about something else',
		quirk: 'not-an-object',
		options: { value: { hello: 'world' } },
		...UNREADABLE,
	},
	{ name: 'a lost connection', quirk: 'dropped-connection', ...LOST },
	{ name: 'a connection lost in the middle of the answer', quirk: 'cut-off-answer', ...LOST },
	...[
		/can no longer be changed/,
		/does not deliver to this wilaya/,
		/return cannot be requested/,
	].map((message, index) => ({
		name: `refused with ${10001 + index}`,
		quirk: 'success-false' as const,
		options: { code: 10001 + index },
		message,
	})),
	{
		name: 'refused without a code',
		quirk: 'success-false',
		options: { code: 0, message: 'Opération refusée' },
		message: /refused this request/,
	},
];
