import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../../../../nodes/Ecotrack/platform/rows';
import { EcotrackFailure } from '../../../../nodes/Ecotrack/transport/response';
import { readPages } from '../../../../nodes/Ecotrack/transport/pages';

const row = (name: number | string): IDataObject => ({ tracking: `EC${name}` });

/** A listing of pages; `lastPage` is what its answers say. */
function listing(pages: IDataObject[][], lastPage = pages.length) {
	const asked: number[] = [];
	const fetchPage = async (page: number) => {
		asked.push(page);
		return { rows: pages[page - 1] ?? [], page, lastPage };
	};
	return { asked, fetchPage };
}

/** Answers that come one after the other, whatever is asked for. */
function canned(answers: Page[]) {
	const asked: number[] = [];
	return { asked, fetchPage: async (page: number) => answers[asked.push(page) - 1] };
}

async function collect(fetchPage: Parameters<typeof readPages>[0]): Promise<IDataObject[][]> {
	const pages: IDataObject[][] = [];
	for await (const rows of readPages(fetchPage)) pages.push(rows);
	return pages;
}

const notWhole = (words: RegExp) =>
	expect.objectContaining({
		failure: expect.objectContaining({
			kind: 'unreadable',
			message: expect.stringMatching(words),
		}),
	});

describe('a listing', () => {
	it('is read page by page to the last', async () => {
		const pages = [[row(1), row(2)], [row(3), row(4)], [row(5)]];
		const { asked, fetchPage } = listing(pages);
		expect(await collect(fetchPage)).toEqual(pages);
		expect(asked).toEqual([1, 2, 3]);
	});

	it('asks for a page only when it is wanted', async () => {
		const { asked, fetchPage } = listing([[row(1)], [row(2)], [row(3)]]);
		for await (const rows of readPages(fetchPage)) {
			expect(rows).toEqual([row(1)]);
			break;
		}
		expect(asked).toEqual([1]);
	});

	it('never asks for two pages at a time', async () => {
		let open = 0;
		const { fetchPage } = listing([[row(1)], [row(2)], [row(3)]]);
		await collect(async (page) => {
			expect(open++).toBe(0);
			const answer = await fetchPage(page);
			open--;
			return answer;
		});
	});

	it('may be empty', async () => {
		const { asked, fetchPage } = listing([[]]);
		expect(await collect(fetchPage)).toEqual([]);
		expect(asked).toEqual([1]);
	});

	it('goes on behind an empty page that was a stumble', async () => {
		const { asked, fetchPage } = listing([[row(1)], [row(2)], [row(3)]]);
		const stumbling = async (page: number) => {
			const answer = await fetchPage(page);
			return asked.length === 2 ? { ...answer, rows: [] } : answer;
		};
		expect(await collect(stumbling)).toEqual([[row(1)], [row(2)], [row(3)]]);
		expect(asked).toEqual([1, 2, 2, 3]);
	});

	it('reads the last page anew when it has become shorter meanwhile', async () => {
		const answers = [
			{ rows: [row(1), row(2)], page: 1, lastPage: 2, total: 3 },
			{ rows: [], page: 2, lastPage: 1, total: 2 },
			{ rows: [row(2), row(3)], page: 1, lastPage: 1, total: 2 },
		];
		const { asked, fetchPage } = canned(answers);
		expect(await collect(fetchPage)).toEqual([answers[0].rows, answers[2].rows]);
		expect(asked).toEqual([1, 2, 1]);
	});

	it('steps back by as many rows as have left, so that none that moved up is missed', async () => {
		const rows = Array.from({ length: 9 }, (_, index) => row(index));
		const live = [...rows];
		const asked: number[] = [];
		const seen = await collect(async (page) => {
			asked.push(page);
			const answer = {
				rows: live.slice(2 * page - 2, 2 * page),
				page,
				lastPage: Math.ceil(live.length / 2),
				total: live.length,
			};
			if (asked.length === 2) live.splice(0, 3);
			return answer;
		});
		expect(asked).toEqual([1, 2, 3, 1, 2, 3]);
		expect(seen.flat()).toEqual(expect.arrayContaining(rows));
	});

	it('takes exactly a page of new orders in front for what it is', async () => {
		const answers = [
			{ rows: [row(1), row(2)], page: 1, lastPage: 2, total: 3 },
			{ rows: [row(1), row(2)], page: 2, lastPage: 3, total: 5 },
			{ rows: [row(3)], page: 3, lastPage: 3, total: 5 },
		];
		expect(await collect(canned(answers).fetchPage)).toHaveLength(3);
	});

	it('takes it for what it is by the number of pages, where there is no total', async () => {
		const answers = [
			{ rows: [row(1), row(2)], page: 1, lastPage: 2 },
			{ rows: [row(1), row(2)], page: 2, lastPage: 3 },
			{ rows: [row(3)], page: 3, lastPage: 3 },
		];
		expect(await collect(canned(answers).fetchPage)).toHaveLength(3);
	});

	it('follows a last page that moves while it is read', async () => {
		const growing = async (page: number) => ({
			rows: [row(page)],
			page,
			lastPage: Math.min(page + 1, 5),
		});
		expect(await collect(growing)).toHaveLength(5);
	});

	it('may repeat rows of the page before, when orders arrive in between', async () => {
		const pages = [
			[row(1), row(2)],
			[row(2), row(3)],
		];
		expect(await collect(listing(pages).fetchPage)).toEqual(pages);
	});
});

describe('a list that is not whole must not look whole', () => {
	it('when a page repeats the one before', async () => {
		const { asked, fetchPage } = listing([[row(1)], [row(2)], [row(2)], [row(4)]]);
		await expect(collect(fetchPage)).rejects.toThrow(EcotrackFailure);
		expect(asked).toEqual([1, 2, 3]);
		await expect(collect(fetchPage)).rejects.toEqual(notWhole(/^Page 3 repeats/));
	});

	it('when the platform ignores which page was asked for', async () => {
		const deaf = async () => ({ rows: [row(1)], page: 1, lastPage: 4 });
		await expect(collect(deaf)).rejects.toEqual(notWhole(/^Page 2 repeats/));
	});

	it('when the platform ignores the page while new orders arrive', async () => {
		let total = 40;
		const deaf = async () => ({ rows: [row(1)], page: 1, lastPage: 4, total: total++ });
		await expect(collect(deaf)).rejects.toEqual(notWhole(/^Page 2 repeats/));
	});

	it('when a page repeats the one before and fewer new orders came than a page has', async () => {
		const answers = [
			{ rows: [row(1), row(2)], page: 1, lastPage: 2, total: 3 },
			{ rows: [row(1), row(2)], page: 2, lastPage: 2, total: 4 },
		];
		await expect(collect(canned(answers).fetchPage)).rejects.toEqual(notWhole(/^Page 2 repeats/));
	});

	it('when a page in the middle stays empty', async () => {
		const { asked, fetchPage } = listing([[row(1)], [], [row(3)]], 3);
		await expect(collect(fetchPage)).rejects.toEqual(notWhole(/^Page 2 of 3 is empty/));
		expect(asked).toEqual([1, 2, 2]);
	});

	it('when orders leave faster than it can be read', async () => {
		let total = 1_000_000;
		const leaving = async (page: number) => ({
			rows: [row(total)],
			page,
			lastPage: 9,
			total: total--,
		});
		await expect(collect(leaving)).rejects.toEqual(notWhole(/^Orders keep leaving/));
	});

	it('when it has more than 1,000 pages', async () => {
		let asked = 0;
		const endless = async (page: number) => {
			asked++;
			return { rows: [row(page)], page, lastPage: page + 1 };
		};
		await expect(collect(endless)).rejects.toEqual(notWhole(/more than 1000 pages/));
		expect(asked).toBe(1_000);
	});

	it('and 1,000 pages are still read', async () => {
		const long = async (page: number) => ({ rows: [row(page)], page, lastPage: 1_000 });
		expect(await collect(long)).toHaveLength(1_000);
	});

	it('tells the user to narrow it', async () => {
		const { fetchPage } = listing([[row(1)], [row(1)]]);
		await expect(collect(fetchPage)).rejects.toEqual(notWhole(/Start Date and End Date/));
	});
});
