import type { Order, OrderFields } from '../../platform/order';
import type { Platform } from '../../platform/platform';
import { invalid, json, Refusal, refused, type Answer } from '../answer';
import { isObject, type Call, type Input } from '../call';
import { judgeDestination, type Refusal as Reason } from '../delivery';
import { readOrderForm, REQUIRED, type Errors } from '../order-form';
import type { Route } from '../route';

const MOST_ORDERS = 100;

type Outcome = { order: Order } | { errors: Errors } | { refusal: Reason };

function createOne(input: Input, platform: Platform): Outcome {
	const { fields, errors } = readOrderForm(input, 'create', REQUIRED);
	if (Object.keys(errors).length > 0) return { errors };
	const destination = fields as Required<OrderFields>;
	const { refusal, errors: misplaced } = judgeDestination(destination);
	if (refusal) return { refusal };
	if (misplaced) return { errors: misplaced };
	const order = platform.create({
		reference: null,
		stopDesk: 0,
		product: '',
		...fields,
		status: fields.fromStock ? 'prete_a_preparer' : 'prete_a_expedier',
	});
	return { order };
}

function answerOne(outcome: Outcome): Answer {
	if ('order' in outcome) return json({ success: true, tracking: outcome.order.tracking });
	if ('errors' in outcome) return invalid(outcome.errors);
	return refused(outcome.refusal.message, outcome.refusal.error);
}

function rowOf(outcome: Outcome): unknown {
	if ('order' in outcome) return { success: true, tracking: outcome.order.tracking };
	return 'errors' in outcome ? outcome.errors : { success: false, ...outcome.refusal };
}

function readRows(call: Call): Array<[index: string, row: Input]> {
	const { orders } = call.input;
	const rows = typeof orders === 'object' && orders !== null ? Object.entries(orders) : [];
	const isRow = (entry: [string, unknown]): entry is [string, Input] => isObject(entry[1]);
	if (rows.length === 0 || !rows.every(isRow))
		throw new Refusal(invalid({ orders: ['The orders field is required.'] }));
	if (rows.length > MOST_ORDERS)
		throw new Refusal(
			invalid({ orders: [`The orders must not have more than ${MOST_ORDERS} items.`] }),
		);
	return rows;
}

/** New orders, one or up to a hundred (docs/ecotrack-api.md section 7.1 and 7.2). */
export const createRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: 'create/order',
		answer: (call, platform) => answerOne(createOne(call.input, platform)),
	},
	{
		method: 'POST',
		path: 'create/orders',
		answer: (call, platform, quirks) => {
			const outcomes = readRows(call).map(([index, row]) => {
				const reference = String(row.reference ?? '').trim();
				return [reference || index, createOne(row, platform)] as const;
			});
			const rows = outcomes.map(([key, outcome]) => [key, rowOf(outcome)] as const);
			// Two rows with one reference share a key: the platform keeps the last.
			const results = quirks.acts('bulk-list', call)
				? rows.map(([, row]) => row)
				: Object.fromEntries(rows);
			const isWhole = outcomes.every(([, outcome]) => 'order' in outcome);
			return json({ results }, isWhole ? 200 : 422);
		},
	},
];
