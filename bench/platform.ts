/**
 * The sandbox in a process of its own, so that its time and memory are not counted as the node's, and
 * what is asked of it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { request } from 'undici';

import { chooseFolders } from '../host/folders';
import { startSandbox, type SandboxOptions } from '../sandbox';
import { Engine } from '../test/support/engine';

export interface RemoteSandbox {
	url: string;
	token: string;
	trackings: string[];
	/** How many API requests it has answered so far. */
	countRequests(): Promise<number>;
}

export interface Stage {
	sandbox: RemoteSandbox;
	engine: Engine;
	credential: { carrier: string; baseUrl: string; apiToken: string };
}

/** A platform, and an engine of n8n that knows it, for as long as `work` takes. */
export async function withPlatform<T>(
	options: SandboxOptions,
	work: (stage: Stage) => Promise<T>,
): Promise<T> {
	const child = fork(__filename, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
	const next = async <Message>() => ((await once(child, 'message')) as [Message])[0];
	try {
		const { url, token, trackings } = await next<Omit<RemoteSandbox, 'countRequests'>>();
		const countRequests = async () => {
			child.send('count');
			return await next<number>();
		};
		const credential = { carrier: 'custom', baseUrl: url, apiToken: token };
		const engine = await Engine.load(hostNodes());
		return await work({ sandbox: { url, token, trackings, countRequests }, engine, credential });
	} finally {
		child.kill();
	}
}

async function serve(options: SandboxOptions): Promise<void> {
	const sandbox = await startSandbox(options);
	const trackings = sandbox.platform.all().map(({ tracking }) => tracking);
	process.on('message', () => process.send?.(sandbox.requests.length));
	process.send?.({ url: sandbox.url, token: sandbox.token, trackings });
}

export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** What Engine.load takes to know n8n's HTTP Request node; empty without `npm run n8n:install`. */
export function hostNodes(): Array<{ directory: string; only: string[] }> {
	const directory = join(chooseFolders().n8n, 'node_modules', 'n8n-nodes-base');
	return existsSync(directory) ? [{ directory, only: [HTTP_REQUEST] }] : [];
}

const BATCH_SIZE = 100;

/** The statuses of these orders with nothing of n8n in between: the floor of every comparison. */
export async function fetchRaw(
	{ url, token }: RemoteSandbox,
	trackings: string[],
): Promise<unknown[]> {
	const rows: unknown[] = [];
	for (let start = 0; start < trackings.length; start += BATCH_SIZE) {
		const batch = trackings.slice(start, start + BATCH_SIZE).join(',');
		const query = { trackings: batch, status: 'all', api_token: token };
		const answer = await request(`${url}/api/v1/get/orders/status`, {
			query,
			headers: { accept: 'application/json', authorization: `Bearer ${token}` },
		});
		const { data } = (await answer.body.json()) as { data: Record<string, unknown> };
		rows.push(...Object.values(data));
	}
	return rows;
}

if (require.main === module) void serve(JSON.parse(process.argv[2]) as SandboxOptions);
