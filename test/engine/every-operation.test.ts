/**
 * What holds for every operation of the catalog, from one table: it works with its example, it tells
 * how its request failed, it keeps one item's trouble from the others, and the API token shows nowhere.
 * Whatever n8n would store, show or log of a run is searched for the token, in every test.
 */
import type { INodeParameters } from 'n8n-workflow';

import { startCanned, type CannedServer } from '../support/canned';
import { ECHOES, startEcho } from '../support/echoes';
import type { NodeRun, RunOptions } from '../support/engine';
import { openLab } from '../support/lab';
import { findLeaks, recordLog, SECRET } from '../support/leak';
import { byNumber, EXAMPLES, makeOrder, parametersOf } from '../support/parameters';
import { pauses } from '../support/pauses';
import { SCENARIOS } from '../support/scenarios';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const MANY = 1_000_000;
const lab = openLab({ token: SECRET, limits: { minute: MANY, hour: MANY, day: MANY } });

const OPERATIONS = Object.entries(EXAMPLES).map(([name, example]) => {
	const [method, path] = example.endpoint.split(' ');
	return { name, ...example, method, path, isWrite: method !== 'GET' };
});
const WRITES = OPERATIONS.filter(({ isWrite }) => isWrite);
const ON_ONE = OPERATIONS.filter(({ on }) => on === 'tracking');

/** The scenarios that are no failure of an operation, or for which it has words of its own. */
const ANSWERED_OTHERWISE: Record<string, RegExp> = {
	// It asks the token check instead, and takes any status.
	'account.getRateLimit': /./,
	// A refused token is what was asked about.
	'account.validateToken': /denied|switched off|login/,
	// Bytes are no JSON that could be spoiled.
	'order.downloadLabel': /truncated|single-quoted|null|something else/,
	// A refusal is told with the statuses.
	'return.confirmReception': /^refused/,
};
const isAnsweredOtherwise = (operation: string, scenario: string) =>
	ANSWERED_OTHERWISE[operation]?.test(scenario) ?? false;

/** Look their order up in the listing, where one that is unknown is missing. */
const LOOKED_UP = ['order.get', 'order.update'];

const UNKNOWN = 'ECXX9Q2608150001';
const NOT_FOUND = 'No order with this tracking number was found';

let log: unknown[];
let server: CannedServer | undefined;

beforeEach(() => {
	log = recordLog();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server?.close();
	server = undefined;
});

async function searched(work: Promise<NodeRun>): Promise<NodeRun> {
	const result = await work;
	expect(findLeaks([result.run, result.error, log])).toEqual([]);
	return result;
}

/** Runs the example in its raw form, in which it passes on most of what the platform said. */
const runRaw = async (operation: string, onError?: RunOptions['onError']) =>
	await searched(lab.runExample(operation, { onError }, { simplify: false }));

const run = async (operation: string, parameters: INodeParameters, options: RunOptions = {}) =>
	await searched(lab.run(operation, parameters, options));

const pairsOf = (items: NodeRun['outputs'][number] = []) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

describe('the table', () => {
	it('has an example for every operation that the node offers', () => {
		expect(Object.keys(EXAMPLES).sort()).toEqual([...lab.engine.offered().keys()].sort());
	});

	it('would show a token: in hidden properties, causes, keys, bytes and other spellings', () => {
		const error = new Error('a', { cause: Object.assign(new Error('b'), { [SECRET]: 1 }) });
		Object.defineProperty(error, 'hidden', { value: `x ${encodeURIComponent(SECRET)} y` });
		expect(findLeaks({ error, file: Buffer.from(SECRET) }).length).toBeGreaterThanOrEqual(3);
		expect(findLeaks({ error: new Error('a'), rows: ['tok', 'LEAK'] })).toEqual([]);
	});
});

describe.each(OPERATIONS)('$name', ({ name, method, path, isWrite }) => {
	it('works with its smallest parameters, and pairs what it yields', async () => {
		const { error, outputs } = await searched(lab.runExample(name));
		expect(error).toBeUndefined();
		expect(outputs[0].length).toBeGreaterThan(0);
		expect(new Set(pairsOf(outputs[0]))).toEqual(new Set([0]));
		const request = { method, path: `/api/v1/${path}` };
		expect(lab.sandbox.requests).toContainEqual(expect.objectContaining(request));
		for (const { headers } of lab.sandbox.requests) {
			expect(JSON.stringify(headers)).toContain(SECRET);
		}
		expect((await runRaw(name)).error).toBeUndefined();
	});

	it.each(SCENARIOS)('tells the user what happened: $name', async (scenario) => {
		const { quirk, options, message, afterWrite = message } = scenario;
		lab.sandbox.quirks.on(quirk, { ...options, path });
		const { error } = await searched(lab.runExample(name));
		if (isAnsweredOtherwise(name, scenario.name)) return;
		expect(error?.message).toMatch(isWrite ? afterWrite : message);
		expect(error?.description).toEqual(expect.any(String));
		expect(error?.httpCode ?? undefined).toBe(scenario.httpCode);
		expect(error?.failure?.cause).toBe(scenario.cause);
		expect(error?.context?.itemIndex).toBe(0);
		expect(lab.count(path)).toBe(isWrite ? 1 : (scenario.readRequests ?? 1));
	});

	it.each(SCENARIOS)(
		'gives its item to the error output, whichever request fails: $name',
		async (scenario) => {
			const { quirk, options, message, afterWrite = message } = scenario;
			lab.sandbox.quirks.on(quirk, options);
			const input = [{ of: 'the user' }];
			const onError = 'continueErrorOutput';
			const { outputs, error } = await searched(lab.runExample(name, { input, onError }));
			expect(error).toBeUndefined();
			if (isAnsweredOtherwise(name, scenario.name)) return;
			const isRead = lab.sandbox.requests[0].method === 'GET';
			const words = expect.stringMatching(isRead ? message : afterWrite);
			expect(outputs).toEqual([
				[],
				[
					{
						json: { ...input[0], error: words, message: expect.any(String) },
						pairedItem: { item: 0 },
					},
				],
			]);
			// An older n8n finds failed items by both texts, so neither may be empty.
			expect(outputs[1][0].json.message).not.toBe('');
			// A write of which not even the preparations went well has not taken place.
			if (isRead) expect(outputs[1][0].json.message).not.toMatch(/nobody knows/i);
		},
	);

	it('follows no redirect to another host', async () => {
		server = await startCanned(() => ({ body: '{"success":true,"data":[]}' }));
		for (const status of [301, 302, 303, 307, 308]) {
			lab.sandbox.requests.length = 0;
			lab.sandbox.quirks.on('moved-alias', { host: server.url, status });
			const { error } = await runRaw(name);
			expect(error?.message).toBe(`The carrier's platform has moved to ${server.url}`);
			expect(error?.description).toContain(
				`'Other Carrier (Custom URL)' and enter ${server.url} as Base URL`,
			);
			expect(new Set(lab.asked()).size).toBe(lab.asked().length);
		}
		expect(server.requests).toEqual([]);
	});

	it.each(ECHOES)('keeps the token to itself when the request comes back in %s', async (echo) => {
		server = await startEcho(echo, lab.sandbox.url);
		lab.credential.baseUrl = server.url;
		await runRaw(name);
		await runRaw(name, 'continueRegularOutput');
		expect(server.requests.join()).toContain(SECRET);
	});

	it('says that nothing was sent when nobody listens', async () => {
		lab.credential.baseUrl = 'http://127.0.0.1:9';
		const { error } = await runRaw(name);
		expect(error?.message).toBe("The carrier's platform could not be reached");
		expect(error?.description).not.toMatch(/nobody knows/i);
	});

	it.each([
		['an address of no use', 'baseUrl', `not a url ${SECRET}`],
		['a token of no use', 'apiToken', `${SECRET} ${SECRET}`],
	])('is refused with %s, before any request', async (_, field, value) => {
		lab.credential[field] = value;
		const { error } = await runRaw(name);
		expect(error?.message).toBe('The ECOTRACK credential cannot be used as it is');
		expect(lab.asked()).toEqual([]);
	});
});

describe.each(WRITES)('$name', ({ name, path, check = 'look the order up' }) => {
	it.each([
		['the connection breaks', 'lost-answer-after-write', {}],
		['it breaks in the middle', 'cut-off-answer', {}],
		['a page comes with 500', 'server-error', {}],
		['a gateway gives up', 'server-error', { status: 504 }],
		['the answer is cut off', 'truncated-json', {}],
		['the answer says nothing', 'not-an-object', { value: {} }],
	] as const)(
		'is sent once when its answer is lost, and says how to find out: %s',
		async (_, quirk, options) => {
			lab.sandbox.quirks.on(quirk, { ...options, path });
			const { error } = await runRaw(name);
			expect(error?.message).toMatch(/outcome of this request is unknown|could not be read/);
			expect(error?.description).toMatch(/^Nobody knows whether it took place: look /);
			expect(error?.description).toContain(check);
			expect(lab.count(path)).toBe(1);
			expect(pauses).toEqual([]);
		},
	);
});

describe.each(ON_ONE)('$name, of several orders', ({ name, path }) => {
	const parameters = { ...parametersOf(name, '={{ $json.number }}'), simplify: true };

	/** Two orders that it can be done with, and one that is not there between them. */
	const mixed = () => {
		const [a, b] = [1, 2].map(() => makeOrder(lab.sandbox.platform, name));
		return [a, UNKNOWN, b].map((number) => ({ number, customer: `of ${number}` }));
	};
	const isAsked = (number: string) => JSON.stringify(lab.sandbox.requests).includes(number);

	it('pairs every output item to its input item', async () => {
		const input = mixed().filter(({ number }) => number !== UNKNOWN);
		const { outputs, error } = await run(name, parameters, { input });
		expect(error).toBeUndefined();
		expect(pairsOf(outputs[0])).toEqual([0, 1]);
		const trackings = outputs[0].map(({ json }) => json.tracking).filter(Boolean);
		expect(trackings).toEqual(name === 'order.delete' ? [] : input.map(({ number }) => number));
	});

	it('stops at the first item that fails, and names it', async () => {
		const input = mixed();
		const { error } = await run(name, parameters, { input });
		expect(error?.message).toBe(NOT_FOUND);
		expect(error?.context?.itemIndex).toBe(1);
		expect(input.map(({ number }) => isAsked(number))).toEqual([true, true, false]);
	});

	it('goes on past it when the user wants that', async () => {
		const { outputs, error } = await run(name, parameters, {
			input: mixed(),
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(pairsOf(outputs[0])).toEqual([0, 1, 2]);
		const errors = outputs[0].map(({ json }) => json.error);
		expect(errors).toEqual([undefined, NOT_FOUND, undefined]);
	});

	it('sends it to the error output, with the data it came with', async () => {
		const input = mixed();
		const { outputs } = await run(name, parameters, { input, onError: 'continueErrorOutput' });
		expect(pairsOf(outputs[0])).toEqual([0, 2]);
		const message = expect.stringContaining("Check 'Tracking Number'");
		expect(outputs[1]).toEqual([
			{ json: { ...input[1], error: NOT_FOUND, message }, pairedItem: { item: 1 } },
		]);
	});

	it('asks no more once every request would end the same', async () => {
		lab.sandbox.quirks.on('revoked-token', { after: 1, path });
		const [first, , third] = mixed();
		const input = [first, third, { ...first, number: UNKNOWN }];
		const { outputs } = await run(name, parameters, { input, onError: 'continueErrorOutput' });
		expect(outputs.map((items) => pairsOf(items))).toEqual([[0], [1, 2]]);
		expect(isAsked(UNKNOWN)).toBe(false);
	});

	it.each([
		['422', 'unknown-422', { path: 'none' }],
		['404', 'unknown-404', {}],
	] as const)('is not found when the platform says so with %s', async (status, quirk, options) => {
		lab.sandbox.quirks.on(quirk, options);
		const { error } = await run(name, parametersOf(name, UNKNOWN));
		expect(error?.message).toBe(NOT_FOUND);
		expect(error?.httpCode).toBe(LOOKED_UP.includes(name) ? '404' : status);
	});

	it.each([
		['chosen from the list', (value: string) => ({ ...byNumber(value), mode: 'list' })],
		['taken from an expression', () => byNumber('={{ $json.number }}')],
		['plain text, as older exports have it', (value: string) => value],
	])('takes a number that is %s', async (_, write) => {
		const number = makeOrder(lab.sandbox.platform, name);
		const all = { ...parameters, tracking: write(number) };
		const { error } = await run(name, all, { input: [{ number }] });
		expect(error).toBeUndefined();
		expect(isAsked(number)).toBe(true);
	});

	it.each(['  ', '={{ "" }}', '={{ $json.nothing }}'])(
		'misses a number that is not there before any request: "%s"',
		async (value) => {
			const { error } = await run(name, { ...parameters, tracking: byNumber(value) });
			expect(error?.message).toBe("'Tracking Number' is empty");
			expect(lab.asked()).toEqual([]);
		},
	);
});

describe('an item that never becomes a request', () => {
	it.each([
		['its value is refused', "={{ $json.number === 'bad' ? ' ' : 'Note' }}", /'Content' is empty/],
		['its expression fails', "={{ $json.number === 'bad' ? $('Nowhere').item : 'Note' }}", /./],
	])('fails alone: %s', async (_, content, words) => {
		const [{ tracking }] = lab.sandbox.platform.createMany(1);
		const values = { tracking: byNumber('={{ $json.number }}'), content };
		const input = [{ number: 'bad' }, { number: tracking }];
		const onError = 'continueErrorOutput';
		const { outputs, error } = await run('remark.add', values, { input, onError });
		expect(error).toBeUndefined();
		expect(outputs.map((items) => pairsOf(items))).toEqual([[1], [0]]);
		expect(outputs[1][0].json).toMatchObject({
			number: 'bad',
			error: expect.stringMatching(words),
			message: expect.stringMatching(/./),
		});
		expect(lab.asked()).toEqual(['add/maj']);
	});
});

describe('parameters from expressions', () => {
	it('are resolved for each item', async () => {
		const input = lab.sandbox.platform
			.createMany(2)
			.map(({ tracking }, index) => ({ tracking, content: `Note ${index}` }));
		const values = {
			tracking: byNumber('={{ $json.tracking }}'),
			content: '={{ $json.content }}',
		};
		const { json } = await run('remark.add', values, { input });
		expect(json).toMatchObject(input);
	});

	it('may differ in Return All, Limit and Simplify', async () => {
		lab.sandbox.platform.createMany(60);
		const values = {
			returnAll: '={{ $json.all }}',
			limit: '={{ $json.limit }}',
			simplify: '={{ $json.simple }}',
		};
		const input = [
			{ all: false, limit: 2, simple: true },
			{ all: true, limit: 1, simple: false },
		];
		const { outputs } = await run('order.getAll', values, { input });
		expect(pairsOf(outputs[0])).toEqual([0, 0, ...Array(60).fill(1)]);
		expect(outputs[0][0].json).toHaveProperty('statusLabel');
		expect(outputs[0][2].json).toHaveProperty('montant');
	});
});

it('a run that is stopped by its last item tells which writes took place before it', async () => {
	const [a] = lab.sandbox.platform.createMany(1);
	const input = [{ number: a.tracking }, { number: UNKNOWN }];
	const values = { tracking: byNumber('={{ $json.number }}'), content: 'Note' };
	const { error } = await run('remark.add', values, { input });
	expect(error?.description).toContain(`carried out: ${a.tracking}`);
});

describe.each(['searchOrders', 'searchWilayas', 'searchCommunes'])(
	'the list of %s in the editor',
	(list) => {
		const search = async () => {
			const shown = await lab.engine
				.searchList(list, lab.credential)
				.catch((error: NodeRun['error']) => error);
			expect(findLeaks([shown, log])).toEqual([]);
			return shown;
		};

		it.each([
			...SCENARIOS,
			{
				name: 'a used-up minute',
				quirk: 'too-many-attempts' as const,
				options: { retryAfter: 5 },
				message: /limit of requests per minute/,
			},
		])(
			'says why it is empty at once, for somebody is watching: $name',
			async ({ quirk, options, message }) => {
				lab.sandbox.quirks.on(quirk, options);
				const shown = await search();
				expect(shown).toMatchObject({ message: expect.stringMatching(message) });
				expect(lab.asked()).toHaveLength(1);
			},
		);

		it.each(ECHOES)('keeps the token to itself when the request comes back in %s', async (echo) => {
			server = await startEcho(echo, lab.sandbox.url);
			lab.sandbox.platform.createMany(3);
			lab.credential.baseUrl = server.url;
			await search();
		});
	},
);
