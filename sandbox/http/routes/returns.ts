import { invalid, json, refused, UNKNOWN_TRACKING } from '../answer';
import { requireOrder, type Route } from '../route';

/** Returns the sender may confirm: ready, and not yet received (section 13). */
const READY = new Set(['retours_prets', 'retours_en_stock']);

/** Asking for a return and confirming one (docs/ecotrack-api.md section 8.3 and 7.6). */
export const returnRoutes: readonly Route[] = [
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
	{
		method: 'POST',
		path: 'valid/returns',
		answer: (call, platform) => {
			const { trackings } = call.input;
			if (!Array.isArray(trackings) || trackings.length === 0)
				return invalid({ trackings: ['The trackings field is required.'] });
			const orders = trackings.map((tracking) => platform.get(String(tracking)));
			const unknown = orders.flatMap((order, index) =>
				order
					? []
					: [[`trackings.${index}`, [UNKNOWN_TRACKING.replace('tracking', `trackings.${index}`)]]],
			);
			if (unknown.length > 0) return invalid(Object.fromEntries(unknown));
			const ready = orders.filter((order) => order && READY.has(order.status));
			for (const order of ready) if (order) platform.setStatus(order.tracking, 'retour_recu');
			return json({ returned: ready.length > 0 ? 'success' : 'fail' });
		},
	},
];
