/**
 * References keep one purchase from becoming two parcels: the platform itself does not mind a
 * reference that it has seen before (docs/ecotrack-api.md, sections 5 and 7.1).
 */
import type { IDataObject } from 'n8n-workflow';

import { toText } from '../../platform/rows';
import { toDay } from '../../platform/time';
import { describeStatus } from '../../platform/statuses';
import { refuse } from '../parameters';
import type { Port } from '../port';
import type { Draft } from './draft';

const DAY_MS = 86_400_000;

/** The drafts whose reference another input item has too, each with its refusal. */
export function findDuplicates(drafts: readonly Draft[]): Map<Draft, Error> {
	const counts = new Map<string, number>();
	for (const { reference } of drafts) counts.set(reference, (counts.get(reference) ?? 0) + 1);
	const refusals = new Map<Draft, Error>();
	for (const draft of drafts) {
		const { reference, allowDuplicateReferences } = draft;
		if (!reference || allowDuplicateReferences || counts.get(reference) === 1) continue;
		refusals.set(
			draft,
			refuse(
				'Reference',
				`'Reference' ${reference} stands in more than one input item`,
				"Remove the repeated items, or switch on 'Allow Duplicate References' if each of them is a parcel of its own",
			),
		);
	}
	return refusals;
}

/**
 * The order that already has the draft's reference: one that is alive before one that is closed, and
 * the newest if there are several. The listing of the last days is read once per run; archived orders
 * are not in it (section 8.6).
 */
export async function findExisting(port: Port, draft: Draft): Promise<IDataObject | undefined> {
	const { reference, lookbackDays } = draft;
	if (lookbackDays === undefined) return undefined;
	const orders = await port.once(`orders of ${lookbackDays} days`, async () => {
		const query = { start_date: dayFromNow(-lookbackDays), end_date: dayFromNow(1) };
		const rows = await port.list('GET get/orders', { query });
		const byReference = new Map<string, IDataObject>();
		for (const row of rows) {
			const name = toText(row.reference);
			const known = byReference.get(name);
			if (!known || precedes(row, known)) byReference.set(name, row);
		}
		return byReference;
	});
	const order = orders.get(reference);
	return order && draft.createAgain && isClosed(order) ? undefined : order;
}

/** Alive before closed, then newer before older; the listing has the newest first. */
function precedes(row: IDataObject, known: IDataObject): boolean {
	if (isClosed(row) !== isClosed(known)) return isClosed(known);
	return toText(row.created_at) > toText(known.created_at);
}

const CLOSED_RETURNS = ['retour_recu', 'retours_en_stock', 'retour_archive'];

/** Nothing will be delivered under this number any more. */
function isClosed({ status }: IDataObject): boolean {
	const { slug, phase } = describeStatus(status);
	return phase === 'cancelled' || CLOSED_RETURNS.includes(slug);
}

/** What an order yields that was there before, and why nothing was created. */
export function shapeExisting(order: IDataObject, { reference }: Draft): IDataObject {
	const { slug, label } = describeStatus(order.status);
	const hint = isClosed(order)
		? ". To create another one in such a case, switch on 'Create Again If Cancelled'"
		: '';
	return {
		created: false,
		tracking: order.tracking,
		reference,
		status: slug || null,
		statusLabel: label || null,
		reason: `An order with this reference exists already (${label || 'status unknown'})${hint}`,
	};
}

function dayFromNow(days: number): string {
	return toDay(new Date(Date.now() + days * DAY_MS)) as string;
}
