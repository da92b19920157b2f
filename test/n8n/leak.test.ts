import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import type { WorkflowFile } from '../../host/workflow';
import { type QuirkName, type Sandbox, startSandbox } from '../../sandbox';
import {
	describeCredential,
	describeN8n,
	enterWithPackage,
	findInLog,
	runOnce,
} from './support/n8n';
import type { SharedN8n } from './support/shared';

const TOKEN = 'token-that-must-not-show-93ab';

const OPERATIONS: Array<[resource: string, operation: string, values: object]> = [
	['order', 'getAll', { returnAll: true }],
	['order', 'getStatuses', { trackings: '={{ $json.tracking }}' }],
	['tracking', 'getHistory', {}],
	['remark', 'add', { content: 'Please call' }],
	['remark', 'getAll', { returnAll: true }],
	['return', 'request', {}],
];

/** Start, then every operation beside the others, each going on when it fails. */
function everyOperation(tracking: string): WorkflowFile {
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const list = { __rl: true, mode: 'number', value: tracking };
	const operations = OPERATIONS.map(([resource, operation, values]) => ({
		name: `${resource} ${operation}`,
		type: 'n8n-nodes-ecotrack.ecotrack',
		parameters: { resource, operation, tracking: list, trackings: tracking, ...values },
		onError: 'continueRegularOutput',
	}));
	operations[1].parameters.trackings = tracking;
	const nodes = [start, ...operations].map((node, index) => ({
		...node,
		id: `node-${index}`,
		typeVersion: 1,
		position: [index && 200, index * 100],
	}));
	const targets = operations.map(({ name }) => ({ node: name, type: 'main', index: 0 }));
	return {
		name: 'Every operation',
		nodes,
		connections: { Start: { main: [targets] } },
		settings: {},
	};
}

describeN8n('the API token', () => {
	let rest: Rest;
	let n8n: SharedN8n;
	let sandbox: Sandbox;
	let credential: CredentialReference;
	let tracking: string;

	beforeAll(async () => {
		({ rest, n8n } = await enterWithPackage());
		sandbox = await startSandbox({ token: TOKEN, orders: 5 });
		[{ tracking }] = sandbox.platform.all();
		credential = await saveCredential(rest, describeCredential(sandbox.url, TOKEN));
	});
	afterEach(() => sandbox.quirks.clear());
	afterAll(() => sandbox?.close());

	it.each<[string, QuirkName | undefined]>([
		['works', undefined],
		['no longer takes the token', 'revoked-token'],
		['has switched API access off', 'token-not-allowed'],
		['fails', 'server-error'],
		['has moved', 'moved-alias'],
		['breaks the connection off', 'dropped-connection'],
		['answers half of its JSON', 'truncated-json'],
		['answers a page', 'html-ok'],
	])('shows in no execution and no log line when the platform %s', async (_, quirk) => {
		if (quirk) sandbox.quirks.on(quirk);
		const execution = await runOnce(rest, everyOperation(tracking), credential);
		const ran = Object.keys(execution.data.resultData.runData);
		expect(ran).toHaveLength(OPERATIONS.length + 1);
		expect(sandbox.requests.length).toBeGreaterThan(0);
		expect(execution.raw.includes(TOKEN)).toBe(false);
		expect(findInLog(n8n, TOKEN)).toEqual([]);
	});

	it("shows in no answer of n8n's own API", async () => {
		const answers = await Promise.all([
			rest.get(`credentials/${credential.id}?includeData=true`),
			rest.get('credentials?includeData=true'),
			rest.get('workflows'),
			rest.get('executions'),
		]);
		expect(JSON.stringify(answers)).not.toContain(TOKEN);
	});
});
