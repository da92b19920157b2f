/**
 * What an answer of the platform means, decided in one place and without n8n. HTTP 200 is not a success
 * by itself: refusals come as `success: false` (docs/ecotrack-api.md, sections 4 and 5).
 */
import { toPlain } from '../platform/names';
import { readWait, readWindows, type Headers, type RateWindow, type Wait } from './rateLimits';

/** What is asked of the platform. */
export interface Request {
	method: 'GET' | 'POST' | 'DELETE';
	/** Below `/api/v1/`; '' for the root. */
	path: string;
	query?: Values;
	body?: Values;
	/** What a good answer consists of; JSON unless given. */
	form?: AnswerForm;
}

/** A request, and how its answer is read. */
export interface Call<T> extends Request {
	/** @throws EcotrackFailure for data in a form that it does not know */
	read(data: unknown): T;
}

type Values = Record<string, string | number | boolean | object | null | undefined>;

/** An answer as it came over the wire. */
export interface Reply {
	status: number;
	headers: Headers;
	body: Uint8Array;
}

export type Failure =
	/** A business refusal, with the platform's code (10001 to 10003) when it gave one. */
	| { kind: 'rejected'; code?: number; message: string }
	/** Values the platform did not accept, by its own field names. */
	| { kind: 'invalid'; fields: Record<string, string[]>; message: string }
	/** No such order in this account; a 404 means none of those asked for. */
	| { kind: 'notFound'; status: 404 | 422; message: string; advice?: string }
	| ({ kind: 'limited' } & Wait)
	/** The token is wrong, or the account has no API access. */
	| { kind: 'denied'; reason: 'token' | 'access'; message: string }
	/** The carrier's platform lives at another address now. */
	| { kind: 'redirected'; to: string }
	/** This platform does not have the endpoint; or, `isOpen`, not what was asked of it: no word of a route. */
	| { kind: 'notSupported'; status: number; isOpen?: boolean }
	| { kind: 'unavailable'; status: number }
	/** An answer that cannot be read: HTML, cut off, or of an unknown shape. */
	| { kind: 'unreadable'; message: string }
	/**
	 * No answer at all; `code` is the connection's, `timedOut` when the time ran out, `isUnsent` when
	 * the request did not get as far as the platform.
	 */
	| { kind: 'networkError'; timedOut: boolean; code: string; isUnsent?: boolean }
	/** Refused on this side, before any request. `parameter` is its display name. */
	| { kind: 'input'; parameter: string; message: string; description?: string }
	/** A write was accepted, yet what can be read afterwards does not show it. */
	| { kind: 'unconfirmed'; message: string; description: string }
	/** The credential cannot be used as it is. */
	| { kind: 'setting'; message: string };

/** What came of a request: what its answer holds and the rate windows beside it, or why there is none. */
export type Outcome<T = unknown> = { kind: 'ok'; data: T; windows: RateWindow[] } | Failure;

/** A failure on its way to the place that makes n8n's error of it. */
export class EcotrackFailure extends Error {
	/** @param isWrite whether the request would have changed something, where that is known */
	constructor(
		readonly failure: Failure,
		readonly isWrite?: boolean,
	) {
		super(failure.kind);
		this.name = 'EcotrackFailure';
	}
}

/** What could not be read although it came: our own code did not understand it. */
export const UNKNOWN_FORM: Failure = {
	kind: 'unreadable',
	message: 'The answer has an unknown form',
};

/** What reading yields, or the failure it ended in. */
export function tryRead<T>(read: () => T): T | Failure {
	try {
		return read();
	} catch (error) {
		return error instanceof EcotrackFailure ? error.failure : UNKNOWN_FORM;
	}
}

/** The answer has another shape than its endpoint is known for: never taken for "nothing there". */
export function unreadable(what: string): EcotrackFailure {
	return new EcotrackFailure({ kind: 'unreadable', message: `The answer holds no ${what}` });
}

/**
 * What a good answer consists of: `json`; a `pdf` (section 7.7); `results` of several orders, which
 * count whatever the status below 500 (section 7.2); or the rate `headers` alone (section 6.2).
 */
export type AnswerForm = 'json' | 'pdf' | 'results' | 'headers';

type Body = Record<string, unknown>;

/**
 * Classifies one answer.
 * @param now local time in milliseconds, for the wait of a 429
 * @param where what was asked for, and the origin it was asked of: a redirect within it is no move
 */
export function classify(
	reply: Reply,
	now: number,
	{ form = 'json', origin }: { form?: AnswerForm; origin?: string } = {},
): Outcome {
	const { status, headers } = reply;
	const windows = readWindows(headers, now);
	if (form === 'headers' && windows.length > 0) return { kind: 'ok', data: null, windows };
	if (status === 429) return { kind: 'limited', ...readWait(headers, now) };
	// 304 leads nowhere: somebody on the way speaks of a copy that was never kept.
	if (status >= 500 || status === 304) return { kind: 'unavailable', status };
	if (status >= 300 && status < 400) return classifyRedirect(status, headers, origin);
	if (form === 'pdf' && status < 300 && isPdf(reply.body)) {
		return { kind: 'ok', data: reply.body, windows };
	}

	const data = parseJson(reply.body);
	const body: Body = isBody(data) ? data : {};
	if (status === 401) return { kind: 'denied', reason: 'token', message: readMessage(body) };
	if (status === 403) return { kind: 'denied', reason: 'access', message: readMessage(body) };
	if (status === 405) return { kind: 'notSupported', status };
	if (status === 404) {
		const message = readMessage(body);
		if (/\broute\b/i.test(message)) return { kind: 'notSupported', status };
		return message
			? { kind: 'notFound', status, message }
			: { kind: 'notSupported', status, isOpen: true };
	}
	if (form === 'results' && holdsResults(body)) return { kind: 'ok', data, windows };
	const isLost = data === undefined && form === 'results';
	if (status === 422 && !isLost)
		return classifyInvalid(Array.isArray(data) ? { errors: data } : body);
	if (data === undefined) return { kind: 'unreadable', message: describeUnreadable(reply.body) };
	if (status >= 400) return rejected(body);
	const refusal = classifyEnvelope(data, body);
	if (refusal) return refusal;
	return form === 'pdf'
		? { kind: 'unreadable', message: 'Data came in place of a PDF file' }
		: { kind: 'ok', data, windows };
}

/** True where the status says all that is asked of an answer, so that its body need not be read. */
export function isToldByStatus(status: number): boolean {
	return (status >= 300 && status < 400) || status === 429 || status >= 500;
}

/** True for the ways in which the platform says yes: it is not strict about the type. */
export function isSuccess(value: unknown): boolean {
	return value === true || value === 1 || value === '1' || value === 'true';
}

/**
 * True when a write with this end may have taken place all the same: the answer was lost or makes no
 * sense. A refusal is an answer, and a connection that was never made carried nothing.
 */
export function isUncertain(failure: Failure): boolean {
	if (failure.kind === 'networkError') return !failure.isUnsent;
	return failure.kind === 'unavailable' || failure.kind === 'unreadable';
}

/** True when the next request would end the same way, so that asking again only costs requests. */
export function isFatal(failure: Failure): boolean {
	// A 404 without a word may be about this one order: the next may well be known.
	if (failure.kind === 'notSupported') return !failure.isOpen;
	return ['denied', 'limited', 'redirected', 'setting'].includes(failure.kind);
}

/** True when the refusal of a batch is about one of its trackings: a 422 does not say which. */
export function isAboutOne(failure: Failure): boolean {
	return failure.kind === 'invalid' || (failure.kind === 'notFound' && failure.status === 422);
}

/** True when the platform's certificate was refused, by the connection's code: nothing was sent. */
export function isCertificate(code: string): boolean {
	return /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))/.test(
		code,
	);
}

/** The second layer: a 200 whose body says no. */
function classifyEnvelope(data: unknown, body: Body): Failure | undefined {
	const message = readMessage(body);
	if (message === 'INVALID_TOKEN') return { kind: 'denied', reason: 'token', message };
	if (message === 'TOKEN_NOT_ALLOWED') return { kind: 'denied', reason: 'access', message };
	if ('success' in body && !isSuccess(body.success)) return rejected(body);
	if (body.returned === 'fail' || body.delete === 'fail') return { kind: 'rejected', message: '' };
	if (typeof data !== 'object' || data === null) {
		return { kind: 'unreadable', message: 'The answer holds no data' };
	}
	return undefined;
}

function isPdf(bytes: Uint8Array): boolean {
	const read = (part: Uint8Array) => new TextDecoder().decode(part);
	// Its last line, where every reader looks for it: without it the file has been cut off on its way.
	return read(bytes.subarray(0, 4)) === '%PDF' && read(bytes.subarray(-1_024)).includes('%%EOF');
}

function holdsResults({ results }: Body): boolean {
	return typeof results === 'object' && results !== null && Object.keys(results).length > 0;
}

function rejected(body: Body): Failure {
	const code = ['number', 'string'].includes(typeof body.error) ? Number(body.error) : NaN;
	const known = Number.isInteger(code) && code > 0;
	// Complaints about values come with other statuses than 422 too.
	if (!known && isBody(body.errors)) return classifyInvalid(body);
	return { kind: 'rejected', ...(known && { code }), message: readMessage(body) };
}

/** A bag of field messages; an unknown tracking comes as one too. */
function classifyInvalid(body: Body): Failure {
	const fields: Record<string, string[]> = {};
	if (isBody(body.errors)) {
		for (const [field, messages] of Object.entries(body.errors)) {
			fields[field] = toTexts(messages);
		}
	}
	const names = Object.keys(fields);
	const texts = Object.values(fields).flat();
	const unknownTracking =
		texts.length > 0 &&
		names.every((name) => /^trackings?(\.\d+)?$/.test(name)) &&
		texts.every((text) => /\binvalide?\b|non trouv|not found/i.test(text));
	const message = texts.join(' ') || readWords(body.errors) || readMessage(body);
	return unknownTracking
		? { kind: 'notFound', status: 422, message }
		: { kind: 'invalid', fields, message };
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}

function isBody(value: unknown): value is Body {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readMessage(body: Body): string {
	return readWords(body.message);
}

/** The platform's words: a text, or a list of them. */
function readWords(value: unknown): string {
	return toTexts(value).join(' ').trim();
}

function toTexts(value: unknown): string[] {
	return [value].flat().filter((part) => typeof part === 'string');
}

function describeUnreadable(bytes: Uint8Array): string {
	const text = new TextDecoder().decode(bytes.subarray(0, 500)).trim();
	if (text === '') return 'The answer was empty';
	return text.startsWith('<')
		? 'A web page came in place of data'
		: 'The answer was cut off or is not JSON';
}

/**
 * A platform without a valid session sends to its login page, one under maintenance to another page
 * (docs/ecotrack-api.md, section 1); only another origin is another address.
 */
function classifyRedirect(status: number, headers: Headers, origin?: string): Failure {
	const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'location');
	const location = toPlain(entry?.[1]);
	const base = origin ?? 'https://unknown.invalid';
	if (location === '' || !URL.canParse(location, base)) return { kind: 'redirected', to: '' };
	const target = new URL(location, base);
	// The origin only: the rest may repeat the query, and with it the token.
	if (target.origin !== base) return { kind: 'redirected', to: target.origin };
	return /[/_-](log-?in|sign-?in|connexion|auth)([/_.-]|$)/i.test(target.pathname)
		? { kind: 'denied', reason: 'token', message: '' }
		: { kind: 'unavailable', status };
}
