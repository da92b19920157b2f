/**
 * What the watcher needs from the outside: four requests and a clock. The watcher never throws over
 * an answer and never sees HTTP; whoever implements the port turns every answer into data.
 */

/** One rate window as the platform's headers described it (docs/ecotrack-api.md section 3). */
export interface RateWindow {
	name: 'minute' | 'hour' | 'day';
	limit: number;
	remaining: number;
	/** When the window starts anew, in epoch milliseconds; null when the headers did not say. */
	resetMs: number | null;
}

export type FailureKind =
	/** 429: wait `retryAfterMs` (the watcher waits a minute when it is absent). */
	| 'limited'
	/** 401, 403, an invalid token: the user must mend the credential. */
	| 'denied'
	/** 301, 302, 307, 308: the base URL is wrong. */
	| 'redirected'
	/** 422: the platform refused what was sent; a batch is then halved until the offender is alone. */
	| 'invalid'
	/** 404, or a 422 about the one tracking sent: nothing is known. A 422 to a batch is `invalid`. */
	| 'notFound'
	/** 200 with `success: false`. */
	| 'rejected'
	/** 5xx, maintenance. */
	| 'unavailable'
	/** No answer: time-out, connection refused or dropped. */
	| 'networkError'
	/** An answer that cannot be read: HTML, truncated JSON, no `data`. */
	| 'unreadable';

export interface Failure {
	kind: FailureKind;
	/** For people; the watcher only hands it on. Never holds the token. */
	message: string;
	retryAfterMs?: number;
	limits?: RateWindow[];
	/** Whatever the implementation wants back with the failure, such as its own outcome object. */
	cause?: unknown;
}

export interface Success<Row> {
	kind: 'ok';
	rows: Row[];
	limits?: RateWindow[];
}

export interface Page extends Success<ListedOrder> {
	lastPage: number;
	/** Orders in the whole window; null when not reported. It betrays rows that moved. */
	total: number | null;
}

export type Answer<Good> = Good | Failure;

/** The order as an event shows it: the same simplified fields whether listed or looked up. */
export type OrderDetails = Record<string, unknown>;

/** A row of `get/orders` (docs/ecotrack-api.md section 8.6). */
export interface ListedOrder {
	tracking: string;
	/** As the platform wrote it, accents and all. */
	status: string;
	reference: string | null;
	/** `Y-m-d`, with or without a time, local to Algiers; null when the row has none. */
	createdAt: string | null;
	order: OrderDetails;
}

/** One entry of `activity`: a remark or an attempt, never a status. */
export interface Activity {
	/** `Y-m-d` and `H:i:s`, local to Algiers. */
	date: string;
	time: string;
	reason: string;
	details: string;
	station: string;
	driver: string;
	postponedTo: string | null;
}

/** A row of `get/orders/status` (docs/ecotrack-api.md section 8.7). */
export interface StatusRow {
	tracking: string;
	/** As the platform wrote it; '' when the row has none. */
	status: string;
	reference: string | null;
	activity: Activity[];
}

/** An entry of `get/trackings/info` (docs/ecotrack-api.md section 8.5). */
export interface DetailsRow {
	tracking: string;
	order: OrderDetails;
}

export interface Window {
	/** `Y-m-d`, both ends included, creation date. */
	startDate: string;
	endDate: string;
	page: number;
}

/**
 * Every function sends exactly one request, waits for nothing but its answer, gives up after
 * `timeoutMs`, and always answers: it never rejects.
 */
export interface Port {
	/** One page of `get/orders`. A page past the last one is `ok` with no rows. */
	listPage(window: Window, timeoutMs: number): Promise<Answer<Page>>;
	/** `get/orders?tracking=`: `ok` with no rows when the listing does not know it. */
	lookUp(tracking: string, timeoutMs: number): Promise<Answer<Success<ListedOrder>>>;
	/** `get/orders/status` for at most 100 trackings, `status=all`. Unknown ones are simply absent. */
	statuses(trackings: string[], timeoutMs: number): Promise<Answer<Success<StatusRow>>>;
	/** `get/trackings/info` for at most 100 trackings. Unknown ones are simply absent. */
	details(trackings: string[], timeoutMs: number): Promise<Answer<Success<DetailsRow>>>;
	/** The clock, in epoch milliseconds. */
	now(): number;
}
