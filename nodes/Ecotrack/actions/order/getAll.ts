import { listedPage } from '../../platform/endpoints';
import { formatOrder, type Row } from '../../platform/rows';
import { toDay } from '../../platform/time';
import type { EachOperation, Reader } from '../operation';
import {
	isSimplified,
	limitField,
	readLimit,
	refuse,
	returnAllField,
	simplifyField,
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
			options: [
				{
					displayName: 'End Date',
					name: 'endDate',
					type: 'dateTime',
					default: '',
					description: 'The last day of creation to include',
				},
				{
					displayName: 'Start Date',
					name: 'startDate',
					type: 'dateTime',
					default: '',
					description:
						'The first day of creation to include. Without it, the carrier goes back 90 days.',
				},
			],
		},
		simplifyField,
	],
	labels: { start_date: 'Start Date', end_date: 'End Date' },
	each: async (read, api) => {
		const rows = await api.list(listedPage(readPeriod(read)), { limit: readLimit(read) });
		return isSimplified(read) ? rows.map(formatOrder) : rows;
	},
};

function readPeriod(read: Reader): Row {
	const filters = (read('filters') ?? {}) as Row;
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
