/**
 * What an operation is: one literal that says all there is to say about it. run.ts knows loops, pairing
 * and failures but no endpoint; a literal knows its endpoint but neither.
 */
import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import type { Row } from '../platform/rows';
import type { Client } from '../transport/client';
import type { Request } from '../transport/response';

/** A parameter; when it is shown follows from the operation it stands in, plus its own condition. */
export type Field = INodeProperties;

/** Reads a parameter of the current item, with expressions resolved. */
export type Reader = (name: string) => unknown;

/** What an operation may use: the platform, and of n8n what is no parameter. */
export interface Api extends Client {
	/** Whether the other items go on when one fails; if not, its failure is all the user gets to see. */
	readonly continuesOnFail: boolean;
	/** Tells the user about something that is no failure of an item. */
	hint(message: string): void;
	/** Hands a file to n8n. */
	toFile(bytes: Uint8Array, name: string, mimeType: string): Promise<IBinaryData>;
}

interface Described extends Pick<Request, 'method' | 'path'> {
	/** Title Case, without the resource. */
	name: string;
	value: string;
	/** Sentence case, with the resource. */
	action: string;
	description: string;
	fields: Field[];
	/** Display names by the platform's field names, for its complaints; those of the fields are known. */
	labels?: Readonly<Record<string, string>>;
	/** How to find out whether a write took place whose answer was lost. */
	check?: string;
}

/** One input item at a time. */
export interface EachOperation extends Described {
	/** What one item yields. */
	each(read: Reader, api: Api): Promise<Array<Row | FileRow>>;
}

/** All input items together. `Wanted` is what one of them asks for. */
export interface TogetherOperation<Wanted = unknown> extends Described {
	/** Every item is prepared before the first request that changes anything. */
	prepare(read: Reader, api: Api): Promise<Wanted>;
	/** Which items must not go out beside the others. */
	object?(wanted: Wanted[]): Map<Wanted, Error>;
	/** One result for each of `wanted`, in their order. */
	together(wanted: Wanted[], api: Api): AsyncIterable<Result>;
}

export type Operation = EachOperation | TogetherOperation;

/** What one input item yields, or what kept it from yielding anything. */
export type Result = Array<Row | FileRow> | Error;

/** A row with a file beside it. */
export class FileRow {
	constructor(
		readonly json: Row,
		/** By the name of the output field that holds it. */
		readonly binary: Record<string, IBinaryData>,
	) {}
}

export interface Resource {
	name: string;
	value: string;
	/** The operation that a new node starts with; the first unless given. */
	initial?: string;
	operations: Operation[];
}
