import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readListing, toKey, type Page } from '../api/answers';
import { prompt, send } from '../api/client';
import { toNodeError } from '../api/errors';
import { fold } from '../api/names';
import { tryRead } from '../api/outcome';
import { describeStatus } from '../api/statuses';

const LABELS = { tracking: 'Tracking Number' };
const TIMEOUT_MS = 30_000; // a page takes up to twelve seconds (docs/ecotrack-api.md, section 1.2)

/** Long enough to be a whole number and not the beginning of a name. */
const WHOLE_NUMBER = /^EC[A-Z0-9-]{10,}$/i;

/**
 * The list of a Tracking Number parameter: one page of orders at a time, newest first. Text is
 * matched within the page against number, reference and recipient; a whole number is looked up.
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = filter?.trim() ?? '';
	if (WHOLE_NUMBER.test(text)) {
		const { rows } = await fetchPage(this, { tracking: text });
		// A platform that does not know this filter answers with everything.
		const found = rows.filter((row) => toKey(row.tracking) === toKey(text));
		if (found.length > 0) return { results: found.map(toResult) };
	}
	const page = Number(paginationToken ?? 1);
	const { rows, lastPage } = await fetchPage(this, { page });
	return {
		results: rows
			.filter((row) => matches(row, text))
			.sort(byNewest)
			.map(toResult),
		paginationToken: page < lastPage && rows.length > 0 ? String(page + 1) : undefined,
	};
}

async function fetchPage(context: ILoadOptionsFunctions, query: IDataObject): Promise<Page> {
	const request = { method: 'GET' as const, path: 'get/orders', query };
	const outcome = await send(context, request, prompt(TIMEOUT_MS));
	const page = outcome.kind === 'ok' ? tryRead(() => readListing(outcome.data)) : outcome;
	if (!('kind' in page)) return page;
	throw toNodeError(context.getNode(), page, { isWrite: false, labels: LABELS, now: Date.now() });
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
