import { listedPage } from '../../platform/endpoints';
import { fold, toNameKey } from '../../platform/names';
import { formatOrder, toText, type Row } from '../../platform/rows';
import {
	describeStatus,
	normalize,
	PHASE_OPTIONS,
	STATUS_OPTIONS,
	UNKNOWN_PHASE,
} from '../../platform/statuses';
import { toDay } from '../../platform/time';
import { toPhone } from '../../platform/values';
import { findWilaya } from '../location';
import type { Api, EachOperation } from '../operation';
import {
	isSimplified,
	limitField,
	readLimit,
	readList,
	readPhases,
	readPhone,
	readPlace,
	readText,
	refuse,
	returnAllField,
	simplifyField,
	toOptional,
	wilayaField,
} from '../parameters';

/** The orders in process: docs/ecotrack-api.md, section 8.6. */
export const getAll: EachOperation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many orders',
	description: 'List the orders in process with their status; archived ones are left out',
	method: 'GET',
	path: 'get/orders',
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description:
				'The carrier itself picks orders by date only. All other filters are applied while reading, at one request per 40 orders read, until Limit is reached: a date makes that cheaper.',
			options: [
				{
					displayName: 'End Date',
					name: 'endDate',
					type: 'dateTime',
					default: '',
					description: 'The last day of creation to include',
				},
				{
					displayName: 'Phases',
					name: 'phases',
					type: 'multiOptions',
					options: [...PHASE_OPTIONS, UNKNOWN_PHASE],
					default: [],
					description:
						'Only orders in one of these phases. With Statuses chosen too, either is enough.',
				},
				{
					displayName: 'Phone',
					name: 'phone',
					type: 'string',
					default: '',
					placeholder: 'e.g. 0555 00 01 11',
					description: "Only orders with this number as the recipient's first or second one",
				},
				{
					displayName: 'Recipient',
					name: 'recipient',
					type: 'string',
					default: '',
					placeholder: 'e.g. Benali',
					description: 'Only orders whose recipient has this in the name',
				},
				{
					displayName: 'Reference',
					name: 'reference',
					type: 'string',
					default: '',
					placeholder: 'e.g. WC-10442',
					description: 'Only orders with exactly this reference, in capitals or not',
				},
				{
					displayName: 'Start Date',
					name: 'startDate',
					type: 'dateTime',
					default: '',
					description:
						'The first day of creation to include. Without it, the carrier goes back 90 days.',
				},
				{
					displayName: 'Statuses',
					name: 'statuses',
					type: 'multiOptions',
					options: STATUS_OPTIONS,
					default: [],
					description:
						'Only orders in one of these statuses. With Phases chosen too, either is enough.',
				},
				{ ...toOptional(wilayaField), description: 'Only orders to this wilaya' },
			],
		},
		simplifyField,
	],
	labels: { start_date: 'Start Date', end_date: 'End Date' },
	each: async (read, api) => {
		const filters = (read('filters') ?? {}) as Row;
		const period = readPeriod(filters);
		const limit = readLimit(read);
		const isWanted = await readFilters(filters, api);
		const rows = await api.list(listedPage(period), { limit, isWanted });
		return isSimplified(read) ? rows.map(formatOrder) : rows;
	},
};

/** What the platform has no word for: which of the listed rows are wanted. */
async function readFilters(filters: Row, api: Api): Promise<(row: Row) => boolean> {
	const statuses = readList(filters.statuses, 'Statuses').map(normalize);
	const phases = readPhases(filters.phases, 'Phases');
	const phone = readPhone(filters.phone, 'Phone');
	const recipient = toNameKey(readText(filters.recipient, 'Recipient'));
	const reference = fold(readText(filters.reference, 'Reference'));
	const place = readPlace(filters.wilayaId);
	const wilayaId = place ? await findWilaya(api, place) : undefined;

	const isInStatus = (row: Row) => {
		const { slug, phase } = describeStatus(row.status);
		return statuses.includes(slug) || phases.includes(phase);
	};
	const tests = [
		statuses.length + phases.length > 0 && isInStatus,
		phone && ((row: Row) => [row.phone, row.phone_2].some((value) => toPhone(value) === phone)),
		recipient && ((row: Row) => toNameKey(row.client).includes(recipient)),
		reference && ((row: Row) => fold(toText(row.reference)) === reference),
		wilayaId !== undefined && ((row: Row) => Number(row.wilaya_id) === wilayaId),
	].filter((test) => typeof test === 'function');
	return (row) => tests.every((test) => test(row));
}

function readPeriod(filters: Row): Row {
	const start = readDay(filters.startDate, 'Start Date');
	const end = readDay(filters.endDate, 'End Date');
	if (start && end && end < start) {
		throw refuse(
			'End Date',
			`(${end}) is before 'Start Date' (${start})`,
			'Swap the two dates, or leave one out',
		);
	}
	return { ...(start && { start_date: start }), ...(end && { end_date: end }) };
}

function readDay(value: unknown, parameter: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const day = toDay(value);
	if (day) return day;
	throw refuse(
		parameter,
		'is not a date',
		'Use a date like 2026-08-15 or an n8n date such as {{ $now }}',
	);
}
