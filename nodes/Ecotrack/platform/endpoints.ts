/**
 * The requests that more than one place sends, each with how its answer is read. An endpoint that one
 * operation alone uses stands in that operation.
 */
import type { Call } from '../transport/response';
import { findListed, readHistories, readListing, readStatuses, type Page, type Row } from './rows';

/** One page of the orders in process, 40 rows (docs/ecotrack-api.md, section 8.6). */
export const listedPage = (query: Row): Call<Page> => ({
	method: 'GET',
	path: 'get/orders',
	query,
	read: readListing,
});

/** One order in process; undefined when the listing, which leaves archived ones out, has none. */
export const listedOrder = (tracking: string): Call<Row | undefined> => ({
	method: 'GET',
	path: 'get/orders',
	query: { tracking },
	read: (answer) => findListed(answer, tracking),
});

/** The statuses of up to 100 orders, archived ones included, by toKey(tracking) (section 8.7). */
export const statusesOf = (trackings: readonly string[]): Call<Map<string, Row>> => ({
	method: 'GET',
	path: 'get/orders/status',
	query: { trackings: trackings.join(','), status: 'all' },
	read: readStatuses,
});

/** Details and milestones of up to 100 orders, by toKey(tracking) (section 8.5). */
export const historiesOf = (trackings: readonly string[]): Call<Map<string, Row>> => ({
	method: 'GET',
	path: 'get/trackings/info',
	query: { trackings: [...trackings] },
	read: readHistories,
});
