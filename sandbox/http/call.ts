import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type Input = Record<string, unknown>;

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
 * A query string or form as PHP reads it: `a[]=1&a[]=2` is a list, a plain name repeated keeps its
 * last value.
 */
export function parseForm(text: string): Input {
	const input: Input = {};
	for (const [name, value] of new URLSearchParams(text)) {
		const [, base, key] = /^([^[]+)\[(\w*)\]$/.exec(name) ?? [];
		if (base === undefined) input[name] = value;
		else if (key === '' || /^\d+$/.test(key))
			input[base] = [...(Array.isArray(input[base]) ? input[base] : []), value];
		else input[base] = { ...(isObject(input[base]) ? input[base] : {}), [key]: value };
	}
	return input;
}

function parseBody(text: string, type = ''): unknown {
	if (text === '') return undefined;
	if (type.includes('application/x-www-form-urlencoded')) return parseForm(text);
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

export async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

export async function readCall(request: IncomingMessage, url: URL): Promise<Call> {
	const body = parseBody(await readText(request), request.headers['content-type']);
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
	const value = call.input[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** Laravel answers pages and redirects, not JSON, to a client that does not ask for JSON. */
export const wantsJson = (call: Call): boolean => /[/+]json/.test(call.headers.accept ?? '');
