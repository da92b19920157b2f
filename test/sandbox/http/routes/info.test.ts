import { ask, withSandbox } from '../../wire';

const UNKNOWN = 'ECXXXX2608170000';

describe('get/trackings/info', () => {
	it('is keyed by tracking, with the French label as status', async () => {
		await withSandbox({}, async (sandbox) => {
			const order = sandbox.platform.create({
				reference: 'WC-10442',
				recipient: 'Client Exemple',
				phone: '0555000111',
				address: '12 rue des Oliviers',
				wilayaId: 31,
				commune: 'Oran',
				amount: 4300,
				product: 'Montre x1',
				status: 'vers_wilaya',
			});
			const { tracking, driver } = order;
			sandbox.platform.setStatus(tracking, 'en_livraison');
			sandbox.platform.addRemark(tracking, 'Client ne répond pas', { driver: 'Ali' });
			sandbox.platform.addRemark(tracking, 'rappeler');
			const query = { 'trackings[]': [tracking.toLowerCase(), UNKNOWN] };
			const at = { date: '2026-08-17', time: '09:00:00' };
			expect((await ask(sandbox, 'get/trackings/info', { query })).json).toEqual({
				[tracking]: {
					OrderInfo: {
						tracking,
						reference: 'WC-10442',
						client: 'Client Exemple',
						phone: '0555000111',
						adresse: '12 rue des Oliviers',
						wilaya_id: 31,
						commune: 'Oran',
						montant: '4300',
						produit: 'Montre x1',
						type_id: 1,
						stop_desk: 0,
						driver_name: driver.name,
						driver_phone: driver.phone,
						created_at: '2026-08-17 09:00:00',
					},
					status: 'En livraison',
					deliveryAttempts: [{ text_tentative: 'Client ne répond pas' }],
					activity: [
						{ ...at, status: 'order_information_received_by_carrier' },
						{ ...at, status: 'dispatched_to_driver', scanLocation: 'HUB' },
						{ ...at, status: 'notification_on_order' },
						{ ...at, status: 'notification_on_order' },
					],
				},
			});
		});
	});

	it('is 404 when it knows none of them', async () => {
		await withSandbox({}, async (sandbox) => {
			const query = { 'trackings[]': [UNKNOWN] };
			expect(await ask(sandbox, 'get/trackings/info', { query })).toMatchObject({
				status: 404,
				json: { message: 'Trackings non trouvés' },
			});
		});
	});

	it.each<[string, Record<string, string | string[]>, string]>([
		['nothing', {}, 'The trackings field is required.'],
		['the literal list of the documentation', { 'trackings[]': '' }, ''],
		['a comma list', { trackings: 'A,B' }, 'The trackings must be an array.'],
		[
			'more than a hundred',
			{ 'trackings[]': Array.from({ length: 101 }, (_, n) => `EC${n}`) },
			'The trackings must not have more than 100 items.',
		],
	])('refuses %s', async (_, query, message) => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/trackings/info', { query });
			if (message === '') expect(reply.status).toBe(404);
			else expect(reply).toMatchObject({ status: 422, json: { errors: { trackings: [message] } } });
		});
	});
});
