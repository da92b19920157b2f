import { fork } from 'node:child_process';
import { once } from 'node:events';

import { Engine } from '../test/support/engine';
import { time, type Measurement } from './measurement';
import { startRemoteSandbox } from './platform-process';

const ORDERS = 10_000;
const PARAMETERS = { resource: 'order', operation: 'getAll', returnAll: true };

interface Report {
	count: number;
	seconds: number;
	idleMib: number;
	peakMib: number;
}

/** 10,000 orders with Return All, in a process of its own, so that its memory can be read. */
export async function measureListing(): Promise<Measurement[]> {
	const sandbox = await startRemoteSandbox({ orders: ORDERS, limits: 'off' });
	try {
		const child = fork(__filename, [sandbox.url, sandbox.token], {
			execArgv: ['--import', 'tsx'],
		});
		const [message] = await once(child, 'message');
		const { count, seconds, idleMib, peakMib } = message as Report;
		if (count !== ORDERS) throw new Error(`Return All answered ${count} of ${ORDERS} orders`);
		return [
			{
				name: 'requests',
				value: await sandbox.countRequests(),
				unit: '',
				note: '40 orders a page',
			},
			{ name: 'time', value: seconds, unit: 's' },
			{ name: 'idle engine', value: idleMib, unit: 'MiB' },
			{
				name: 'peak above the idle engine',
				value: peakMib - idleMib,
				unit: 'MiB',
				note: 'to reach: at most 143 MiB (150 MB)',
			},
		];
	} finally {
		sandbox.stop();
	}
}

async function list(baseUrl: string, apiToken: string): Promise<void> {
	const engine = await Engine.load();
	const idleMib = process.memoryUsage().rss / 2 ** 20;
	const credential = { carrier: 'custom', baseUrl, apiToken };
	const { ms, result } = await time(() => engine.runNode(PARAMETERS, credential));
	process.send?.({
		count: result.json.length,
		seconds: ms / 1000,
		idleMib,
		peakMib: process.resourceUsage().maxRSS / 1024,
	});
	process.disconnect();
}

if (require.main === module) void list(process.argv[2], process.argv[3]);
