import { listedOrder } from '../../platform/endpoints';
import { formatOrder } from '../../platform/rows';
import { EcotrackFailure } from '../../transport/response';
import type { EachOperation } from '../operation';
import { isSimplified, readTracking, simplifyField, trackingField } from '../parameters';

/** One order as the listing has it: docs/ecotrack-api.md, section 8.6. */
export const get: EachOperation = {
	name: 'Get',
	value: 'get',
	action: 'Get order',
	description: 'Get one order in process with its recipient, amount and status, by tracking number',
	method: 'GET',
	path: 'get/orders',
	fields: [trackingField, simplifyField],
	each: async (read, api) => {
		const row = await api.requestOrThrow(listedOrder(readTracking(read)));
		if (!row) throw notListed();
		return [isSimplified(read) ? formatOrder(row) : row];
	},
};

/** The order is not in the listing, which leaves archived ones out. */
export function notListed(): EcotrackFailure {
	return new EcotrackFailure({
		kind: 'notFound',
		status: 404,
		message: '',
		advice:
			"Check 'Tracking Number', and that the order belongs to the account of this credential. An archived order is no longer listed: use Get Statuses or Get Many Histories for it",
	});
}
