/**
 * The kinds of operations that need no code of their own, written out as the two that run.ts knows:
 * work for each item, and work for all items together.
 */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toKey } from '../platform/rows';
import { askInBatches } from '../transport/batches';
import { EcotrackFailure } from '../transport/response';
import { attempt } from './failures';
import { readLimit } from './parameters';
import type {
	BatchOperation,
	Operation,
	PagedOperation,
	PdfOperation,
	Reader,
	SingleOperation,
	TogetherOperation,
} from './operation';
import type { Port } from './port';

export type EachOperation = Exclude<Operation, BatchOperation | TogetherOperation>;

/** The work of one item. */
export async function takeEach(
	context: IExecuteFunctions,
	operation: EachOperation,
	read: Reader,
	port: Port,
): Promise<INodeExecutionData[]> {
	switch (operation.kind) {
		case 'single':
			return toItems(await askOnce(operation, read, port));
		case 'paged':
			return toItems(await listPages(operation, read, port));
		case 'pdf':
			return [await download(context, operation, read, port)];
		case 'steps':
			return toItems(await operation.take(read, port));
	}
}

async function askOnce(operation: SingleOperation, read: Reader, port: Port) {
	return await port.ask(operation.endpoint, { query: operation.query(read) }, (answer) =>
		operation.rows(answer, read),
	);
}

async function listPages(operation: PagedOperation, read: Reader, port: Port) {
	const { endpoint, page, key } = operation;
	const listing = { query: operation.query(read), page, key, limit: readLimit(read) };
	return (await port.list(endpoint, listing)).map((row) => operation.row(row, read));
}

async function download(
	context: IExecuteFunctions,
	operation: PdfOperation,
	read: Reader,
	port: Port,
): Promise<INodeExecutionData> {
	const property = operation.property(read);
	const parts = { query: operation.query(read), form: 'pdf' as const };
	const bytes = await port.ask(operation.endpoint, parts, (answer) => answer as Uint8Array);
	const name = `${operation.fileName(read)}.pdf`;
	const file = await context.helpers.prepareBinaryData(Buffer.from(bytes), name, 'application/pdf');
	return { json: { ...operation.row(read), fileName: name }, binary: { [property]: file } };
}

interface BatchItem {
	read: Reader;
	trackings: string[];
}

/** A batch of trackings as work for all items: every item gets its own answers. */
export function toTogether(operation: BatchOperation): TogetherOperation<BatchItem> {
	return {
		...operation,
		kind: 'together',
		prepare: async (read) => ({ read, trackings: operation.trackings(read) }),
		async *answer(wanted, port) {
			const { found, failures } = await askInBatches(
				wanted.flatMap(({ trackings }) => trackings),
				async (batch) => await port.probe(operation.endpoint, { query: operation.query(batch) }),
				operation.found,
			);
			for (const { trackings, read } of wanted) {
				const failure = trackings.map((text) => failures.get(toKey(text))).find(Boolean);
				yield failure
					? new EcotrackFailure(failure)
					: await attempt(async () =>
							trackings.flatMap((text) => operation.rows(text, found.get(toKey(text)), read)),
						);
			}
		},
	};
}

export function toItems(rows: IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}
