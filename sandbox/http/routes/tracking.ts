import { historyOf, infoRow, remarkRow } from '../../platform/rows';
import { invalid, json, Refusal, refused, UNKNOWN_TRACKING } from '../answer';
import { requireText, textOf, type Call } from '../call';
import { get, post, requireOrder } from '../route';

const MAX_TRACKINGS = 100;

/** Returns the sender may confirm: ready, and not yet received (section 13). */
const READY = new Set(['retours_prets', 'retours_en_stock']);

const refuse = (words: string) => new Refusal(invalid({ trackings: [words] }));

function requireFew(trackings: string[]): string[] {
	if (trackings.length > MAX_TRACKINGS)
		throw refuse(`The trackings must not have more than ${MAX_TRACKINGS} items.`);
	return trackings;
}

/** `trackings[]`, or `trackings` in JSON. */
function requireList({ input: { trackings } }: Call): string[] {
	if (Array.isArray(trackings)) return trackings.map(String);
	throw refuse(trackings ? 'The trackings must be an array.' : 'The trackings field is required.');
}

/** What happened to orders, and what the sender may say to it (docs/ecotrack-api.md section 8). */
export const trackingRoutes = [
	get('get/orders/status', (call, platform) => {
		if (textOf(call, 'trackings') === '') throw refuse('The trackings field is required.');
		const named = textOf(call, 'trackings').split(',');
		const trackings = requireFew(named.map((tracking) => tracking.trim()).filter(Boolean));
		const wanted = requireText(call, 'status', Infinity).split(',');
		const rows = platform.statuses(trackings, wanted.includes('all') ? 'all' : wanted);
		// PHP writes an empty map as an empty list (section 8.7).
		return json({ data: Object.keys(rows).length > 0 ? rows : [] });
	}),

	get('get/trackings/info', (call, platform) => {
		const trackings = requireFew(requireList(call));
		const found = trackings.flatMap((tracking) => platform.get(tracking) ?? []);
		if (found.length === 0) return json({ message: 'Trackings non trouvés' }, 404);
		return json(Object.fromEntries(found.map((order) => [order.tracking, infoRow(order)])));
	}),

	get('get/tracking/info', (call, platform) => json(historyOf(requireOrder(call, platform)))),

	get('get/maj', (call, platform) => {
		const order = requireOrder(call, platform);
		return json(order.remarks.map((remark) => remarkRow(order, remark)));
	}),

	post('add/maj', (call, platform) => {
		const order = requireOrder(call, platform);
		platform.addRemark(order.tracking, requireText(call, 'content'));
		return json({ success: true, message: 'Mise a jour avec success' });
	}),

	post('ask/for/order/return', (call, platform) => {
		const order = requireOrder(call, platform);
		if (order.status !== 'en_livraison')
			return refused('Le retour ne peut pas etre demandé pour cette commande', 10003);
		// The carrier may ignore it: the status stays until it acts.
		order.returnAskedAt = platform.clock.now();
		return json({ success: true, message: 'Retour demandé avec succès' });
	}),

	post('valid/returns', (call, platform) => {
		const { trackings } = call.input;
		if (!Array.isArray(trackings) || trackings.length === 0)
			throw refuse('The trackings field is required.');
		const orders = trackings.map((tracking) => platform.get(String(tracking)));
		const unknown = [...orders.keys()].filter((index) => !orders[index]);
		if (unknown.length > 0) {
			const complaint = (name: string) => [UNKNOWN_TRACKING.replace('tracking', name)];
			const names = unknown.map((index) => `trackings.${index}`);
			return invalid(Object.fromEntries(names.map((name) => [name, complaint(name)])));
		}
		const ready = orders.filter((order) => order && READY.has(order.status));
		for (const order of ready) if (order) platform.setStatus(order.tracking, 'retour_recu');
		return json({ returned: ready.length > 0 ? 'success' : 'fail' });
	}),
];
