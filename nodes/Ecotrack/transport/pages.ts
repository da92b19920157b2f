import type { Page, Row } from '../platform/rows';
import { EcotrackFailure } from './response';

const MAX_PAGES = 1_000;
/** Requests; an account in which orders leave all the time takes some steps back. */
const MAX_REQUESTS = 2 * MAX_PAGES;

/**
 * All pages of a listing, one after the other (the platform fails on parallel ones). The next page
 * is counted from the numbers in the answer: its own links lose the filters (docs/ecotrack-api.md,
 * section 8.6). Rows may come twice.
 *
 * Rows move while pages are read. New orders stand in front and push rows back: they come again. An
 * order that leaves the listing pulls the first row of the next page onto a page that has been read;
 * the `total` betrays it, and reading steps back as far as it fell. New orders that hide the fall have
 * pushed the rows back just as far.
 * @throws EcotrackFailure for a page that is empty or repeats another although there is more, and past
 * 1,000 pages: a list that is not whole must not look whole
 */
export async function* readPages(
	fetchPage: (page: number) => Promise<Page>,
): AsyncGenerator<Row[]> {
	let before: Page | undefined;
	let pageSize = 1;
	let isSecondLook = false;
	for (let page = 1, requests = 0; page <= MAX_PAGES;) {
		if (++requests > MAX_REQUESTS) throw incomplete('Orders keep leaving while it is read');
		const now = await fetchPage(page);
		pageSize = Math.max(pageSize, now.rows.length);
		if (now.rows.length === 0) {
			if (page === 1 && now.lastPage === 1) return;
			// It has become shorter meanwhile, or the platform has stumbled: look once more.
			if (isSecondLook) throw incomplete(`Page ${page} of ${now.lastPage} is empty`);
			isSecondLook = true;
			page = Math.min(page, now.lastPage);
			before = { ...now, rows: [], total: before?.total };
			continue;
		}
		isSecondLook = false;
		if (before && isSamePage(now, before) && !hasGrown(now, before)) {
			throw incomplete(`Page ${page} repeats the page before it`);
		}
		yield now.rows;
		const fall = before ? Math.max(0, (before.total ?? 0) - (now.total ?? before.total ?? 0)) : 0;
		before = now;
		if (fall > 0 && page > 1) page = Math.max(1, page - Math.ceil(fall / pageSize));
		else if (page >= now.lastPage) return;
		else page++;
	}
	throw incomplete(`There are more than ${MAX_PAGES} pages`);
}

function isSamePage(now: Page, before: Page): boolean {
	return JSON.stringify(now.rows) === JSON.stringify(before.rows);
}

/** So many new orders in front that the page before has become this one. */
function hasGrown(now: Page, before: Page): boolean {
	if (now.page === before.page) return false; // whichever page is asked for, the same one comes
	if (now.total === undefined || before.total === undefined) return now.lastPage > before.lastPage;
	return now.total - before.total >= now.rows.length;
}

function incomplete(reason: string): EcotrackFailure {
	return new EcotrackFailure({
		kind: 'unreadable',
		message: `${reason}, so the list cannot be read to its end. Narrow it with Start Date and End Date`,
	});
}
