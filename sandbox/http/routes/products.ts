import { PRODUCTS } from '../../platform/products';
import { json } from '../answer';
import { textOf } from '../call';
import type { Route } from '../route';

const PER_PAGE = 15;

/** The goods the carrier keeps for the sender (docs/ecotrack-api.md section 9.5). */
export const productRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/products/list',
		answer: (call) => {
			const page = Math.max(1, Math.trunc(Number(textOf(call, 'page'))) || 1);
			const skip = (page - 1) * PER_PAGE;
			const products = PRODUCTS.slice(skip, skip + PER_PAGE);
			const isEmpty = products.length === 0;
			return json({
				products: products.map(({ reference, title, free, reserved }) => ({
					reference,
					barcode: null,
					title,
					is_active: 1,
					image: null,
					stock_disponible: free,
					stock_reserve: reserved,
					// Misspelt on the platform too.
					stock_phisique: free + reserved,
				})),
				pagination: {
					current_page: page,
					last_page: Math.ceil(PRODUCTS.length / PER_PAGE),
					per_page: PER_PAGE,
					total: PRODUCTS.length,
					from: isEmpty ? null : skip + 1,
					to: isEmpty ? null : skip + products.length,
				},
			});
		},
	},
];
