/**
 * Anything a cell may hold against anything a platform may answer, through n8n-core's own engine: no
 * exception of ours, no hang, no token, no row on a wrong item, and the fate of every write certain or
 * called uncertain. `npm run fuzz:actions` is the long form; RUNS and SEED choose another.
 */
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { cannedJson, TOO_DEEP, type Canned } from '../support/canned';
import type { NodeRun, RunOptions } from '../support/engine';
import { findLeaks, SECRET } from '../support/leak';
import { openLab } from '../support/lab';
import { byName, byNumber, byNumberOrName } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const RUNS = Number(process.env.RUNS ?? 250);
const SEED = Number(process.env.SEED ?? 20261124);

const lab = openLab({ limits: 'off', token: SECRET });

/** What may stand in a cell, or come out of an expression. */
const cell = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !text.startsWith('=')),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constantFrom(
		...[null, '', ' ', '0', '-1', '2.900', '0.500', '1.500,00 DA', '٢٩٠٠', '2 900', '1e9', 'NaN'],
		...['\u200E0555000111\u200F', '55500011.0', '+213 555 00 01 11', '٠٥٥٥٠٠٠١١١', '\uFEFF'],
		...['ECA1,ECB2', 'EC1\u200B', 'DHD', 'false', 'non', 'نعم', 'constructor', '__proto__'],
		...['\uD83D', 'x'.repeat(20_000), '<script>', '2026-02-30', '17/08/2026'],
	),
	fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
	fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 2 }),
) as fc.Arbitrary<INodeParameters[string]>;

/** Mostly what works, so that requests are sent. */
const mostly = (good: unknown, chance = 6) =>
	fc.oneof(
		{ weight: chance, arbitrary: fc.constant(good as INodeParameters[string]) },
		{ weight: 1, arbitrary: cell },
	);

/** A list of the editor holds the cell in a frame of n8n's own. */
const located = (good: INodeParameters, mode: string) =>
	fc.oneof(
		{ weight: 10, arbitrary: fc.constant(good) },
		{ weight: 1, arbitrary: cell.map((value) => ({ __rl: true, mode, value }) as INodeParameters) },
	);

const order = fc.record({
	recipient: mostly('Amina'),
	phone: mostly('0555000111'),
	address: mostly('12 rue des Oliviers'),
	wilayaId: located(byNumberOrName('16'), 'numberOrName'),
	commune: located(byName('Kouba'), 'name'),
	deliverTo: mostly('desk'),
	amount: mostly('2900'),
	product: cell,
	type: mostly(1),
	additionalFields: fc.oneof(
		fc.record(
			{
				product: cell,
				stopDesk: cell,
				remark: cell,
				weight: mostly('1'),
				fragile: mostly(true),
				phone2: cell,
			},
			{ requiredKeys: [] },
		),
		fc.constant({}),
	) as fc.Arbitrary<INodeParameters>,
	options: fc.record(
		{ skipExisting: mostly(false), lookbackDays: mostly(30), createAgain: mostly(false) },
		{ requiredKeys: [] },
	) as fc.Arbitrary<INodeParameters>,
});

const tracking = located(byNumber('EC1'), 'number');

/** By operation, what its parameters are drawn from. Writes come more often than reads. */
const WRITES: Record<string, fc.Arbitrary<INodeParameters>> = {
	'order.create': order as fc.Arbitrary<INodeParameters>,
	'order.createMany': order as fc.Arbitrary<INodeParameters>,
	'order.update': fc.record({
		tracking,
		updateFields: fc.record(
			{ phone: mostly('0555000112'), amount: mostly('3100'), address: cell, deliverTo: cell },
			{ requiredKeys: [] },
		) as fc.Arbitrary<INodeParameters>,
	}),
	'order.delete': fc.record({ tracking }),
	'order.ship': fc.record({ tracking, requestPickup: mostly(false) }),
	'remark.add': fc.record({ tracking, content: mostly('Livrer') }),
	'return.request': fc.record({ tracking }),
	'return.confirmReception': fc.record({ trackings: mostly('EC1, EC2') }),
};
const page = { returnAll: mostly(true), limit: mostly(5) };
const READS: Record<string, fc.Arbitrary<INodeParameters>> = {
	'order.get': fc.record({ tracking, simplify: mostly(true) }),
	'order.getAll': fc.record({
		...page,
		simplify: mostly(true),
		filters: fc.record(
			{
				startDate: cell,
				endDate: cell,
				phases: cell,
				phone: cell,
				recipient: cell,
				reference: cell,
				statuses: cell,
				wilayaId: located(byNumber('16'), 'id'),
			},
			{ requiredKeys: [] },
		) as fc.Arbitrary<INodeParameters>,
	}),
	'order.getStatuses': fc.record({ trackings: mostly('EC1, EC2'), simplify: mostly(true) }),
	'order.downloadLabel': fc.record({ tracking }),
	'tracking.getHistory': fc.record({ tracking }),
	'tracking.getManyHistories': fc.record({ trackings: mostly('EC1'), simplify: mostly(true) }),
	'remark.getAll': fc.record({ tracking, ...page }),
	'location.getWilayas': fc.constant({}),
	'location.getCommunes': fc.record({ wilayaId: located(byNumberOrName('16'), 'numberOrName') }),
	'location.getDesks': fc.record({ simplify: mostly(true) }),
	'fee.getAll': fc.record({
		simplify: mostly(true),
		wilayaId: located(byNumber('16'), 'id'),
	}),
	'product.getAll': fc.record(page),
	'account.validateToken': fc.constant({}),
	'account.getRateLimit': fc.constant({}),
};

const operation = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...Object.keys(WRITES)) },
	{ weight: 1, arbitrary: fc.constantFrom(...Object.keys(READS)) },
);

interface Answer extends Canned {
	/** Whether a write takes place. One that is refused in so many words does not. */
	isDone: boolean;
}

const done = (status: number, body: string, more = {}): Answer => ({
	status,
	body,
	isDone: true,
	...more,
});
const refused = (status: number, value: unknown, headers = {}): Answer => ({
	status,
	body: typeof value === 'string' ? value : JSON.stringify(value),
	headers,
	isDone: false,
});

/** With 200, and of no known form. */
const BODIES = [
	...['', '\uFFFD', '<html>maintenance</html>', `{"message":"${SECRET}"}`],
	...[TOO_DEEP, `{"data":${TOO_DEEP}}`, `{"results":${TOO_DEEP}}`],
	...'null [] {} "ok" 12 true [null] {"success":true} {"success":true,"tracking":{}}'.split(' '),
	...'{"data":null} {"data":[null]} {"data":{"EC1":null}} {"success":tr'.split(' '),
	...'{"results":null} {"results":{"0":null}} {"results":{"x":{"success":true}}}'.split(' '),
];

/** Answers that no reference knows, and those that say no. Undefined: what a good platform says. */
const odd: fc.Arbitrary<Answer | undefined> = fc.oneof(
	{ weight: 5, arbitrary: fc.constant(undefined) },
	{
		weight: 3,
		arbitrary: fc.constantFrom(...BODIES).map((body) => done(200, body)),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			done(500, 'Server Error'),
			done(502, '<html>'),
			done(504, ''),
			done(200, '', { isDropped: true }),
		),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			refused(200, { success: false, error: 10001, message: 'Non' }),
			refused(200, { success: false, message: null }),
			refused(422, { message: 'Non', errors: { tracking: ['inconnu'], constructor: ['x'] } }),
			refused(422, { message: 'Non', errors: { 'orders.0.telephone': ['x'], __proto__: null } }),
			refused(422, { errors: 'x' }),
			refused(404, { message: 'Trackings non trouvés' }),
			refused(404, '<html>'),
			refused(401, { message: `Unauthenticated ${SECRET}` }),
			refused(403, ''),
			refused(429, '', { 'Retry-After': '2' }),
			refused(429, ''),
			refused(302, '', { Location: '/login' }),
			refused(301, '', { Location: `https://new.example/?api_token=${SECRET}` }),
		),
	},
);

/** What the platform did, whatever it said. */
const deeds = { writes: 0, done: 0 };

const listed = {
	tracking: 'EC1',
	reference: 'R1',
	client: 'Amina',
	phone: '0555000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	wilaya_id: 16,
	montant: '2900',
	type_id: 1,
	stop_desk: 0,
	status: 'retours_prets',
	created_at: '2026-08-16 10:00:00',
};
const listing = { current_page: 1, last_page: 1, total: 1, data: [listed] };

/** A platform that is well. */
function answerWell(path: string, body: string): unknown {
	const trackingOf = (reference = '') => `EC-${Buffer.from(reference).toString('hex')}`;
	switch (path) {
		case 'get/orders':
			return listing;
		case 'get/orders/status':
			return { data: { EC1: { ...listed, order_id: 'R1', activity: [] } } };
		case 'create/order':
			return { success: true, tracking: trackingOf(JSON.parse(body).reference) };
		case 'create/orders': {
			const { orders } = JSON.parse(body) as { orders: Record<string, { reference?: string }> };
			const results = Object.entries(orders).map(([place, { reference }]) => [
				reference ?? place,
				{ success: true, tracking: trackingOf(reference) },
			]);
			return { results: Object.fromEntries(results) };
		}
		case 'valid/returns':
			return { returned: 'success' };
		case 'get/maj':
			return [{ remarque: 'x', created_at: '2026-08-16 10:00:00' }];
		default:
			return { success: true, message: 'ok', data: [] };
	}
}

/** Gives the answers that were drawn, one after the other, and then good ones. */
const serve = async (answers: () => Array<Answer | undefined>) =>
	await lab.serve(({ method, path, body }) => {
		const isPlace = /^get\/(wilayas|communes)$/.test(path);
		// Places come well most of the time, or hardly any order would be sent.
		const drawn = isPlace && answers().length % 7 !== 0 ? undefined : answers().shift();
		if (method !== 'GET') {
			deeds.writes++;
			if (drawn?.isDone ?? true) deeds.done++;
		}
		return drawn ?? (isPlace ? undefined : cannedJson(answerWell(path, body)));
	});

const OURS =
	/TypeError|RangeError|undefined|Cannot read|is not a function|is not iterable|Maximum call|\[object /;
const UNSURE = /unknown|Nobody knows|could not be read|could not be checked/;

/** What an item came to: its rows, or the words of its failure. */
function readItems({ outputs, error }: NodeRun, count: number) {
	const words = error ? `${error.message}. ${error.description ?? ''}` : '';
	return Array.from({ length: count }, (_, item) => {
		const rows = (outputs[0] ?? []).filter(
			({ pairedItem }) => (pairedItem as { item: number })?.item === item,
		);
		const failed = rows.find(({ json }) => typeof json.error === 'string');
		return {
			rows: rows.map(({ json }) => json),
			failure: failed ? `${failed.json.error}. ${failed.json.message}` : words,
		};
	});
}

const CREATES = ['order.create', 'order.createMany'];

it('no input and no answer makes it throw, hang, leak, mix up items or call a write undone that was done', async () => {
	let answers: Array<Answer | undefined> = [];
	await serve(() => answers);
	let reached = 0;
	const property = fc.asyncProperty(
		operation.chain((name) =>
			fc.record({ name: fc.constant(name), parameters: WRITES[name] ?? READS[name] }),
		),
		fc.array(odd, { maxLength: 12 }),
		fc.integer({ min: 1, max: 3 }),
		fc.boolean(),
		async ({ name, parameters }, drawn, count, goesOn) => {
			answers = [...drawn];
			Object.assign(deeds, { writes: 0, done: 0 });
			const input = Array.from({ length: count }, (_, item) => ({ ref: `R-${item}` }));
			const reference = '={{ $json.ref }}';
			const given = CREATES.includes(name) ? { ...parameters, reference } : parameters;
			const options: RunOptions = { input, ...(goesOn && { onError: 'continueRegularOutput' }) };
			const run = await lab.run(name, given, options).catch((error: Error) => error);
			if (run instanceof Error) {
				// n8n itself finds a required parameter empty, and runs nothing.
				expect([run.name, deeds.writes]).toEqual(['WorkflowHasIssuesError', 0]);
				return;
			}
			const items = readItems(run, count);
			if (deeds.done > 0) reached++;

			if (run.error) expect(run.error.name).toMatch(/^Node(Api|Operation)Error$/);
			for (const { failure } of items) expect(failure).not.toMatch(OURS);
			expect(findLeaks(run.run)).toEqual([]);
			for (const row of items.flatMap(({ rows }) => rows)) {
				expect(Object.keys(row).length).toBeGreaterThan(0);
			}

			// A single item's fate has to be told as it was; with several, each says what may be.
			const said = items.map(({ rows, failure }) => ({
				isDone: rows.some(
					(row) => row.created === true || row.success === true || row.deleted === true,
				),
				isUndone: rows.some(
					(row) => row.created === false && row.reason !== undefined && !row.status,
				),
				isUnsure:
					UNSURE.test(failure) ||
					rows.some((row) => row.created === null || row.confirmed === null),
				failure,
			}));
			if (CREATES.includes(name)) {
				for (const [item, { rows }] of items.entries()) {
					for (const { tracking, reference } of rows) {
						if (reference != null) expect(reference).toBe(`R-${item}`);
						if (typeof tracking === 'string' && tracking.startsWith('EC-')) {
							expect(Buffer.from(tracking.slice(3), 'hex').toString()).toBe(`R-${item}`);
						}
					}
				}
				if (deeds.done === 0) expect(said.filter(({ isDone }) => isDone)).toEqual([]);
				// One request for each, in their order, or one for all: what was done is not called undone.
				if (count === 1 && deeds.done > 0) {
					expect(said.map(({ isDone, isUnsure }) => isDone || isUnsure)).toEqual([true]);
				}
				if (name === 'order.createMany' && deeds.done > 0) {
					expect(said.filter(({ isUndone }) => isUndone)).toEqual([]);
				}
			}
			if (name === 'order.ship' || name === 'remark.add' || name === 'return.request') {
				if (count === 1 && deeds.done > 0) {
					expect(said.map(({ isDone, isUnsure }) => isDone || isUnsure)).toEqual([true]);
				}
				if (deeds.done === 0) expect(said.filter(({ isDone }) => isDone)).toEqual([]);
			}
		},
	);
	await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 1_000 });
	expect(reached).toBeGreaterThan(RUNS / 20);
}, 3_600_000);
