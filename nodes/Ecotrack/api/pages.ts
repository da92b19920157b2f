import type { IDataObject } from 'n8n-workflow';

import type { Page } from './answers';
import { EcotrackFailure } from './outcome';

const MOST_PAGES = 1_000;

/**
 * All pages of a listing, one after the other (the platform fails on parallel ones). The next page
 * is counted from the numbers in the answer: its own links lose the filters (docs/ecotrack-api.md,
 * section 8.6). Ends at the last page or at an empty one.
 * @throws EcotrackFailure for a page that repeats the one before, and past 1,000 pages: a list that
 * is not whole must not look whole
 */
export async function* readPages(
	fetchPage: (page: number) => Promise<Page>,
): AsyncGenerator<IDataObject[]> {
	let before = '';
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { rows, lastPage } = await fetchPage(page);
		if (rows.length === 0) return;
		const content = JSON.stringify(rows);
		if (content === before) {
			throw incomplete(`Page ${page} repeats the page before it`);
		}
		yield rows;
		if (page >= lastPage) return;
		before = content;
	}
	throw incomplete(`There are more than ${MOST_PAGES} pages`);
}

function incomplete(reason: string): EcotrackFailure {
	return new EcotrackFailure({
		kind: 'unreadable',
		message: `${reason}, so the list cannot be read to its end. Narrow it with Start Date and End Date`,
	});
}
