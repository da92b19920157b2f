import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse } from 'qs';
import { invalid, Refusal } from './answer';

export type Input = Record<string, unknown>;

/** A value of the input as text, trimmed; '' for a list or nothing. */
export const toText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** One request to the API, read whole. */
export interface Call {
	method: string;
	/** Below `/api/v1/`, without a slash at either end: `get/orders`; '' is the root. */
	path: string;
	/** As received, path and query. */
	target: string;
	/** `http://host:port` as the client called it. */
	origin: string;
	query: Input;
	headers: IncomingHttpHeaders;
	/** Parsed when it is JSON or a form, otherwise the text; undefined when there is none. */
	body: unknown;
	/** Query and body together, as the platform's framework reads them. */
	input: Input;
}

export const API_PREFIX = '/api/v1';

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A query string or form as PHP reads it: `a[]=1&a[]=2` is a list, `a[0][x]=1` a row of one, and a
 * plain name repeated keeps its last value. A hundred whole orders fit in.
 */
export const parseForm = (form: string): Input =>
	parse(form, { duplicates: 'last', arrayLimit: 1_000, parameterLimit: 10_000 });

function parseBody(body: string, type = ''): unknown {
	if (body === '') return undefined;
	if (type.includes('application/x-www-form-urlencoded')) return parseForm(body);
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

export async function readCall(request: IncomingMessage, url: URL): Promise<Call> {
	const body = parseBody(await text(request), request.headers['content-type']);
	const query = parseForm(url.search.slice(1));
	return {
		method: request.method ?? 'GET',
		path: url.pathname.slice(API_PREFIX.length).replace(/^\/+|\/+$/g, ''),
		target: url.pathname + url.search,
		origin: url.origin,
		query,
		headers: request.headers,
		body,
		input: { ...query, ...(isObject(body) ? body : {}) },
	};
}

/** A parameter as trimmed text; '' when it is missing, as the framework drops empty values. */
export function textOf(call: Call, name: string): string {
	return toText(call.input[name]);
}

/** A required text parameter, or the framework's refusal. */
export function requireText(call: Call, name: string, maxLength = 255): string {
	const value = textOf(call, name);
	const complain = (words: string) => new Refusal(invalid({ [name]: [words] }));
	if (value === '') throw complain(`Le champ ${name} est obligatoire.`);
	if ([...value].length > maxLength)
		throw complain(`Le texte de ${name} ne peut contenir plus de ${maxLength} caractères.`);
	return value;
}

/** Laravel answers pages and redirects, not JSON, to a client that does not ask for JSON. */
export const wantsJson = (call: Call): boolean => /[/+]json/.test(call.headers.accept ?? '');
