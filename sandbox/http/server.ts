import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { Clock } from '../platform/clock';
import { json, type Answer } from './answer';
import { API_PREFIX, readCall, type Call } from './call';
import { respond, type Backstage } from './respond';

/** One API request as it came in, and the status it got; 0 when the connection was broken off. */
export interface RequestLog {
	method: string;
	/** Whole: `/api/v1/get/orders`. */
	path: string;
	/** As PHP reads it: `trackings[]` is a list named `trackings`. */
	query: Record<string, unknown>;
	headers: IncomingHttpHeaders;
	/** Parsed when it is JSON or a form. */
	body: unknown;
	status: number;
	/** On the sandbox's clock. */
	at: Date;
}

/** A sandbox that runs for days must not keep every request. */
const KEPT = 10_000;

function logRequest(log: RequestLog[], call: Call, answer: Answer, at: Date): void {
	const { method, target, query, headers, body } = call;
	const status = answer.breakOff === 'before' ? 0 : answer.status;
	log.push({ method, path: target.split('?')[0], query, headers, body, status, at });
	if (log.length > KEPT) log.splice(0, log.length - KEPT);
}

/** What the sandbox serves beside the API, below a path of its own. */
export type SideDoor = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

/**
 * The HTTP server of a sandbox; every API request is noted in `log` before it is answered. On
 * Node's own server, because quirks need its sockets, and the platform's way to write headers.
 */
export function createHttpServer(backstage: Backstage, log: RequestLog[], side: SideDoor): Server {
	const { clock } = backstage.platform;
	return createServer((request, response) => {
		const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
		const isApi = url.pathname === API_PREFIX || url.pathname.startsWith(`${API_PREFIX}/`);
		if (!isApi && side(request, response, url)) return;
		readCall(request, url)
			.then((call) => {
				const answer = isApi ? respond(call, backstage) : json({ message: 'Not Found' }, 404);
				logRequest(log, call, answer, clock.now());
				return deliver(answer, response, clock);
			})
			.catch((error: unknown) => fail(response, error));
	});
}

/** Writes an answer the way the platform's servers do, or breaks off as a quirk wants it. */
async function deliver(answer: Answer, response: ServerResponse, clock: Clock): Promise<void> {
	if (answer.waitMs) await clock.wait(answer.waitMs);
	if (answer.breakOff === 'before') return void response.socket?.destroy();
	const type = answer.raw?.type ?? 'application/json';
	const body = Buffer.from(answer.raw?.bytes ?? JSON.stringify(answer.json));
	response.writeHead(answer.status, {
		Server: 'nginx/1.27.5',
		'Content-Type': type,
		'Content-Length': body.length,
		Vary: 'Accept-Encoding',
		'X-Powered-By': 'PHP/8.3.21',
		'Cache-Control': 'no-cache, private',
		'Access-Control-Allow-Origin': '*',
		...answer.headers,
		// A client that reckons with Reset-* needs the date of the same clock.
		Date: clock.now().toUTCString(),
	});
	if (answer.breakOff === 'midway')
		response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
	else response.end(body);
}

/** A fault of the sandbox itself, or a client that went away while it spoke. */
function fail(response: ServerResponse, error: unknown): void {
	if (response.headersSent || response.destroyed) return;
	const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
	response.writeHead(500, { 'Content-Type': 'application/json' });
	response.end(JSON.stringify({ message }));
}
