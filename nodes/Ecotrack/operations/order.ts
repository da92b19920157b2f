import type { IDataObject } from 'n8n-workflow';

import { readStatuses } from '../api/answers';
import { toDay } from '../api/dates';
import { describeAttempts, orNull, toAmount } from '../api/orders';
import { describeStatus, normalise, STATUSES } from '../api/statuses';
import {
	limitField,
	readTrackings,
	refuse,
	returnAllField,
	simplifyField,
	trackingsField,
} from './fields';
import type { Reader, Resource } from './operation';

/** Everything about the endpoints that read orders: docs/ecotrack-api.md, sections 8.6 and 8.7. */
export const order: Resource = {
	name: 'Order',
	value: 'order',
	operations: [
		{
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
			row: (row, read) => (read('simplify') ? simplifyOrder(row) : row),
		},
		{
			kind: 'batch',
			name: 'Get Statuses',
			value: 'getStatuses',
			action: 'Get order statuses',
			description:
				'Look up the current status of orders by tracking number, archived ones included',
			endpoint: 'GET get/orders/status',
			fields: [
				trackingsField,
				{
					displayName: 'Statuses',
					name: 'statuses',
					type: 'multiOptions',
					options: STATUSES.map(({ slug, label }) => ({ name: label, value: slug })).sort((a, b) =>
						a.name.localeCompare(b.name),
					),
					default: [],
					description:
						'Return only orders in one of these statuses, and numbers the carrier does not know. Empty means all.',
				},
				simplifyField,
			],
			labels: { trackings: 'Tracking Numbers', status: 'Statuses' },
			trackings: readTrackings,
			// Always all: the filter is applied here, so that a missing row means one thing only.
			query: (trackings) => ({ trackings: trackings.join(','), status: 'all' }),
			found: readStatuses,
			rows: shapeStatus,
		},
	],
};

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

function simplifyOrder(row: IDataObject): IDataObject {
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

function shapeStatus(tracking: string, row: IDataObject | undefined, read: Reader): IDataObject[] {
	const wanted = [read('statuses') ?? []].flat() as string[];
	const { slug, label, phase, isFinal } = describeStatus(row?.status);
	if (row && wanted.length > 0 && !wanted.map(normalise).includes(slug)) return [];
	if (!read('simplify')) return [{ tracking, found: row !== undefined, ...row }];
	return [
		{
			tracking: row?.tracking ?? tracking,
			found: row !== undefined,
			status: slug || null,
			statusLabel: label || null,
			phase: row ? phase : null,
			isFinal: row ? isFinal : null,
			reference: orNull(row?.order_id),
			attempts: describeAttempts(row?.activity),
			driverPhone: orNull(row?.driver_phone),
			desk: readDesk(row),
			estimatedFee: toAmount(row?.estimated_fee),
		},
	];
}

function readDesk(row: IDataObject | undefined): IDataObject | null {
	const desk = {
		phone: orNull(row?.desk_phone),
		commune: orNull(row?.desk_commune),
		address: orNull(row?.desk_address),
		mapLink: orNull(row?.desk_map_link),
	};
	return Object.values(desk).some((value) => value !== null) ? desk : null;
}
