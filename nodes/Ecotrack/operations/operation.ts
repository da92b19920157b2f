/**
 * What an operation is: one object literal per endpoint that says all there is to say about it.
 * run.ts knows loops, pairing and failures but no endpoint; a literal knows its endpoint but neither.
 */
import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';

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
	endpoint: `${Extract<IHttpRequestMethods, 'GET' | 'POST' | 'DELETE'>} ${string}`;
	fields: Field[];
	/** Display names of the parameters, by the platform's field names, for its complaints. */
	labels?: Readonly<Record<string, string>>;
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
	row: (row: IDataObject, read: Reader) => IDataObject;
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

export type Operation = SingleOperation | PagedOperation | BatchOperation;

export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}

/** An operation's endpoint in its two parts. */
export function splitEndpoint({ endpoint }: Operation): {
	method: IHttpRequestMethods;
	path: string;
} {
	const [method, path] = endpoint.split(' ');
	return { method: method as IHttpRequestMethods, path };
}
