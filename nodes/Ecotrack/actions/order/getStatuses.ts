import type { IDataObject } from 'n8n-workflow';

import { readStatuses } from '../../platform/rows';
import { describeAttempts, orNull, toAmount } from '../../platform/orders';
import { describeStatus, normalise, STATUS_OPTIONS } from '../../platform/statuses';
import { isSimplified, readTrackings, simplifyField, trackingsField } from '../parameters';
import type { BatchOperation, Reader } from '../operation';

/** The current status of up to 100 orders per request: docs/ecotrack-api.md, section 8.7. */
export const getStatuses: BatchOperation = {
	kind: 'batch',
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get order statuses',
	description: 'Look up the current status of orders by tracking number, archived ones included',
	endpoint: 'GET get/orders/status',
	fields: [
		trackingsField,
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: STATUS_OPTIONS,
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
};

function shapeStatus(tracking: string, row: IDataObject | undefined, read: Reader): IDataObject[] {
	const wanted = readWanted(read);
	const { slug, label, phase, isFinal } = describeStatus(row?.status);
	if (row && wanted.length > 0 && !wanted.includes(slug)) return [];
	// The number as it was asked for: it is what the user has to match the answer with.
	if (!isSimplified(read)) return [{ ...row, tracking, found: row !== undefined }];
	return [
		{
			tracking,
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

/** The chosen statuses; a model or an expression writes them as one text. */
function readWanted(read: Reader): string[] {
	return [read('statuses') ?? []]
		.flat()
		.flatMap((written) => String(written).split(','))
		.map(normalise)
		.filter((slug) => slug !== '' && slug !== 'all');
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
