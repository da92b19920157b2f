/**
 * n8n's rules for what the editor shows, as far as no lint rule covers them; the others are held in
 * description-lint.test.ts. Each rule is held against everything it is about, and lists what breaks it.
 */
import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

import { EcotrackApi } from '../../../credentials/EcotrackApi.credentials';
import { Ecotrack } from '../../../nodes/Ecotrack/Ecotrack.node';
import { EcotrackTrigger } from '../../../nodes/Ecotrack/EcotrackTrigger.node';
import { STATUSES } from '../../../nodes/Ecotrack/platform/statuses';
import { EXAMPLES } from '../../support/parameters';

const action = new Ecotrack();
const trigger = new EcotrackTrigger();

const optionsOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

/** A property with all that are nested in it, under the path to each. */
function flatten(property: INodeProperties, above = ''): Array<[string, INodeProperties]> {
	const path = above + property.name;
	const nested = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	return [[path, property], ...nested.flatMap((one) => flatten(one, `${path}.`))];
}

const [resource, ...rest] = action.description.properties;
const resources = optionsOf(resource);
const selectors = rest.slice(0, resources.length);
const fields = rest.slice(resources.length);
const operations = selectors.flatMap((selector, index) =>
	optionsOf(selector).map((operation) => ({ resource: resources[index], ...operation })),
);
/** Whose property it is: `resource.operation.`, or nothing. */
const ownerOf = ({ displayOptions: { show } = {} }: INodeProperties) =>
	[show?.resource, show?.operation].flatMap((one) => (one ? `${one.join()}.` : [])).join('');
const everyProperty = [
	...action.description.properties,
	...trigger.description.properties,
	...new EcotrackApi().properties,
].flatMap((one) => flatten(one, ownerOf(one)));

/** The names of those that break a rule. */
const breaking = <T>(all: ReadonlyArray<readonly [string, T]>, holds: (one: T) => boolean) =>
	all.filter(([, one]) => !holds(one)).map(([name]) => name);
const isSet = (values: unknown[]) => new Set(values).size === values.length;

it('looks at everything', () => {
	expect([resources.length, operations.length, everyProperty.length]).toEqual([
		8,
		Object.keys(EXAMPLES).length,
		expect.any(Number),
	]);
	expect(everyProperty.length).toBeGreaterThan(120);
});

describe('the selectors', () => {
	it('stand first, resource before operation, and take no expression', () => {
		expect(resource).toMatchObject({ name: 'resource', type: 'options', noDataExpression: true });
		expect(selectors).toMatchObject(
			resources.map(({ value }) => ({
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: [value] } },
			})),
		);
	});

	it('start with something that exists', () => {
		const starts = (one: INodeProperties) =>
			optionsOf(one).some(({ value }) => value === one.default);
		expect([resource, ...selectors].filter((one) => !starts(one))).toEqual([]);
	});

	it('name resources in the singular', () => {
		expect(resources.filter(({ name }) => !/^[A-Z][a-z]*[^s]$/.test(name))).toEqual([]);
	});
});

describe('the operations', () => {
	const all = operations.map((one) => [`${one.resource.value}.${one.value}`, one] as const);

	it('are told apart by resource and value, and by their action in the node panel', () => {
		expect(isSet(all.map(([name]) => name))).toBe(true);
		expect(isSet(operations.map(({ action: words }) => words))).toBe(true);
	});

	it('have an endpoint of their own, but for the two ways to read get/orders', () => {
		const endpoints = Object.values(EXAMPLES).map(({ endpoint }) => endpoint);
		expect(isSet(endpoints.filter((endpoint) => endpoint !== 'GET get/orders'))).toBe(true);
	});

	const rules: Record<string, (one: (typeof operations)[number]) => boolean> = {
		'have a value in camel case': ({ value }) => /^[a-z][A-Za-z]*$/.test(String(value)),
		'do not repeat their resource in their name': ({ name, resource: { name: own } }) =>
			!new RegExp(`\\b${own}`).test(name),
		'have an action like a sentence': ({ action: words = '' }) =>
			/^[A-Z][a-z]+( [a-z0-9]+)+$/.test(words),
		// Of an operation that is a tool, a model reads the action and nothing else.
		'say in action, description and panel alike that they cannot be undone': ({
			action: words = '',
			description = '',
			resource: own,
			value,
		}) => {
			const notices = fields.filter(
				({ type, displayOptions: { show } = {} }) =>
					type === 'notice' &&
					show?.resource?.includes(own.value) &&
					show.operation?.includes(String(value)),
			);
			const isFinal = ['order.ship', 'order.delete', 'return.request'].includes(
				`${own.value}.${value}`,
			);
			const said = [words, description, ...notices.map(({ displayName }) => displayName)];
			return (
				notices.length === Number(isFinal) &&
				said.every((text) => text.includes('cannot be undone') === isFinal)
			);
		},
		'have an action without articles': ({ action: words = '' }) => !/\b(a|an|the)\b/.test(words),
		'say more in their description than in their action': ({ action: words = '', description }) =>
			description !== words && String(description).length > words.length,
		'call a list Get Many, and nothing else': ({ name, value }) =>
			(name === 'Get Many') === (value === 'getAll'),
		'can be chosen by a model from their description': ({ resource: own, value }) => {
			const parameters = { resource: own.value, operation: value, descriptionType: 'auto' };
			const words = NodeHelpers.getToolDescriptionForNode(
				{ id: '1', name: 'A', type: 'a', typeVersion: 1, position: [0, 0], parameters },
				action,
			);
			const [verb] = String(value).split(/(?=[A-Z])/);
			return words.toLowerCase().includes(verb) && words.includes('ECOTRACK');
		},
	};
	it.each(Object.entries(rules))('%s', (_, holds) => {
		expect(breaking(all, holds)).toEqual([]);
	});
});

describe('every property', () => {
	const rules: Record<string, (property: INodeProperties) => boolean> = {
		'has its options sorted by name from five on': ({ name, options = [] }) => {
			// Statuses stand in the order of a parcel's way, as whoever follows one thinks of them.
			if (options.length === STATUSES.length) return true;
			// An update begins with what everyone asks for: held in actions/order/fields.test.ts.
			if (name === 'updateFields') return true;
			const names = options.map((one) => ('displayName' in one ? one.displayName : one.name));
			// The credential begins with the way out of its list.
			const sorted = name === 'carrier' ? names.slice(1) : names;
			const expected = [...sorted].sort((a, b) => a.localeCompare(b, 'en'));
			return sorted.length < 5 || sorted.join('\n') === expected.join('\n');
		},
		'has no option twice': (property) =>
			isSet(optionsOf(property).map(({ value }) => value)) &&
			isSet(optionsOf(property).map(({ name }) => name)),
		'has a placeholder that is an example, or says what to add': (property) => {
			const { type, placeholder, modes = [] } = property;
			const isAdded = type === 'collection' || type === 'fixedCollection';
			const isGood = isAdded
				? /^Add [A-Z]/.test(placeholder ?? '')
				: !placeholder || placeholder.startsWith('e.g. ');
			const isShown = (mode: (typeof modes)[number]) =>
				(mode.type === 'list' ? /^Choose .*\.\.\.$/ : /^e\.g\. /).test(mode.placeholder ?? '');
			return isGood && modes.every(isShown);
		},
		'says whether, if it is a switch': ({ type, description = '', default: initial }) =>
			type !== 'boolean' || (description.startsWith('Whether ') && typeof initial === 'boolean'),
		'is chosen from a list first, if it is a record': ({ type, modes, default: initial }) => {
			if (type !== 'resourceLocator') return true;
			const { displayName, name, type: kind, typeOptions } = modes?.[0] ?? {};
			return (
				[displayName, name, kind].join() === 'From List,list,list' &&
				JSON.stringify(initial) === '{"mode":"list","value":""}' &&
				Object.keys(action.methods.listSearch).includes(String(typeOptions?.searchListMethod))
			);
		},
		'has no mode to which n8n gives a name of its own, if it is a record': ({ modes = [] }) =>
			modes.every(({ name, type }) => type === 'list' || !['id', 'url'].includes(name)),
		// Any other condition of a nested one keeps n8n 2.8 from loading the workflow.
		'depends, if it is nested, on what stands at the top of the node': ({ type, options = [] }) =>
			type !== 'collection' ||
			options
				.flatMap((one) => ('displayOptions' in one ? [one.displayOptions] : []))
				.flatMap((one) => Object.keys({ ...one?.show, ...one?.hide }))
				.every((path) => /^\/[\w.]+$/.test(path)),
		'says in its description more than in its name': ({ description, displayName }) =>
			description !== displayName,
		'has a description that ends like a sentence only if there are several': ({
			description = '',
		}) => description.endsWith('.') === /\.\s/.test(description.replaceAll('e.g. ', '')),
	};
	it.each(Object.entries(rules))('%s', (_, holds) => {
		expect(breaking(everyProperty, holds)).toEqual([]);
	});
});

describe('the shared parameters', () => {
	const all = (name: string) =>
		action.description.properties
			.flatMap((one) => flatten(one))
			.flatMap(([, property]) => (property.name === name ? [property] : []));

	it.each<[string, Partial<INodeProperties>]>([
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
		expect(all(name)).toMatchObject(all(name).map(() => expected));
	});

	it('show the limit where not everything is wanted', () => {
		const isRight = ({ displayOptions }: INodeProperties) =>
			displayOptions?.show?.returnAll?.join() === 'false';
		expect(all('limit').filter((one) => !isRight(one))).toEqual([]);
	});

	it('are shown for exactly one operation each', () => {
		const isRight = ({ displayOptions: { show } = {} }: INodeProperties) =>
			show?.resource?.length === 1 && show.operation?.length === 1;
		expect(fields.filter((one) => !isRight(one))).toEqual([]);
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

	// What n8n's AI builder reads before it chooses a node and fills it in.
	describe.each([action.description, trigger.description])(
		'$displayName says to a builder',
		({ name, builderHint: { searchHint = '', relatedNodes = [] } = {} }) => {
			it('what to use it for, by names that are in the panel', () => {
				const shown = new Set([
					...operations.map((one) => one.name),
					...everyProperty.map(([, property]) => property.displayName),
				]);
				const named = [...searchHint.matchAll(/"([^"]+)"/g)].map(([, words]) => words);
				expect(named.length).toBeGreaterThan(0);
				expect(named.filter((words) => !shown.has(words))).toEqual([]);
			});

			it('when the other one is the right one', () => {
				const other = [action, trigger].map(({ description }) => description.name);
				expect(relatedNodes.map(({ nodeType }) => nodeType)).toEqual(
					other.filter((one) => one !== name).map((one) => `n8n-nodes-ecotrack.${one}`),
				);
				expect(relatedNodes.filter(({ relationHint }) => !relationHint)).toEqual([]);
			});
		},
	);

	it('send a builder to the trigger for changes, not to a schedule', () => {
		const hints = [action, trigger].map(({ description: { builderHint } }) =>
			JSON.stringify(builderHint),
		);
		expect(hints).toEqual([
			expect.stringContaining('Schedule Trigger'),
			expect.stringContaining('Schedule Trigger'),
		]);
	});
});
