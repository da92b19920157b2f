/** The requests of the watcher over the one client, each sent once and without waiting. */
import { historiesOf, listedOrder, listedPage, statusesOf } from '../platform/endpoints';
import { formatDetails, isRow, readAttempts, toText, type Row } from '../platform/rows';
import { noRetry, type Client } from '../transport/client';
import type { Call, Outcome } from '../transport/response';
import type { ListedOrder, StatusRow, WatchClient } from '../watch/types';

export function createRequests(client: Client): WatchClient {
	/** Sends a call, and reads what it yields on. */
	async function request<T, R>(
		call: Call<T>,
		timeoutMs: number,
		readOn: (data: T) => R,
	): Promise<Outcome<R>> {
		const read = (answer: unknown) => readOn(call.read(answer));
		return await client.request({ ...call, read }, noRetry(timeoutMs));
	}

	return {
		listPage: async ({ startDate, endDate, page }, timeoutMs) =>
			await request(
				listedPage({ start_date: startDate, end_date: endDate, page }),
				timeoutMs,
				(listing) => ({ ...listing, rows: listing.rows.flatMap((row) => toListed(row) ?? []) }),
			),
		findListed: async (tracking, timeoutMs) =>
			await request(listedOrder(tracking), timeoutMs, (row) => row && toListed(row)),
		statuses: async (trackings, timeoutMs) =>
			await request(statusesOf(trackings), timeoutMs, (rows) => mapValues(rows, toStatus)),
		details: async (trackings, timeoutMs) => {
			const outcome = await request(historiesOf(trackings), timeoutMs, (rows) =>
				mapValues(rows, toDetails),
			);
			// A carrier without this endpoint has no details to give; everything else still works.
			return outcome.kind === 'notSupported'
				? { kind: 'ok', data: new Map<string, Row>(), windows: [] }
				: outcome;
		},
		now: () => Date.now(),
	};
}

/** What a row without its subject yields is left out. */
function mapValues<T>(rows: ReadonlyMap<string, Row>, read: (row: Row) => T | undefined) {
	const mapped = new Map<string, T>();
	for (const [key, row] of rows) {
		const value = read(row);
		if (value !== undefined) mapped.set(key, value);
	}
	return mapped;
}

function toListed(row: Row): ListedOrder | undefined {
	const tracking = toText(row.tracking);
	if (tracking === '') return undefined;
	return {
		tracking,
		status: toText(row.status),
		reference: toText(row.reference) || null,
		createdAt: toText(row.created_at) || null,
		order: formatDetails(row),
	};
}

function toStatus(row: Row): StatusRow {
	return {
		status: toText(row.status),
		reference: toText(row.order_id) || null,
		attempts: readAttempts(row.activity),
	};
}

function toDetails({ OrderInfo: order }: Row): Row | undefined {
	return isRow(order) ? formatDetails(order) : undefined;
}
