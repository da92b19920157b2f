import { wilayaOf } from '../../platform/places';
import { makePdf } from '../pdf';
import { requireOrder, type Route } from '../route';

/** The label: PDF bytes (docs/ecotrack-api.md section 7.7). */
export const labelRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/order/label',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			const place = `${order.commune}, ${wilayaOf(order.wilayaId)?.name ?? order.wilayaId}`;
			const lines = [
				order.tracking,
				order.reference ?? '',
				order.recipient,
				order.phone,
				order.address,
				place,
				`${order.amount} DA`,
			];
			return { status: 200, raw: { type: 'application/pdf', bytes: makePdf(lines) } };
		},
	},
];
