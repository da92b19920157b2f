import { isRow, orNull, readListing, toRows, type Page, type Row } from '../platform/rows';
import { toAmount } from '../platform/values';
import { isSuccess } from '../transport/response';
import type { Resource } from './operation';
import { limitField, readLimit, returnAllField } from './parameters';

/** Goods that the carrier keeps in its stock: docs/ecotrack-api.md, section 9.5. */
export const product: Resource = {
	name: 'Product',
	value: 'product',
	operations: [
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many products',
			description: "List the products in the carrier's stock with the quantities left",
			method: 'GET',
			path: 'get/products/list',
			fields: [returnAllField, limitField],
			each: async (read, api) => {
				const call = { method: 'GET', path: 'get/products/list', read: readProducts } as const;
				const rows = await api.list(call, { key: 'reference', limit: readLimit(read) });
				return rows.map(formatProduct);
			},
		},
	],
};

/** The same page as that of orders, under other names. */
function readProducts(answer: unknown): Page {
	const { products, pagination } = isRow(answer) ? answer : {};
	return readListing({
		...(isRow(pagination) && pagination),
		data: toRows(products, 'list of products'),
	});
}

function formatProduct(row: Row): Row {
	return {
		reference: orNull(row.reference),
		title: orNull(row.title),
		barcode: orNull(row.barcode),
		isActive: isSuccess(row.is_active),
		image: orNull(row.image),
		available: toAmount(row.stock_disponible),
		reserved: toAmount(row.stock_reserve),
		physical: toAmount(row.stock_phisique ?? row.stock_physique),
	};
}
