import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../host/folders';
import { readWorkflow } from '../../host/workflow';
import { operationOf } from '../support/reader';

const folder = join(projectFolder, 'examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

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

	it('uses only what our nodes have', () => {
		for (const { type, parameters } of workflow.nodes) {
			if (type !== 'n8n-nodes-ecotrack.ecotrack') continue;
			const { resource, operation, ...values } = parameters;
			const { fields } = operationOf(`${resource}.${operation}`);
			const names = fields.map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(Object.keys(values)));
		}
	});
});
