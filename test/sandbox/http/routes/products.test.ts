import { ask, withSandbox } from '../../wire';

describe('get/products/list', () => {
	const page = async (number: number | string) => {
		let answer: unknown;
		await withSandbox({}, async (sandbox) => {
			const reply = await ask(sandbox, 'get/products/list', { query: { page: number } });
			answer = reply.json;
		});
		return answer as { products: object[]; pagination: object };
	};

	it('has fifteen a page, with its pagination apart', async () => {
		const { products, pagination } = await page('');
		expect(products).toHaveLength(15);
		expect(products[0]).toEqual({
			reference: 'P-001',
			barcode: null,
			title: 'Montre classique',
			is_active: 1,
			image: null,
			stock_disponible: 0,
			stock_reserve: 0,
			stock_phisique: 0,
		});
		expect(pagination).toEqual({
			current_page: 1,
			last_page: 2,
			per_page: 15,
			total: 17,
			from: 1,
			to: 15,
		});
	});

	it('ends with a short page, and an empty one beyond', async () => {
		expect(await page(2)).toMatchObject({ products: [{}, {}], pagination: { from: 16, to: 17 } });
		expect(await page(3)).toMatchObject({ products: [], pagination: { from: null, to: null } });
	});
});
