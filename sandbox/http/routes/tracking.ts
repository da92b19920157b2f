import { historyOf, remarkRow } from '../../platform/rows';
import { json, refused } from '../answer';
import { requireOrder, requireText, type Route } from '../route';

/** History, remarks and the request for a return (docs/ecotrack-api.md section 8.1 to 8.4). */
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
	{
		method: 'POST',
		path: 'ask/for/order/return',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			if (order.status !== 'en_livraison')
				return refused('Le retour ne peut pas etre demandé pour cette commande', 10003);
			// The carrier may ignore it: the status stays until it acts.
			order.returnAskedAt = platform.clock.now();
			return json({ success: true, message: 'Retour demandé avec succès' });
		},
	},
];
