import { ask, withSandbox } from '../../wire';

interface Page {
	data: Array<{ tracking: string }>;
	[key: string]: unknown;
}

describe('get/orders', () => {
	it('is a paginator whose links forget the dates', async () => {
		await withSandbox({ orders: 101 }, async (sandbox) => {
			const query = { page: 2, start_date: '2026-08-01', end_date: '2026-08-17' };
			const { json } = await ask(sandbox, 'get/orders', { query });
			const path = `${sandbox.url}/api/v1/get/orders`;
			expect(json).toMatchObject({
				current_page: 2,
				last_page: 3,
				from: 41,
				to: 80,
				total: 101,
				per_page: 40,
				path,
				first_page_url: `${path}?page=1`,
				last_page_url: `${path}?page=3`,
				prev_page_url: `${path}?page=1`,
				next_page_url: `${path}?page=3`,
			});
			expect((json as Page).links).toEqual([
				{ url: `${path}?page=1`, label: '&laquo; Précédent', active: false },
				{ url: `${path}?page=1`, label: '1', active: false },
				{ url: `${path}?page=2`, label: '2', active: true },
				{ url: `${path}?page=3`, label: '3', active: false },
				{ url: `${path}?page=3`, label: 'Suivant &raquo;', active: false },
			]);
		});
	});

	it('ends with null links, and an empty page beyond the end', async () => {
		await withSandbox({ orders: 41 }, async (sandbox) => {
			const last = (await ask(sandbox, 'get/orders', { query: { page: 2 } })).json as Page;
			expect([last.data.length, last.next_page_url]).toEqual([1, null]);
			const beyond = (await ask(sandbox, 'get/orders', { query: { page: 9 } })).json as Page;
			expect(beyond).toMatchObject({ data: [], from: null, to: null, last_page: 2 });
		});
	});

	it('takes a page that is no number for the first', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			const { json } = await ask(sandbox, 'get/orders', { query: { page: 'x' } });
			expect(json).toMatchObject({ current_page: 1, total: 1 });
		});
	});

	it('refuses a date in another form', async () => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/orders', { query: { start_date: '17/08/2026' } });
			expect(reply).toMatchObject({
				status: 422,
				json: { errors: { start_date: [expect.stringContaining('Y-m-d')] } },
			});
		});
	});

	it('finds one order, or none, by tracking', async () => {
		await withSandbox({ orders: 50 }, async (sandbox) => {
			const { tracking } = sandbox.platform.all()[20];
			const found = (await ask(sandbox, 'get/orders', { query: { tracking } })).json as Page;
			expect(found.data.map((row) => row.tracking)).toEqual([tracking]);
			const none = await ask(sandbox, 'get/orders', { query: { tracking: 'ECXXXX2608170000' } });
			expect(none).toMatchObject({ status: 200, json: { data: [], total: 0 } });
		});
	});
});

describe('get/orders/status', () => {
	it('answers for a hundred orders at a time', async () => {
		await withSandbox({ orders: 100 }, async (sandbox) => {
			const trackings = sandbox.platform.all().map(({ tracking }) => tracking);
			const query = { trackings: `${trackings.join(',')},`, status: 'all' };
			const { json } = await ask(sandbox, 'get/orders/status', { query });
			expect(Object.keys((json as { data: object }).data)).toHaveLength(100);
		});
	});

	it('leaves unknown numbers out, and is an empty list when nothing is left', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create();
			const askFor = (trackings: string, status = 'all') =>
				ask(sandbox, 'get/orders/status', { query: { trackings, status } });
			expect((await askFor(`ECXXXX2608170000, ${tracking}`)).json).toMatchObject({
				data: { [tracking]: { status: 'prete_a_expedier' } },
			});
			expect((await askFor('ECXXXX2608170000')).json).toEqual({ data: [] });
			expect((await askFor(tracking, 'suspendu,en_hub')).json).toEqual({ data: [] });
			expect((await askFor(tracking, 'suspendu,all')).json).not.toEqual({ data: [] });
		});
	});

	it.each([
		[{ status: 'all' }, { trackings: ['The trackings field is required.'] }],
		[{ trackings: 'A' }, { status: ['Le champ status est obligatoire.'] }],
		[
			{ trackings: Array.from({ length: 101 }, (_, n) => `EC${n}`).join(','), status: 'all' },
			{ trackings: ['The trackings must not have more than 100 items.'] },
		],
	])('refuses %#', async (query, errors) => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/orders/status', { query });
			expect(reply).toMatchObject({ status: 422, json: { errors } });
		});
	});

	it("names the driver's phone only while the order is out for delivery", async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking, driver } = sandbox.platform.create();
			const rowOf = () => sandbox.platform.statuses([tracking])[tracking];
			expect(rowOf()).not.toHaveProperty('driver_phone');
			sandbox.platform.setStatus(tracking, 'en_livraison');
			expect(rowOf()).toHaveProperty('driver_phone', driver.phone);
		});
	});

	it('names a fee once the order is shipped', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ wilayaId: 16 });
			const rowOf = () => sandbox.platform.statuses([tracking])[tracking];
			expect(rowOf()).not.toHaveProperty('estimated_fee');
			sandbox.platform.push(tracking);
			expect(rowOf()).toHaveProperty('estimated_fee', 400);
		});
	});

	it('names the desk of an order that is fetched there', async () => {
		await withSandbox({}, async (sandbox) => {
			const place = { wilayaId: 16, commune: 'Kouba' };
			const { tracking } = sandbox.platform.create({ ...place, stopDesk: 1 });
			expect(sandbox.platform.statuses([tracking])[tracking]).toMatchObject({
				desk_commune: 'Kouba',
				desk_address: 'Bureau de Kouba',
			});
		});
	});
});
