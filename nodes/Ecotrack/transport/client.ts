/**
 * The only place that sends a request. It knows HTTP and n8n's request helper, but no endpoint.
 */
import {
	sleep,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type IPollFunctions,
} from 'n8n-workflow';

import { readToken, resolveBaseUrl } from '../platform/credential';
import { isRow, toKey, toText, type Page, type Row } from '../platform/rows';
import { readPages } from './pages';
import { redact } from './redact';
import {
	classify,
	EcotrackFailure,
	isCertificate,
	isToldByStatus,
	tryRead,
	type Call,
	type Failure,
	type Outcome,
	type Reply,
	type Request,
} from './response';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** How patient a request is. */
export interface Patience {
	/** For the whole request, to the last byte of its answer. */
	timeoutMs: number;
	/** How often a read is sent again after a network error or a 502, 503 or 504. */
	retries: number;
	/** How often it waits for the limit to open, and for how long at most. */
	waits: number;
	longestWaitMs: number;
}

/** For actions: the user waits for the result. */
export const RETRY: Patience = { timeoutMs: 60_000, retries: 2, waits: 3, longestWaitMs: 60_000 };

/** For polls and lists in the editor: what cannot be had now is asked for again later. */
export const noRetry = (timeoutMs: number): Patience => ({
	timeoutMs,
	retries: 0,
	waits: 0,
	longestWaitMs: 0,
});

/** The platform as the credential of a node sees it, for the length of one run. */
export interface Client {
	/** The account of the credential, read once per client. Throws what n8n, or `resolveBaseUrl`, throws. */
	account: () => Promise<Account>;
	/** Sends one request and says what came of it; never throws. */
	request<T>(call: Call<T>, patience?: Patience): Promise<Outcome<T>>;
	/** @throws EcotrackFailure for any answer but a good one that the call can read */
	requestOrThrow<T>(call: Call<T>): Promise<T>;
	/** The rows of a listing over as many pages as it takes, each row once. */
	list(call: Call<Page>, listing?: Listing): Promise<Row[]>;
	/** Does the work once per run, however many items want it. */
	once<T>(name: string, work: () => Promise<T>): Promise<T>;
	/** How many writes have been answered well so far: what fails after one has not undone it. */
	readonly written: number;
}

export interface Listing {
	/** The field that tells one row from another; `tracking` unless given. */
	key?: string;
	/** How many rows are wanted; all unless given. */
	limit?: number;
	/** Which rows are wanted, where the platform has no filter for it; all unless given. */
	isWanted?: (row: Row) => boolean;
}

export function createClient(context: Context, ownPatience: Patience = RETRY): Client {
	const account = openAccount(context);
	const done = new Map<string, Promise<unknown>>();
	let written = 0;

	async function request<T>(call: Call<T>, patience = ownPatience): Promise<Outcome<T>> {
		const outcome = await send(context, call, patience, account);
		if (outcome.kind !== 'ok') return outcome;
		if (call.method !== 'GET') written++;
		const result = tryRead(() => ({ data: call.read(outcome.data) }));
		return 'data' in result ? { ...outcome, ...result } : result;
	}

	async function requestOrThrow<T>(call: Call<T>): Promise<T> {
		const outcome = await request(call);
		if (outcome.kind === 'ok') return outcome.data;
		throw new EcotrackFailure(outcome, call.method !== 'GET');
	}

	return {
		account,
		request,
		requestOrThrow,

		async list(call, { key = 'tracking', limit = Infinity, isWanted = () => true } = {}) {
			const fetchPage = async (page: number) =>
				await requestOrThrow({ ...call, query: { ...call.query, page } });
			// Rows move to later pages while they are read, so the same one may come twice.
			const rows = new Map<string, Row>();
			for await (const batch of readPages(fetchPage)) {
				for (const row of batch.filter((one) => isWanted(one))) {
					const text = key === 'tracking' ? toKey(row[key]) : toText(row[key]);
					const name = text || `#${rows.size}`;
					if (!rows.has(name)) rows.set(name, row);
					if (rows.size >= limit) return [...rows.values()];
				}
			}
			return [...rows.values()];
		},

		async once<T>(name: string, work: () => Promise<T>) {
			const known = done.get(name) ?? work();
			done.set(name, known);
			known.catch(() => done.delete(name)); // what failed for one item may work for the next
			return (await known) as T;
		},

		get written() {
			return written;
		},
	};
}

const GATEWAY_STATUSES = [502, 503, 504];

/**
 * Sends one request and says what came of it; never throws. Reads are repeated as the patience
 * allows, writes never: nobody knows whether a write whose answer was lost took place.
 */
export async function send(
	context: Context,
	request: Request,
	patience: Patience = RETRY,
	account = openAccount(context),
): Promise<Outcome> {
	let waits = 0;
	for (let retries = 0; ;) {
		const outcome = await sendOnce(context, request, patience, account);
		let pauseMs: number;
		if (
			outcome.kind === 'limited' &&
			waits < patience.waits &&
			outcome.waitMs <= patience.longestWaitMs
		) {
			waits++;
			pauseMs = outcome.waitMs;
		} else if (isRetryable(outcome) && request.method === 'GET' && retries < patience.retries) {
			retries++;
			pauseMs = 1_000 * 2 ** retries;
		} else {
			return outcome;
		}
		const seconds = Math.ceil(pauseMs / 1000);
		context.logger.info(`ECOTRACK: ${request.path} ${outcome.kind}, next attempt in ${seconds} s`);
		await unlessAborted(sleep(pauseMs), cancelSignalOf(context), () => {});
		if (cancelSignalOf(context)?.aborted) return outcome;
	}
}

/**
 * One request, once. What fails before it is sent is a setting; after that a write may have taken
 * place whatever goes wrong, our own code included, and is never called undone.
 */
async function sendOnce(
	context: Context,
	request: Request,
	patience: Patience,
	readAccount: () => Promise<Account>,
): Promise<Outcome> {
	let account: Account;
	try {
		account = await readAccount();
	} catch (error) {
		return classifyUnsent(error);
	}
	// The time-out of an HTTP client runs anew with every byte: a body that trickles has no end.
	const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(patience.timeoutMs)));
	try {
		const reply = await unlessAborted(
			exchange(context, request, patience, deadline),
			deadline,
			() => {
				throw Object.assign(new Error('The answer took too long'), { code: 'ETIMEDOUT' });
			},
		);
		const where = { form: request.form, origin: account.origin };
		return redact(classify(reply, Date.now(), where), account.token);
	} catch (error) {
		return redact(classifyThrown(error, deadline.aborted), account.token);
	}
}

async function exchange(
	context: Context,
	request: Request,
	patience: Patience,
	deadline: AbortSignal,
): Promise<Reply> {
	const response = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		'ecotrackApi',
		{
			method: request.method,
			url: `/api/v1/${request.path}`,
			qs: request.query,
			arrayFormat: 'brackets', // trackings[]=A&trackings[]=B (section 8.5)
			body: request.body,
			// Without it the platform may answer with a redirect or a page (section 1).
			headers: { Accept: 'application/json' },
			// n8n itself would read, and unpack, without end.
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: patience.timeoutMs,
			// Ends the connection of a poll; n8n puts the cancel signal of an execution in its place.
			abortSignal: deadline,
		},
	)) as IN8nHttpFullResponse;
	const { statusCode: status, headers, body } = response;
	if (!isStream(body)) return { status, headers, body: toBytes(body) };
	if (!isToldByStatus(status)) return { status, headers, body: await readAll(body, deadline) };
	body.destroy();
	return { status, headers, body: new Uint8Array() };
}

/** What the shipped code needs to know of Node's streams. */
type Stream = AsyncIterable<Uint8Array> & { destroy(): void };

function isStream(body: unknown): body is Stream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Unpacked; far larger than any answer that the platform is known to give. */
const MAX_ANSWER_BYTES = 16 * 2 ** 20;

/** @throws EcotrackFailure for an answer that is too large to be one; the connection is then closed */
async function readAll(stream: Stream, deadline: AbortSignal): Promise<Uint8Array> {
	const close = () => stream.destroy();
	deadline.addEventListener('abort', close, { once: true });
	if (deadline.aborted) close();
	try {
		const chunks: Uint8Array[] = [];
		let size = 0;
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > MAX_ANSWER_BYTES) throw tooLarge;
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} finally {
		deadline.removeEventListener('abort', close);
	}
}

const tooLarge = new EcotrackFailure({
	kind: 'unreadable',
	message: 'The answer is larger than 16 MB',
});

/** Somebody else has answered in n8n's name, with text or an object. */
function toBytes(given: unknown): Uint8Array {
	if (given instanceof Uint8Array) return given;
	if (given instanceof ArrayBuffer) return new Uint8Array(given);
	const text = typeof given === 'string' ? given : JSON.stringify(given ?? '');
	return new TextEncoder().encode(text);
}

/** Nothing was sent: the credential is missing, cannot be used, or could not be read just now. */
function classifyUnsent(error: unknown): Failure {
	const { code, message } = readReason(error);
	return code === undefined
		? { kind: 'setting', message: redact(message, '') }
		: { kind: 'networkError', timedOut: false, code, isUnsent: true };
}

/** What went wrong while n8n sent a request or read its answer. */
function classifyThrown(error: unknown, isLate: boolean): Failure {
	if (error instanceof EcotrackFailure) return error.failure;
	const { code, message, isSetting, isConnecting } = readReason(error);
	if (isSetting) return { kind: 'setting', message };
	if (code === undefined) return { kind: 'unreadable', message };
	const timedOut = isLate || code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const isUnsent = UNSENT_CODES.includes(code) || isConnecting || isCertificate(code);
	return { kind: 'networkError', timedOut, code, ...(isUnsent && { isUnsent }) };
}

/** It never left: nothing can have taken place. */
const UNSENT_CODES = ['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN'];

interface Reason {
	code?: string;
	message: string;
	/** It was the credential that refused to let the request go. */
	isSetting: boolean;
	/** It ended before a connection stood: no route, no answer to the attempt. */
	isConnecting: boolean;
}

/** n8n wraps what went wrong on the way; the reason is somewhere along the chain of causes. */
function readReason(error: unknown): Reason {
	const reason: Reason = { message: '', isSetting: false, isConnecting: false };
	const seen = new Set<unknown>();
	for (let link = error; isRow(link) && !seen.has(link); link = link.cause) {
		seen.add(link);
		const { code, name, message } = link;
		if (typeof code === 'string') reason.code ??= code;
		reason.isConnecting ||= isOfConnecting(link);
		reason.isSetting ||= name === 'CredentialSettingError';
		if (typeof message === 'string') reason.message = message;
	}
	return reason;
}

/** Where a host has several addresses, each has an error of its own below the common one. */
function isOfConnecting(error: unknown): boolean {
	const { syscall, errors } = (error ?? {}) as { syscall?: unknown; errors?: unknown };
	if (syscall === 'connect') return true;
	return Array.isArray(errors) && errors.length > 0 && errors.every(isOfConnecting);
}

/** Whose requests these are. */
export interface Account {
	token: string;
	baseUrl: string;
	/** Where its requests go: what redirects to this same place has not moved. */
	origin: string;
}

/**
 * The account, to be asked for as often as one likes: n8n reads its database for it, and newer ones set up an isolate
 * for its expressions, which costs more than a request. A poll's context outlives its credential, so each poll has a
 * client of its own.
 */
function openAccount(context: Context): () => Promise<Account> {
	let known: Promise<Account> | undefined;
	return async () => {
		known ??= readAccount(context);
		known.catch(() => (known = undefined)); // a database that was busy may not be so next time
		return await known;
	};
}

async function readAccount(context: Context): Promise<Account> {
	const { carrier, baseUrl: written, apiToken } = await context.getCredentials('ecotrackApi');
	const baseUrl = resolveBaseUrl(carrier, written);
	return { token: readToken(apiToken), baseUrl, origin: new URL(baseUrl).origin };
}

function isRetryable(outcome: Outcome): boolean {
	if (outcome.kind === 'networkError') {
		return outcome.code !== 'ERR_CANCELED' && !isCertificate(outcome.code);
	}
	return outcome.kind === 'unavailable' && GATEWAY_STATUSES.includes(outcome.status);
}

function cancelSignalOf(context: Context): AbortSignal | undefined {
	return isExecution(context) ? context.getExecutionCancelSignal() : undefined;
}

function isExecution(context: Context): context is IExecuteFunctions {
	return 'getExecutionCancelSignal' in context;
}

/** What the work yields, or what `otherwise` does as soon as the signal fires. */
async function unlessAborted<T>(
	work: Promise<T>,
	signal: AbortSignal | undefined,
	otherwise: () => T,
): Promise<T> {
	if (!signal) return await work;
	let onAbort = () => {};
	const aborted = new Promise<void>((resolve) => {
		onAbort = resolve;
		signal.addEventListener('abort', onAbort, { once: true });
		if (signal.aborted) resolve();
	});
	try {
		return await Promise.race([work, aborted.then(otherwise)]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
