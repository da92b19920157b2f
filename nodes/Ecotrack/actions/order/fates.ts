/** What became of each order of a bulk create, and how it is told. */
import type { IDataObject } from 'n8n-workflow';

import { tellReason } from '../../transport/messages';
import { isUncertain, type Failure } from '../../transport/response';
import { DRAFT_LABELS, type Draft } from './draft';
import type { Matching } from './matching';
import { shapeExisting } from './references';

export const CHECK_BY_REFERENCE =
	"look for its reference in the list of orders before you run this again, or switch on 'Skip Existing References'";

export type Fate =
	| { kind: 'created'; tracking: string }
	/** An order with this reference was there before. */
	| { kind: 'existing'; row: IDataObject }
	/** Created for certain, or perhaps, under one of these trackings. */
	| { kind: 'unmatched'; candidates: string[]; isCreated: boolean }
	/** Not created, or nobody knows. */
	| { kind: 'failed'; failure: Failure };

/** The fates of the orders of one answered request. */
export function toFates({ verdicts, rest, leftover }: Matching): Map<Draft, Fate> {
	const fates = new Map<Draft, Fate>();
	for (const [draft, verdict] of verdicts) {
		fates.set(
			draft,
			'tracking' in verdict ? { kind: 'created', ...verdict } : { kind: 'failed', ...verdict },
		);
	}
	const candidates = new Set<string>();
	const failures: Failure[] = [];
	for (const { verdict } of leftover) {
		if ('tracking' in verdict) candidates.add(verdict.tracking);
		else failures.push(verdict.failure);
	}
	for (const draft of rest) fates.set(draft, toDoubtful([...candidates], failures, rest.length));
	return fates;
}

/** What can be said of any one of several orders whose results cannot be told apart. */
function toDoubtful(candidates: string[], failures: Failure[], orders: number): Fate {
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
export function shapeFate(draft: Draft, fate: Fate): IDataObject {
	const reference = draft.reference || null;
	switch (fate.kind) {
		case 'created':
			return { created: true, tracking: fate.tracking, reference };
		case 'existing':
			return shapeExisting(fate.row, draft);
		case 'unmatched':
			return {
				created: fate.isCreated ? true : null,
				tracking: null,
				reference,
				match: 'unknown',
				candidates: fate.candidates,
				reason: `${fate.isCreated ? 'Created' : 'Perhaps created'}, match unknown: the carrier's answer does not say which of these tracking numbers is this order's. Look them up with Get before you run this again`,
			};
		case 'failed':
			return {
				created: isUncertain(fate.failure) ? null : false,
				tracking: null,
				reference,
				reason: tellReason(fate.failure, { labels: DRAFT_LABELS, check: CHECK_BY_REFERENCE }),
				errors: listErrors(fate.failure),
			};
	}
}

/** The platform's words, each with the parameter it belongs to. */
function listErrors(failure: Failure): IDataObject[] {
	if (failure.kind !== 'invalid') return [];
	const labels = new Map<string, string>(Object.entries(DRAFT_LABELS));
	return Object.entries(failure.fields).flatMap(([field, messages]) =>
		messages.map((message) => ({ parameter: labels.get(field) ?? field, message })),
	);
}
