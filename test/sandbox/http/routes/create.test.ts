import type { Sandbox } from '../../../../sandbox';
import { ask, withSandbox } from '../../wire';

const GOOD = {
	reference: 'WC-10442',
	nom_client: 'Client Exemple',
	telephone: '0555000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	code_wilaya: 16,
	montant: 4300,
	produit: 'Montre x1',
	type: 1,
};

const create = (sandbox: Sandbox, body: Record<string, unknown>) =>
	ask(sandbox, 'create/order', { method: 'POST', body });

const createMany = (sandbox: Sandbox, orders: unknown) =>
	ask(sandbox, 'create/orders', { method: 'POST', body: { orders } });

interface Results {
	results: Record<string, { success?: boolean; tracking?: string }>;
}

describe('create/order', () => {
	it('makes an order that is ready to ship, from JSON', async () => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await create(sandbox, GOOD);
			const [order] = sandbox.platform.all();
			expect([status, json]).toEqual([200, { success: true, tracking: order.tracking }]);
			expect(order).toMatchObject({
				reference: 'WC-10442',
				recipient: 'Client Exemple',
				phone: '0555000111',
				address: '12 rue des Oliviers',
				commune: 'Kouba',
				wilayaId: 16,
				amount: 4300,
				product: 'Montre x1',
				stopDesk: 0,
				status: 'prete_a_expedier',
			});
		});
	});

	it('takes the same from the query, as the documentation has it', async () => {
		await withSandbox({}, async (sandbox) => {
			await ask(sandbox, 'create/order', { method: 'POST', query: GOOD });
			expect(sandbox.platform.all()).toMatchObject([{ reference: 'WC-10442', wilayaId: 16 }]);
		});
	});

	it('makes a second order of the same reference', async () => {
		await withSandbox({}, async (sandbox) => {
			await create(sandbox, GOOD);
			await create(sandbox, GOOD);
			expect(sandbox.platform.size).toBe(2);
		});
	});

	it('names everything that is missing', async () => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await create(sandbox, {});
			expect(status).toBe(422);
			expect(Object.keys((json as { errors: object }).errors).sort()).toEqual([
				'adresse',
				'code_wilaya',
				'commune',
				'montant',
				'nom_client',
				'telephone',
				'type',
			]);
			expect(json).toMatchObject({
				errors: { telephone: ['Le champ téléphone est obligatoire.'] },
			});
			expect(sandbox.platform.size).toBe(0);
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['a phone with a country code', { telephone: '+213555000111' }, 'telephone'],
		['a phone that is too short', { telephone: '05550001' }, 'telephone'],
		['a commune of another wilaya', { commune: 'Oran' }, 'commune'],
		['a commune in other letters', { commune: 'KOUBA' }, 'commune'],
		['a wilaya that does not exist', { code_wilaya: 59 }, 'code_wilaya'],
		['a type in words', { type: 'Livraison' }, 'type'],
		['an amount that is no number', { montant: '4 300 DA' }, 'montant'],
		['a negative amount', { montant: -1 }, 'montant'],
		['a reference of 256 letters', { reference: 'x'.repeat(256) }, 'reference'],
		['goods from stock without quantities', { stock: 1 }, 'quantite'],
	])('refuses %s with 422', async (_, change, field) => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await create(sandbox, { ...GOOD, ...change });
			expect(status).toBe(422);
			expect(Object.keys((json as { errors: object }).errors)).toEqual([field]);
			expect(sandbox.platform.size).toBe(0);
		});
	});

	it('refuses a wilaya it does not serve with 10002', async () => {
		await withSandbox({}, async (sandbox) => {
			expect(await create(sandbox, { ...GOOD, code_wilaya: 2 })).toMatchObject({
				status: 200,
				json: {
					success: false,
					error: 10002,
					message: 'Pas de livraison pour la wilaya sélectionnée',
				},
			});
		});
	});

	it('refuses a desk where there is none', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await create(sandbox, { ...GOOD, commune: 'Hydra', stop_desk: 1 });
			expect(json).toEqual({
				success: false,
				message: 'Stop desk non disponible pour cette commune',
			});
		});
	});

	it('has goods from stock prepared first', async () => {
		await withSandbox({}, async (sandbox) => {
			const stock = { stock: 1, produit: 'P-001,P-002', quantite: '1,2' };
			await create(sandbox, { ...GOOD, ...stock });
			expect(sandbox.platform.all()).toMatchObject([{ status: 'prete_a_preparer', fromStock: 1 }]);
		});
	});
});

describe('create/orders', () => {
	it.each([
		['an object with index keys', { 0: GOOD, 1: { ...GOOD, reference: 'WC-2' } }],
		['a list', [GOOD, { ...GOOD, reference: 'WC-2' }]],
	])('takes %s and answers by reference', async (_, orders) => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await createMany(sandbox, orders);
			const [first, second] = sandbox.platform.all();
			expect(status).toBe(200);
			expect(json).toEqual({
				results: {
					'WC-10442': { success: true, tracking: first.tracking },
					'WC-2': { success: true, tracking: second.tracking },
				},
			});
		});
	});

	it('makes the good rows and answers 422 when others fail', async () => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await createMany(sandbox, {
				0: GOOD,
				1: { ...GOOD, reference: 'WC-2', telephone: '' },
				2: { ...GOOD, reference: 'WC-3', code_wilaya: 2 },
			});
			expect(status).toBe(422);
			expect(sandbox.platform.size).toBe(1);
			expect((json as Results).results).toEqual({
				'WC-10442': { success: true, tracking: sandbox.platform.all()[0].tracking },
				'WC-2': { telephone: ['Le champ téléphone est obligatoire.'] },
				'WC-3': {
					success: false,
					error: 10002,
					message: 'Pas de livraison pour la wilaya sélectionnée',
				},
			});
		});
	});

	it('answers by index without references, and loses one of two that share theirs', async () => {
		await withSandbox({}, async (sandbox) => {
			const { reference, ...nameless } = GOOD;
			const byIndex = (await createMany(sandbox, [nameless, nameless])).json as Results;
			expect(Object.keys(byIndex.results)).toEqual(['0', '1']);
			const shared = (await createMany(sandbox, [GOOD, GOOD])).json as Results;
			expect(Object.keys(shared.results)).toEqual([reference]);
			expect(sandbox.platform.size).toBe(4);
		});
	});

	it.each([
		['nothing', undefined],
		['no rows', {}],
		['rows that are no orders', ['x']],
		['more than a hundred', Array.from({ length: 101 }, () => GOOD)],
	])('refuses %s', async (_, orders) => {
		await withSandbox({}, async (sandbox) => {
			const { status, json } = await createMany(sandbox, orders);
			expect(status).toBe(422);
			expect(json).toHaveProperty('errors.orders');
			expect(sandbox.platform.size).toBe(0);
		});
	});
});
