import { ask, withSandbox } from '../../wire';

describe('get/fees', () => {
	it('has the prices of each service as text, one of them misspelt', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await ask(sandbox, 'get/fees');
			const services = json as Record<string, unknown[]>;
			expect(Object.keys(services)).toEqual([
				'livraison',
				'pickup',
				'echnage',
				'recouvrement',
				'retours',
			]);
			for (const rows of Object.values(services)) expect(rows).toHaveLength(12);
			expect(services.livraison).toContainEqual({
				wilaya_id: 16,
				tarif: '400',
				tarif_stopdesk: '300',
			});
		});
	});

	it('has a desk price of "0" where there is no desk', async () => {
		await withSandbox({}, async (sandbox) => {
			const { livraison, retours } = (await ask(sandbox, 'get/fees')).json as Record<
				string,
				Array<{ wilaya_id: number; tarif_stopdesk: string }>
			>;
			for (const rows of [livraison, retours])
				expect(rows.find(({ wilaya_id }) => wilaya_id === 1)?.tarif_stopdesk).toBe('0');
		});
	});
});
