/**
 * The worked examples: as files, and our nodes in them as they stand there, on the items they would
 * get. test/n8n/examples.test.ts runs them whole.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { projectFolder } from '../../host/folders';
import { readWorkflow } from '../../host/workflow';
import { openLab } from '../support/lab';

const folder = join(projectFolder, 'examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const lab = openLab({ limits: 'off', startAt: new Date() });

/** What chooses the operation, and what n8n gives a node that is used as a tool. */
const NO_FIELDS = ['resource', 'operation', 'descriptionType', 'toolDescription'];

describe.each(files)('the example %s', (file) => {
	const workflow = readWorkflow(join(folder, file));
	const names = workflow.nodes.map(({ name }) => name);

	it('connects nodes that it has, each under a name of its own', () => {
		const targets = JSON.stringify(workflow.connections).matchAll(/"node":"([^"]+)"/g);
		const connected = [...targets].map(([, name]) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual(
			expect.arrayContaining([...connected, ...Object.keys(workflow.connections)]),
		);
	});

	it('carries no credential, no pinned data and no id of an n8n', () => {
		expect(workflow).not.toHaveProperty('pinData');
		expect(workflow).not.toHaveProperty('id');
		for (const node of workflow.nodes) expect(node).not.toHaveProperty('credentials');
	});

	it('says on its canvas what it does, and holds nothing but nodes that every n8n has', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(0);
		for (const { type } of workflow.nodes) {
			expect(type).toMatch(/^n8n-nodes-(base|ecotrack)\.\w+$|^@n8n\/n8n-nodes-langchain\.\w+$/);
			expect(type).not.toBe('n8n-nodes-base.code');
		}
	});

	it('asks for a sheet in one place, and names its tabs: without a name n8n drops the columns', () => {
		for (const { type, parameters } of workflow.nodes) {
			if (type !== 'n8n-nodes-base.googleSheets') continue;
			expect(parameters.documentId).toMatchObject({
				mode: 'url',
				value: "={{ $('Settings').first().json.sheet }}",
			});
			expect(parameters.sheetName).toMatchObject({
				mode: 'name',
				value: expect.stringMatching(/./),
			});
		}
	});

	it('uses only what our nodes have', () => {
		for (const { type, parameters } of workflow.nodes) {
			if (type === 'n8n-nodes-ecotrack.ecotrackTrigger') {
				const offered = ['pollTimes', 'triggerOn', 'filters', 'options'];
				expect(offered).toEqual(expect.arrayContaining(Object.keys(parameters)));
			}
			if (!/^n8n-nodes-ecotrack\.ecotrack(Tool)?$/.test(type)) continue;
			const own = Object.keys(parameters).filter((name) => !NO_FIELDS.includes(name));
			const key = `${String(parameters.resource)}.${String(parameters.operation)}`;
			expect(lab.engine.offered().get(key)).toEqual(expect.arrayContaining(own));
		}
	});
});

const runNode = async (file: string, name: string, input: IDataObject[] = [{}]) => {
	const { nodes } = readWorkflow(join(folder, `${file}.json`));
	const node = nodes.find((one) => one.name === name);
	return await lab.engine.runNode(node?.parameters as INodeParameters, lab.credential, {
		input,
		onError: (node as { onError?: 'continueRegularOutput' }).onError,
	});
};

it('sheet row to parcel: rows become orders, a wrong row is told, a second run adds nothing', async () => {
	const row = { name: 'Amina', address: 'Rue 1', wilaya: 16, commune: 'kouba', product: 'Montre' };
	const rows = [
		{ ...row, reference: 'A', phone: 555000111, amount: '2 900 DA', delivery: 'Bureau' },
		{ ...row, reference: 'B', phone: '12', amount: 2900 },
		{
			...row,
			reference: 'C',
			phone: '0555000111',
			amount: 2900,
			wilaya: 'Béjaia',
			commune: 'AKBOU',
			delivery: '',
		},
	];
	const first = await runNode('sheet-row-to-parcel', 'Create the orders', rows);
	expect(first.json).toMatchObject([
		{ created: true, tracking: expect.any(String), reference: 'A' },
		{ error: "'Phone' is not an Algerian phone number: 12" },
		{ created: true, tracking: expect.any(String), reference: 'C' },
	]);
	expect(lab.sandbox.platform.all()).toMatchObject([
		{ reference: 'A', product: 'Montre', commune: 'Kouba', stopDesk: 1 },
		{ reference: 'C', product: 'Montre', commune: 'Akbou', stopDesk: 0 },
	]);
	const second = await runNode('sheet-row-to-parcel', 'Create the orders', rows);
	expect(second.json[0]).toMatchObject({ ...first.json[0], created: false });
	expect(lab.sandbox.platform.size).toBe(2);
});

it('order status changed: looks every five minutes, which is right for most shops', () => {
	const [{ parameters }] = readWorkflow(join(folder, 'order-status-changed.json')).nodes;
	expect(parameters.pollTimes).toEqual({
		item: [{ mode: 'everyX', value: 5, unit: 'minutes' }],
	});
});

it('label to printer folder: every order that is ready to ship gets its PDF', async () => {
	lab.sandbox.platform.create({ status: 'prete_a_expedier' });
	lab.sandbox.platform.create({ status: 'en_livraison' });
	const { json: ready } = await runNode('label-to-printer-folder', 'List the orders');
	expect(ready).toMatchObject([{ status: 'prete_a_expedier' }]);
	const { outputs } = await runNode('label-to-printer-folder', 'Download the label', ready);
	expect(outputs[0]).toMatchObject([
		{ json: { fileName: `label-${String(ready[0].tracking)}.pdf` }, binary: { data: {} } },
	]);
});

it('returns of the week: the orders on their way back, with what happened to them', async () => {
	const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
	lab.sandbox.platform.addRemark(tracking, 'Client absent', { driver: 'D', station: 'S' });
	lab.sandbox.platform.setStatus(tracking, 'retour_chez_livreur');
	lab.sandbox.platform.create({ status: 'en_livraison' });
	const { json: back } = await runNode('returns-of-the-week', 'List the orders');
	const { json: told } = await runNode('returns-of-the-week', 'Look up what happened', back);
	expect(told).toMatchObject([{ tracking, attempts: ['Client absent'] }]);
	const activity = told[0].activity as IDataObject[];
	expect(activity.some(({ status, at }) => /^return/i.test(String(status)) && at)).toBe(true);
});

it('what was paid: archived orders are found, with their amounts', async () => {
	const paid = lab.sandbox.platform.create({ status: 'paye_et_archive', amount: 2900 });
	const open = lab.sandbox.platform.create({ status: 'en_livraison' });
	const input = [paid, open].map(({ tracking }) => ({ tracking }));
	const { json } = await runNode('what-was-paid', 'Look the orders up', input);
	expect(json).toMatchObject([
		{ tracking: paid.tracking, status: 'paye_et_archive', amount: 2900 },
		{ tracking: open.tracking, status: 'en_livraison' },
	]);
});
