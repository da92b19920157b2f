import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from './answer';
import { API_PREFIX, readCall } from './call';
import { deliver } from './deliver';
import { logRequest, type RequestLog } from './request-log';
import { respond, type Backstage } from './respond';

/** What the sandbox serves beside the API, below a path of its own. */
export type SideDoor = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

/** The HTTP server of a sandbox; every API request is noted in `log` before it is answered. */
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

/** A fault of the sandbox itself, or a client that went away while it spoke. */
function fail(response: ServerResponse, error: unknown): void {
	if (response.headersSent || response.destroyed) return;
	const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
	response.writeHead(500, { 'Content-Type': 'application/json' });
	response.end(JSON.stringify({ message }));
}
