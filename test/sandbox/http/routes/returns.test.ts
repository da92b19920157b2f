import type { Sandbox } from '../../../../sandbox';
import { ask, withSandbox } from '../../wire';

const UNKNOWN = 'ECXXXX2608170000';

describe('ask/for/order/return', () => {
	const askReturn = (sandbox: Sandbox, tracking: string) =>
		ask(sandbox, 'ask/for/order/return', { method: 'POST', query: { tracking } });

	it('is heard while the order is out for delivery, and moves nothing by itself', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ status: 'en_livraison' });
			const { json } = await askReturn(sandbox, tracking);
			expect(json).toEqual({ success: true, message: 'Retour demandé avec succès' });
			expect(sandbox.platform.get(tracking)?.status).toBe('en_livraison');
		});
	});

	it('is refused with 10003, and HTTP 200, at any other time', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create();
			expect(await askReturn(sandbox, tracking)).toMatchObject({
				status: 200,
				json: {
					success: false,
					error: 10003,
					message: 'Le retour ne peut pas etre demandé pour cette commande',
				},
			});
		});
	});

	it('usually turns the order round when orders move by themselves', async () => {
		await withSandbox({ autoMove: true, limits: 'off' }, async (sandbox) => {
			const { platform } = sandbox;
			for (const { tracking } of platform.createMany(40, { status: 'en_livraison' }))
				await askReturn(sandbox, tracking);
			platform.clock.advance(13 * 3_600_000);
			const returning = platform.all().filter(({ status }) => status === 'retour_chez_livreur');
			expect(returning.length).toBeGreaterThan(20);
			expect(returning.length).toBeLessThan(40);
		});
	});
});

describe('valid/returns', () => {
	const confirm = (sandbox: Sandbox, body: object) =>
		ask(sandbox, 'valid/returns', { method: 'POST', body });

	it('receives the returns that are ready, and leaves the others alone', async () => {
		await withSandbox({}, async (sandbox) => {
			const ready = sandbox.platform.create({ status: 'retours_prets' });
			const early = sandbox.platform.create({ status: 'retour_chez_livreur' });
			const trackings = [ready.tracking, early.tracking];
			expect((await confirm(sandbox, { trackings })).json).toEqual({ returned: 'success' });
			expect([ready.status, early.status]).toEqual(['retour_recu', 'retour_chez_livreur']);
		});
	});

	it('fails, with HTTP 200, when none is ready', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ status: 'retour_recu' });
			expect(await confirm(sandbox, { trackings: [tracking] })).toMatchObject({
				status: 200,
				json: { returned: 'fail' },
			});
		});
	});

	it('names the numbers it does not know, by their place', async () => {
		await withSandbox({}, async (sandbox) => {
			const ready = sandbox.platform.create({ status: 'retours_prets' });
			const { status, json } = await confirm(sandbox, { trackings: [ready.tracking, UNKNOWN] });
			expect(status).toBe(422);
			expect(json).toMatchObject({
				errors: { 'trackings.1': ['Le champ trackings.1 sélectionné est invalide.'] },
			});
			expect(ready.status).toBe('retours_prets');
		});
	});

	it.each([{}, { trackings: [] }, { trackings: 'A' }])('refuses %j', async (body) => {
		await withSandbox({}, async (sandbox) => {
			expect(await confirm(sandbox, body)).toMatchObject({
				status: 422,
				json: { errors: { trackings: ['The trackings field is required.'] } },
			});
		});
	});
});
