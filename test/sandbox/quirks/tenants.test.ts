import type { Sandbox } from '../../../sandbox';
import { ask, listOrders, testQuirk } from '../wire';

const info = (sandbox: Sandbox, ...trackings: string[]) =>
	ask(sandbox, 'get/trackings/info', { query: { 'trackings[]': trackings } });

type Row = Record<string, unknown>;

describe('quirks of other tenants: orders', () => {
	testQuirk('newer-rows', async (sandbox) => {
		const { tracking } = sandbox.platform.create({ status: 'vers_hub', product: 'Montre x1' });
		sandbox.platform.clock.advance(60_000);
		sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		sandbox.quirks.on('newer-rows');
		const { data } = await listOrders(sandbox, { tracking });
		expect(data[0]).toMatchObject({
			tracking,
			stop_desk: 0,
			livred_at: '2026-08-17 09:01:00',
			last_updated_at: '2026-08-17 09:01:00',
			exchanged_at: null,
			driver_name: null,
			status_reason: [],
			order_products: [{ tracking, title: 'Montre x1', quantity: 1 }],
		});
	});

	testQuirk('listed-values', async (sandbox) => {
		sandbox.quirks.on('listed-values');
		expect((await listOrders(sandbox)).data[0].montant).toBe('1.500,00 DA');
		sandbox.quirks.on('listed-values', { value: { stop_desk: 2 } });
		expect((await listOrders(sandbox)).data[0]).toMatchObject({ stop_desk: 2 });
	});

	testQuirk('newer-history', async (sandbox) => {
		const { tracking } = sandbox.platform.create({ wilayaId: 31, status: 'vers_hub' });
		sandbox.platform.setStatus(tracking, 'en_hub');
		sandbox.quirks.on('newer-history');
		expect((await ask(sandbox, 'get/tracking/info', { query: { tracking } })).json).toMatchObject({
			currentStation: 'Station Oran',
			reasons: [],
			activity: [{ station: 'Station Oran' }, { station: 'Station Oran' }],
		});
	});

	testQuirk('info-in-data', async (sandbox) => {
		const { tracking } = sandbox.platform.create();
		sandbox.quirks.on('info-in-data');
		expect((await info(sandbox, tracking)).json).toMatchObject({ data: { [tracking]: {} } });
		expect((await info(sandbox, 'EC')).json).toEqual({ message: 'Trackings non trouvés' });
	});

	testQuirk('info-list', async (sandbox) => {
		const [a, b] = sandbox.platform.createMany(2).map(({ tracking }) => tracking);
		sandbox.quirks.on('info-list');
		expect((await info(sandbox, a, b)).json).toMatchObject([{ tracking: a }, { tracking: b }]);
	});

	testQuirk('info-without-drafts', async (sandbox) => {
		const draft = sandbox.platform.create().tracking;
		const shipped = sandbox.platform.create({ status: 'vers_hub' }).tracking;
		sandbox.quirks.on('info-without-drafts');
		const { json } = await info(sandbox, draft, shipped);
		expect(Object.keys(json as Row)).toEqual([shipped]);
		expect((await info(sandbox, draft)).status).toBe(404);
	});
});

describe('quirks of other tenants: places and prices', () => {
	testQuirk('communes-array', async (sandbox) => {
		const usual = (await ask(sandbox, 'get/communes')).json as Row;
		sandbox.quirks.on('communes-array');
		expect((await ask(sandbox, 'get/communes')).json).toEqual(Object.values(usual));
	});

	testQuirk('communes-gaps', async (sandbox) => {
		const usual = (await ask(sandbox, 'get/communes')).json as Row;
		sandbox.quirks.on('communes-gaps');
		const gapped = (await ask(sandbox, 'get/communes')).json as Row;
		expect(Object.values(gapped)).toEqual(Object.values(usual));
		expect(Object.keys(gapped).slice(0, 3)).toEqual(['3', '10', '17']);
	});

	testQuirk('nested-desks', async (sandbox) => {
		sandbox.quirks.on('nested-desks');
		const { other_desks } = (await ask(sandbox, 'get/desks')).json as { other_desks: Row[] };
		expect(other_desks).toContainEqual(
			expect.objectContaining({
				hub_name: 'Bureau Oran',
				location: expect.objectContaining({ wilaya: 'Oran', commune: 'Oran' }),
			}),
		);
	});

	testQuirk('no-desks-404', async (sandbox) => {
		sandbox.quirks.on('no-desks-404');
		expect((await ask(sandbox, 'get/desks')).status).toBe(404);
		expect((await ask(sandbox, 'get/communes')).status).toBe(200);
	});

	testQuirk('echange-key', async (sandbox) => {
		sandbox.quirks.on('echange-key');
		const fees = (await ask(sandbox, 'get/fees')).json as Row;
		expect(fees).toHaveProperty('echange');
		expect(fees).not.toHaveProperty('echnage');
	});

	testQuirk('weight-fees', async (sandbox) => {
		sandbox.quirks.on('weight-fees');
		expect((await ask(sandbox, 'get/fees')).json).toMatchObject({
			livraison: expect.any(Array),
			poids: { livraison: { pour_chaque_KG: '1', a_partir_de_KG: '5' } },
		});
	});

	testQuirk('plain-wilaya-names', async (sandbox) => {
		sandbox.quirks.on('plain-wilaya-names');
		const { json } = await ask(sandbox, 'get/wilayas');
		expect(json).toContainEqual({ wilaya_id: 6, wilaya_name: 'Bejaia' });
	});
});
