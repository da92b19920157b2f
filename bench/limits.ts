import { Engine } from '../test/support/engine';
import { time, type Measurement } from './measurement';
import { startRemoteSandbox } from './platform-process';

/** 1,000 statuses under the documented limits: how long a user waits. */
export async function measureLimits(): Promise<Measurement[]> {
	const sandbox = await startRemoteSandbox({ orders: 1_000 });
	try {
		const engine = await Engine.load();
		const credential = { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token };
		const parameters = {
			resource: 'order',
			operation: 'getStatuses',
			trackings: `={{ ${JSON.stringify(sandbox.trackings)} }}`,
		};
		const { ms, result } = await time(() => engine.runNode(parameters, credential));
		if (result.json.length !== 1_000) throw new Error(`Answered ${result.json.length} of 1,000`);
		return [
			{ name: 'requests', value: await sandbox.countRequests(), unit: '', note: 'of 50 a minute' },
			{ name: 'time', value: ms / 1000, unit: 's', note: 'to reach: at most 13 s' },
		];
	} finally {
		sandbox.stop();
	}
}
