import type { Order } from '../../platform/order';
import type { Platform } from '../../platform/platform';
import { isDraft } from '../../platform/statuses';
import { invalid, json, Refusal, refused } from '../answer';
import { isObject, textOf, toText, type Call, type Input } from '../call';
import { readOrderForm, REQUIRED, requireDestination } from '../order-form';
import { del, post, requireOrder } from '../route';

const MAX_ORDERS = 100;

function createOrder(input: Input, platform: Platform) {
	const fields = readOrderForm(input, 'create', REQUIRED);
	requireDestination(fields);
	const { tracking } = platform.create({
		reference: null,
		stopDesk: 0,
		product: '',
		...fields,
		status: fields.fromStock ? 'prete_a_preparer' : 'prete_a_expedier',
	});
	return { success: true, tracking };
}

/** The result of one row of many: a refusal's fields without anything around them (section 7.2). */
function createRow(input: Input, platform: Platform): unknown {
	try {
		return createOrder(input, platform);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { json: body } = error.answer;
		return isObject(body) && body.errors ? body.errors : body;
	}
}

function readRows(call: Call): Array<[index: string, row: Input]> {
	const { orders } = call.input;
	const rows = typeof orders === 'object' && orders !== null ? Object.entries(orders) : [];
	const refuse = (words: string) => new Refusal(invalid({ orders: [words] }));
	if (rows.length === 0 || !rows.every(([, row]) => isObject(row)))
		throw refuse('The orders field is required.');
	if (rows.length > MAX_ORDERS)
		throw refuse(`The orders must not have more than ${MAX_ORDERS} items.`);
	return rows;
}

/** What the sender may change until an order is shipped (section 13). */
function requireDraft(order: Order): void {
	if (!isDraft(order.status)) throw new Refusal(refused('Commande non modifiable', 10001));
}

/** New orders, and what becomes of them until they are shipped (docs/ecotrack-api.md section 7). */
export const orderRoutes = [
	post('create/order', (call, platform) => json(createOrder(call.input, platform))),

	post('create/orders', (call, platform, quirks) => {
		const results = readRows(call).map(([index, row]) => {
			const reference = toText(row.reference);
			return [reference || index, createRow(row, platform)] as const;
		});
		const rows = results.map(([, row]) => row);
		const isWhole = rows.every((row) => isObject(row) && row.success === true);
		// Two rows with one reference share a key: the platform keeps the last.
		const all = quirks.acts('bulk-list', call) ? rows : Object.fromEntries(results);
		return json({ results: all }, isWhole ? 200 : 422);
	}),

	post('update/order', (call, platform, quirks) => {
		const order = requireOrder(call, platform);
		const required = quirks.acts('partial-update-422', call) ? REQUIRED : [];
		const fields = readOrderForm(call.input, 'update', required);
		if (!quirks.acts('update-ignored', call)) {
			requireDraft(order);
			requireDestination({ ...order, ...fields });
			platform.edit(order.tracking, fields);
		}
		return json({ success: true, message: 'Commande modifiée avec succès' });
	}),

	del('delete/order', (call, platform) => {
		const order = requireOrder(call, platform);
		requireDraft(order);
		platform.remove(order.tracking);
		return json({ success: true, message: 'Commande supprimée' });
	}),

	post('valid/order', (call, platform) => {
		const order = requireOrder(call, platform);
		requireDraft(order);
		const isCollected = textOf(call, 'ask_collection') === '1';
		platform.setStatus(order.tracking, isCollected ? 'en_ramassage' : 'vers_hub');
		return json({ success: true, message: 'Commande expedier avec succès' });
	}),
];
