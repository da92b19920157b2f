import { listOrders, testQuirk, trackingsOf } from '../wire';

const trackings = ({ data }: { data: Array<Record<string, unknown>> }) =>
	data.map(({ tracking }) => tracking);

describe('quirks of the pages', () => {
	testQuirk('shifting-pages', async (sandbox) => {
		sandbox.platform.createMany(78);
		sandbox.quirks.on('shifting-pages', { count: 2 });
		const first = trackings(await listOrders(sandbox));
		const second = trackings(await listOrders(sandbox, { page: 2 }));
		expect(second.slice(0, 2)).toEqual(first.slice(-2));
	});

	testQuirk('vanishing-rows', async (sandbox) => {
		sandbox.platform.createMany(78);
		const before = trackingsOf(sandbox).length;
		sandbox.quirks.on('vanishing-rows', { count: 2 });
		const first = trackings(await listOrders(sandbox));
		sandbox.quirks.off('vanishing-rows');
		const second = trackings(await listOrders(sandbox, { page: 2 }));
		const third = trackings(await listOrders(sandbox, { page: 3 }));
		expect(new Set([...first, ...second, ...third]).size).toBe(before - 2);
	});

	testQuirk('repeated-page', async (sandbox) => {
		sandbox.platform.createMany(78);
		sandbox.quirks.on('repeated-page');
		const first = await listOrders(sandbox);
		const second = await listOrders(sandbox, { page: 2 });
		expect(trackings(second)).toEqual(trackings(first));
		expect([second.current_page, second.last_page]).toEqual([2, 3]);
	});

	testQuirk('endless-pages', async (sandbox) => {
		sandbox.quirks.on('endless-pages');
		const seen = new Set<unknown>();
		for (const page of [1, 2, 1_000]) {
			const answer = await listOrders(sandbox, { page });
			expect(answer).toMatchObject({ current_page: page, last_page: page + 1 });
			for (const tracking of trackings(answer)) seen.add(tracking);
		}
		expect(seen.size).toBe(120);
	});

	testQuirk('oldest-first', async (sandbox) => {
		sandbox.platform.createMany(78);
		const oldest = trackingsOf(sandbox);
		sandbox.quirks.on('oldest-first');
		const pages = [];
		for (const page of [1, 2, 3, 4]) pages.push(...trackings(await listOrders(sandbox, { page })));
		expect(pages).toEqual(oldest);
	});

	testQuirk('foreign-page-urls', async (sandbox) => {
		sandbox.platform.createMany(40);
		sandbox.quirks.on('foreign-page-urls', { host: 'http://other.example' });
		expect(await listOrders(sandbox)).toMatchObject({
			next_page_url: 'http://other.example/api/v1/get/orders?page=2',
		});
	});
});
