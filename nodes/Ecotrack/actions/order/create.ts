import { attemptWrites, endsRun } from '../failures';
import type { Result, TogetherOperation } from '../operation';
import type { Port } from '../port';
import { DRAFT_LABELS, readDraft, type Draft } from './draft';
import { draftFields } from './fields';
import { CHECK_BY_REFERENCE } from './fates';
import { findDuplicates, findExisting, shapeExisting } from './references';
import { readCreated } from './results';

/** A new order: docs/ecotrack-api.md, section 7.1. */
export const create: TogetherOperation<Draft> = {
	kind: 'together',
	name: 'Create',
	value: 'create',
	action: 'Create order',
	description:
		'Register a parcel with recipient, address and amount to collect. It can be changed until it is shipped.',
	endpoint: 'POST create/order',
	fields: draftFields,
	labels: DRAFT_LABELS,
	check: CHECK_BY_REFERENCE,
	prepare: readDraft,
	object: findDuplicates,
	async *answer(drafts, port) {
		let hopeless: Error | undefined;
		for (const draft of drafts) {
			const result: Result = hopeless ?? (await attemptWrites(port, () => createOne(draft, port)));
			if (result instanceof Error && endsRun(result)) hopeless = result;
			yield result;
		}
	},
};

async function createOne(draft: Draft, port: Port) {
	const existing = await findExisting(port, draft);
	if (existing) return [shapeExisting(existing, draft)];
	const { body, reference } = draft;
	const parts = { body, form: 'results' as const };
	const tracking = await port.ask('POST create/order', parts, (answer) =>
		readCreated(answer, reference),
	);
	return [{ created: true, tracking, reference: reference || null }];
}
