/**
 * Workflows as an earlier version of this package saved them, in a running n8n, which decides for
 * itself what of a node it loads. Every such place of a parameter: test/engine/saved-workflows.test.ts.
 */
import { join } from 'node:path';
import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import { type Execution, itemsOf, readWorkflow } from '../../host/workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import {
	describeCredential,
	describeN8n,
	enterWithPackage,
	findInLog,
	runOnce,
} from './support/n8n';
import type { SharedN8n } from './support/shared';
import { Watch } from './support/watch';

const TOKEN = 'token-of-a-saved-trigger-that-must-not-show-a81b';
const file = join(__dirname, 'support', 'saved-workflow.json');

describeN8n('a workflow that an earlier version of this package saved', () => {
	let rest: Rest;
	let sandbox: Sandbox;
	let credential: CredentialReference;
	let execution: Execution;

	beforeAll(async () => {
		({ rest } = await enterWithPackage());
		sandbox = await startSandbox({ orders: 10 });
		const input = describeCredential(sandbox.url, sandbox.token);
		credential = await saveCredential(rest, input);
		execution = await runOnce(rest, readWorkflow(file), credential);
	});
	afterAll(() => sandbox?.close());

	const created = () => sandbox.platform.all().filter(({ reference }) => reference === 'CMD-1042');

	it('runs to its end', () => {
		expect(execution.data.resultData.error?.message).toBeUndefined();
		expect(execution.status).toBe('success');
	});

	it('creates the order it describes: reference, product and desk too', () => {
		const order = { recipient: 'Client Exemple', wilayaId: 16, commune: 'Kouba' };
		const moved = { product: 'P-001', stopDesk: 1, fromStock: 1 };
		expect(created()).toEqual([expect.objectContaining({ ...order, ...moved })]);
	});

	it('finds that order again, by its number, its status and in the list', () => {
		const [{ tracking }] = created();
		for (const node of ['Get order', 'Look up statuses']) {
			expect(itemsOf(execution, node).map(({ json }) => json.tracking)).toEqual([tracking]);
		}
		const listed = itemsOf(execution, 'List orders').map(({ json }) => json.tracking);
		expect(listed).toHaveLength(5);
		expect(listed).toContain(tracking);
	});

	it('run again, creates nothing twice', async () => {
		const again = await runOnce(rest, readWorkflow(file), credential);
		expect(again.status).toBe('success');
		expect(itemsOf(again, 'Create order')).toMatchObject([{ json: { created: false } }]);
		expect(created()).toHaveLength(1);
	});
});

describeN8n('a trigger that an earlier version of this package saved', () => {
	let n8n: SharedN8n;
	let watch: Watch;
	let delivered: string;

	beforeAll(async () => {
		const entered = await enterWithPackage();
		({ n8n } = entered);
		const filters = {
			phases: ['delivered'],
			options: { statuses: ['livre_non_encaisse'], previousStatuses: ['en_livraison'] },
		};
		watch = await Watch.open(entered.rest, filters, { token: TOKEN });
		const held = watch.order();
		delivered = watch.order();
		await watch.start();
		watch.move(held, 'suspendu');
		watch.move(delivered, 'livre_non_encaisse');
		await watch.awaitEvents(1);
		await watch.awaitPolls(2);
	});
	afterAll(() => watch?.close());

	it('tells what its filters ask for and nothing else', async () => {
		expect(await watch.events()).toEqual([
			expect.objectContaining({ tracking: delivered, status: 'livre_non_encaisse' }),
		]);
	});

	it('shows its token in no run and no line of the log', async () => {
		const runs = (await watch.executions()).map(({ raw }) => raw).join('');
		expect(runs).toContain(delivered);
		expect(runs).not.toContain(TOKEN);
		expect(findInLog(n8n, TOKEN)).toEqual([]);
	});
});
