import type { Order } from '../../platform/order';
import { isDraft } from '../../platform/statuses';
import { invalid, json, refused, type Answer } from '../answer';
import { textOf } from '../call';
import { judgeDestination } from '../delivery';
import { readOrderForm, REQUIRED } from '../order-form';
import { requireOrder, type Route } from '../route';

const tooLate = (): Answer => refused('Commande non modifiable', 10001);

const isFixed = (order: Order) => !isDraft(order.status);

/** What the sender may do until an order is shipped (docs/ecotrack-api.md section 7.3 to 7.5). */
export const editRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: 'update/order',
		answer: (call, platform, quirks) => {
			const order = requireOrder(call, platform);
			const required = quirks.acts('partial-update-422', call) ? REQUIRED : [];
			const { fields, errors } = readOrderForm(call.input, 'update', required);
			if (Object.keys(errors).length > 0) return invalid(errors);
			const done = json({ success: true, message: 'Commande modifiée avec succès' });
			if (quirks.acts('update-ignored', call)) return done;
			if (isFixed(order)) return tooLate();
			const { refusal, errors: misplaced } = judgeDestination({ ...order, ...fields });
			if (refusal) return refused(refusal.message, refusal.error);
			if (misplaced) return invalid(misplaced);
			platform.edit(order.tracking, fields);
			return done;
		},
	},
	{
		method: 'DELETE',
		path: 'delete/order',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			if (isFixed(order)) return tooLate();
			platform.remove(order.tracking);
			return json({ success: true, message: 'Commande supprimée' });
		},
	},
	{
		method: 'POST',
		path: 'valid/order',
		answer: (call, platform) => {
			const order = requireOrder(call, platform);
			if (isFixed(order)) return tooLate();
			const isCollected = textOf(call, 'ask_collection') === '1';
			platform.setStatus(order.tracking, isCollected ? 'en_ramassage' : 'vers_hub');
			return json({ success: true, message: 'Commande expedier avec succès' });
		},
	},
];
