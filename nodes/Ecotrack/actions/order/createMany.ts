import { statusesOf } from '../../platform/endpoints';
import { toKey, toText, type Row } from '../../platform/rows';
import { BATCH_SIZE } from '../../transport/batches';
import { tellReason } from '../../transport/errors';
import {
	EcotrackFailure,
	isFatal,
	isUncertain,
	UNKNOWN_FORM,
	type Call,
	type Failure,
} from '../../transport/response';
import type { Api, TogetherOperation } from '../operation';
import { findExisting, formatExisting, newOrders, type NewOrder } from './create';
import { match, matchAgain, trackingOf, type Matching } from './matching';
import { readResults, type CreateResult, type ResultRow } from './results';

/** New orders, 100 per request: docs/ecotrack-api.md, section 7.2. */
export const createMany: TogetherOperation<NewOrder> = {
	name: 'Create Many',
	value: 'createMany',
	action: 'Create many orders',
	description:
		'Register the parcels of all input items together, 100 per request. Every item gets its tracking number or what is wrong with it.',
	method: 'POST',
	path: 'create/orders',
	...newOrders,
	async *together(orders, api) {
		const byOrder = await createAll(orders, api);
		const results = orders.map((order) => byOrder.get(order) as BulkResult);
		const showsErrors = api.continuesOnFail || !hidesWrites(results);
		const open = results.filter(({ kind }) => kind === 'failed' || kind === 'unmatched').length;
		if (open > 0 && !showsErrors) {
			api.hint(`${open} of ${orders.length} orders have no tracking number: see "reason" of each`);
		}
		for (const [index, result] of results.entries()) {
			yield result.kind === 'failed' && showsErrors
				? new EcotrackFailure(result.failure, true)
				: [formatResult(orders[index], result)];
		}
	},
};

/** What became of one order; `failed` is not created, or nobody knows. */
export type BulkResult =
	| CreateResult
	/** An order with this reference was there before. */
	| { kind: 'existing'; row: Row }
	/** Created for certain, or perhaps, under one of these trackings. */
	| { kind: 'unmatched'; candidates: string[]; isCreated: boolean };

/**
 * True when an error, which shows the first failure only, would hide orders that exist by now, or
 * that may exist.
 */
function hidesWrites(results: readonly BulkResult[]): boolean {
	if (results.some(({ kind }) => kind === 'created' || kind === 'unmatched')) return true;
	const failures = results.flatMap((one) => (one.kind === 'failed' ? [one.failure] : []));
	return failures.some(isUncertain) && !isUncertain(failures[0]);
}

/** @throws EcotrackFailure when the existing orders cannot be read: then nothing is sent at all */
async function createAll(orders: NewOrder[], api: Api): Promise<Map<NewOrder, BulkResult>> {
	const results = new Map<NewOrder, BulkResult>();
	for (const order of orders) {
		const row = await findExisting(api, order);
		if (row) results.set(order, { kind: 'existing', row });
	}
	let end: Failure | undefined;
	for (const batch of toBatches(orders.filter((order) => !results.has(order)))) {
		const outcome = end ? failAll(batch, end) : await createBatch(batch, api);
		for (const [order, result] of outcome.results) results.set(order, result);
		end ??= outcome.end;
	}
	return results;
}

/**
 * Batches in which every reference stands once, and none stands beside an order without one: two
 * results under one name, or a reference that reads like a place, could not be told apart.
 */
export function toBatches(orders: readonly NewOrder[]): NewOrder[][] {
	const batches: Array<{ orders: NewOrder[]; references: Set<string>; isNamed: boolean }> = [];
	for (const order of orders) {
		const { reference } = order;
		const isNamed = reference !== '';
		let batch = batches.find(
			(one) =>
				one.isNamed === isNamed &&
				one.orders.length < BATCH_SIZE &&
				!(isNamed && one.references.has(reference)),
		);
		if (!batch) batches.push((batch = { orders: [], references: new Set(), isNamed }));
		batch.orders.push(order);
		batch.references.add(reference);
	}
	return batches.map((batch) => batch.orders);
}

interface BatchOutcome {
	results: Map<NewOrder, BulkResult>;
	/** Why nothing more is to be sent. */
	end?: Failure;
}

const creationOf = (orders: NewOrder[]): Call<ResultRow[]> => ({
	method: 'POST',
	path: 'create/orders',
	body: { orders: Object.fromEntries(orders.map(({ body }, index) => [index, body])) },
	form: 'results',
	read: readResults,
});

/** Sends one request, once, and tells what became of each of its orders. */
async function createBatch(orders: NewOrder[], api: Api): Promise<BatchOutcome> {
	const outcome = await api.request(creationOf(orders));
	if (outcome.kind !== 'ok') return failAll(orders, outcome);
	// The orders exist by now: an exception of ours must neither call them undone nor hide the others.
	try {
		const matching = match(orders, outcome.data);
		const references = await readReferences(matching, api);
		return { results: toResults(references ? matchAgain(matching, references) : matching) };
	} catch {
		return failAll(orders, UNKNOWN_FORM);
	}
}

function failAll(orders: NewOrder[], failure: Failure): BatchOutcome {
	const results = orders.map(
		(order, index) => [order, { kind: 'failed', failure: ownFailure(failure, index) }] as const,
	);
	return { results: new Map<NewOrder, BulkResult>(results), end: endOf(failure) };
}

/**
 * Under which reference the platform keeps the trackings that nobody owns yet; undefined when there
 * are none, or when it does not tell.
 */
async function readReferences(
	{ rest, leftover }: Matching,
	api: Api,
): Promise<Map<string, string> | undefined> {
	const trackings = leftover.map(trackingOf).filter(Boolean);
	if (trackings.length === 0 || !rest.some(({ reference }) => reference)) return undefined;
	const outcome = await api.request(statusesOf(trackings));
	if (outcome.kind !== 'ok') return undefined;
	return new Map(
		trackings.map((tracking) => [tracking, toText(outcome.data.get(toKey(tracking))?.order_id)]),
	);
}

/** A refused request may say which of its orders are at fault: `orders.3.telephone`. */
function ownFailure(failure: Failure, index: number): Failure {
	if (failure.kind !== 'invalid') return failure;
	const entries = Object.entries(failure.fields);
	if (!entries.some(([field]) => /^orders\.\d+\./.test(field))) return failure;
	const prefix = `orders.${index}.`;
	const own = entries.filter(([field]) => field.startsWith(prefix));
	if (own.length === 0) return REFUSED_TOGETHER;
	const fields = Object.fromEntries(
		own.map(([field, messages]) => [field.slice(prefix.length), messages]),
	);
	return { kind: 'invalid', fields, message: own.flatMap(([, messages]) => messages).join(' ') };
}

const REFUSED_TOGETHER: Failure = {
	kind: 'unconfirmed',
	message: 'The carrier refused this order together with others of its request',
	description: 'Correct or remove the orders that it complains about, then send this one again',
};

/** After an end that nobody can judge, more requests would only add to the doubt. */
function endOf(failure: Failure): Failure | undefined {
	if (isFatal(failure)) return failure;
	if (failure.kind === 'networkError' && !isUncertain(failure)) return failure;
	return isUncertain(failure) ? NOT_SENT : undefined;
}

const NOT_SENT: Failure = {
	kind: 'unconfirmed',
	message: 'This order was not sent',
	description:
		'An earlier request of this run ended without a clear answer, so nothing more was sent',
};

/** What became of the orders of one answered request. */
function toResults({ settled, rest, leftover }: Matching): Map<NewOrder, BulkResult> {
	const results = new Map<NewOrder, BulkResult>(settled);
	const candidates = new Set(leftover.map(trackingOf).filter(Boolean));
	const failures = leftover.flatMap(({ result }) =>
		result.kind === 'failed' ? [result.failure] : [],
	);
	const doubtful = toDoubtful([...candidates], failures, rest.length);
	for (const order of rest) results.set(order, doubtful);
	return results;
}

/** What can be said of any one of several orders whose results cannot be told apart. */
function toDoubtful(candidates: string[], failures: Failure[], orders: number): BulkResult {
	if (candidates.length > 0) {
		return { kind: 'unmatched', candidates, isCreated: candidates.length >= orders };
	}
	// All of them were refused, so each of them was.
	if (failures.length >= orders && !failures.some(isUncertain)) {
		const words = failures.map((failure) => ('message' in failure ? failure.message : ''));
		return { kind: 'failed', failure: { kind: 'rejected', message: words.join(' ').trim() } };
	}
	const message = 'The answer says nothing about this order';
	return { kind: 'failed', failure: { kind: 'unreadable', message } };
}

/** One output row: `created` is null where nobody knows. */
function formatResult(order: NewOrder, result: BulkResult): Row {
	const reference = order.reference || null;
	const { place } = order;
	switch (result.kind) {
		case 'created':
			return { created: true, tracking: result.tracking, reference, ...place };
		case 'existing':
			return formatExisting(result.row, order);
		case 'unmatched':
			return {
				created: result.isCreated ? true : null,
				tracking: null,
				reference,
				...place,
				match: 'unknown',
				candidates: result.candidates,
				reason: `${result.isCreated ? 'Created' : 'Perhaps created'}, match unknown: the carrier's answer does not say which of these tracking numbers is this order's. Look them up with Get before you run this again`,
			};
		case 'failed':
			return {
				created: isUncertain(result.failure) ? null : false,
				tracking: null,
				reference,
				...place,
				reason: tellReason(result.failure, newOrders),
				errors: formatComplaints(result.failure),
			};
	}
}

/** The platform's words, each with the parameter it belongs to. */
function formatComplaints(failure: Failure): Row[] {
	if (failure.kind !== 'invalid') return [];
	const labels = new Map(Object.entries(newOrders.labels));
	return Object.entries(failure.fields).flatMap(([field, messages]) =>
		messages.map((message) => ({ parameter: labels.get(field) ?? field, message })),
	);
}
