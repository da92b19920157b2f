import type { IDataObject } from 'n8n-workflow';

import { readListing, toKey } from '../../platform/rows';
import { EcotrackFailure } from '../../transport/response';
import type { Port } from '../port';

/** One order as `get/orders` lists it (docs/ecotrack-api.md, section 8.6); undefined when it is not there. */
export async function lookUp(port: Port, tracking: string): Promise<IDataObject | undefined> {
	return await port.ask('GET get/orders', { query: { tracking } }, (answer) =>
		findListed(answer, tracking),
	);
}

/** The row of a tracking number: a platform that does not know the filter answers with everything. */
export function findListed(answer: unknown, tracking: string): IDataObject | undefined {
	return readListing(answer).rows.find((row) => toKey(row.tracking) === toKey(tracking));
}

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
