import { Engine } from '../test/support/engine';
import { NEW_ORDER } from '../test/support/parameters';
import { time, type Measurement } from './measurement';
import { startRemoteSandbox } from './platform-process';

const ORDERS = 1_000;

/** 1,000 new orders: all of them together, and one by one. */
export async function measureCreate(): Promise<Measurement[]> {
	const sandbox = await startRemoteSandbox({ limits: 'off' });
	try {
		const engine = await Engine.load();
		const credential = { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token };
		const rows: Measurement[] = [];

		const create = async (operation: string, input: Array<{ ref: string }>) => {
			const parameters = {
				resource: 'order',
				operation,
				...NEW_ORDER,
				additionalFields: { reference: '={{ $json.ref }}' },
			};
			const { json } = await engine.runNode(parameters, credential, { input });
			return new Set(json.filter(({ created }) => created).map(({ tracking }) => tracking)).size;
		};
		const measure = async (name: string, operation: string, note: string) => {
			const input = Array.from({ length: ORDERS }, (_, index) => ({
				ref: `${operation}-${index}`,
			}));
			const before = await sandbox.countRequests();
			const { ms, result } = await time(() => create(operation, input));
			const requests = (await sandbox.countRequests()) - before;
			if (result !== ORDERS) throw new Error(`${name} created ${result} of ${ORDERS}`);
			rows.push(
				{ name: `${name}: requests`, value: requests, unit: '', note },
				{ name: `${name}: time`, value: ms / 1000, unit: 's' },
			);
		};

		await create('createMany', [{ ref: 'warm' }]);
		await measure('Create Many', 'createMany', 'to reach: 10, and 1 for the list of communes');
		await measure('Create, one by one', 'create', 'at 50 a minute these take 20 minutes');
		return rows;
	} finally {
		sandbox.stop();
	}
}
