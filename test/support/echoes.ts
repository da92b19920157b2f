/** Platforms that repeat in their answer what they were asked, token and all. */
import type { IncomingMessage } from 'node:http';

import { startCanned, type Canned, type CannedServer } from './canned';

const HOP_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** The request in the words of a chatty server. */
const repeat = ({ method, url, headers }: IncomingMessage, base: string) =>
	`${method} ${base}${url} with ${headers.authorization}, decoded ${decodeURIComponent(url ?? '')}`;

const json = (status: number, value: unknown): Canned => ({ status, body: JSON.stringify(value) });

type Echo = (words: string) => Canned;

/** How an answer repeats the request, by name. */
const REFUSALS: Record<string, Echo> = {
	'a refusal': (words) => json(200, { success: false, error: 10001, message: words }),
	'field complaints': (words) => json(422, { message: words, errors: { content: [words] } }),
	'an unknown tracking': (words) => json(422, { errors: { tracking: [`invalide: ${words}`] } }),
	'nothing found': (words) => json(404, { message: words.replaceAll('route', '') }),
	'a bad request': (words) => json(400, { message: words }),
	'a refused token': (words) => json(401, { message: words }),
	'an account without access': (words) => json(403, { message: words }),
	'too many attempts': (words) => ({
		...json(429, { message: words }),
		headers: { 'Retry-After': '3600', 'X-Debug': words.slice(0, 200) },
	}),
	'a page with 500': (words) => ({ status: 500, body: `<html>${words}</html>` }),
	'a page with 200': (words) => ({ body: `<html>${words}</html>` }),
	'a cut-off answer': (words) => ({ body: `{"message":"${words}` }),
	'a redirect': (words) => ({
		status: 302,
		headers: { Location: `https://new.example/login?back=${encodeURIComponent(words)}` },
	}),
	'an answer of another shape': (words) => json(200, { success: 1, data: words, activity: words }),
};

export const ECHOES = [...Object.keys(REFUSALS), 'a good answer'];

/** @param sandbox where good answers come from, before the echo is put into every object of them */
export async function startEcho(name: string, sandbox: string): Promise<CannedServer> {
	const server: CannedServer = await startCanned(async (request, body) => {
		const words = repeat(request, sandbox);
		const refusal = REFUSALS[name];
		return refusal ? refusal(words) : await forward(request, body, sandbox, words);
	});
	return server;
}

async function forward(request: IncomingMessage, body: Buffer, sandbox: string, words: string) {
	const headers = Object.entries(request.headers).filter(([key]) => !HOP_HEADERS.includes(key));
	const hasBody = body.length > 0;
	const reply = await fetch(sandbox + request.url, {
		method: request.method,
		headers: Object.fromEntries(headers) as Record<string, string>,
		...(hasBody && { body: new Uint8Array(body) }),
	});
	const type = reply.headers.get('content-type') ?? '';
	const bytes = Buffer.from(await reply.arrayBuffer());
	if (!type.includes('json')) {
		return { status: reply.status, headers: { 'Content-Type': type }, body: bytes };
	}
	return json(reply.status, withEcho(JSON.parse(bytes.toString()), words));
}

function withEcho(value: unknown, words: string): unknown {
	if (Array.isArray(value)) return value.map((part) => withEcho(part, words));
	if (typeof value !== 'object' || value === null) return value;
	const parts = Object.entries(value).map(([key, part]) => [key, withEcho(part, words)] as const);
	// A map of orders must not gain a row that is none.
	const isMap = parts.length > 0 && parts.every(([, part]) => typeof part === 'object' && part);
	return { ...Object.fromEntries(parts), ...(!isMap && { debug: words, message: words }) };
}
