import type { Sandbox } from '../../../../sandbox';
import { ask, withSandbox } from '../../wire';

const FIXED = { success: false, error: 10001, message: 'Commande non modifiable' };

/** A draft in Kouba; `status` moves it on. */
function makeOrder(sandbox: Sandbox, status = 'prete_a_expedier') {
	return sandbox.platform.create({ wilayaId: 16, commune: 'Kouba', status });
}

describe('update/order', () => {
	const update = (sandbox: Sandbox, body: Record<string, unknown>) =>
		ask(sandbox, 'update/order', { method: 'POST', body });

	it('changes what it is given, under its own names', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking, phone } = makeOrder(sandbox);
			const { json } = await update(sandbox, {
				tracking,
				client: 'Autre Client',
				wilaya: 31,
				commune: 'Oran',
				montant: '2900',
				product: 'Sac x1',
			});
			expect(json).toEqual({ success: true, message: 'Commande modifiée avec succès' });
			expect(sandbox.platform.get(tracking)).toMatchObject({
				recipient: 'Autre Client',
				wilayaId: 31,
				commune: 'Oran',
				amount: 2900,
				product: 'Sac x1',
				phone,
			});
		});
	});

	it('ignores the names of create', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking, recipient } = makeOrder(sandbox);
			await update(sandbox, { tracking, nom_client: 'Autre Client' });
			expect(sandbox.platform.get(tracking)?.recipient).toBe(recipient);
		});
	});

	it.each<[string, Record<string, unknown>, unknown]>([
		[
			'a phone that is none',
			{ tel: 'x' },
			{ errors: { tel: [expect.stringContaining('téléphone')] } },
		],
		[
			'a commune of another wilaya',
			{ commune: 'Oran' },
			{ errors: { commune: [expect.anything()] } },
		],
		['a wilaya that is not served', { wilaya: 2 }, { success: false, error: 10002 }],
	])('refuses %s', async (_, change, json) => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox);
			expect((await update(sandbox, { tracking, ...change })).json).toMatchObject(json as object);
		});
	});

	it('comes too late once the order is shipped, and needs one that exists', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox, 'vers_hub');
			expect((await update(sandbox, { tracking, montant: 1 })).json).toEqual(FIXED);
			expect((await update(sandbox, { tracking: 'ECXXXX2608170000' })).status).toBe(422);
		});
	});
});

describe('delete/order', () => {
	const remove = (sandbox: Sandbox, tracking: string) =>
		ask(sandbox, 'delete/order', { method: 'DELETE', query: { tracking } });

	it('makes a draft vanish', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox);
			const { json } = await remove(sandbox, tracking);
			expect(json).toEqual({ success: true, message: 'Commande supprimée' });
			expect(sandbox.platform.get(tracking)).toBeUndefined();
			expect((await remove(sandbox, tracking)).status).toBe(422);
		});
	});

	it('comes too late once the order is shipped', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox, 'vers_hub');
			expect((await remove(sandbox, tracking)).json).toEqual(FIXED);
			expect(sandbox.platform.get(tracking)).toBeDefined();
		});
	});

	it('answers 405 to any other verb', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox);
			const query = { tracking };
			expect((await ask(sandbox, 'delete/order', { query })).status).toBe(405);
			expect((await ask(sandbox, 'delete/order', { method: 'POST', query })).status).toBe(405);
		});
	});
});

describe('valid/order', () => {
	const ship = (sandbox: Sandbox, query: Record<string, string>) =>
		ask(sandbox, 'valid/order', { method: 'POST', query });

	it.each([
		['', 'vers_hub'],
		['0', 'vers_hub'],
		['1', 'en_ramassage'],
	])('with ask_collection "%s" sends the order to %s', async (ask_collection, status) => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox);
			const { json } = await ship(sandbox, { tracking, ask_collection });
			expect(json).toEqual({ success: true, message: 'Commande expedier avec succès' });
			expect(sandbox.platform.get(tracking)?.status).toBe(status);
		});
	});

	it('cannot be done twice', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = makeOrder(sandbox, 'vers_hub');
			expect((await ship(sandbox, { tracking })).json).toEqual(FIXED);
		});
	});
});
