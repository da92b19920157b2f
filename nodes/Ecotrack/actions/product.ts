import type { IDataObject } from 'n8n-workflow';

import { isRow, readListing, toRows, type Page } from '../platform/rows';
import { orNull, toAmount } from '../platform/orders';
import { isSuccess } from '../transport/response';
import { limitField, returnAllField } from './parameters';
import type { Resource } from './operation';

/** Goods that the carrier keeps in its stock: docs/ecotrack-api.md, section 9.5. */
export const product: Resource = {
	name: 'Product',
	value: 'product',
	operations: [
		{
			kind: 'paged',
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many products',
			description: "List the products in the carrier's stock with the quantities left",
			endpoint: 'GET get/products/list',
			fields: [returnAllField, limitField],
			query: () => ({}),
			page: readProducts,
			key: 'reference',
			row: shapeProduct,
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

function shapeProduct(row: IDataObject): IDataObject {
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
