/**
 * The sandbox in a process of its own, so that its time and memory are not counted as the node's.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { startSandbox, type SandboxOptions } from '../sandbox';

export interface RemoteSandbox {
	url: string;
	token: string;
	trackings: string[];
	/** How many API requests it has answered so far. */
	countRequests(): Promise<number>;
	stop(): void;
}

export async function startRemoteSandbox(options: SandboxOptions): Promise<RemoteSandbox> {
	const child = fork(__filename, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
	const [ready] = await once(child, 'message');
	return {
		...(ready as { url: string; token: string; trackings: string[] }),
		countRequests: async () => await ask(child),
		stop: () => void child.kill(),
	};
}

async function ask(child: ChildProcess): Promise<number> {
	child.send('count');
	const [count] = await once(child, 'message');
	return count as number;
}

async function serve(options: SandboxOptions): Promise<void> {
	const sandbox = await startSandbox(options);
	const trackings = sandbox.platform.all().map(({ tracking }) => tracking);
	process.on('message', () => process.send?.(sandbox.requests.length));
	process.send?.({ url: sandbox.url, token: sandbox.token, trackings });
}

if (require.main === module) void serve(JSON.parse(process.argv[2]) as SandboxOptions);
