import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuirkName } from '../../../sandbox';
import { QUIRKS } from '../../../sandbox/quirks';
import { ask, withSandbox } from '../wire';

const statusOf = async (sandbox: Parameters<typeof ask>[0], path: string) =>
	(await ask(sandbox, path)).status;

describe('the catalogue of quirks', () => {
	it('names each quirk in small words with dashes', () => {
		for (const name of Object.keys(QUIRKS)) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
	});

	it('says what each does in one sentence', () => {
		for (const { sentence } of Object.values(QUIRKS))
			expect(sentence).toMatch(/^["A-Z][^.]*\.$|^[A-Z].*\.$/);
	});

	it('has a test of every quirk', () => {
		const tests = readdirSync(__dirname).map((file) => readFileSync(join(__dirname, file), 'utf8'));
		const tested = tests.flatMap((text) => [...text.matchAll(/testQuirk\('([a-z0-9-]+)'/g)]);
		expect(new Set(tested.map(([, name]) => name))).toEqual(new Set(Object.keys(QUIRKS)));
	});
});

describe('a quirk', () => {
	it('can be switched on, off, and off with all the others', async () => {
		await withSandbox({}, async ({ quirks }) => {
			quirks.on('html-ok');
			quirks.on('old-headers');
			expect([quirks.isOn('html-ok'), quirks.isOn('old-headers')]).toEqual([true, true]);
			quirks.off('html-ok');
			expect([quirks.isOn('html-ok'), quirks.isOn('old-headers')]).toEqual([false, true]);
			quirks.clear();
			expect(quirks.isOn('old-headers')).toBe(false);
		});
	});

	it('acts on one endpoint when it is told so', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.quirks.on('server-error', { path: 'get/orders' });
			expect(await statusOf(sandbox, 'validate/token')).toBe(200);
			expect(await statusOf(sandbox, 'get/orders')).toBe(500);
		});
	});

	it('acts so many times, after so many requests', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.quirks.on('server-error', { after: 2, times: 1, path: 'get/orders' });
			const statuses = [];
			for (let asked = 0; asked < 4; asked += 1)
				statuses.push(await statusOf(sandbox, 'get/orders'));
			expect(statuses).toEqual([200, 200, 500, 200]);
		});
	});

	it('starts anew when it is switched on again', async () => {
		await withSandbox({}, async (sandbox) => {
			for (let round = 0; round < 2; round += 1) {
				sandbox.quirks.on('server-error', { times: 1 });
				expect(await statusOf(sandbox, 'get/orders')).toBe(500);
				expect(await statusOf(sandbox, 'get/orders')).toBe(200);
			}
		});
	});

	it('acts together with others', async () => {
		await withSandbox({ orders: 1 }, async (sandbox) => {
			sandbox.quirks.on('accented-statuses');
			sandbox.quirks.on('index-keyed-lists');
			const [{ tracking }] = sandbox.platform.all();
			sandbox.platform.setStatus(tracking, 'retour_recu');
			expect((await ask(sandbox, 'get/orders')).json).toMatchObject({
				data: { 0: { status: 'retour_reçu' } },
			});
		});
	});

	it('must exist', async () => {
		await withSandbox({}, async ({ quirks }) => {
			expect(() => quirks.on('nothing-such' as QuirkName)).toThrow('No such quirk');
		});
	});
});
