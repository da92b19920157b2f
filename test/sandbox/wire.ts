import { request, type Dispatcher } from 'undici';
import { startSandbox, type QuirkName, type Sandbox, type SandboxOptions } from '../../sandbox';
import { QUIRKS } from '../../sandbox/quirks';

/** A Monday morning in Algiers, so that every date in these tests can be read off. */
export const START = new Date('2026-08-17T08:00:00Z');

/** A sandbox whose clock stands still until a test moves it. */
export const openSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
	startSandbox({ clock: 'manual', startAt: START, ...options });

export interface Reply {
	status: number;
	headers: Dispatcher.ResponseData['headers'];
	text: string;
	/** The body as JSON; null when it is none. */
	json: unknown;
}

export interface Asking {
	method?: Dispatcher.HttpMethod;
	query?: Record<string, string | number | string[]>;
	/** Replaces the usual headers. */
	headers?: Record<string, string>;
	body?: unknown;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** One request over the wire, with both forms of the right token unless `headers` are given. */
export async function ask(sandbox: Sandbox, path: string, asking: Asking = {}): Promise<Reply> {
	const url = new URL(`/api/v1/${path}`, sandbox.url);
	const query = asking.headers ? asking.query : { api_token: sandbox.token, ...asking.query };
	for (const [name, value] of Object.entries(query ?? {}))
		for (const one of [value].flat()) url.searchParams.append(name, String(one));
	const hasBody = asking.body !== undefined;
	const reply = await request(url, {
		method: asking.method ?? 'GET',
		headers: {
			...(asking.headers ?? {
				authorization: `Bearer ${sandbox.token}`,
				accept: 'application/json',
			}),
			...(hasBody ? { 'content-type': 'application/json' } : {}),
		},
		body: hasBody ? JSON.stringify(asking.body) : undefined,
	});
	const text = await reply.body.text();
	return { status: reply.statusCode, headers: reply.headers, text, json: parse(text) };
}

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

/**
 * A test of one quirk, named as the sandbox describes it. The sandbox has three orders; the quirk
 * is off when the test begins.
 */
export function testQuirk(name: QuirkName, test: (sandbox: Sandbox) => Promise<void>): void {
	it(`${name}: ${QUIRKS[name].sentence}`, () => withSandbox({ orders: 3 }, test));
}

/** The rows of a listing. */
export async function listOrders(sandbox: Sandbox, query: Asking['query'] = {}) {
	const { json } = await ask(sandbox, 'get/orders', { query });
	return json as { data: Array<Record<string, unknown>>; current_page: number; last_page: number };
}

/** The `data` of a status batch for every order of the sandbox, or for the given ones. */
export async function askStatuses(sandbox: Sandbox, trackings = trackingsOf(sandbox)) {
	const query = { trackings: trackings.join(','), status: 'all' };
	const { json } = await ask(sandbox, 'get/orders/status', { query });
	return (json as { data: Record<string, Record<string, unknown>> }).data;
}

export const trackingsOf = (sandbox: Sandbox): string[] =>
	sandbox.platform.all().map(({ tracking }) => tracking);
