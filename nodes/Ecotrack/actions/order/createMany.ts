import { EcotrackFailure, isUncertain, type Failure } from '../../transport/response';
import type { TogetherOperation } from '../operation';
import type { Port } from '../port';
import { createBatch, CREATE_MANY, toBatches } from './bulk';
import { DRAFT_LABELS, readDraft, type Draft } from './draft';
import { draftFields } from './fields';
import { CHECK_BY_REFERENCE, shapeFate, type Fate } from './fates';
import { findDuplicates, findExisting } from './references';

/** New orders, 100 per request: docs/ecotrack-api.md, section 7.2. */
export const createMany: TogetherOperation<Draft> = {
	kind: 'together',
	name: 'Create Many',
	value: 'createMany',
	action: 'Create many orders',
	description:
		'Register the parcels of all input items together, 100 per request. Every item gets its tracking number or what is wrong with it.',
	endpoint: CREATE_MANY,
	fields: draftFields,
	labels: DRAFT_LABELS,
	check: CHECK_BY_REFERENCE,
	prepare: readDraft,
	object: findDuplicates,
	async *answer(drafts, port) {
		const fates = await createAll(drafts, port);
		const ordered = drafts.map((draft) => [draft, fates.get(draft) as Fate] as const);
		const isTold = port.goesOn || !hidesWrites(ordered.map(([, fate]) => fate));
		const open = ordered.filter(([, { kind }]) => kind === 'failed' || kind === 'unmatched').length;
		if (open > 0 && !isTold) {
			port.hint(`${open} of ${drafts.length} orders have no tracking number: see "reason" of each`);
		}
		for (const [draft, fate] of ordered) {
			yield fate.kind === 'failed' && isTold
				? new EcotrackFailure(fate.failure, true)
				: [shapeFate(draft, fate)];
		}
	},
};

/**
 * True when an error, which shows the first failure only, would hide orders that exist by now, or
 * that may exist.
 */
function hidesWrites(fates: readonly Fate[]): boolean {
	if (fates.some(({ kind }) => kind === 'created' || kind === 'unmatched')) return true;
	const failures = fates.flatMap((fate) => (fate.kind === 'failed' ? [fate.failure] : []));
	return failures.some(isUncertain) && !isUncertain(failures[0]);
}

/** @throws EcotrackFailure when the existing orders cannot be read: then nothing is sent at all */
async function createAll(drafts: Draft[], port: Port): Promise<Map<Draft, Fate>> {
	const fates = new Map<Draft, Fate>();
	for (const draft of drafts) {
		const row = await findExisting(port, draft);
		if (row) fates.set(draft, { kind: 'existing', row });
	}
	let end: Failure | undefined;
	for (const batch of toBatches(drafts.filter((draft) => !fates.has(draft)))) {
		if (end) {
			for (const draft of batch) fates.set(draft, { kind: 'failed', failure: end });
			continue;
		}
		const outcome = await createBatch(batch, port);
		for (const [draft, fate] of outcome.fates) fates.set(draft, fate);
		end = outcome.end;
	}
	return fates;
}
