/**
 * The watcher's port over the one client: each function sends one request, without waiting and
 * without repeating it, and turns what comes of it into data.
 */
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import {
	formatDetails,
	isRow,
	readHistories,
	readListing,
	readStatuses,
	toKey,
	toRows,
	toText,
} from '../platform/rows';
import { noRetry, send } from '../transport/client';

import { tryRead, type Failure as RequestFailure } from '../transport/response';
import type { RateWindow as ReportedWindow } from '../transport/rateLimits';
import type {
	Activity,
	Answer,
	DetailsRow,
	Failure,
	ListedOrder,
	Port,
	RateWindow,
	StatusRow,
} from '../watch/port';

export function createPort(context: IPollFunctions): Port {
	async function ask<Good extends object>(
		path: string,
		query: IDataObject,
		timeoutMs: number,
		read: (data: unknown) => Good,
	): Promise<Answer<Good & { kind: 'ok'; limits: RateWindow[] }>> {
		const outcome = await send(context, { method: 'GET', path, query }, noRetry(timeoutMs));
		const good = outcome.kind === 'ok' ? tryRead(() => read(outcome.data)) : outcome;
		if ('kind' in good) return toFailure(good as RequestFailure);
		const windows = outcome.kind === 'ok' ? outcome.windows : [];
		return { ...good, kind: 'ok', limits: windows.flatMap(toLimit) };
	}

	return {
		listPage: async ({ startDate, endDate, page }, timeoutMs) => {
			const query = { start_date: startDate, end_date: endDate, page };
			return await ask('get/orders', query, timeoutMs, (data) => {
				const { rows, lastPage } = readListing(data);
				const total = Number(isRow(data) ? (data.total ?? NaN) : NaN);
				return { rows: toListed(rows), lastPage, total: Number.isNaN(total) ? null : total };
			});
		},
		lookUp: async (tracking, timeoutMs) =>
			await ask('get/orders', { tracking }, timeoutMs, (data) => ({
				// A platform that does not know the filter answers with everything.
				rows: toListed(toRows(isRow(data) ? data.data : undefined, 'list of orders')).filter(
					(row) => toKey(row.tracking) === toKey(tracking),
				),
			})),
		statuses: async (trackings, timeoutMs) => {
			const query = { trackings: trackings.join(','), status: 'all' };
			const answer = await ask('get/orders/status', query, timeoutMs, (data) => ({
				rows: [...readStatuses(data).values()].map(toStatus),
			}));
			return ofBatch(answer);
		},
		details: async (trackings, timeoutMs) => {
			const answer = await ask('get/trackings/info', { trackings }, timeoutMs, (data) => ({
				rows: [...readHistories(data).values()].flatMap(toDetails),
			}));
			// A carrier without this endpoint has no details to give; everything else still works.
			return answer.kind !== 'ok' && isMissing(answer)
				? { ...answer, kind: 'notFound' }
				: ofBatch(answer);
		},
		now: () => Date.now(),
	};
}

function toFailure(failure: RequestFailure): Failure {
	return {
		kind: toKind(failure),
		message: 'message' in failure ? failure.message : '',
		...(failure.kind === 'limited' && { retryAfterMs: failure.waitMs }),
		cause: failure,
	};
}

function toKind({ kind }: RequestFailure): Failure['kind'] {
	if (kind === 'notSupported') return 'redirected'; // the address is wrong: more requests change nothing
	if (kind === 'setting' || kind === 'input' || kind === 'unconfirmed') return 'denied';
	return kind;
}

function isMissing({ cause }: Failure): boolean {
	return (cause as RequestFailure).kind === 'notSupported';
}

/** A 422 to a batch is about one of its trackings: the watcher has to find out which. */
function ofBatch<Good extends { kind: 'ok' }>(answer: Answer<Good>): Answer<Good> {
	if (answer.kind === 'ok') return answer;
	const cause = (answer as Failure).cause as RequestFailure;
	if (cause.kind === 'notFound' && cause.status === 422) return { ...answer, kind: 'invalid' };
	return answer;
}

function toLimit({ name, limit, remaining, resetMs }: ReportedWindow): RateWindow[] {
	if (limit === undefined || remaining === undefined) return [];
	return [{ name, limit, remaining, resetMs: resetMs === undefined ? null : Date.now() + resetMs }];
}

function toListed(rows: IDataObject[]): ListedOrder[] {
	return rows
		.filter((row) => toText(row.tracking) !== '')
		.map((row) => ({
			tracking: toText(row.tracking),
			status: toText(row.status),
			reference: toText(row.reference) || null,
			createdAt: toText(row.created_at) || null,
			order: formatDetails(row),
		}));
}

function toStatus(row: IDataObject): StatusRow {
	const activity = Object.values(row.activity ?? {}).filter(isRow);
	return {
		tracking: toText(row.tracking),
		status: toText(row.status),
		reference: toText(row.order_id) || null,
		activity: activity.map(toActivity),
	};
}

function toActivity(row: IDataObject): Activity {
	return {
		date: toText(row.date),
		time: toText(row.time),
		reason: toText(row.reason),
		details: toText(row.details),
		station: toText(row.station),
		driver: toText(row.driver),
		postponedTo: toText(row.postponed_to) || null,
	};
}

function toDetails(row: IDataObject): DetailsRow[] {
	return isRow(row.OrderInfo)
		? [{ tracking: toText(row.tracking), order: formatDetails(row.OrderInfo) }]
		: [];
}
