import { historiesOf, statusesOf } from '../platform/endpoints';
import {
	formatDetails,
	formatMilestones,
	isRow,
	orNull,
	toKey,
	toText,
	type Row,
} from '../platform/rows';
import { describeStatus, statusFields } from '../platform/statuses';
import { unreadable } from '../transport/response';
import type { Api, Resource, TogetherOperation } from './operation';
import {
	isSimplified,
	readTracking,
	readTrackings,
	simplifyField,
	trackingField,
	trackingsField,
} from './parameters';
import { lookUpTogether } from './run';

interface HistoryLookup {
	trackings: string[];
	simplify: boolean;
}

const getManyHistories: TogetherOperation<HistoryLookup> = {
	name: 'Get Many Histories',
	value: 'getManyHistories',
	action: 'Get many order histories',
	description:
		'Get recipient, status, delivery attempts and milestones of many orders by tracking number, archived ones included',
	method: 'GET',
	path: 'get/trackings/info',
	fields: [trackingsField, simplifyField],
	prepare: async (read) => ({ trackings: readTrackings(read), simplify: isSimplified(read) }),
	together: (wanted, api) => lookUpTogether(wanted, api, historiesOf, formatHistory),
};

/** The milestones of orders: docs/ecotrack-api.md, sections 8.4 and 8.5. */
export const tracking: Resource = {
	name: 'Tracking',
	value: 'tracking',
	initial: 'getHistory',
	operations: [
		{
			name: 'Get History',
			value: 'getHistory',
			action: 'Get order history',
			description:
				'Get the milestones of an order from registration to delivery or return, and its status. This takes two requests.',
			method: 'GET',
			path: 'get/tracking/info',
			fields: [trackingField],
			each: async (read, api) => {
				const number = readTracking(read);
				const history = await api.requestOrThrow({
					method: 'GET',
					path: 'get/tracking/info',
					query: { tracking: number },
					read: readHistory,
				});
				const status = await currentStatus(api, number);
				const activity = formatMilestones(history.activity);
				return [{ tracking: number, ...status, ...history, activity }];
			},
		},
		getManyHistories,
	],
};

/** The history has none in it (section 8.4). All null when it cannot be asked for: the history is there. */
async function currentStatus(api: Api, tracking: string): Promise<Row> {
	const outcome = await api.request(statusesOf([tracking]));
	const row = outcome.kind === 'ok' ? outcome.data.get(toKey(tracking)) : undefined;
	const status = describeStatus(row?.status);
	return { ...statusFields(status), phase: row ? status.phase : null };
}

function readHistory(answer: unknown): Row {
	if (!isRow(answer) || !('activity' in answer)) throw unreadable('history');
	return answer;
}

function formatHistory(text: string, row: Row | undefined, { simplify }: HistoryLookup): Row[] {
	const found = row !== undefined;
	if (!simplify) return [{ tracking: text, found, ...row }];
	// The status is the French label here, at the root or beside the order's fields.
	const info = isRow(row?.OrderInfo) ? row.OrderInfo : {};
	const status = describeStatus(row?.status ?? info.status);
	return [
		{
			tracking: row?.tracking ?? text,
			found,
			...statusFields(status),
			phase: found ? status.phase : null,
			isFinal: found ? status.isFinal : null,
			...formatDetails(info),
			driverName: orNull(info.driver_name),
			driverPhone: orNull(info.driver_phone),
			attempts: readNotes(row?.deliveryAttempts),
			activity: formatMilestones(row?.activity),
		},
	];
}

/** What drivers and sender wrote, as plain texts: two spellings of the field are known. */
function readNotes(attempts: unknown): string[] {
	return Object.values(attempts ?? {})
		.filter(isRow)
		.map((attempt) => toText(attempt.text_tentative ?? attempt.content))
		.filter(Boolean);
}
