import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readListing, toKey, type Page } from '../platform/rows';
import { prompt, send } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { fold, withoutMarks } from '../platform/names';
import { tryRead, type Outcome } from '../transport/response';
import { describeStatus } from '../platform/statuses';

const LABELS = { tracking: 'Tracking Number' };
const TIMEOUT_MS = 30_000; // a page takes up to twelve seconds (docs/ecotrack-api.md, section 1.2)

/** Long enough, and with some digit: not the beginning of a name. What it begins with is the carrier's. */
const WHOLE_NUMBER = /^(?=.*\d)[A-Z0-9-]{12,}$/i;

/** Pages that are read on for a text which the page before did not have, and for how long. */
const MAX_PAGES = 10;
const LONGEST_SEARCH_MS = 20_000;
/** Requests of each window that reading on leaves to the workflows of the account. */
const RESERVE = 10;

/**
 * The list of a Tracking Number parameter: one page of orders at a time, newest first. Text is
 * matched against number, reference and recipient, from the newest page on until one has it, but not
 * further than ten pages at a time, nor with the account's last requests; a whole number is looked up.
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = withoutMarks(filter ?? '').trim();
	if (WHOLE_NUMBER.test(text) && !paginationToken) {
		const { rows } = await fetchPage(this, { tracking: text });
		// A platform that does not know this filter answers with everything.
		const found = rows.filter((row) => toKey(row.tracking) === toKey(text));
		if (found.length > 0) return { results: found.map(toResult) };
	}
	const first = Number(paginationToken ?? 1);
	const end = Date.now() + LONGEST_SEARCH_MS;
	for (let page = first; ; page++) {
		const { rows, lastPage, isScarce } = await fetchPage(this, { page });
		const results = rows
			.filter((row) => matches(row, text))
			.sort(byNewest)
			.map(toResult);
		if (page >= lastPage || rows.length === 0) return { results };
		if (results.length > 0 || isScarce || page - first + 1 >= MAX_PAGES || Date.now() >= end) {
			return { results, paginationToken: String(page + 1) };
		}
	}
}

async function fetchPage(
	context: ILoadOptionsFunctions,
	query: IDataObject,
): Promise<Page & { isScarce: boolean }> {
	const request = { method: 'GET' as const, path: 'get/orders', query };
	const outcome = await send(context, request, prompt(TIMEOUT_MS));
	const page = outcome.kind === 'ok' ? tryRead(() => readListing(outcome.data)) : outcome;
	if (!('kind' in page)) return { ...page, isScarce: isScarce(outcome) };
	throw toNodeError(context.getNode(), page, { isWrite: false, labels: LABELS, now: Date.now() });
}

/** Whether the account has few requests left, where the platform says how many. */
function isScarce(outcome: Outcome): boolean {
	const windows = outcome.kind === 'ok' ? outcome.windows : [];
	return windows.some(({ remaining = Infinity }) => remaining < RESERVE);
}

function matches(row: IDataObject, text: string): boolean {
	const words = [row.tracking, row.reference, row.client].map(fold);
	return words.some((word) => word.includes(fold(text)));
}

function byNewest(a: IDataObject, b: IDataObject): number {
	return String(b.created_at ?? '').localeCompare(String(a.created_at ?? ''));
}

function toResult(row: IDataObject) {
	const tracking = String(row.tracking);
	const about = [row.client, row.reference, describeStatus(row.status).label].filter(Boolean);
	return { name: [tracking, ...about].join(' · '), value: tracking };
}
