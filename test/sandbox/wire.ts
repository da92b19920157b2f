import { stringify } from 'qs';
import { request, type Dispatcher } from 'undici';
import { Clock, Platform, startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** A Monday morning in Algiers, so that every date in these tests can be read off. */
export const START = new Date('2026-08-17T08:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** The number of an order that no platform has. */
export const UNKNOWN = 'ECXXXX2608170000';

/** A platform, or a sandbox, whose clock stands still until a test moves it. */
export const openPlatform = (options: ConstructorParameters<typeof Platform>[0] = {}) =>
	new Platform({ clock: new Clock('manual', START), ...options });

export const openSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
	startSandbox({ clock: 'manual', startAt: START, ...options });

/** Runs a test against a sandbox of its own and closes it, whatever happens. */
export async function withSandbox(
	options: SandboxOptions,
	test: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
	const sandbox = await openSandbox(options);
	try {
		await test(sandbox);
	} finally {
		await sandbox.close();
	}
}

export interface Reply {
	status: number;
	headers: Dispatcher.ResponseData['headers'];
	text: string;
	/** The body as JSON; null when it is none. */
	json: unknown;
}

export interface Asking {
	/** Lists are written as `name[]=`, or as `name[0]=` unless it is a GET. */
	query?: object;
	/** Replaces the usual headers. */
	headers?: Record<string, string>;
	/** Sent as JSON; with `form`, as a form. */
	body?: object;
	form?: boolean;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/**
 * One request over the wire, as in `ask(sandbox, 'get/orders?page=2')` or `'POST add/maj'`, with both forms of the right
 * token unless `headers` are given.
 */
export async function ask(sandbox: Sandbox, endpoint: string, asking: Asking = {}): Promise<Reply> {
	const [target, method = 'GET'] = endpoint.split(' ').reverse();
	const [path, ...own] = target.split('?');
	const { query, body, form = false } = asking;
	const token = asking.headers ? {} : { api_token: sandbox.token };
	const arrayFormat = method === 'GET' ? 'brackets' : 'indices';
	const search = stringify({ ...token, ...query }, { arrayFormat });
	const usual = { authorization: `Bearer ${sandbox.token}`, accept: 'application/json' };
	const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
	const reply = await request(`${sandbox.url}/api/v1/${path}?${[search, ...own].join('&')}`, {
		method: method as Dispatcher.HttpMethod,
		headers: { ...(asking.headers ?? usual), ...(body ? { 'content-type': type } : {}) },
		body: body && (form ? stringify(body) : JSON.stringify(body)),
	});
	const text = await reply.body.text();
	return { status: reply.statusCode, headers: reply.headers, text, json: parse(text) };
}
