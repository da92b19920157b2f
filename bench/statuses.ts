import { Engine } from '../test/support/engine';
import { HTTP_REQUEST, hostNodes } from './host-nodes';
import { time, type Measurement } from './measurement';
import { startRemoteSandbox } from './platform-process';
import { fetchRaw } from './wire';

const ORDERS = 1_000;

/** The statuses of 1,000 orders: our node, one request per order, and the bare wire. */
export async function measureStatuses(): Promise<Measurement[]> {
	const sandbox = await startRemoteSandbox({ orders: ORDERS, limits: 'off' });
	try {
		const engine = await Engine.load(hostNodes());
		const credential = { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token };
		const input = sandbox.trackings.map((tracking) => ({ tracking }));
		const rows: Measurement[] = [];

		const measure = async (name: string, work: () => Promise<number>, note?: string) => {
			const before = await sandbox.countRequests();
			const { ms, result } = await time(work);
			const requests = (await sandbox.countRequests()) - before;
			if (result !== ORDERS) throw new Error(`${name} answered for ${result} of ${ORDERS}`);
			rows.push(
				{ name: `${name}: requests`, value: requests, unit: '', note },
				{ name: `${name}: time`, value: ms / 1000, unit: 's' },
			);
		};

		const getStatuses = async () => {
			const parameters = {
				resource: 'order',
				operation: 'getStatuses',
				trackings: '={{ $json.tracking }}',
			};
			const { json } = await engine.runNode(parameters, credential, { input });
			return json.filter(({ found }) => found).length;
		};
		await getStatuses(); // warm
		await measure('ECOTRACK node, Get Statuses', getStatuses, 'to reach: 10 requests');

		if (hostNodes().length > 0) {
			const parameters = {
				url: `=${sandbox.url}/api/v1/get/orders/status?status=all&trackings={{ $json.tracking }}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'ecotrackApi',
				options: {},
			};
			await measure('HTTP Request node, one per order', async () => {
				const { json } = await engine.runNode(parameters, credential, {
					input,
					nodeType: HTTP_REQUEST,
					typeVersion: 4.2,
				});
				return json.filter(({ data }) => data).length;
			});
		}

		await measure(
			'bare wire (undici), 100 per request',
			async () => {
				const rows = await fetchRaw(sandbox, sandbox.trackings);
				return rows.length;
			},
			'the floor',
		);
		return rows;
	} finally {
		sandbox.stop();
	}
}
