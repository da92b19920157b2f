import { statusRow } from '../platform/rows';
import {
	bodyOf,
	defineQuirks,
	listRows,
	mapRows,
	statusRows,
	trackingList,
	withBody,
} from './quirk';

const PATH = 'get/orders/status';

/** Wrong or odd answers of the status batch (section 8.7). */
export const STATUS_QUIRKS = defineQuirks({
	'empty-status-array': {
		sentence: 'The status batch answers "data": [] whatever it was asked for.',
		path: PATH,
		change: (answer) => (statusRows(answer) ? withBody(answer, { data: [] }) : undefined),
	},
	'empty-status-object': {
		sentence: 'A status batch that finds nothing answers "data": {} instead of [].',
		path: PATH,
		change: (answer) =>
			listRows(answer)?.length === 0 ? withBody(answer, { data: {} }) : undefined,
	},
	'status-list': {
		sentence: 'The status batch answers a list of objects with one tracking number each.',
		path: PATH,
		change: (answer) => {
			const rows = statusRows(answer);
			if (!rows) return undefined;
			return withBody(answer, { data: Object.entries(rows).map(([key, row]) => ({ [key]: row })) });
		},
	},
	'extra-rows': {
		sentence: 'The status batch also answers for orders that nobody asked for (count).',
		path: PATH,
		change: (answer, { options, platform }) => {
			const rows = statusRows(answer) ?? {};
			const others = platform
				.all()
				.filter(({ tracking }) => !(tracking in rows))
				.slice(0, options.count ?? 2);
			const extra = others.map((order) => [order.tracking, statusRow(order)] as const);
			return withBody(answer, { data: { ...Object.fromEntries(extra), ...rows } });
		},
	},
	'missing-rows': {
		sentence: 'The status batch leaves out every second order, or the given ones (tracking).',
		path: PATH,
		change: (answer, { options }) => {
			const rows = statusRows(answer);
			if (!rows) return undefined;
			const named = trackingList(options.tracking);
			const isKept = (tracking: string, index: number) =>
				named.length > 0 ? !named.includes(tracking.toUpperCase()) : index % 2 === 0;
			const kept = Object.entries(rows).filter(([tracking], index) => isKept(tracking, index));
			return withBody(answer, { data: kept.length > 0 ? Object.fromEntries(kept) : [] });
		},
	},
	'rows-without-status': {
		sentence: 'The rows of the status batch say everything but the status.',
		path: PATH,
		change: (answer) => mapRows(answer, (row) => ({ ...row, status: undefined })),
	},
	'remark-statuses': {
		sentence: 'Every row of the status batch holds a remark that reads like a status.',
		path: PATH,
		change: (answer, { options, platform }) => {
			const at = platform.clock.now().toISOString();
			const remark = {
				reason: options.value ?? 'livre_non_encaisse',
				details: '',
				station: 'Station Démo',
				driver: 'Livreur Exemple',
				date: at.slice(0, 10),
				time: at.slice(11, 19),
				postponed_to: null,
			};
			const isList = Array.isArray(bodyOf(answer)?.data);
			return isList ? undefined : mapRows(answer, (row) => ({ ...row, activity: [remark] }));
		},
	},
});
