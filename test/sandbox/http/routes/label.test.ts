import { request } from 'undici';
import { makePdf } from '../../../../sandbox/http/routes/label';
import { ask, withSandbox } from '../../wire';

describe('get/order/label', () => {
	it('is a PDF with the number and the recipient', async () => {
		await withSandbox({}, async (sandbox) => {
			const { tracking } = sandbox.platform.create({ recipient: 'Imène (Alger)', reference: null });
			const reply = await request(`${sandbox.url}/api/v1/get/order/label`, {
				query: { tracking },
				headers: { authorization: `Bearer ${sandbox.token}` },
			});
			const text = Buffer.from(await reply.body.arrayBuffer()).toString('latin1');
			expect(reply.headers['content-type']).toBe('application/pdf');
			expect(text).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/);
			expect(text).toContain(`(${tracking})`);
			expect(text).toContain('(Imène \\(Alger\\))');
		});
	});

	it('is 422 for an order that does not exist', async () => {
		await withSandbox({}, async (sandbox) => {
			const query = { tracking: 'ECXXXX2608170000' };
			expect((await ask(sandbox, 'get/order/label', { query })).status).toBe(422);
		});
	});
});

describe('a PDF', () => {
	it('points at its objects and its table by the right bytes', () => {
		const text = makePdf(['EC1', 'الجزائر', 'a\\b']).toString('latin1');
		const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
		expect(text.slice(start, start + 4)).toBe('xref');
		const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) =>
			Number(at),
		);
		expect(offsets).toHaveLength(5);
		offsets.forEach((at, index) =>
			expect(text.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj`)),
		);
		const [, length, content] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text) ?? [];
		expect(content).toHaveLength(Number(length));
		expect(text).toContain('(???????)');
		expect(text).toContain('(a\\\\b)');
	});
});
