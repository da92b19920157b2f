import { ask, askStatuses, listOrders, testQuirk, trackingsOf } from '../wire';

describe('quirks of spelling', () => {
	testQuirk('accented-statuses', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		sandbox.platform.setStatus(tracking, 'encaisse_non_paye');
		sandbox.quirks.on('accented-statuses');
		const { data } = await listOrders(sandbox, { tracking });
		expect(data[0].status).toBe('encaissé_non_payé');
		expect((await askStatuses(sandbox))[tracking].status).toBe('encaisse_non_paye');
	});

	testQuirk('french-labels', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		sandbox.platform.setStatus(tracking, 'en_livraison');
		sandbox.quirks.on('french-labels');
		expect((await listOrders(sandbox, { tracking })).data[0].status).toBe('En livraison');
		sandbox.quirks.on('french-labels', { path: 'get/orders/status' });
		expect((await askStatuses(sandbox))[tracking].status).toBe('En livraison');
	});

	testQuirk('unknown-status', async (sandbox) => {
		sandbox.quirks.on('unknown-status', { value: 'Chez le voisin' });
		for (const { status } of (await listOrders(sandbox)).data)
			expect(status).toBe('Chez le voisin');
		for (const { status } of Object.values(await askStatuses(sandbox)))
			expect(status).toBe('Chez le voisin');
	});

	testQuirk('lower-case-keys', async (sandbox) => {
		sandbox.quirks.on('lower-case-keys');
		expect(Object.keys(await askStatuses(sandbox))).toEqual(
			trackingsOf(sandbox).map((tracking) => tracking.toLowerCase()),
		);
	});

	testQuirk('index-keyed-lists', async (sandbox) => {
		const usual = await listOrders(sandbox);
		sandbox.quirks.on('index-keyed-lists');
		const { data } = await listOrders(sandbox);
		expect(Array.isArray(data)).toBe(false);
		expect(data).toEqual({ 0: usual.data[0], 1: usual.data[1], 2: usual.data[2] });
		expect(await askStatuses(sandbox, ['ECXXXX2608170000'])).toEqual([]);
	});

	testQuirk('success-as-string', async (sandbox) => {
		sandbox.quirks.on('success-as-string');
		expect((await ask(sandbox, 'validate/token')).json).toMatchObject({ success: '1' });
		sandbox.quirks.on('success-as-string', { value: 1 });
		expect((await ask(sandbox, 'validate/token')).json).toMatchObject({ success: 1 });
	});
});
