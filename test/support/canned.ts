import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Canned {
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** True: the connection is cut in place of an answer. */
	isDropped?: boolean;
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
	const reply = async (request: IncomingMessage, response: ServerResponse) => {
		requests.push(JSON.stringify([request.method, request.url, request.headers]));
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { isDropped, status = 200, ...rest } = await answer(request, Buffer.concat(chunks));
		if (isDropped) return void request.socket.destroy();
		response.writeHead(status, { 'Content-Type': 'application/json', ...rest.headers });
		response.end(rest.body ?? '');
	};
	const server = createServer((request, response) => void reply(request, response));
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

/** A request as a canned platform sees it. */
export interface CannedCall {
	method: string;
	/** Below `/api/v1/`. */
	path: string;
	query: URLSearchParams;
	body: string;
	/** How many requests to this path came before it. */
	nth: number;
}

/** An answer of JSON. */
export const cannedJson = (value: unknown, status = 200): Canned => ({
	status,
	body: JSON.stringify(value),
});

/** JSON nested so deeply that whoever walks through it runs out of stack. */
export const TOO_DEEP = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

/** One wilaya and one commune, in which the orders of the tests go. */
const PLACES: Record<string, Canned> = {
	'get/wilayas': cannedJson([{ wilaya_id: 16, wilaya_name: 'Alger' }]),
	'get/communes': cannedJson([
		{ nom: 'Kouba', wilaya_id: 16, code_postal: '16050', has_stop_desk: 1 },
	]),
};

/** @param answer undefined for the usual places */
export async function startCannedPlatform(
	answer: (call: CannedCall) => Canned | undefined,
): Promise<CannedServer> {
	const counts = new Map<string, number>();
	return await startCanned(({ method = '', url = '' }, bytes) => {
		const { pathname, searchParams: query } = new URL(url, 'http://platform');
		const path = pathname.replace('/api/v1/', '');
		const nth = counts.get(path) ?? 0;
		counts.set(path, nth + 1);
		const call = { method, path, query, body: String(bytes), nth };
		return answer(call) ?? PLACES[path] ?? { status: 404 };
	});
}
