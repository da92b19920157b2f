import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import type { Sandbox } from '../../../sandbox';
import { ask, withSandbox } from '../wire';

const FOLDER = join(__dirname, '../../../sandbox/console');

interface State {
	orders: Array<Record<string, unknown>>;
	requests: Array<Record<string, unknown>>;
	windows: Array<Record<string, unknown>>;
	communes: Array<{ name: string; wilayaId: number; wilaya: string }>;
	next: Record<string, unknown>;
	quirks: Array<{ quirks: Array<{ name: string; isOn: boolean }> }>;
	[key: string]: unknown;
}

async function look(sandbox: Sandbox, search = ''): Promise<State> {
	const reply = await request(`${sandbox.url}/console/state?search=${encodeURIComponent(search)}`);
	return (await reply.body.json()) as State;
}

async function act(sandbox: Sandbox, action: string, body: unknown, type = 'application/json') {
	const reply = await request(`${sandbox.url}/console/${action}`, {
		method: 'POST',
		headers: { 'content-type': type },
		body: JSON.stringify(body),
	});
	return { status: reply.statusCode, json: await reply.body.json() };
}

describe('the page of a sandbox', () => {
	it('is where a browser lands', async () => {
		await withSandbox({}, async (sandbox) => {
			const root = await request(sandbox.url);
			expect([root.statusCode, root.headers.location]).toEqual([302, '/console']);
			await root.body.dump();
			const page = await request(`${sandbox.url}/console/`);
			expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
			expect(await page.body.text()).toContain('<title>ECOTRACK sandbox</title>');
		});
	});

	it('loads nothing from anywhere else, and all of its own files', async () => {
		const files = readdirSync(FOLDER).filter((name) => /\.(html|css|js)$/.test(name));
		const texts = files.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n');
		expect(texts).not.toMatch(/https?:|\/\/[a-z]+\./);
		const wanted = [...texts.matchAll(/(?:href|src)="(\/console\/[^"]+)"|from '\.(\/[^']+)'/g)];
		const paths = wanted.map(([, whole, near]) => whole ?? `/console${near}`);
		expect(paths.length).toBeGreaterThan(3);
		await withSandbox({}, async (sandbox) => {
			for (const path of paths) {
				const reply = await request(sandbox.url + path);
				expect([path, reply.statusCode]).toEqual([path, 200]);
				await reply.body.dump();
			}
		});
	});

	it('has all that its script fills, and every part that a link jumps to', () => {
		const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
		const ids = [...read('page.html').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		const used = [...read('app.js').matchAll(/(?:\$|fill|open)\(\s*'([\w-]+)'/g)].map(
			([, id]) => id,
		);
		const linked = [...read('page.html').matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
		expect(used.length).toBeGreaterThan(10);
		expect(linked).toEqual(['part-orders', 'part-requests', 'part-quirks']);
		expect([...used, ...linked].filter((id) => !ids.includes(id))).toEqual([]);
	});

	it('serves nothing beside', async () => {
		await withSandbox({}, async (sandbox) => {
			for (const path of ['/console/console.ts', '/console/../index.ts', '/other']) {
				const reply = await request(sandbox.url + path);
				expect(reply.statusCode).toBe(404);
				await reply.body.dump();
			}
		});
	});
});

describe('what the page shows', () => {
	it('is orders, newest first, with the words of the carrier', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.platform.create({ reference: 'A' });
			sandbox.platform.clock.advance(60_000);
			sandbox.platform.create({ reference: 'B', status: 'en_livraison' });
			const { orders, total } = await look(sandbox);
			expect(orders).toMatchObject([
				{ reference: 'B', label: 'En livraison', createdAt: '2026-08-17 09:01' },
				{ reference: 'A', label: 'Prêt à expédier', createdAt: '2026-08-17 09:00' },
			]);
			expect(total).toBe(2);
		});
	});

	it('can be searched by number, reference, name and status', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({
				recipient: 'Nadia Haddad',
				reference: 'WC-1',
			});
			sandbox.platform.create({ recipient: 'Karim Ziani', reference: 'WC-2', status: 'suspendu' });
			const found = async (search: string) => (await look(sandbox, search)).orders.length;
			expect(await found(tracking.toLowerCase())).toBe(1);
			expect(await found('nadia')).toBe(1);
			expect(await found('suspendu')).toBe(1);
			expect(await found('wc-')).toBe(2);
		});
	});

	it('is the order that comes next, to fill in a form, and where it can go', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.platform.create();
			const { next, communes } = await look(sandbox);
			expect(communes).toContainEqual({ name: 'Kouba', wilayaId: 16, wilaya: 'Alger' });
			expect(communes).toContainEqual(
				expect.objectContaining({ name: next.commune, wilayaId: next.wilayaId }),
			);
			expect(sandbox.platform.size).toBe(1);
			expect(sandbox.platform.create()).toMatchObject(next);
			expect((await look(sandbox)).next).not.toEqual(next);
		});
	});

	it('is the last requests and the windows, and looking costs nothing', async () => {
		await withSandbox({}, async (sandbox) => {
			await ask(sandbox, 'get/maj', { query: { tracking: 'nope' } });
			await look(sandbox);
			const { requests, windows } = await look(sandbox);
			expect(requests).toEqual([
				{ at: '09:00:00', method: 'GET', path: 'get/maj', text: 'tracking=nope', status: 422 },
			]);
			expect(windows[2]).toMatchObject({ name: 'minute', remaining: 49, resetsIn: 60 });
			expect(JSON.stringify(requests)).not.toContain(sandbox.token);
		});
	});
});

describe('what the page can do', () => {
	it('pushes an order, sets its status, and adds remarks', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create();
			await act(sandbox, 'push', { tracking });
			expect(sandbox.platform.get(tracking)?.status).toBe('en_ramassage');
			await act(sandbox, 'status', { tracking, status: 'suspendu' });
			expect(sandbox.platform.get(tracking)?.status).toBe('suspendu');
			await act(sandbox, 'remark', { tracking, content: 'Absent', driver: 'Ali' });
			expect(sandbox.platform.get(tracking)?.remarks).toMatchObject([
				{ text: 'Absent', driver: 'Ali' },
			]);
		});
	});

	it('creates the order that its form describes', async () => {
		await withSandbox({}, async (sandbox) => {
			const fields = { recipient: 'Lina', commune: 'Ain Taya', wilayaId: 31, amount: 0 };
			const { json } = await act(sandbox, 'create', { fields });
			expect(json).toMatchObject({ done: { ...fields, stopDesk: 0, status: 'prete_a_expedier' } });
		});
	});

	it('creates orders and moves the clock', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await act(sandbox, 'create', { fields: { reference: 'WC-9' } });
			expect(json).toMatchObject({ done: { reference: 'WC-9' } });
			await act(sandbox, 'advance', { ms: 60_000 });
			expect(sandbox.platform.clock.now().toISOString()).toBe('2026-08-17T08:01:00.000Z');
		});
	});

	it('switches quirks', async () => {
		await withSandbox({}, async (sandbox) => {
			await act(sandbox, 'quirk', { name: 'html-ok', isOn: true, options: { times: 1 } });
			const { quirks } = await look(sandbox);
			const on = quirks.flatMap((group) => group.quirks).filter(({ isOn }) => isOn);
			expect(on.map(({ name }) => name)).toEqual(['html-ok']);
			await act(sandbox, 'quirk', { name: 'html-ok', isOn: false });
			expect(sandbox.quirks.isOn('html-ok')).toBe(false);
			sandbox.quirks.on('old-headers');
			await act(sandbox, 'clear', {});
			expect(sandbox.quirks.isOn('old-headers')).toBe(false);
		});
	});

	it.each([
		['push', { tracking: 'ECXXXX2608170000' }, 'No such order: ECXXXX2608170000'],
		['push', {}, 'tracking is missing'],
		['push', [], 'Send a JSON object'],
		['status', { tracking: 'ECXXXX2608170000', status: 'x' }, 'No such status: x'],
		['quirk', { name: 'nope', isOn: true }, 'No such quirk: nope'],
		['advance', { ms: 'x' }, 'The clock only moves forward'],
	])('says why %s %j did nothing', async (action, body, message) => {
		await withSandbox({}, async (sandbox) => {
			expect(await act(sandbox, action, body)).toEqual({ status: 400, json: { message } });
		});
	});

	it('is closed to pages of other sites, which cannot send JSON unasked', async () => {
		await withSandbox({}, async (sandbox) => {
			expect((await act(sandbox, 'create', {}, 'text/plain')).status).toBe(415);
			expect(sandbox.platform.size).toBe(0);
			expect((await act(sandbox, 'destroy', {})).status).toBe(404);
		});
	});
});
