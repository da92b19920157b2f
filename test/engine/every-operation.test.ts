import { RESOURCES } from '../../nodes/Ecotrack/actions';
import { openLab } from '../support/lab';
import { EXAMPLES } from '../support/parameters';
import { SCENARIOS } from '../support/scenarios';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const TOKEN = 'token-that-must-not-show-4711';

/** The whole catalogue: each operation when all is well, and when its own endpoint fails. */
const lab = openLab({ token: TOKEN });

const OPERATIONS = RESOURCES.flatMap(({ value, operations }) =>
	operations.map((operation) => {
		const { method, path } = operation;
		return { name: `${value}.${operation.value}`, isWrite: method !== 'GET', path };
	}),
);

/** Where a failed request is no failure of the operation, or has words of its own. */
const ANSWERED_OTHERWISE = [
	'account.getRateLimit', // asks the token check instead, and takes any status
	'account.validateToken', // a refused token is what was asked about
	'order.downloadLabel', // no JSON to cut off
	'return.confirmReception', // a refusal is told with the statuses
];

const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
beforeEach(() => log.mockClear());

const run = async (operation: string) =>
	await lab.run(operation, EXAMPLES[operation](lab.sandbox.platform));

/** Everything that n8n would store or show, errors with what hangs on them included. */
function textOf(value: unknown): string {
	const seen = new Set<unknown>();
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return undefined;
		seen.add(part);
		if (!(part instanceof Error)) return part;
		return Object.fromEntries(
			Object.getOwnPropertyNames(part).map((name) => [name, part[name as keyof Error]]),
		);
	});
}

describe.each(OPERATIONS)('$name', ({ name, isWrite, path }) => {
	it('works with its smallest parameters, and pairs what it yields', async () => {
		const { error, outputs } = await run(name);
		expect(error).toBeUndefined();
		expect(outputs[0].length).toBeGreaterThan(0);
		for (const { pairedItem } of outputs[0]) expect(pairedItem).toEqual({ item: 0 });
	});

	it('says nothing about the token when all is well', async () => {
		const { run: stored } = await run(name);
		expect(textOf(stored)).not.toContain(TOKEN);
		expect(textOf(log.mock.calls)).not.toContain(TOKEN);
	});

	it.each(SCENARIOS)(
		'tells when its endpoint fails, and not the token: $name',
		async (scenario) => {
			const parameters = EXAMPLES[name](lab.sandbox.platform);
			lab.sandbox.quirks.on(scenario.quirk, { ...scenario.options, path });
			const { run: stored, error } = await lab.run(name, parameters);
			expect(textOf([stored, error])).not.toContain(TOKEN);
			expect(textOf(log.mock.calls)).not.toContain(TOKEN);
			if (ANSWERED_OTHERWISE.includes(name)) return;
			const { message, afterWrite = message } = scenario;
			expect(error?.message).toMatch(isWrite ? afterWrite : message);
			expect(error?.description).toEqual(expect.any(String));
		},
	);

	if (!isWrite) return;

	it('is sent once, even if its answer is lost', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write');
		const { error } = await run(name);
		expect(error?.message).toMatch(/outcome of this request is unknown/);
		expect(error?.description).toMatch(/^Nobody knows whether it took place: look /);
		expect(lab.asked().filter((asked) => asked === path)).toHaveLength(1);
	});
});

it('would notice a token', () => {
	const error = Object.assign(new Error('x'), { description: TOKEN });
	expect(textOf({ a: [error] })).toContain(TOKEN);
});
