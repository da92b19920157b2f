import { ask, withSandbox } from '../../wire';

const UNKNOWN = {
	message: 'The given data was invalid.',
	errors: { tracking: ['Le champ tracking sélectionné est invalide.'] },
};
const MISSING = {
	message: 'The given data was invalid.',
	errors: { tracking: ['Le champ tracking est obligatoire.'] },
};

describe.each([
	['GET', 'get/tracking/info'],
	['GET', 'get/maj'],
	['POST', 'add/maj'],
	['POST', 'ask/for/order/return'],
] as const)('%s %s', (method, path) => {
	it.each([
		[{}, MISSING],
		[{ tracking: ' ' }, MISSING],
		[{ tracking: 'ECXXXX2608170000' }, UNKNOWN],
	])('with %j is refused with 422', async (query, json) => {
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, path, { method, query: { content: 'x', ...query } });
			expect(reply).toMatchObject({ status: 422, json });
		});
	});
});

describe('add/maj and get/maj', () => {
	it("keep remarks, oldest first, the sender's with the shop's name", async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ shop: 'Boutique Test' });
			for (const content of ['un', 'deux'])
				await ask(sandbox, 'add/maj', { method: 'POST', query: { tracking, content } });
			const { json } = await ask(sandbox, 'get/maj', { query: { tracking } });
			expect(json).toMatchObject([
				{ remarque: 'Boutique Test : un' },
				{ remarque: 'Boutique Test : deux' },
			]);
		});
	});

	it('are empty lists without remarks', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create();
			expect((await ask(sandbox, 'get/maj', { query: { tracking } })).json).toEqual([]);
		});
	});

	it.each([
		['', 422],
		['é'.repeat(255), 200],
		['é'.repeat(256), 422],
		['🚚'.repeat(255), 200],
	])('take %s with %i', async (content, status) => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create();
			const query = { tracking, content };
			expect((await ask(sandbox, 'add/maj', { method: 'POST', query })).status).toBe(status);
		});
	});
});
