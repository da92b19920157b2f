/**
 * Workflows as an earlier version of this package saved them, in a running n8n, which decides for
 * itself what of a node it loads. Every such place of a parameter: test/engine/saved-workflows.test.ts.
 */
import { join } from 'node:path';
import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import { type Execution, itemsOf, readWorkflow } from '../../host/workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { describeCredential, describeN8n, enterWithPackage, runOnce } from './support/n8n';
import { story } from './support/story';

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
	const filters = {
		phases: ['delivered'],
		options: { statuses: ['livre_non_encaisse'], previousStatuses: ['en_livraison'] },
	};
	story('tells what its filters asked for and nothing else', filters, async (watch) => {
		const [held, delivered] = [watch.order(), watch.order()];
		await watch.start();
		watch.move(held, 'suspendu');
		watch.move(delivered, 'livre_non_encaisse');
		await watch.awaitEvents(1);
		await watch.awaitPolls(2);
		expect(await watch.events()).toEqual([
			expect.objectContaining({ tracking: delivered, status: 'livre_non_encaisse' }),
		]);
	});
});
