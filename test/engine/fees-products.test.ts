import { startCanned } from '../support/canned';
import { openLab } from '../support/lab';

const lab = openLab({ limits: 'off' });

describe('Fee: Get Many', () => {
	it('gives one item per wilaya, in numbers', async () => {
		const { json } = await lab.run('fee.getAll');
		expect(json).toHaveLength(12);
		expect(json.find(({ wilayaId }) => wilayaId === 16)).toEqual({
			wilayaId: 16,
			hasDesk: true,
			delivery: { home: 400, desk: 300 },
			exchange: { home: 600, desk: 450 },
			pickup: { home: 480, desk: 360 },
			collection: { home: 200, desk: 150 },
			return: { home: 200, desk: 200 },
		});
	});

	it('takes a desk price of "0" for no desk, not for free', async () => {
		const { json } = await lab.run('fee.getAll');
		const adrar = json.find(({ wilayaId }) => wilayaId === 1);
		expect(adrar).toMatchObject({ hasDesk: false, delivery: { home: 1400, desk: null } });
	});

	it.each(['echange-key', 'weight-fees', 'index-keyed-lists'] as const)(
		'is the same with %s',
		async (quirk) => {
			const usual = await lab.run('fee.getAll');
			lab.sandbox.quirks.on(quirk);
			const { json } = await lab.run('fee.getAll');
			expect(json).toEqual(usual.json);
		},
	);

	it('gives the whole answer on request', async () => {
		const { json } = await lab.run('fee.getAll', { simplify: false });
		expect(json).toHaveLength(1);
		expect(Object.keys(json[0])).toContain('echnage');
	});

	it('does not take another answer for an empty list', async () => {
		lab.sandbox.quirks.on('not-an-object', { value: { hello: 'world' } });
		const { error } = await lab.run('fee.getAll');
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});

describe('Product: Get Many', () => {
	it('follows the pages, which stand under a key of their own', async () => {
		const { json } = await lab.run('product.getAll', { returnAll: true });
		expect(json).toHaveLength(17);
		expect(json[1]).toEqual({
			reference: 'P-002',
			title: 'Montre sport',
			barcode: null,
			isActive: true,
			image: null,
			available: 7,
			reserved: 1,
			physical: 8,
		});
		expect(lab.sandbox.requests.map(({ query }) => query.page)).toEqual(['1', '2']);
	});

	it('keeps p-001 and P-001 apart', async () => {
		const products = ['p-001', 'P-001', 'P-001'].map((reference) => ({ reference, title: 'x' }));
		const body = JSON.stringify({ products, pagination: { current_page: 1, last_page: 1 } });
		const server = await startCanned(() => ({ body }));
		lab.credential.baseUrl = server.url;
		const { json } = await lab.run('product.getAll', { returnAll: true });
		await server.close();
		expect(json.map(({ reference }) => reference)).toEqual(['p-001', 'P-001']);
	});

	it('stops at the limit', async () => {
		const { json } = await lab.run('product.getAll', { limit: 3 });
		expect(json).toHaveLength(3);
		expect(lab.sandbox.requests).toHaveLength(1);
	});

	it('reads index-keyed lists', async () => {
		lab.sandbox.quirks.on('index-keyed-lists');
		const { json } = await lab.run('product.getAll', { returnAll: true });
		expect(json).toHaveLength(17);
	});

	it('does not take a page without numbers for the last one', async () => {
		lab.sandbox.quirks.on('not-an-object', { value: { products: [] } });
		const { error } = await lab.run('product.getAll', { returnAll: true });
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});
