/**
 * The documented answers of the six tracking endpoints, replayed: the same keys, in the same order
 * where it is documented, of the same types. The values are invented.
 */
import { ask, withSandbox } from './wire';

/** The shape of a value: its keys and types, lists by their first element. */
function shape(value: unknown): unknown {
	if (Array.isArray(value)) return value.length > 0 ? [shape(value[0])] : [];
	if (value === null) return 'null';
	if (typeof value !== 'object') return typeof value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape(item)]));
}

const ORDER = {
	reference: 'WC-10442',
	recipient: 'Client Exemple',
	phone: '0555000111',
	address: '12 rue des Oliviers',
	wilayaId: 31,
	commune: 'Oran',
	amount: 4300,
	product: 'Montre x1',
	shop: 'Boutique Test',
};

describe('the documented answers', () => {
	it('POST add/maj', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create(ORDER);
			const query = { tracking, content: 'Livraison avant 17:00 h' };
			const reply = await ask(sandbox, 'add/maj', { method: 'POST', query });
			expect(reply).toMatchObject({ status: 200 });
			expect(reply.json).toEqual({ success: true, message: 'Mise a jour avec success' });
		});
	});

	it('GET get/maj', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create(ORDER);
			sandbox.platform.addRemark(tracking, 'TEST MAJ');
			sandbox.platform.addRemark(tracking, 'Client absent', { driver: 'Ali', station: 'Oran' });
			const { json } = await ask(sandbox, 'get/maj', { query: { tracking } });
			expect(json).toEqual([
				{
					remarque: 'Boutique Test : TEST MAJ',
					station: '',
					livreur: '',
					created_at: '2026-08-17 09:00:00',
					tracking,
				},
				{
					remarque: 'Client absent',
					commentaires: '',
					station: 'Oran',
					livreur: 'Ali',
					created_at: '2026-08-17 09:00:00',
					tracking,
				},
			]);
		});
	});

	it('POST ask/for/order/return', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ ...ORDER, status: 'en_livraison' });
			const asking = { method: 'POST', query: { tracking } } as const;
			const { json } = await ask(sandbox, 'ask/for/order/return', asking);
			expect(json).toEqual({ success: true, message: 'Retour demandé avec succès' });
		});
	});

	it('GET get/tracking/info', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ ...ORDER, status: 'vers_wilaya' });
			sandbox.platform.setStatus(tracking, 'en_livraison');
			const { json } = await ask(sandbox, 'get/tracking/info', { query: { tracking } });
			const at = { date: '2026-08-17', time: '09:00:00' };
			expect(json).toEqual({
				recipientName: 'Client Exemple',
				shippedBy: 'Boutique Test',
				originCity: 16,
				destLocationCity: 31,
				activity: [
					{ ...at, status: 'order_information_received_by_carrier' },
					{ ...at, status: 'dispatched_to_driver', scanLocation: 'HUB' },
				],
			});
		});
	});

	it('GET get/orders', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.platform.create({ ...ORDER, status: 'livre_non_encaisse' });
			const { json } = await ask(sandbox, 'get/orders');
			expect(shape(json)).toEqual({
				current_page: 'number',
				data: [
					{
						tracking: 'string',
						reference: 'string',
						client: 'string',
						phone: 'string',
						phone_2: 'null',
						adresse: 'string',
						commune: 'string',
						wilaya_id: 'number',
						montant: 'string',
						tarif_prestation: 'string',
						tarif_retour: 'string',
						type_id: 'number',
						created_at: 'string',
						payment_id: 'null',
						return_id: 'null',
						status: 'string',
						products: 'string',
					},
				],
				first_page_url: 'string',
				from: 'number',
				last_page: 'number',
				last_page_url: 'string',
				links: [{ url: 'null', label: 'string', active: 'boolean' }],
				next_page_url: 'null',
				path: 'string',
				per_page: 'number',
				prev_page_url: 'null',
				to: 'number',
				total: 'number',
			});
			expect(json).toMatchObject({ data: [{ montant: '4300', created_at: '2026-08-17' }] });
		});
	});

	it('GET get/orders/status', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ ...ORDER, status: 'en_preparation' });
			sandbox.platform.addRemark(tracking, 'Client ne réponds pas', {
				driver: 'Livreur Exemple',
				station: 'Station Oran',
			});
			const query = { trackings: tracking, status: 'all' };
			const { json } = await ask(sandbox, 'get/orders/status', { query });
			expect(json).toEqual({
				data: {
					[tracking]: {
						status: 'en_preparation',
						order_id: 'WC-10442',
						estimated_fee: 700,
						desk_phone: '',
						desk_commune: '',
						desk_map_link: '',
						desk_address: '',
						activity: [
							{
								reason: 'Client ne réponds pas',
								details: '',
								station: 'Station Oran',
								driver: 'Livreur Exemple',
								date: '2026-08-17',
								time: '09:00:00',
								postponed_to: null,
							},
						],
					},
				},
			});
		});
	});

	it('carry the documented headers', async () => {
		await withSandbox({}, async (sandbox) => {
			const { headers } = await ask(sandbox, 'get/orders');
			const documented = [
				'server',
				'content-type',
				'vary',
				'x-powered-by',
				'cache-control',
				'date',
			];
			const rate = ['day', 'hour', 'minute'].flatMap((window) =>
				['limit', 'remaining', 'reset'].map((what) => `x-ratelimit-${what}-${window}`),
			);
			expect(Object.keys(headers)).toEqual(
				expect.arrayContaining([...documented, ...rate, 'access-control-allow-origin']),
			);
			expect(headers['content-type']).toBe('application/json');
		});
	});
});
