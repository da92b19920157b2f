/**
 * The API token shows nowhere: in no error, no output, no log line, whatever goes wrong and whatever
 * the platform repeats of the request. For every operation of the catalogue.
 */
import type { INode } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/Ecotrack/actions';
import type { CannedServer } from '../support/canned';
import { ECHOES, startEcho } from '../support/echoes';
import { openLab } from '../support/lab';
import { findLeaks, recordLog, SECRET } from '../support/leak';
import { EXAMPLES } from '../support/parameters';
import { SCENARIOS } from '../support/scenarios';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const MANY = 1_000_000;
const lab = openLab({ token: SECRET, limits: { minute: MANY, hour: MANY, day: MANY } });
const OPERATIONS = RESOURCES.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value}.${operation.value}`),
);

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

/** Runs an operation in its raw form, in which it passes on most of what the platform said. */
async function run(operation: string, onError?: INode['onError']) {
	const parameters = { simplify: false, ...EXAMPLES[operation](lab.sandbox.platform) };
	return await lab.run(operation, parameters, { onError });
}

it('is proved for every operation', () => {
	expect(Object.keys(EXAMPLES).sort()).toEqual([...OPERATIONS].sort());
});

it('would be seen: in hidden properties, causes, keys, bytes and other spellings', () => {
	const error = new Error('a', { cause: Object.assign(new Error('b'), { [SECRET]: 1 }) });
	Object.defineProperty(error, 'hidden', { value: `x ${encodeURIComponent(SECRET)} y` });
	expect(findLeaks({ error, file: Buffer.from(SECRET) }).length).toBeGreaterThanOrEqual(3);
	expect(findLeaks({ error: new Error('a'), rows: ['tok', 'LEAK'] })).toEqual([]);
});

describe.each(OPERATIONS)('%s', (operation) => {
	it('keeps the token to itself when all is well', async () => {
		const { error, run: everything } = await run(operation);
		expect(error).toBeUndefined();
		const sent = JSON.stringify(lab.sandbox.requests.map(({ headers }) => headers));
		expect(sent).toContain(SECRET);
		expect(findLeaks([everything, log])).toEqual([]);
	});

	it.each(SCENARIOS)('keeps it to itself when the platform answers: $name', async (scenario) => {
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			lab.sandbox.quirks.on(scenario.quirk, scenario.options);
			const { run: everything } = await run(operation, onError);
			expect(findLeaks([everything, log])).toEqual([]);
		}
		expect(lab.asked().length).toBeGreaterThan(0);
	});

	it.each(ECHOES)('keeps it to itself when the request is repeated in %s', async (echo) => {
		server = await startEcho(echo, lab.sandbox.url);
		lab.credential.baseUrl = server.url;
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const { run: everything } = await run(operation, onError);
			expect(findLeaks([everything, log])).toEqual([]);
		}
		expect(server.requests.join()).toContain(SECRET);
	});

	it('keeps it to itself when nobody listens', async () => {
		lab.credential.baseUrl = 'http://127.0.0.1:9';
		const { error, run: everything } = await run(operation);
		expect(error).toBeDefined();
		expect(findLeaks([everything, log])).toEqual([]);
	});

	it.each([
		['an address of no use', 'baseUrl', `not a url ${SECRET}`],
		['a token of no use', 'apiToken', `${SECRET} ${SECRET}`],
	])('keeps it to itself when the credential holds %s', async (_, field, value) => {
		lab.credential[field] = value;
		const { error, run: everything } = await run(operation);
		expect(error).toBeDefined();
		expect(findLeaks([everything, log])).toEqual([]);
	});
});

describe('the lists in the editor', () => {
	it.each(ECHOES)('keep it to themselves when the request is repeated in %s', async (echo) => {
		server = await startEcho(echo, lab.sandbox.url);
		lab.sandbox.platform.createMany(3);
		const credential = { ...lab.credential, baseUrl: server.url };
		for (const list of ['searchOrders', 'searchWilayas', 'searchCommunes']) {
			const shown = await lab.engine
				.searchList(list, credential)
				.catch((error: unknown) => ({ error }));
			expect(findLeaks([shown, log])).toEqual([]);
		}
	});
});
