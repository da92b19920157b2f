/**
 * What an operation is: one object literal per endpoint that says all there is to say about it.
 * run.ts knows loops, pairing and failures but no endpoint; a literal knows its endpoint but neither.
 */
import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';

import type { Page } from '../platform/rows';
import type { Endpoint, Port } from './port';

/** A parameter; when it is shown follows from the operation it stands in, plus its own condition. */
export type Field = INodeProperties;

/** Reads a parameter of the current item, with expressions resolved. */
export type Reader = (name: string) => unknown;

interface Named {
	/** Title Case, without the resource. */
	name: string;
	value: string;
	/** Sentence case, with the resource. */
	action: string;
	description: string;
	/** Method and path below `/api/v1/`. */
	endpoint: Endpoint;
	fields: Field[];
	/** Display names of the parameters, by the platform's field names, for its complaints. */
	labels?: Readonly<Record<string, string>>;
	/** How to find out whether a write took place whose answer was lost. */
	check?: string;
}

/** One request per input item. */
export interface SingleOperation extends Named {
	kind: 'single';
	query: (read: Reader) => IDataObject;
	rows: (answer: unknown, read: Reader) => IDataObject[];
}

/** Pages of rows per input item; `returnAll` and `limit` decide how many. */
export interface PagedOperation extends Named {
	kind: 'paged';
	query: (read: Reader) => IDataObject;
	/** Where the rows and page numbers stand in an answer. */
	page: (answer: unknown) => Page;
	/** What tells one row from another: rows move between pages while they are read. */
	key: string;
	row: (row: IDataObject, read: Reader) => IDataObject;
}

/** One PDF per input item. */
export interface PdfOperation extends Named {
	kind: 'pdf';
	query: (read: Reader) => IDataObject;
	/** The file's name, without its ending. */
	fileName: (read: Reader) => string;
	/** The binary property that takes it. */
	property: (read: Reader) => string;
	row: (read: Reader) => IDataObject;
}

/** Several requests for each input item. */
export interface StepsOperation extends Named {
	kind: 'steps';
	take: (read: Reader, port: Port) => Promise<IDataObject[]>;
}

/** The trackings of all input items together, up to 100 per request. */
export interface BatchOperation extends Named {
	kind: 'batch';
	trackings: (read: Reader) => string[];
	query: (trackings: string[]) => IDataObject;
	/** The answer's rows by toKey(tracking). */
	found: (answer: unknown) => Map<string, IDataObject>;
	/** What one requested tracking yields; `row` is undefined when the platform does not know it. */
	rows: (tracking: string, row: IDataObject | undefined, read: Reader) => IDataObject[];
}

/** What one input item yields: rows, or what kept it from yielding any. */
export type Result = IDataObject[] | Error;

/** All input items together, in a way of its own. */
export interface TogetherOperation<Wanted = unknown> extends Named {
	kind: 'together';
	/** What one item asks for. All items are prepared before the first request that changes anything. */
	prepare(read: Reader, port: Port): Promise<Wanted>;
	/** Which items must not go out beside the others. */
	object?(wanted: Wanted[]): Map<Wanted, Error>;
	/** One result for each of `wanted`, in their order. */
	answer(wanted: Wanted[], port: Port): AsyncIterable<Result>;
}

export type Operation =
	| SingleOperation
	| PagedOperation
	| PdfOperation
	| StepsOperation
	| BatchOperation
	| TogetherOperation;

export interface Resource {
	name: string;
	value: string;
	/** The operation that a new node starts with; the first unless given. */
	initial?: string;
	operations: Operation[];
}

/** An endpoint in its two parts; `GET /` is the root. */
export function splitEndpoint({ endpoint }: { endpoint: Endpoint }): {
	method: IHttpRequestMethods;
	path: string;
} {
	const [method, path] = endpoint.split(' ');
	return { method: method as IHttpRequestMethods, path: path === '/' ? '' : path };
}
