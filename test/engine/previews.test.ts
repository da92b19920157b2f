/** What the editor shows of an output before the first run is what comes out. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { loadOutputSchema } from 'n8n-core';

import { openLab } from '../support/lab';
import { EXAMPLES } from '../support/parameters';
import { fileOf, FOLDER, previewOf, toSchema, type Schema } from '../support/previews';

const BUILT = join(__dirname, '../../dist/nodes/Ecotrack');
const lab = openLab();

/** As n8n finds it: in the built package, by version, resource and operation. */
function preview(operation: string): Schema | undefined {
	const [resource, name] = operation.split('.');
	const found = loadOutputSchema({ nodeDir: BUILT, version: 1, resource, operation: name });
	return found as Schema | undefined;
}

/** The places where a value is not what the schema says. Null may stand anywhere. */
function misfits(schema: Schema | undefined, value: unknown, path = ''): string[] {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value)) {
		if (schema?.type !== 'array') return [path];
		return value.flatMap((item) => misfits(schema.items, item, `${path}[]`));
	}
	if (typeof value !== schema?.type) return [path];
	return typeof value === 'object'
		? Object.entries(value).flatMap(([key, part]) =>
				misfits(schema.properties?.[key], part, `${path}.${key}`),
			)
		: [];
}

describe.each(Object.keys(EXAMPLES))('the preview of %s', (operation) => {
	it('fits what its example yields', async () => {
		const { json, error } = await lab.runExample(operation);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(json.flatMap((row) => misfits(preview(operation), row))).toEqual([]);
	});

	it('has no field but those that its outputs have: else run `npm run previews`', async () => {
		expect(preview(operation)).toEqual(await previewOf(lab.engine, operation));
	});
});

describe('the previews', () => {
	it('are there for the operations of the node, and for nothing else', () => {
		const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
		expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
			Object.keys(EXAMPLES).map(fileOf).sort(),
		);
	});

	it('are not taken for those of the trigger, which lies in the same folder', () => {
		expect(loadOutputSchema({ nodeDir: BUILT, version: 1 })).toBeUndefined();
	});
});

describe('a schema', () => {
	it('has every field that one of the values has, in their order, and one type for each', () => {
		const values = [
			{ a: null, list: [] },
			{ a: 1, list: [{ b: 'x' }], c: true },
		];
		expect(toSchema(values)).toEqual({
			type: 'object',
			properties: {
				a: { type: 'number' },
				list: { type: 'array', items: { type: 'object', properties: { b: { type: 'string' } } } },
				c: { type: 'boolean' },
			},
		});
	});

	it('is refused for a field that is always empty, and for one of two types', () => {
		expect(() => toSchema([{ a: null }])).toThrow('No scene fills a');
		expect(() => toSchema([{ a: 1 }, { a: 'x' }])).toThrow('several types');
	});

	it.each([
		[{ a: 'x' }, ['.a']],
		[{ a: 1, z: 1 }, ['.z']],
		[{ list: [{ b: 1 }] }, ['.list[].b']],
		[{ list: {} }, ['.list']],
		[{ a: null }, []],
	])('does not fit %j: %j', (value, places) => {
		const schema = toSchema([{ a: 1, list: [{ b: 'x' }] }]);
		expect(misfits(schema, value)).toEqual(places);
	});
});
