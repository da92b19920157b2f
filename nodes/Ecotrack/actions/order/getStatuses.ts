import { statusesOf } from '../../platform/endpoints';
import { formatAttempt, orNull, readAttempts, toText, type Row } from '../../platform/rows';
import { describeStatus, normalize, STATUS_OPTIONS, statusFields } from '../../platform/statuses';
import { toAmount } from '../../platform/values';
import type { TogetherOperation } from '../operation';
import { isSimplified, readTrackings, simplifyField, trackingsField } from '../parameters';
import { lookUpTogether } from '../run';

interface StatusLookup {
	trackings: string[];
	/** Empty for all. */
	statuses: string[];
	simplify: boolean;
}

/** The current status of up to 100 orders per request: docs/ecotrack-api.md, section 8.7. */
export const getStatuses: TogetherOperation<StatusLookup> = {
	name: 'Get Statuses',
	value: 'getStatuses',
	action: 'Get order statuses',
	description: 'Look up the current status of orders by tracking number, archived ones included',
	method: 'GET',
	path: 'get/orders/status',
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
	labels: { status: 'Statuses' },
	prepare: async (read) => ({
		trackings: readTrackings(read),
		statuses: readStatusFilter(read('statuses')),
		simplify: isSimplified(read),
	}),
	// The filter is applied here and not sent, so that a missing row means one thing only.
	together: (wanted, api) => lookUpTogether(wanted, api, statusesOf, formatStatus),
};

function formatStatus(tracking: string, row: Row | undefined, lookup: StatusLookup): Row[] {
	const status = describeStatus(row?.status);
	if (row && lookup.statuses.length > 0 && !lookup.statuses.includes(status.slug)) return [];
	// The number as it was asked for: it is what the user has to match the answer with.
	if (!lookup.simplify) return [{ ...row, tracking, found: row !== undefined }];
	return [
		{
			tracking,
			found: row !== undefined,
			...statusFields(status),
			phase: row ? status.phase : null,
			isFinal: row ? status.isFinal : null,
			reference: orNull(row?.order_id),
			attempts: readAttempts(row?.activity).map(formatAttempt),
			driverPhone: orNull(row?.driver_phone),
			desk: formatStatusDesk(row),
			estimatedFee: toAmount(row?.estimated_fee),
		},
	];
}

/** The chosen statuses; a model or an expression writes them as one text. */
function readStatusFilter(value: unknown): string[] {
	return [value ?? []]
		.flat()
		.flatMap((written) => toText(written).split(','))
		.map(normalize)
		.filter((slug) => slug !== '' && slug !== 'all');
}

function formatStatusDesk(row: Row | undefined): Row | null {
	const desk = {
		phone: orNull(row?.desk_phone),
		commune: orNull(row?.desk_commune),
		address: orNull(row?.desk_address),
		mapLink: orNull(row?.desk_map_link),
	};
	return Object.values(desk).some((value) => value !== null) ? desk : null;
}
