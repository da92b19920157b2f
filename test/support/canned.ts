import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Canned {
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

/** A server that answers every request as it is told, for answers that no sandbox gives. */
export interface CannedServer {
	url: string;
	/** Method, target and headers of every request so far, as one text each. */
	requests: string[];
	close(): Promise<void>;
}

export async function startCanned(
	answer: (request: IncomingMessage, body: Buffer) => Canned | Promise<Canned>,
): Promise<CannedServer> {
	const requests: string[] = [];
	const server = createServer(async (request, response) => {
		requests.push(JSON.stringify([request.method, request.url, request.headers]));
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { status = 200, headers = {}, body = '' } = await answer(request, Buffer.concat(chunks));
		response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
		response.end(body);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${port}`, requests, close };
}
