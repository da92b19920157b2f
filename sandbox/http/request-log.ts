import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer';
import type { Call } from './call';

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

export function logRequest(log: RequestLog[], call: Call, answer: Answer, at: Date): void {
	const { method, target, query, headers, body } = call;
	const status = answer.breakOff === 'before' ? 0 : answer.status;
	log.push({ method, path: target.split('?')[0], query, headers, body, status, at });
	if (log.length > KEPT) log.splice(0, log.length - KEPT);
}
