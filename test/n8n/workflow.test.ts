import { join } from 'node:path';
import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import { type Execution, itemsOf, readWorkflow } from '../../host/workflow';
import { projectFolder } from '../../host/folders';
import { type Sandbox, startSandbox } from '../../sandbox';
import { describeCredential, describeN8n, enterWithPackage, runOnce } from './support/n8n';

const example = join(projectFolder, 'examples', 'orders-statuses-remark.json');

describeN8n('the example workflow, run in n8n', () => {
	let rest: Rest;
	let sandbox: Sandbox;
	let credential: CredentialReference;
	let execution: Execution;

	beforeAll(async () => {
		({ rest } = await enterWithPackage());
		sandbox = await startSandbox({ orders: 60 });
		const input = describeCredential(sandbox.url, sandbox.token);
		credential = await saveCredential(rest, input);
		execution = await runOnce(rest, readWorkflow(example), credential);
	});
	afterAll(() => sandbox?.close());

	const tracking = ({ json }: { json: { tracking?: unknown } }) => String(json.tracking);

	it('ends well', () => {
		expect(execution.status).toBe('success');
	});

	it('lists the ten newest orders as the platform has them', () => {
		const listed = itemsOf(execution, 'List orders').map(tracking);
		const held = sandbox.platform.list().data.map((row) => row.tracking);
		expect(listed).toHaveLength(10);
		expect(listed).toEqual(held.slice(0, 10));
	});

	it('looks all of them up in one request, each answer paired with its order', () => {
		const statuses = itemsOf(execution, 'Look up statuses');
		expect(statuses.map(tracking)).toEqual(itemsOf(execution, 'List orders').map(tracking));
		expect(statuses.map(({ pairedItem }) => pairedItem)).toEqual(
			statuses.map((_, item) => ({ item })),
		);
		const lookups = sandbox.requests.filter(({ path }) => path.endsWith('get/orders/status'));
		expect(lookups).toHaveLength(1);
	});

	it('adds a remark to the first order on the way, and the platform has it', () => {
		const onTheWay = itemsOf(execution, 'Look up statuses').find(({ json }) =>
			['transit', 'delivery'].includes(String(json.phase)),
		);
		const [added] = itemsOf(execution, 'Add a remark');
		expect(tracking(added)).toBe(onTheWay?.json.tracking);
		const remarks = sandbox.platform.get(tracking(added))?.remarks.map(({ text }) => text);
		expect(remarks?.at(-1)).toContain(added.json.content);
	});

	it('stops with a message that helps when the token has been revoked', async () => {
		sandbox.quirks.on('revoked-token');
		const failed = await runOnce(rest, readWorkflow(example), credential);
		sandbox.quirks.clear();
		expect(failed.status).toBe('error');
		expect(failed.data.resultData.error?.message).toMatch(/token/i);
		expect(failed.data.resultData.lastNodeExecuted).toBe('List orders');
	});
});
