import type { IDataObject } from 'n8n-workflow';

import { readListing } from '../../platform/rows';
import { toDay } from '../../platform/time';
import { orNull, toAmount } from '../../platform/orders';
import { describeStatus } from '../../platform/statuses';
import {
	isSimplified,
	limitField,
	readTracking,
	refuse,
	returnAllField,
	simplifyField,
	trackingField,
} from '../parameters';
import type { PagedOperation, Reader, SingleOperation } from '../operation';
import { findListed, notListed } from './get';

/** The orders in process: docs/ecotrack-api.md, section 8.6. */
export const getAll: PagedOperation = {
	kind: 'paged',
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many orders',
	description: 'List the orders in process with their status; archived ones are left out',
	endpoint: 'GET get/orders',
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
	query: readPeriod,
	page: readListing,
	key: 'tracking',
	row: (row, read) => (isSimplified(read) ? simplifyOrder(row) : row),
};

export const get: SingleOperation = {
	kind: 'single',
	name: 'Get',
	value: 'get',
	action: 'Get order',
	description: 'Get one order in process with its recipient, amount and status, by tracking number',
	endpoint: 'GET get/orders',
	fields: [trackingField, simplifyField],
	labels: { tracking: 'Tracking Number' },
	query: (read) => ({ tracking: readTracking(read) }),
	rows: (answer, read) => {
		const row = findListed(answer, readTracking(read));
		if (!row) throw notListed();
		return [isSimplified(read) ? simplifyOrder(row) : row];
	},
};

/** The fields of an order that most workflows need, in the field's terms. */
export function simplifyOrder(row: IDataObject): IDataObject {
	const { slug, label, phase } = describeStatus(row.status);
	return {
		tracking: row.tracking,
		reference: orNull(row.reference),
		status: slug || null,
		statusLabel: label || null,
		phase,
		recipient: orNull(row.client),
		phone: orNull(row.phone),
		commune: orNull(row.commune),
		wilayaId: orNull(row.wilaya_id),
		amount: toAmount(row.montant),
	};
}

function readPeriod(read: Reader): IDataObject {
	const filters = (read('filters') ?? {}) as IDataObject;
	const start = readDay(filters.startDate, 'Start Date');
	const end = readDay(filters.endDate, 'End Date');
	if (start && end && end < start) {
		throw refuse(
			'End Date',
			`'End Date' (${end}) is before 'Start Date' (${start})`,
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
		`'${parameter}' is not a date`,
		'Use a date like 2026-08-15 or an n8n date such as {{ $now }}',
	);
}
