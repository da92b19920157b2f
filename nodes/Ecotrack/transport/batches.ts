import type { IDataObject } from 'n8n-workflow';

import { toKey, toText } from '../platform/rows';
import { isFatal, tryRead, type Failure, type Outcome } from './response';

const BATCH_SIZE = 100;
/** Per batch; enough to find one poisoned tracking among a hundred. */
const MOST_EXTRA_REQUESTS = 14;

export interface BatchAnswers {
	/** Rows of the trackings that the platform knows, by toKey. */
	found: Map<string, IDataObject>;
	/** What kept the others from being asked, by toKey. */
	failures: Map<string, Failure>;
}

/**
 * Asks for many trackings, each once, 100 per request (docs/ecotrack-api.md, section 8.7). A batch
 * that is refused because of one tracking is halved until that one stands alone, so that it costs
 * nobody else the answer. What a batch does not answer for is in neither map: unknown.
 * @param ask sends one batch
 * @param read the rows of a good answer; answers nobody asked for are dropped here
 */
export async function askInBatches(
	trackings: Iterable<string>,
	ask: (batch: string[]) => Promise<Outcome>,
	read: (answer: unknown) => Map<string, IDataObject>,
): Promise<BatchAnswers> {
	const distinct = [...new Map([...trackings].map((text) => [toKey(text), toText(text)])).values()];
	const answers: BatchAnswers = { found: new Map(), failures: new Map() };
	let hopeless: Failure | undefined;

	for (let start = 0; start < distinct.length; start += BATCH_SIZE) {
		const queue = [distinct.slice(start, start + BATCH_SIZE)];
		for (let spent = 0; queue.length > 0; spent++) {
			const batch = queue.shift() as string[];
			const outcome = hopeless ?? (await ask(batch));
			const rows = outcome.kind === 'ok' ? tryRead(() => read(outcome.data)) : outcome;
			if (rows instanceof Map) {
				collect(answers, batch, rows);
			} else if (isPoisoned(rows) && batch.length > 1 && mayHalve(spent, queue.length)) {
				const middle = Math.ceil(batch.length / 2);
				queue.push(batch.slice(0, middle), batch.slice(middle));
			} else if (!isNoneFound(rows, batch)) {
				for (const text of batch) answers.failures.set(toKey(text), toShared(rows));
				if (isFatal(rows)) hopeless = rows;
			}
		}
	}
	return answers;
}

function collect(answers: BatchAnswers, batch: string[], rows: Map<string, IDataObject>): void {
	for (const text of batch) {
		const row = rows.get(toKey(text));
		if (row) answers.found.set(toKey(text), row);
	}
}

/** One tracking can spoil the batch it stands in: a 422 does not say which. */
function isPoisoned(failure: Failure): boolean {
	return failure.kind === 'invalid' || (failure.kind === 'notFound' && failure.status === 422);
}

/** Whether two more requests fit in, beside those that are waiting. */
function mayHalve(spent: number, waiting: number): boolean {
	return spent + waiting + 2 <= MOST_EXTRA_REQUESTS;
}

/** A 422 for several says nothing about each: none of them may be called unknown. */
function toShared(failure: Failure): Failure {
	if (failure.kind !== 'notFound') return failure;
	const { message } = failure;
	return { kind: 'invalid', fields: { trackings: [message] }, message };
}

/** A 404 is for the whole batch; a 422 tells only about a tracking that stands alone. */
function isNoneFound(failure: Failure, batch: string[]): boolean {
	return failure.kind === 'notFound' && (failure.status === 404 || batch.length === 1);
}
