/**
 * The only place that sends a request. It knows HTTP and n8n's request helper, but no endpoint.
 */
import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestMethods,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type IPollFunctions,
} from 'n8n-workflow';

import { classify, type AnswerForm, type Failure, type Outcome, type Reply } from './outcome';
import { redact } from './redact';
import { readToken } from './token';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export interface Request {
	method: IHttpRequestMethods;
	/** Below `/api/v1/`. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** What a good answer consists of; JSON unless given. */
	form?: AnswerForm;
}

/** How patient a request is. */
export interface Policy {
	timeoutMs: number;
	/** How often a read is sent again after a lost connection or a 502, 503 or 504. */
	retries: number;
	/** How often it waits for the limit to open, and for how long at most. */
	waits: number;
	longestWaitMs: number;
}

/** For actions: the user waits for the result. */
export const PATIENT: Policy = { timeoutMs: 60_000, retries: 2, waits: 3, longestWaitMs: 60_000 };

/** For polls and lists in the editor: what cannot be had now is asked for again later. */
export const prompt = (timeoutMs: number): Policy => ({
	timeoutMs,
	retries: 0,
	waits: 0,
	longestWaitMs: 0,
});

const GATEWAY_STATUSES = [502, 503, 504];

/**
 * Sends one request and says what came of it; never throws. Reads are repeated as the policy
 * allows, writes never: nobody knows whether a write whose answer was lost took place.
 */
export async function send(
	context: Context,
	request: Request,
	policy: Policy = PATIENT,
): Promise<Outcome> {
	let waits = 0;
	for (let retries = 0; ;) {
		const outcome = await attempt(context, request, policy);
		let pauseMs: number;
		if (
			outcome.kind === 'limited' &&
			waits < policy.waits &&
			outcome.waitMs <= policy.longestWaitMs
		) {
			waits++;
			pauseMs = outcome.waitMs;
		} else if (isPassing(outcome) && request.method === 'GET' && retries < policy.retries) {
			retries++;
			pauseMs = 1_000 * 2 ** retries;
		} else {
			return outcome;
		}
		const seconds = Math.ceil(pauseMs / 1000);
		context.logger.info(`ECOTRACK: ${request.path} ${outcome.kind}, next attempt in ${seconds} s`);
		await sleep(pauseMs);
		if (isCancelled(context)) return outcome;
	}
}

async function attempt(context: Context, request: Request, policy: Policy): Promise<Outcome> {
	try {
		const token = await tokenOf(context);
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
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: policy.timeoutMs,
			},
		)) as IN8nHttpFullResponse;
		return redact(classify(toReply(response), Date.now(), request.form), token);
	} catch (error) {
		return classifyThrown(error);
	}
}

function toReply({ statusCode, headers, body }: IN8nHttpFullResponse): Reply {
	const bytes = body instanceof Uint8Array ? body : new Uint8Array(body as unknown as ArrayBuffer);
	return { status: statusCode, headers, body: bytes };
}

/** n8n wraps what went wrong on the way; the reason is somewhere along the chain of causes. */
function classifyThrown(error: unknown): Failure {
	let message = '';
	for (let reason = error; reason instanceof Error; reason = reason.cause) {
		const { code } = reason as Error & { code?: unknown };
		if (typeof code === 'string') {
			const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
			return { kind: 'lost', timedOut, code };
		}
		message = reason.message;
	}
	// Without a code it never came to a request: no credential, or one that cannot be used.
	return { kind: 'setting', message };
}

const tokens = new WeakMap<IExecuteFunctions, Promise<string>>();

/** One look into the credential per execution: n8n reads its database for it. */
async function tokenOf(context: Context): Promise<string> {
	const known = isExecution(context) ? tokens.get(context) : undefined;
	if (known) return await known;
	const token = context.getCredentials('ecotrackApi').then(({ apiToken }) => readToken(apiToken));
	// A poll's context outlives its credential: the token may be another one next time.
	if (isExecution(context)) tokens.set(context, token);
	return await token;
}

function isPassing(outcome: Outcome): boolean {
	if (outcome.kind === 'lost') return outcome.code !== 'ERR_CANCELED';
	return outcome.kind === 'down' && GATEWAY_STATUSES.includes(outcome.status);
}

function isCancelled(context: Context): boolean {
	return isExecution(context) && !!context.getExecutionCancelSignal()?.aborted;
}

function isExecution(context: Context): context is IExecuteFunctions {
	return 'getExecutionCancelSignal' in context;
}
