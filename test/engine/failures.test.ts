import type { Sandbox } from '../../sandbox';
import { startCanned } from '../support/canned';
import { toNode } from '../support/engine';
import { openLab } from '../support/lab';
import { byNumber, EXAMPLES } from '../support/parameters';
import { pauses } from '../support/pauses';
import { SCENARIOS } from '../support/scenarios';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

const READS = [
	'order.getAll',
	'order.getStatuses',
	'tracking.getHistory',
	'remark.getAll',
] as const;
const WRITES = ['remark.add', 'return.request'] as const;

/** Runs an operation on an order that exists. */
const run = async (operation: string) =>
	await lab.run(operation, EXAMPLES[operation](lab.sandbox.platform));

describe.each(SCENARIOS)('when the platform answers: $name', (scenario) => {
	beforeEach(() => lab.sandbox.quirks.on(scenario.quirk, scenario.options));

	it.each(READS)('%s says so', async (operation) => {
		const { error } = await run(operation);
		expect(error?.message).toMatch(scenario.message);
		expect(error?.description).toEqual(expect.any(String));
		expect(error?.httpCode ?? undefined).toBe(scenario.httpCode);
		expect(error?.failure?.cause).toBe(scenario.cause);
		expect(error?.context?.itemIndex).toBe(0);
		expect(lab.asked()).toHaveLength(scenario.readRequests ?? 1);
	});

	it.each(WRITES)('%s says so, and is sent once', async (operation) => {
		const { error } = await run(operation);
		expect(error?.message).toMatch(scenario.afterWrite ?? scenario.message);
		expect(error?.failure?.cause).toBe(scenario.cause);
		expect(lab.asked()).toHaveLength(1);
	});
});

describe('a write whose answer was lost', () => {
	it.each<[string, (sandbox: Sandbox) => void]>([
		['the connection breaks', ({ quirks }) => quirks.on('lost-answer-after-write')],
		['it breaks in the middle', ({ quirks }) => quirks.on('cut-off-answer')],
		['a page comes with 500', ({ quirks }) => quirks.on('server-error')],
		['a gateway gives up', ({ quirks }) => quirks.on('server-error', { status: 504 })],
		['the answer is cut off', ({ quirks }) => quirks.on('truncated-json')],
		['the answer says nothing', ({ quirks }) => quirks.on('not-an-object', { value: {} })],
	])('says that nobody knows, and how to check: %s', async (_, on) => {
		on(lab.sandbox);
		const { error } = await run('remark.add');
		expect(error?.message).toMatch(/outcome .* unknown|could not be read/);
		expect(error?.description).toMatch(/^Nobody knows whether it took place: look the order up/);
		expect(lab.asked()).toEqual(['add/maj']);
	});

	it('may have taken place: nothing is repeated', async () => {
		lab.sandbox.quirks.on('lost-answer-after-write');
		const { tracking } = lab.sandbox.platform.create();
		await lab.run('remark.add', { tracking: byNumber(tracking), content: 'Une fois' });
		expect(lab.sandbox.platform.get(tracking)?.remarks).toHaveLength(1);
	});

	it('never left when nobody listens: then nothing took place', async () => {
		lab.credential.baseUrl = 'http://127.0.0.1:9';
		const { error } = await run('remark.add');
		expect(error?.message).toBe("The carrier's platform could not be reached");
		expect(error?.description).not.toMatch(/nobody knows/i);
	});
});

describe('an order that the platform does not know', () => {
	const ONE = ['tracking.getHistory', 'remark.getAll', 'remark.add', 'return.request'];
	const parameters = { tracking: byNumber('ECXX9Q2608150001'), content: 'a' };

	it.each(ONE)('is not found: %s, by 422', async (operation) => {
		const { error } = await lab.run(operation, parameters);
		expect(error?.message).toBe('No order with this tracking number was found');
		expect(error?.description).toBe(
			`The carrier says: "Le champ tracking sélectionné est invalide". Check 'Tracking Number', and that the order belongs to the account of this credential`,
		);
		expect(error?.httpCode).toBe('422');
	});

	it.each(ONE)('is not found: %s, by 404', async (operation) => {
		lab.sandbox.quirks.on('unknown-404');
		const { error } = await lab.run(operation, parameters);
		expect(error?.message).toBe('No order with this tracking number was found');
		expect(error?.httpCode).toBe('404');
	});
});

describe('values that the platform does not accept', () => {
	it('are named as the editor shows them, with its complaints joined', async () => {
		const server = await startCanned(() => ({
			status: 422,
			body: JSON.stringify({
				message: 'The given data was invalid.',
				errors: {
					content: ['Le texte est trop long.', 'Le texte contient des liens.'],
					tracking: ['Le champ tracking est obligatoire.'],
				},
			}),
		}));
		lab.credential.baseUrl = server.url;
		const { error } = await run('remark.add');
		await server.close();
		expect(error?.message).toBe("The carrier did not accept 'Content', 'Tracking Number'");
		expect(error?.description).toContain(
			'"Le texte est trop long. Le texte contient des liens. Le champ tracking est obligatoire"',
		);
		expect(error?.httpCode).toBe('422');
	});
});

describe('a refusal of the platform', () => {
	it('of a return says when one can be asked for', async () => {
		const { tracking } = lab.sandbox.platform.create({ status: 'vers_hub' });
		const { error } = await lab.run('return.request', { tracking: byNumber(tracking) });
		expect(error?.message).toBe('A return cannot be requested for this order now');
		expect(error?.description).toMatch(
			/^The carrier says: "Le retour ne peut pas etre demandé pour cette commande"\..*en_livraison/,
		);
	});
});

describe('a credential that cannot be used', () => {
	it.each([
		[{ apiToken: '' }, /no API Token/],
		[{ apiToken: 'two words' }, /API Token .* contains a space/],
		[{ baseUrl: '' }, /no Base URL/],
		[{ baseUrl: 'http://packers.ecotrack.dz' }, /starts with "http:\/\/"/],
		[{ baseUrl: 'not a url' }, /not a web address/],
		[{ carrier: 'newcarrier' }, /does not know the carrier "newcarrier"/],
	])('is refused before any request, with what to change: %j', async (change, words) => {
		Object.assign(lab.credential, change);
		const { error } = await run('remark.getAll');
		expect(error?.message).toBe('The ECOTRACK credential cannot be used as it is');
		expect(error?.description).toMatch(words);
		expect(error?.failure).toEqual({ cause: 'configuration-invalid' });
		expect(lab.asked()).toEqual([]);
	});

	it('is missed by its name, not called a lost connection', async () => {
		const parameters = { resource: 'order', operation: 'getAll' };
		const node = toNode('ECOTRACK', 'n8n-nodes-ecotrack.ecotrack', parameters);
		const run = await lab.engine.runWorkflow([{ ...node, credentials: {} }], lab.credential);
		expect(run.data.resultData.error).toMatchObject({
			message: 'The ECOTRACK credential cannot be used as it is',
			description: expect.stringMatching(/does not have any credentials/),
		});
		expect(pauses).toEqual([]);
	});
});

describe('an operation that this version does not know', () => {
	it('says so', async () => {
		const { error } = await lab.run('order.teleport');
		expect(error?.message).toBe("There is no operation 'teleport' here");
		expect(error?.description).toMatch(/Choose another Operation/);
	});
});
