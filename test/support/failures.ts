import type { Cause } from '../../nodes/Ecotrack/transport/errors';
import type { Failure } from '../../nodes/Ecotrack/transport/response';

/** What comes over the wire: an answer, or the code with which the connection ends. */
export type Wire =
	| { status: number; body: unknown; headers?: Record<string, string> }
	| { code: string; syscall?: string };

/** One way in which a request fails, through every layer: see the tests that run this table. */
export interface FailureCase {
	name: string;
	/** Left out where nothing comes over the wire: a refusal of our own. */
	wire?: Wire;
	outcome: Failure;
	/** The message of a read, and that of a write where it differs. */
	message: string;
	afterWrite?: string;
	/** The platform's own words, which open the description. */
	quoted?: string;
	/** A write that ends so may have taken place. */
	isUncertain?: true;
	/** The next request would end the same way. */
	isFatal?: true;
	/** A read is sent again. */
	isRetried?: true;
	cause?: Cause['cause'];
	httpCode?: string;
}

/** For the wait of a 429; the platform's clock is ours. */
export const NOW = Date.parse('2026-08-17T08:00:00Z');

export const page = (title: string) =>
	`<!DOCTYPE html>\n<html><head><title>${title}</title></head></html>`;

const UNKNOWN_TRACKING = 'Le champ tracking sélectionné est invalide.';
const MISSPELT = 'Commune mal écrite, ou désactivée.';
const NOT_FOUND = 'No order with this tracking number was found';
const REFUSED = 'The carrier refused this request';
const NOT_SUPPORTED = 'The carrier does not offer this operation at this address';
const UNREADABLE = 'The answer of the carrier could not be read';
const notNow = (reason: string) => `The carrier's platform is not available right now (${reason})`;
const unknown = (reason: string) => `The outcome of this request is unknown (${reason})`;

const rejected = (
	name: string,
	body: object,
	code: number | undefined,
	quoted: string,
	message = REFUSED,
): FailureCase => ({
	name,
	wire: { status: 200, body },
	outcome: { kind: 'rejected', ...(code !== undefined && { code }), message: quoted },
	message,
	...(quoted && { quoted }),
});

const invalid = (
	name: string,
	wire: Wire,
	fields: Record<string, string[]>,
	quoted: string,
): FailureCase => {
	const names = Object.keys(fields).map((field) => `'${field}'`);
	const list = names.length > 0 ? names.join(', ') : 'a value';
	return {
		name,
		wire,
		outcome: { kind: 'invalid', fields, message: quoted },
		message: `The carrier did not accept ${list}`,
		...(quoted && { quoted }),
		httpCode: '422',
	};
};

const denied = (
	name: string,
	wire: Wire,
	reason: 'token' | 'access',
	message: string,
): FailureCase => ({
	name,
	wire,
	outcome: { kind: 'denied', reason, message },
	message:
		reason === 'access'
			? 'API access is switched off for this account'
			: 'The carrier did not accept the API token',
	isFatal: true,
	cause: 'credential-invalid',
	httpCode: '401',
});

const notSupported = (name: string, status: number, body: unknown, isOpen?: true): FailureCase => ({
	name,
	wire: { status, body },
	outcome: { kind: 'notSupported', status, ...(isOpen && { isOpen }) },
	message: NOT_SUPPORTED,
	...(!isOpen && { isFatal: true as const }),
	cause: 'configuration-invalid',
	httpCode: String(status),
});

const unavailable = (name: string, status: number, body: unknown): FailureCase => ({
	name,
	wire: { status, body },
	outcome: { kind: 'unavailable', status },
	message: notNow(`HTTP ${status}`),
	afterWrite: unknown(`HTTP ${status}`),
	isUncertain: true,
	...([502, 503, 504].includes(status) && { isRetried: true as const }),
	cause: 'temporarily-unavailable',
	httpCode: String(status),
});

const unreadable = (name: string, body: unknown, message: string): FailureCase => ({
	name,
	wire: { status: 200, body },
	outcome: { kind: 'unreadable', message },
	message: UNREADABLE,
	isUncertain: true,
	cause: 'temporarily-unavailable',
});

const limited = (
	name: string,
	seconds: number,
	window: 'minute' | 'hour' | 'day',
): FailureCase => ({
	name,
	wire: {
		status: 429,
		headers: { 'retry-after': String(seconds) },
		body: { message: 'Too Many Attempts.' },
	},
	outcome: { kind: 'limited', waitMs: seconds * 1_000, window },
	message: `The carrier's limit of requests per ${window} is used up`,
	isFatal: true,
	cause: window === 'minute' ? 'rate-limited' : 'quota-exhausted',
	httpCode: '429',
});

const networkError = (name: string, code: string, timedOut: boolean): FailureCase => {
	const reason = timedOut ? 'no answer in time' : 'connection lost';
	return {
		name,
		wire: { code },
		outcome: { kind: 'networkError', timedOut, code },
		message: notNow(reason),
		afterWrite: unknown(reason),
		isUncertain: true,
		isRetried: true,
		cause: 'temporarily-unavailable',
	};
};

const unsent = (
	name: string,
	wire: { code: string; syscall?: string },
	message: string,
): FailureCase => ({
	name,
	wire,
	outcome: {
		kind: 'networkError',
		timedOut: wire.code === 'ETIMEDOUT',
		code: wire.code,
		isUnsent: true,
	},
	message,
	...(!wire.code.startsWith('CERT') && { isRetried: true as const }),
	cause: 'temporarily-unavailable',
});

const NOT_REACHED = "The carrier's platform could not be reached";

/** Every row of the catalogue of refusals (docs/ecotrack-api.md, section 4), and what is no answer. */
export const FAILURE_CASES: FailureCase[] = [
	rejected(
		'an update or deletion after validation',
		{ success: false, error: 10001, message: 'Commande non modifiable' },
		10001,
		'Commande non modifiable',
		'This order can no longer be changed',
	),
	rejected(
		'a wilaya without delivery',
		{ success: false, error: 10002, message: 'Pas de livraison pour la wilaya sélectionnée' },
		10002,
		'Pas de livraison pour la wilaya sélectionnée',
		'The carrier does not deliver to this wilaya',
	),
	rejected(
		'a return that cannot be asked for',
		{ success: false, error: 10003, message: 'Le retour ne peut pas etre demandé' },
		10003,
		'Le retour ne peut pas etre demandé',
		'A return cannot be requested for this order now',
	),
	rejected(
		'a code that nobody knows',
		{ success: false, error: '10099', message: 'Opération refusée' },
		10099,
		'Opération refusée',
	),
	rejected(
		'a commune without desk',
		{ success: false, message: 'Stop desk non disponible pour cette commune' },
		undefined,
		'Stop desk non disponible pour cette commune',
	),
	rejected('nothing eligible', { returned: 'fail' }, undefined, ''),
	rejected('a deletion refused the old way', { delete: 'fail' }, undefined, ''),
	rejected(
		'a misspelt commune, as 200 with a list',
		{ success: false, message: [MISSPELT, 'Wilaya mal écrite, ou désactivée.'] },
		undefined,
		`${MISSPELT} Wilaya mal écrite, ou désactivée.`,
	),
	invalid(
		'a misspelt commune, as 200 with a bag',
		{
			status: 200,
			body: {
				success: false,
				message: 'The given data was invalid.',
				errors: { commune: [MISSPELT] },
			},
		},
		{ commune: [MISSPELT] },
		MISSPELT,
	),
	invalid(
		'a misspelt commune, as 422 with a message',
		{ status: 422, body: { message: MISSPELT } },
		{},
		MISSPELT,
	),
	invalid(
		'a misspelt commune, as 422 with a list',
		{ status: 422, body: [MISSPELT] },
		{},
		MISSPELT,
	),
	invalid(
		'a misspelt commune, as 422 with a list of complaints',
		{ status: 422, body: { message: 'The given data was invalid.', errors: [MISSPELT] } },
		{},
		MISSPELT,
	),
	invalid(
		'field complaints',
		{
			status: 422,
			body: {
				message: 'The given data was invalid.',
				errors: { telephone: ['Le champ téléphone est obligatoire.'], commune: [MISSPELT] },
			},
		},
		{ telephone: ['Le champ téléphone est obligatoire.'], commune: [MISSPELT] },
		`Le champ téléphone est obligatoire. ${MISSPELT}`,
	),
	invalid('a 422 that says nothing', { status: 422, body: '' }, {}, ''),
	{
		name: 'an unknown tracking',
		wire: {
			status: 422,
			body: { message: 'The given data was invalid.', errors: { tracking: [UNKNOWN_TRACKING] } },
		},
		outcome: { kind: 'notFound', status: 422, message: UNKNOWN_TRACKING },
		message: NOT_FOUND,
		quoted: UNKNOWN_TRACKING,
		httpCode: '422',
	},
	{
		name: 'no known tracking',
		wire: { status: 404, body: { message: 'Trackings non trouvés' } },
		outcome: { kind: 'notFound', status: 404, message: 'Trackings non trouvés' },
		message: NOT_FOUND,
		quoted: 'Trackings non trouvés',
		httpCode: '404',
	},
	denied(
		'a bad token',
		{ status: 401, body: { message: 'Unauthenticated.' } },
		'token',
		'Unauthenticated.',
	),
	denied('a bad token, as a page', { status: 401, body: page('Login') }, 'token', ''),
	denied(
		'a bad token at the token check',
		{ status: 200, body: { success: false, message: 'INVALID_TOKEN' } },
		'token',
		'INVALID_TOKEN',
	),
	denied(
		'an account without API access',
		{ status: 200, body: { success: false, message: 'TOKEN_NOT_ALLOWED' } },
		'access',
		'TOKEN_NOT_ALLOWED',
	),
	denied(
		'forbidden',
		{ status: 403, body: { message: 'Unauthorized.' } },
		'access',
		'Unauthorized.',
	),
	denied('forbidden, as a page', { status: 403, body: page('Forbidden') }, 'access', ''),
	notSupported('an absent endpoint', 404, { message: 'The route api/v1/x could not be found.' }),
	notSupported('an absent endpoint, as a page', 404, page('Not Found'), true),
	notSupported('an absent endpoint, without a word', 404, {}, true),
	notSupported('a wrong verb', 405, { message: 'The GET method is not supported.' }),
	notSupported('a wrong verb, as a page', 405, page('Method Not Allowed')),
	limited('too many attempts in a minute', 33, 'minute'),
	limited('too many attempts in an hour', 900, 'hour'),
	limited('too many attempts in a day', 72_000, 'day'),
	{
		...limited('too many attempts, as a page', 60, 'minute'),
		wire: { status: 429, body: page('Too Many Requests') },
	},
	{
		name: 'a carrier that has moved',
		wire: {
			status: 301,
			headers: { location: 'https://new.example/api/v1/x?api_token=t' },
			body: '',
		},
		outcome: { kind: 'redirected', to: 'https://new.example' },
		message: "The carrier's platform has moved to https://new.example",
		isFatal: true,
		cause: 'configuration-invalid',
	},
	{
		name: 'a redirect to nowhere',
		wire: { status: 302, body: '' },
		outcome: { kind: 'redirected', to: '' },
		message: "The carrier's platform has moved to another address",
		isFatal: true,
		cause: 'configuration-invalid',
	},
	unavailable('a copy that nobody has', 304, ''),
	unavailable('a server fault', 500, { message: 'Server Error' }),
	unavailable('a server fault, as a page', 500, page('Server Error')),
	unavailable('a bad gateway', 502, page('Bad Gateway')),
	unavailable('maintenance', 503, page('Service Unavailable')),
	unavailable('a gateway out of time', 504, page('Gateway Time-out')),
	unreadable('a page with 200', page('Bienvenue'), 'A web page came in place of data'),
	unreadable('an empty answer', '', 'The answer was empty'),
	unreadable('a truncated answer', '[{"remarque":"li', 'The answer was cut off or is not JSON'),
	unreadable('single quotes', "{'success':true}", 'The answer was cut off or is not JSON'),
	unreadable('null in place of an answer', 'null', 'The answer holds no data'),
	networkError('a connection that breaks', 'ECONNRESET', false),
	networkError('a TLS connection that breaks', 'EPROTO', false),
	networkError('an answer that takes too long', 'ECONNABORTED', true),
	unsent('a host that does not exist', { code: 'ENOTFOUND' }, NOT_REACHED),
	unsent('a host where nobody listens', { code: 'ECONNREFUSED' }, NOT_REACHED),
	unsent('a host without a route to it', { code: 'EHOSTUNREACH', syscall: 'connect' }, NOT_REACHED),
	unsent(
		'an expired certificate',
		{ code: 'CERT_HAS_EXPIRED' },
		"The certificate of the carrier's platform is not valid, so nothing was sent",
	),
	{
		name: 'a value that is refused here',
		outcome: {
			kind: 'input',
			parameter: 'Content',
			message: "'Content' is empty",
			description: 'Enter what the carrier should know',
		},
		message: "'Content' is empty",
	},
	{
		name: 'a change that was not made',
		outcome: {
			kind: 'unconfirmed',
			message: 'The carrier accepted the change, but it could not be checked',
			description: 'Look the order up before you run this again',
		},
		message: 'The carrier accepted the change, but it could not be checked',
	},
	{
		name: 'a credential that cannot be used',
		outcome: { kind: 'setting', message: 'The credential has no API Token. Copy it' },
		message: 'The ECOTRACK credential cannot be used as it is',
		isFatal: true,
		cause: 'configuration-invalid',
	},
];
