/**
 * What an operation may ask of the platform. Waiting, repeating, pages and classification happen
 * behind it; what the operation gets is an answer or a failure.
 */
import type { IDataObject } from 'n8n-workflow';

import { readListing, toKey, toText, type Page } from '../platform/rows';
import { PATIENT, send, type Context, type Policy } from '../transport/client';
import { EcotrackFailure, tryRead, type AnswerForm, type Outcome } from '../transport/response';
import { readPages } from '../transport/pages';
import { splitEndpoint } from './operation';

/** Method and path below `/api/v1/`. */
export type Endpoint = `${'GET' | 'POST' | 'DELETE'} ${string}`;

export interface Parts {
	query?: IDataObject;
	body?: IDataObject;
	form?: AnswerForm;
}

export interface Listing {
	query?: IDataObject;
	/** Where rows and page numbers stand; those of `get/orders` unless given. */
	page?: (answer: unknown) => Page;
	/** The field that tells one row from another; `tracking` unless given. */
	key?: string;
	/** How many rows are wanted; all unless given. */
	limit?: number;
}

export interface Port {
	/**
	 * Sends one request and reads its answer.
	 * @throws EcotrackFailure for any answer but a good one that `read` understands
	 */
	ask<T>(endpoint: Endpoint, parts: Parts, read: (answer: unknown) => T): Promise<T>;
	/** Sends one request, for those who go on whatever comes of it. */
	probe(endpoint: Endpoint, parts: Parts): Promise<Outcome>;
	/** The rows of a listing over as many pages as it takes, each row once. */
	list(endpoint: Endpoint, listing: Listing): Promise<IDataObject[]>;
	/** Does the work once per run, however many items ask for it. */
	once<T>(name: string, work: () => Promise<T>): Promise<T>;
	/** How many writes have been answered well so far: what fails after one has not undone it. */
	written: number;
	/** Tells the user about something that is no failure of an item. */
	hint(message: string): void;
	/** Whether the other items go on when one fails; if not, its failure is all the user gets to see. */
	goesOn: boolean;
}

/** The platform as the credential of this node sees it, for the length of one run. */
export function createPort(context: Context, policy: Policy = PATIENT): Port {
	const done = new Map<string, Promise<unknown>>();

	const port: Port = {
		written: 0,
		goesOn: 'continueOnFail' in context && context.continueOnFail(),

		async probe(endpoint, { query, body, form }) {
			const request = { ...splitEndpoint({ endpoint }), query, body, form };
			const outcome = await send(context, request, policy);
			if (outcome.kind === 'ok' && request.method !== 'GET') port.written++;
			return outcome;
		},

		async ask(endpoint, parts, read) {
			const isWrite = !endpoint.startsWith('GET ');
			const outcome = await port.probe(endpoint, parts);
			if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome, isWrite);
			const result = tryRead(() => ({ answer: read(outcome.data) }));
			if ('kind' in result) throw new EcotrackFailure(result, isWrite);
			return result.answer;
		},

		async list(endpoint, { query, page = readListing, key = 'tracking', limit = Infinity }) {
			const fetchPage = async (number: number) =>
				await port.ask(endpoint, { query: { ...query, page: number } }, page);
			// Rows move to later pages while they are read, so the same one may come twice.
			const rows = new Map<string, IDataObject>();
			for await (const batch of readPages(fetchPage)) {
				for (const row of batch) {
					const text = key === 'tracking' ? toKey(row[key]) : toText(row[key]);
					const name = text || `#${rows.size}`;
					if (!rows.has(name)) rows.set(name, row);
					if (rows.size >= limit) return [...rows.values()];
				}
			}
			return [...rows.values()];
		},

		async once<T>(name: string, work: () => Promise<T>) {
			const known = done.get(name) ?? work();
			done.set(name, known);
			known.catch(() => done.delete(name)); // what failed for one item may work for the next
			return (await known) as T;
		},

		hint(message) {
			if ('addExecutionHints' in context && typeof context.addExecutionHints === 'function') {
				context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
			}
		},
	};
	return port;
}
