import { historyOf, remarkRow } from '../../platform/rows';
import { json } from '../answer';
import { requireOrder, requireText, type Route } from '../route';

/** The history of an order and its remarks (docs/ecotrack-api.md section 8.1, 8.2 and 8.4). */
export const trackingRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/tracking/info',
		answer: (call, platform) => json(historyOf(requireOrder(call, platform))),
	},
	{
		method: 'GET',
		path: 'get/maj',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			return json(order.remarks.map((remark) => remarkRow(order, remark)));
		},
	},
	{
		method: 'POST',
		path: 'add/maj',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			platform.addRemark(order.tracking, requireText(call, 'content'));
			return json({ success: true, message: 'Mise a jour avec success' });
		},
	},
];
