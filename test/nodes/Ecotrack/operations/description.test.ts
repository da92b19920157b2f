/**
 * n8n's own lint sees only literals inside a node file; the description here is derived from the
 * catalogue, so its rules are checked on what comes out.
 */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { Ecotrack } from '../../../../nodes/Ecotrack/Ecotrack.node';
import { RESOURCES } from '../../../../nodes/Ecotrack/operations';

const node = new Ecotrack();
const { properties } = node.description;

const isProperty = (one: unknown): one is INodeProperties =>
	typeof one === 'object' && one !== null && 'displayName' in one && 'type' in one;

/** Every parameter, those inside collections included. */
const all: INodeProperties[] = properties.flatMap(function open(property): INodeProperties[] {
	return [property, ...(property.options ?? []).filter(isProperty).flatMap(open)];
});

const optionsOf = ({ options = [] }: INodeProperties) =>
	options.filter(
		(one): one is INodePropertyOptions =>
			!isProperty(one) && 'name' in one && !('values' in (one as INodePropertyCollection)),
	);

const named = (name: string) => all.filter((property) => property.name === name);
const byName = (a: string, b: string) => a.localeCompare(b);

it('starts with resource and operation, neither of which takes expressions', () => {
	const selectors = properties.filter(({ noDataExpression }) => noDataExpression);
	expect(selectors.map(({ name }) => name)).toEqual([
		'resource',
		...RESOURCES.map(() => 'operation'),
	]);
});

it('shows every other parameter for one operation only', () => {
	for (const { name, displayOptions } of properties.slice(RESOURCES.length + 1)) {
		expect([name, displayOptions?.show?.resource]).toEqual([name, [expect.any(String)]]);
		expect([name, displayOptions?.show?.operation]).toEqual([name, [expect.any(String)]]);
	}
});

it('has a default for every parameter', () => {
	expect(all.filter((property) => property.default === undefined)).toEqual([]);
});

it('lists options alphabetically', () => {
	for (const property of all) {
		const names = optionsOf(property).map(({ name }) => name);
		expect(names).toEqual([...names].sort(byName));
		const fields = (property.options ?? []).filter(isProperty).map((one) => one.displayName);
		expect(fields).toEqual([...fields].sort(byName));
	}
});

it('describes every operation in a way that adds to its name', () => {
	for (const { operations } of RESOURCES) {
		for (const { name, action, description } of operations) {
			expect(name).toMatch(/^([A-Z][a-z]+ ?)+$/);
			expect(action).toMatch(/^[A-Z][a-z ]+$/);
			expect(action).not.toMatch(/\b(an?|the)\b/);
			expect(description.length).toBeGreaterThan(action.length);
		}
	}
});

it('has no two operations with the same action', () => {
	const actions = RESOURCES.flatMap(({ operations }) => operations.map(({ action }) => action));
	expect(new Set(actions).size).toBe(actions.length);
});

it('ends a single sentence without a period, and several with one', () => {
	const texts = [
		...all.map(({ description }) => description),
		...all.flatMap(optionsOf).map(({ description }) => description),
	].filter((text): text is string => !!text);
	for (const text of texts) {
		const isSeveral = /[.!?] \S/.test(text);
		expect([text, text.endsWith('.')]).toEqual([text, isSeveral]);
	}
});

it('asks a question of every yes or no', () => {
	for (const { type, description } of all) {
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
	}
});

it('gives examples as placeholders', () => {
	for (const { type, placeholder } of all) {
		if (type === 'string' && placeholder) expect(placeholder).toMatch(/^e\.g\. /);
	}
});

it.each([
	['returnAll', false, 'Whether to return all results or only up to a given limit'],
	['limit', 50, 'Max number of results to return'],
	[
		'simplify',
		true,
		'Whether to return a simplified version of the response instead of the raw data',
	],
])('uses the words of n8n for %s', (name, initial, description) => {
	expect(named(name).length).toBeGreaterThan(0);
	for (const property of named(name))
		expect(property).toMatchObject({ default: initial, description });
});

it('offers the list first wherever a record is chosen', () => {
	const locators = all.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(5);
	for (const { modes } of locators) {
		expect(modes?.[0]).toMatchObject({ name: 'list', displayName: 'From List' });
		const method = modes?.[0].typeOptions?.searchListMethod ?? '';
		expect(Object.keys(node.methods.listSearch)).toContain(method);
	}
});

it('avoids the words that n8n avoids', () => {
	expect(JSON.stringify(properties)).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
});
