/** One request with up to 100 new orders: docs/ecotrack-api.md, section 7.2. */
import { readStatuses, toKey } from '../../platform/rows';
import {
	EcotrackFailure,
	isFatal,
	isUncertain,
	UNKNOWN_FORM,
	type Failure,
} from '../../transport/response';
import { attempt } from '../failures';
import type { Port } from '../port';
import type { Draft } from './draft';
import { toFates, type Fate } from './fates';
import { match, matchAgain, trackingOf, type Matching } from './matching';
import { readResults } from './results';

export const CREATE_MANY = 'POST create/orders';
const BATCH_SIZE = 100;

/**
 * Batches in which every reference stands once, and none stands beside an order without one: two
 * results under one name, or a reference that reads like a place, could not be told apart.
 */
export function toBatches(drafts: readonly Draft[]): Draft[][] {
	const batches: Array<{ drafts: Draft[]; references: Set<string>; isNamed: boolean }> = [];
	for (const draft of drafts) {
		const { reference } = draft;
		const isNamed = reference !== '';
		let batch = batches.find(
			(one) =>
				one.isNamed === isNamed &&
				one.drafts.length < BATCH_SIZE &&
				!(isNamed && one.references.has(reference)),
		);
		if (!batch) batches.push((batch = { drafts: [], references: new Set(), isNamed }));
		batch.drafts.push(draft);
		batch.references.add(reference);
	}
	return batches.map((batch) => batch.drafts);
}

interface BatchOutcome {
	fates: Map<Draft, Fate>;
	/** Why nothing more is to be sent. */
	end?: Failure;
}

/** Sends one request, once, and tells what became of each of its orders. */
export async function createBatch(drafts: Draft[], port: Port): Promise<BatchOutcome> {
	const orders = Object.fromEntries(drafts.map(({ body }, index) => [index, body]));
	const outcome = await port.probe(CREATE_MANY, { body: { orders }, form: 'results' });
	if (outcome.kind !== 'ok') return failAll(drafts, outcome);
	// The orders may exist by now: an exception here must neither call them undone nor hide the others.
	const fates = await attempt(() => settle(drafts, outcome.data, port));
	if (!(fates instanceof Error)) return { fates };
	return failAll(drafts, fates instanceof EcotrackFailure ? fates.failure : UNKNOWN_FORM);
}

async function settle(drafts: Draft[], answer: unknown, port: Port): Promise<Map<Draft, Fate>> {
	const matching = match(drafts, readResults(answer));
	const references = await readReferences(matching, port);
	return toFates(references ? matchAgain(matching, references) : matching);
}

function failAll(drafts: Draft[], failure: Failure): BatchOutcome {
	const fates = drafts.map((draft, index): [Draft, Fate] => [
		draft,
		{ kind: 'failed', failure: ownFailure(failure, index) },
	]);
	return { fates: new Map(fates), end: endOf(failure) };
}

/**
 * Under which reference the platform keeps the trackings that nobody owns yet; undefined when there
 * are none, or when it does not tell.
 */
async function readReferences(
	{ rest, leftover }: Matching,
	port: Port,
): Promise<Map<string, string> | undefined> {
	const trackings = leftover.map(trackingOf).filter(Boolean);
	if (trackings.length === 0 || !rest.some(({ reference }) => reference)) return undefined;
	const query = { trackings: trackings.join(','), status: 'all' };
	const statuses = await attempt(() => port.ask('GET get/orders/status', { query }, readStatuses));
	if (statuses instanceof Error) return undefined;
	return new Map(
		trackings.map((tracking) => {
			const row = statuses.get(toKey(tracking));
			return [tracking, String(row?.order_id ?? '').trim()] as const;
		}),
	);
}

/** A refused request may say which of its orders are at fault: `orders.3.telephone`. */
function ownFailure(failure: Failure, index: number): Failure {
	if (failure.kind !== 'invalid') return failure;
	const entries = Object.entries(failure.fields);
	if (!entries.some(([field]) => /^orders\.\d+\./.test(field))) return failure;
	const prefix = `orders.${index}.`;
	const own = entries.filter(([field]) => field.startsWith(prefix));
	if (own.length === 0) return refusedTogether;
	const fields = Object.fromEntries(
		own.map(([field, messages]) => [field.slice(prefix.length), messages]),
	);
	return { kind: 'invalid', fields, message: own.flatMap(([, messages]) => messages).join(' ') };
}

const refusedTogether: Failure = {
	kind: 'unconfirmed',
	message: 'The carrier refused this order together with others of its request',
	description: 'Correct or remove the orders that it complains about, then send this one again',
};

/** After an end that nobody can judge, more requests would only add to the doubt. */
function endOf(failure: Failure): Failure | undefined {
	if (isFatal(failure) || (failure.kind === 'networkError' && !isUncertain(failure)))
		return failure;
	if (!isUncertain(failure)) return undefined;
	return {
		kind: 'unconfirmed',
		message: 'This order was not sent',
		description:
			'An earlier request of this run ended without a clear answer, so nothing more was sent',
	};
}
