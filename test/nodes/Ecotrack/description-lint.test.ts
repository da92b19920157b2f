/**
 * n8n's lint sees literals only, and here most of a description is derived from tables: so the
 * derived one is written out as a literal, and linted.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { Ecotrack } from '../../../nodes/Ecotrack/Ecotrack.node';
import { EcotrackTrigger } from '../../../nodes/Ecotrack/EcotrackTrigger.node';
import { UPDATE_FIELDS } from '../../../nodes/Ecotrack/actions/order/fields';
import { STATUS_OPTIONS } from '../../../nodes/Ecotrack/platform/statuses';

const REPOSITORY = join(__dirname, '../../..');
const action = new Ecotrack();
const trigger = new EcotrackTrigger();

describe("n8n's own lint", () => {
	const folder = mkdtempSync(join(tmpdir(), 'ecotrack-lint-'));

	beforeAll(() => {
		for (const part of ['icons', 'credentials', 'package.json']) {
			cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
		}
		mkdirSync(join(folder, 'nodes', 'Ecotrack'), { recursive: true });
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	/**
	 * The two exceptions: statuses stand in the order of a parcel's way, and say the platform's own word as
	 * well; the fields of an update begin with those that everyone asks for. Linted are they as n8n would
	 * have them: sorted, the statuses by their titles.
	 */
	const plainStatuses = STATUS_OPTIONS.map(({ name, value }) => ({
		name: name.replace(` (${value})`, ''),
		value,
	})).sort((a, b) => a.name.localeCompare(b.name));
	const updateFields = UPDATE_FIELDS.options as INodeProperties[];
	const plain = new Map<string, unknown>([
		[JSON.stringify(STATUS_OPTIONS), plainStatuses],
		[
			JSON.stringify(updateFields),
			[...updateFields].sort((a, b) => a.displayName.localeCompare(b.displayName)),
		],
	]);
	const withoutExceptions = (description: INodeTypeDescription): INodeTypeDescription =>
		JSON.parse(
			JSON.stringify(description),
			(_key, value: unknown) => plain.get(JSON.stringify(value)) ?? value,
		) as INodeTypeDescription;

	/** The description as if somebody had typed it into the node's file. */
	function write(name: string, description: INodeTypeDescription): string {
		const literal = inspect(withoutExceptions(description), {
			depth: null,
			maxArrayLength: null,
			maxStringLength: null,
		}).replaceAll("'main'", 'NodeConnectionTypes.Main');
		return `import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

export class ${name} implements INodeType {
	description: INodeTypeDescription = ${literal};
}
`;
	}

	it('finds nothing in what the tables derive', () => {
		const files = join(folder, 'nodes', 'Ecotrack');
		writeFileSync(join(files, 'Ecotrack.node.ts'), write('Ecotrack', action.description));
		writeFileSync(
			join(files, 'EcotrackTrigger.node.ts'),
			write('EcotrackTrigger', trigger.description),
		);
		const scanner = join(REPOSITORY, 'test/support/scan-folder.mjs');
		// The lint rules behave otherwise when they believe that they are tested themselves.
		const env = { ...process.env, NODE_ENV: '' };
		const args = [scanner, folder, 'nodes/**/*.ts'];
		const found = execFileSync('node', args, { encoding: 'utf8', env });
		const { passed, details = '' } = JSON.parse(found);
		expect(details).toBe('');
		expect(passed).toBe(true);
	});
});
