import type { ServerResponse } from 'node:http';
import type { Clock } from '../platform/clock';
import type { Answer } from './answer';

/** Writes an answer the way the platform's servers do, or breaks off as a quirk wants it. */
export async function deliver(answer: Answer, response: ServerResponse, clock: Clock) {
	if (answer.waitMs) await clock.wait(answer.waitMs);
	if (answer.breakOff === 'before') {
		response.socket?.destroy();
		return;
	}
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
	if (answer.breakOff === 'midway') {
		response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
		return;
	}
	response.end(body);
}
