import type { Sandbox } from '../../../sandbox';
import { ask, testQuirk } from '../wire';

const GOOD = {
	reference: 'WC-10442-of-the-spring-sale',
	nom_client: 'Client Exemple',
	telephone: '0555000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	code_wilaya: 16,
	montant: 4300,
	type: 1,
};
const BAD = { ...GOOD, reference: 'WC-2', telephone: '' };

const create = (sandbox: Sandbox) => ask(sandbox, 'create/order', { method: 'POST', body: GOOD });

const createMany = (sandbox: Sandbox, orders: object[]) =>
	ask(sandbox, 'create/orders', { method: 'POST', body: { orders } });

const newest = ({ platform }: Sandbox) => platform.all()[platform.size - 1];

describe('quirks of creating orders', () => {
	testQuirk('wrapped-create', async (sandbox) => {
		sandbox.quirks.on('wrapped-create');
		const { json } = await create(sandbox);
		expect(json).toEqual({
			results: { [GOOD.reference]: { success: true, tracking: newest(sandbox).tracking } },
		});
	});

	testQuirk('create-with-reference', async (sandbox) => {
		sandbox.quirks.on('create-with-reference');
		const { json } = await create(sandbox);
		const { tracking } = newest(sandbox);
		expect(json).toEqual({ success: true, tracking, reference: GOOD.reference });
	});

	testQuirk('success-without-tracking', async (sandbox) => {
		sandbox.quirks.on('success-without-tracking');
		expect((await create(sandbox)).json).toEqual({ success: true });
		expect(sandbox.platform.size).toBe(4);
	});

	testQuirk('truncated-references', async (sandbox) => {
		sandbox.quirks.on('truncated-references');
		const bulk = (await createMany(sandbox, [GOOD])).json as { results: object };
		expect(Object.keys(bulk.results)).toEqual(['WC-10442-of-the-spri']);
		sandbox.quirks.on('truncated-references', { count: 8 });
		sandbox.quirks.on('wrapped-create');
		const single = (await create(sandbox)).json as { results: object };
		expect(Object.keys(single.results)).toEqual(['WC-10442']);
	});

	testQuirk('bulk-422', async (sandbox) => {
		sandbox.quirks.on('bulk-422');
		expect(await createMany(sandbox, [GOOD])).toMatchObject({
			status: 422,
			json: { results: { [GOOD.reference]: { success: true } } },
		});
	});

	testQuirk('bulk-200', async (sandbox) => {
		sandbox.quirks.on('bulk-200');
		expect(await createMany(sandbox, [GOOD, BAD])).toMatchObject({
			status: 200,
			json: {
				results: {
					[GOOD.reference]: { success: true },
					'WC-2': { telephone: [expect.any(String)] },
				},
			},
		});
	});

	testQuirk('bulk-500', async (sandbox) => {
		sandbox.quirks.on('bulk-500');
		expect((await createMany(sandbox, [GOOD])).status).toBe(500);
		expect(sandbox.platform.size).toBe(3);
		sandbox.quirks.on('bulk-500', { moment: 'after' });
		expect((await createMany(sandbox, [GOOD])).status).toBe(500);
		expect(sandbox.platform.size).toBe(4);
	});

	testQuirk('bulk-list', async (sandbox) => {
		sandbox.quirks.on('bulk-list');
		const { json } = await createMany(sandbox, [{ ...GOOD, reference: '9' }, BAD, GOOD]);
		expect(json).toEqual({
			results: [
				{ success: true, tracking: expect.any(String) },
				{ telephone: ['Le champ téléphone est obligatoire.'] },
				{ success: true, tracking: newest(sandbox).tracking },
			],
		});
	});

	testQuirk('bulk-messages', async (sandbox) => {
		sandbox.quirks.on('bulk-messages');
		expect((await createMany(sandbox, [GOOD, BAD])).json).toMatchObject({
			results: {
				[GOOD.reference]: { success: true },
				'WC-2': {
					success: false,
					message: 'The given data was invalid.',
					errors: { telephone: ['Le champ téléphone est obligatoire.'] },
				},
			},
		});
	});
});

describe('quirks of changing orders', () => {
	const draft = ({ platform }: Sandbox) => platform.create({ wilayaId: 16, commune: 'Kouba' });

	testQuirk('partial-update-422', async (sandbox) => {
		const { tracking } = draft(sandbox);
		sandbox.quirks.on('partial-update-422');
		const update = (body: object) =>
			ask(sandbox, 'update/order', { method: 'POST', body: { tracking, ...body } });
		const refused = await update({ montant: 1 });
		expect(refused.status).toBe(422);
		const missing = Object.keys((refused.json as { errors: object }).errors).sort();
		expect(missing).toEqual(['adresse', 'client', 'commune', 'tel', 'type', 'wilaya']);
		const whole = {
			client: 'Client Exemple',
			tel: '0555000111',
			adresse: 'Rue exemple',
			wilaya: 16,
			commune: 'Hydra',
			montant: 1,
			type: 1,
		};
		expect((await update(whole)).json).toMatchObject({ success: true });
	});

	testQuirk('update-ignored', async (sandbox) => {
		const { tracking, amount } = draft(sandbox);
		sandbox.quirks.on('update-ignored');
		const body = { tracking, montant: amount + 1 };
		const { json } = await ask(sandbox, 'update/order', { method: 'POST', body });
		expect(json).toEqual({ success: true, message: 'Commande modifiée avec succès' });
		expect(sandbox.platform.get(tracking)?.amount).toBe(amount);
	});

	testQuirk('update-side-effects', async (sandbox) => {
		const { tracking } = sandbox.platform.create({
			wilayaId: 16,
			commune: 'Kouba',
			stopDesk: 1,
			phone2: '0777000111',
		});
		sandbox.quirks.on('update-side-effects');
		await ask(sandbox, 'update/order', { method: 'POST', body: { tracking, client: 'Amina' } });
		expect(sandbox.platform.get(tracking)).toMatchObject({ recipient: 'Amina', stopDesk: 0 });
		sandbox.quirks.on('update-side-effects', { value: { phone2: '' } });
		await ask(sandbox, 'update/order', { method: 'POST', body: { tracking, client: 'Amina' } });
		expect(sandbox.platform.get(tracking)?.phone2).toBe('');
	});

	testQuirk('delete-legacy', async (sandbox) => {
		sandbox.quirks.on('delete-legacy');
		const { tracking } = draft(sandbox);
		const shipped = sandbox.platform.create({ status: 'en_hub' }).tracking;
		const remove = (number: string) =>
			ask(sandbox, 'delete/order', { method: 'DELETE', query: { tracking: number } });
		expect((await remove(tracking)).json).toEqual({ delete: 'success' });
		expect((await remove(shipped)).json).toEqual({ delete: 'fail' });
	});

	testQuirk('delete-400', async (sandbox) => {
		sandbox.quirks.on('delete-400');
		const { tracking } = draft(sandbox);
		const asking = { method: 'DELETE', query: { tracking } } as const;
		expect(await ask(sandbox, 'delete/order', asking)).toMatchObject({
			status: 400,
			json: { message: 'suppression ok' },
		});
		expect(sandbox.platform.get(tracking)).toBeUndefined();
	});
});

describe('quirks of labels', () => {
	const label = (sandbox: Sandbox) =>
		ask(sandbox, 'get/order/label', { query: { tracking: newest(sandbox).tracking } });

	testQuirk('label-json-error', async (sandbox) => {
		sandbox.quirks.on('label-json-error');
		expect(await label(sandbox)).toMatchObject({ status: 200, json: { success: false } });
	});

	testQuirk('label-html', async (sandbox) => {
		sandbox.quirks.on('label-html');
		expect((await label(sandbox)).text).toMatch(/^<!DOCTYPE html>/);
	});

	testQuirk('label-octet-stream', async (sandbox) => {
		sandbox.quirks.on('label-octet-stream');
		const { headers, text } = await label(sandbox);
		expect(headers['content-type']).toBe('application/octet-stream');
		expect(text).toMatch(/^%PDF/);
	});
});
