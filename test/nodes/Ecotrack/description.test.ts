/**
 * n8n's rules for what the editor shows, as far as no lint rule covers them; the others are held in
 * description-lint.test.ts.
 */
import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

import { EcotrackApi } from '../../../credentials/EcotrackApi.credentials';
import { Ecotrack } from '../../../nodes/Ecotrack/Ecotrack.node';
import { EcotrackTrigger } from '../../../nodes/Ecotrack/EcotrackTrigger.node';
import { RESOURCES } from '../../../nodes/Ecotrack/actions';

const action = new Ecotrack();
const trigger = new EcotrackTrigger();
const operations = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);

/** A property with all that are nested in it. */
function flatten(property: INodeProperties): INodeProperties[] {
	const nested = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	return [property, ...nested.flatMap(flatten)];
}

const propertiesOf = ({ properties }: { properties: INodeProperties[] }) =>
	properties.flatMap(flatten);

const everyProperty = [
	...propertiesOf(action.description),
	...propertiesOf(trigger.description),
	...propertiesOf(new EcotrackApi()),
];

const optionsOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

describe('the selectors', () => {
	const [resource, ...rest] = action.description.properties;
	const selectors = rest.slice(0, RESOURCES.length);

	it('stand first, resource before operation, and take no expression', () => {
		expect(resource).toMatchObject({ name: 'resource', type: 'options', noDataExpression: true });
		for (const [index, selector] of selectors.entries()) {
			expect(selector).toMatchObject({
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: [RESOURCES[index].value] } },
			});
		}
	});

	it('start with something that exists', () => {
		expect(RESOURCES.map(({ value }) => value)).toContain(resource.default);
		for (const selector of selectors) {
			expect(optionsOf(selector).map(({ value }) => value)).toContain(selector.default);
		}
	});

	it('name resources in the singular', () => {
		for (const { name } of RESOURCES) expect(name).toMatch(/^[A-Z][a-z]*[^s]$/);
	});
});

describe('the operations', () => {
	it('are told apart by resource and value', () => {
		const pairs = operations.map(
			({ resource, operation }) => `${resource.value}.${operation.value}`,
		);
		expect(new Set(pairs).size).toBe(pairs.length);
	});

	it('have an endpoint of their own, but for the two ways to read get/orders', () => {
		const endpoints = operations
			.map(({ operation: { method, path } }) => `${method} ${path}`)
			.filter((endpoint) => endpoint !== 'GET get/orders');
		expect(new Set(endpoints).size).toBe(endpoints.length);
	});

	it('have actions of their own: that is how they are found in the node panel', () => {
		const actions = operations.map(({ operation }) => operation.action);
		expect(new Set(actions).size).toBe(actions.length);
	});

	it.each(operations.map(({ resource, operation }) => ({ resource, ...operation })))(
		'$resource.value.$value is named as n8n wants it',
		({ resource, name, value, action: words, description }) => {
			expect(value).toMatch(/^[a-z][A-Za-z]*$/);
			expect(name).not.toMatch(new RegExp(`\\b${resource.name}`));
			expect(words).toMatch(/^[A-Z][a-z]+( [a-z0-9]+)+$/);
			expect(words).not.toMatch(/\b(a|an|the)\b/);
			expect(description).not.toBe(words);
			expect(description.length).toBeGreaterThan(words.length);
			if (name === 'Get Many') expect(value).toBe('getAll');
			if (value === 'getAll') expect(name).toBe('Get Many');
		},
	);

	it.each(operations.map(({ resource, operation }) => ({ resource, ...operation })))(
		'$resource.value.$value can be chosen by a model from its description',
		({ resource, value }) => {
			const node = {
				id: '1',
				name: 'ECOTRACK',
				type: 'ecotrack',
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters: { resource: resource.value, operation: value, descriptionType: 'auto' },
			};
			const words = NodeHelpers.getToolDescriptionForNode(node, action);
			const [first] = value.split(/(?=[A-Z])/);
			expect(words.toLowerCase()).toContain(first);
			expect(words).toContain('ECOTRACK');
		},
	);
});

describe('every property', () => {
	const named = everyProperty.map((property) => [property.displayName, property] as const);

	it.each(named)('%s: options from five on are sorted by name', (_, property) => {
		const names = (property.options ?? []).map((option) =>
			'displayName' in option ? option.displayName : option.name,
		);
		// The credential begins with the way out of its list.
		const sorted = property.name === 'carrier' ? names.slice(1) : names;
		if (sorted.length >= 5) {
			expect(sorted).toEqual([...sorted].sort((a, b) => a.localeCompare(b, 'en')));
		}
	});

	it.each(named)('%s: option values and names are unique', (_, property) => {
		const options = optionsOf(property);
		expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
		expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
	});

	it.each(named)('%s: a placeholder is an example, or says what to add', (_, property) => {
		const { type, placeholder, modes = [] } = property;
		if (type === 'collection' || type === 'fixedCollection') {
			expect(placeholder).toMatch(/^Add [A-Z]/);
		} else if (placeholder) {
			expect(placeholder).toMatch(/^e\.g\. /);
		}
		for (const mode of modes) {
			expect(mode.placeholder).toMatch(mode.type === 'list' ? /^Choose .*\.\.\.$/ : /^e\.g\. /);
		}
	});

	it.each(named)('%s: a switch says whether', (_, { type, description, default: initial }) => {
		if (type !== 'boolean') return;
		expect(description).toMatch(/^Whether /);
		expect(initial).toEqual(expect.any(Boolean));
	});

	it.each(named)(
		'%s: a record is chosen from a list first',
		(_, { type, modes = [], default: initial }) => {
			if (type !== 'resourceLocator') return;
			expect(modes[0]).toMatchObject({ displayName: 'From List', name: 'list', type: 'list' });
			expect(initial).toEqual({ mode: 'list', value: '' });
			const search = modes[0].typeOptions?.searchListMethod;
			expect(Object.keys(action.methods.listSearch)).toContain(search);
		},
	);

	it.each(named)(
		'%s: its description ends like a sentence only if it has several',
		(_, property) => {
			const { description = '' } = property;
			expect(description).not.toBe(property.displayName);
			expect(/\.$/.test(description)).toBe(/\.\s/.test(description.replaceAll('e.g. ', '')));
		},
	);
});

describe('the shared parameters', () => {
	const all = (name: string) => propertiesOf(action.description).filter((one) => one.name === name);

	it.each([
		[
			'returnAll',
			{ default: false, description: 'Whether to return all results or only up to a given limit' },
		],
		[
			'limit',
			{ default: 50, typeOptions: { minValue: 1 }, description: 'Max number of results to return' },
		],
		[
			'simplify',
			{
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
		],
		['tracking', { type: 'resourceLocator', required: true }],
	])('%s reads the same everywhere', (name, expected) => {
		expect(all(name).length).toBeGreaterThan(0);
		for (const property of all(name)) expect(property).toMatchObject(expected);
	});

	it('show the limit where not everything is wanted', () => {
		for (const { displayOptions } of all('limit')) {
			expect(displayOptions?.show?.returnAll).toEqual([false]);
		}
	});

	it('are shown for exactly one operation each', () => {
		const fields = action.description.properties.slice(1 + RESOURCES.length);
		for (const { displayOptions } of fields) {
			expect(displayOptions?.show?.resource).toHaveLength(1);
			expect(displayOptions?.show?.operation).toHaveLength(1);
		}
	});
});

describe('the nodes', () => {
	it('can be a tool if they act, and not if they start', () => {
		expect(action.description.usableAsTool).toBe(true);
		expect(trigger.description).not.toHaveProperty('usableAsTool');
	});

	it.each([action.description, trigger.description])(
		'$displayName has a subtitle, two icons and the credential',
		({ subtitle, icon, credentials }) => {
			expect(subtitle).toBeTruthy();
			const { light, dark } = icon as { light: string; dark: string };
			expect(light).not.toBe(dark);
			expect(credentials).toEqual([{ name: 'ecotrackApi', required: true }]);
		},
	);
});
