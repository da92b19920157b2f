import { createMany, toBatches } from '../../../../../nodes/Ecotrack/actions/order/createMany';
import type { NewOrder } from '../../../../../nodes/Ecotrack/actions/order/create';
import type { Api, Result } from '../../../../../nodes/Ecotrack/actions/operation';
import type { Row } from '../../../../../nodes/Ecotrack/platform/rows';
import {
	EcotrackFailure,
	tryRead,
	UNKNOWN_FORM,
	type Call,
	type Failure,
	type Outcome,
	type Request,
} from '../../../../../nodes/Ecotrack/transport/response';
import { scripted } from '../../../../support/reader';
import { fail } from '../../../../watch/support/failures';

const newOrder = (reference: string, more: Partial<NewOrder> = {}): NewOrder => ({
	reference,
	body: { client: `For ${reference}` },
	allowDuplicateReferences: true,
	createAgain: false,
	...more,
});
const named = (...references: string[]) => references.map((reference) => newOrder(reference));
const numbered = (count: number) => named(...Array.from({ length: count }, (_, at) => `WC-${at}`));

const yes = (tracking: string) => ({ success: true, tracking });
const no = (message = 'Non') => ({ success: false, message });
const results = (rows: object) => ({ results: rows });
const isFailure = (answer: unknown): answer is Failure =>
	typeof answer === 'object' && answer !== null && 'kind' in answer;

/** What the orders yield when their requests end so, one after the other: an answer, or a failure. */
async function run(orders: NewOrder[], answers: unknown[], more: Partial<Api> = {}) {
	const sent: Request[] = [];
	const hints: string[] = [];
	async function request<T>(call: Call<T>): Promise<Outcome<T>> {
		const answer = answers[sent.length];
		sent.push(call);
		if (isFailure(answer)) return answer;
		const read = tryRead(() => ({ data: call.read(answer) }));
		return 'data' in read ? { kind: 'ok', windows: [], ...read } : read;
	}
	const api = { ...scripted().api, request, hint: (text: string) => hints.push(text), ...more };
	const yielded: Result[] = [];
	for await (const result of createMany.together(orders, api)) yielded.push(result);
	const errors = yielded.map((one) => (one instanceof EcotrackFailure ? one.failure : null));
	const writes = yielded.filter((one) => one instanceof EcotrackFailure && one.isWrite).length;
	const rows = yielded.map((one) => (one instanceof Error ? null : (one[0] as Row)));
	return {
		rows,
		errors,
		writes,
		hints,
		bodies: sent.map(({ body }) => (body as Row | undefined)?.orders),
	};
}

describe('orders go out', () => {
	it('by their place in the request, and come back in the order of the items', async () => {
		const { rows, bodies } = await run(named('A', 'B'), [
			results({ B: yes('EC2'), A: yes('EC1') }),
		]);
		expect(bodies).toEqual([{ 0: { client: 'For A' }, 1: { client: 'For B' } }]);
		expect(rows).toEqual([
			{ created: true, tracking: 'EC1', reference: 'A' },
			{ created: true, tracking: 'EC2', reference: 'B' },
		]);
	});

	it('a hundred at a time', () => {
		expect(toBatches(numbered(201)).map(({ length }) => length)).toEqual([100, 100, 1]);
		expect(toBatches([])).toEqual([]);
	});

	it('with each reference once in a request', () => {
		const orders = named('A', 'B', 'A', 'A', 'C');
		expect(toBatches(orders)).toEqual([
			[orders[0], orders[1], orders[4]],
			[orders[2]],
			[orders[3]],
		]);
	});

	it('with a reference never beside one without', () => {
		const orders = named('', 'A', '', 'B');
		expect(toBatches(orders)).toEqual([
			[orders[0], orders[2]],
			[orders[1], orders[3]],
		]);
	});

	it('without those that exist already', async () => {
		const orders = named('A', 'B').map((order) => ({ ...order, lookbackDays: 30 }));
		const existing = { tracking: 'EC0', reference: 'A', status: 'en_hub' };
		const { rows, bodies } = await run(orders, [results({ B: yes('EC1') })], {
			list: async <T>() => [existing] as T[],
		});
		expect(bodies).toEqual([{ 0: { client: 'For B' } }]);
		expect(rows).toMatchObject([
			{ created: false, tracking: 'EC0', status: 'en_hub' },
			{ created: true, tracking: 'EC1' },
		]);
	});
});

describe('a failure', () => {
	it('is an error of each item where nothing was created', async () => {
		const answer = results({ A: no('a'), B: no('b') });
		const { errors, writes, hints } = await run(named('A', 'B'), [answer]);
		expect(errors).toEqual([
			{ kind: 'rejected', message: 'a' },
			{ kind: 'rejected', message: 'b' },
		]);
		// Of a request that writes: whether it took place matters.
		expect([writes, hints]).toEqual([2, []]);
	});

	it('is told beside the order that was created, and pointed out', async () => {
		const { rows, hints } = await run(named('A', 'B'), [results({ A: yes('EC1'), B: no() })]);
		expect(rows).toEqual([
			{ created: true, tracking: 'EC1', reference: 'A' },
			{
				created: false,
				tracking: null,
				reference: 'B',
				reason: expect.stringContaining('Non'),
				errors: [],
			},
		]);
		expect(hints).toEqual(['1 of 2 orders have no tracking number: see "reason" of each']);
	});

	it('is an error beside the order that was created where the others go on', async () => {
		const answers = [results({ A: yes('EC1'), B: no() })];
		const more = { continuesOnFail: true };
		const { rows, errors, hints } = await run(named('A', 'B'), answers, more);
		expect([rows[0]?.tracking, errors[1]?.kind, hints]).toEqual(['EC1', 'rejected', []]);
	});

	it('hides no order that exists perhaps: what is known of each is told', async () => {
		const refused = numbered(100);
		const { rows } = await run(
			[...refused, newOrder('B')],
			[{ kind: 'rejected', message: 'Non' }, fail('unavailable')],
		);
		expect(rows.map((row) => row?.created)).toEqual([...refused.map(() => false), null]);
	});

	it('that may have created the first order is an error: it tells the worst', async () => {
		const { errors } = await run(numbered(101), [fail('unavailable')]);
		expect(errors[0]).toEqual(fail('unavailable'));
		expect(errors[100]).toMatchObject({ message: 'This order was not sent' });
	});

	it.each(['unavailable', 'rejected'] as const)(
		'is an error beside an order that existed before, which is no new one (%s)',
		async (kind) => {
			const orders = named('A', 'B').map((order) => ({ ...order, lookbackDays: 30 }));
			const { rows, errors } = await run(orders, [fail(kind)], {
				list: async <T>() => [{ tracking: 'EC0', reference: 'A', status: 'en_hub' }] as T[],
			});
			expect([rows[0]?.tracking, errors[1]]).toEqual(['EC0', fail(kind)]);
		},
	);

	it('points nothing out where every order has its number', async () => {
		expect((await run(named('A'), [results({ A: yes('EC1') })])).hints).toEqual([]);
	});
});

describe('after a request that failed', () => {
	const two = (answer: Failure) => run(numbered(101), [answer, results({ 'WC-100': yes('EC1') })]);

	it.each(['rejected', 'invalid', 'notFound'] as const)(
		'as %s the next one is sent',
		async (kind) => {
			const { rows, bodies } = await two(fail(kind));
			expect([bodies.length, rows[0]?.created, rows[100]?.tracking]).toEqual([2, false, 'EC1']);
		},
	);

	it.each(['denied', 'limited', 'redirected', 'notSupported', 'setting'] as const)(
		'as %s all others end the same way, unsent',
		async (kind) => {
			const { errors, bodies } = await two(fail(kind));
			expect([bodies.length, errors[0], errors[100]]).toEqual([1, fail(kind), fail(kind)]);
		},
	);

	it('before it reached the platform all others end the same way', async () => {
		const unsent: Failure = { kind: 'networkError', timedOut: false, code: 'x', isUnsent: true };
		const { errors, bodies } = await two(unsent);
		expect([bodies.length, errors[0], errors[100]]).toEqual([1, unsent, unsent]);
	});

	it.each(['networkError', 'unavailable', 'unreadable'] as const)(
		'without a clear end (%s) nothing more is sent',
		async (kind) => {
			const { errors, bodies } = await two(fail(kind));
			expect([bodies.length, errors[0]]).toEqual([1, fail(kind)]);
			expect(errors[100]).toMatchObject({ message: 'This order was not sent' });
		},
	);
});

describe('complaints about a request', () => {
	const refuse = (fields: Record<string, string[]>): Failure => ({
		kind: 'invalid',
		fields,
		message: 'x',
	});

	it('go to the orders that they are about, and the others were refused with them', async () => {
		const fields = {
			'orders.1.tel': ['Non.', 'Trop court.'],
			'orders.1.montant': ['Non plus.'],
			'orders.10.tel': ['Autre.'],
		};
		const { errors } = await run(named('A', 'B'), [refuse(fields)]);
		expect(errors).toEqual([
			{
				kind: 'unconfirmed',
				message: 'The carrier refused this order together with others of its request',
				description: expect.any(String),
			},
			{
				kind: 'invalid',
				fields: { tel: ['Non.', 'Trop court.'], montant: ['Non plus.'] },
				message: 'Non. Trop court. Non plus.',
			},
		]);
	});

	it('name the order also beside others that are about none, and in a long list', async () => {
		const fields = { orders: ['Non'], 'orders.10.tel': ['Non plus.'] };
		for (const said of [fields, { 'orders.10.tel': ['Non plus.'] }]) {
			const { errors } = await run(numbered(11), [refuse(said)]);
			expect(errors.map((error) => error?.kind)).toEqual([
				...Array(10).fill('unconfirmed'),
				'invalid',
			]);
		}
	});

	it.each<Record<string, string[]>>([
		{ orders: ['Non'] },
		{ tel: ['Non'] },
		{ 'my.orders.0.tel': ['Non'] },
		{ 'orders.x.tel': ['Non'] },
	])('in other words are those of every order: %j', async (fields) => {
		const { errors } = await run(named('A', 'B'), [refuse(fields)]);
		expect(errors).toEqual([refuse(fields), refuse(fields)]);
	});

	it('stand in the output under the names of the parameters', async () => {
		const answer = results({
			A: yes('EC1'),
			B: { errors: { montant: ['Non'], xyz: ['Non plus'] } },
		});
		const { rows } = await run(named('A', 'B'), [answer]);
		expect(rows[1]?.errors).toEqual([
			{ parameter: 'Amount', message: 'Non' },
			{ parameter: 'xyz', message: 'Non plus' },
		]);
	});
});

describe('numbers that cannot be told apart', () => {
	const statuses = (references: Record<string, string>) =>
		Object.fromEntries(
			Object.entries(references).map(([tracking, reference]) => [
				tracking,
				{ order_id: reference, status: 'prete_a_expedier', activity: [] },
			]),
		);
	const cut = results({ X: yes('EC1'), Y: yes('EC2') });

	it('are settled by the reference that the platform keeps', async () => {
		const answers = [cut, { data: statuses({ EC1: 'B', EC2: 'A' }) }];
		const { rows } = await run(named('A', 'B'), answers);
		expect(rows.map((row) => row?.tracking)).toEqual(['EC2', 'EC1']);
	});

	it('are settled as far as it tells', async () => {
		const answers = [cut, { data: statuses({ EC1: 'B' }) }];
		const { rows } = await run(named('A', 'B'), answers);
		expect(rows).toMatchObject([
			{ created: true, tracking: null, candidates: ['EC2'] },
			{ created: true, tracking: 'EC1' },
		]);
	});

	it('are told as created, each with both, when it does not tell', async () => {
		const { rows, hints } = await run(named('A', 'B'), [cut, fail('unavailable')]);
		const unknown = { created: true, tracking: null, match: 'unknown', candidates: ['EC1', 'EC2'] };
		expect(rows).toMatchObject([
			{ reference: 'A', ...unknown, reason: expect.stringMatching(/^Created, match unknown/) },
			{ reference: 'B', ...unknown },
		]);
		expect(hints).toEqual(['2 of 2 orders have no tracking number: see "reason" of each']);
	});

	it('are told as perhaps created when they are fewer than the orders', async () => {
		const { rows } = await run(named('A', 'B'), [results({ X: yes('EC1') }), fail('unavailable')]);
		expect(rows).toMatchObject([
			{ created: null, candidates: ['EC1'], reason: expect.stringMatching(/^Perhaps created/) },
			{ created: null, candidates: ['EC1'] },
		]);
	});

	it('are asked about only where a reference can settle it', async () => {
		const orders = [newOrder(''), newOrder('')];
		expect((await run(orders, [results({ 1: yes('EC1'), 2: yes('EC2') })])).bodies).toHaveLength(1);
		expect((await run(named('A', 'B'), [results({ X: no(), Y: no() })])).bodies).toHaveLength(1);
	});

	it('are no reason to call created what every result refuses', async () => {
		const { errors } = await run(named('A', 'B'), [results({ X: no('x'), Y: no('y') })]);
		expect(errors).toEqual(Array(2).fill({ kind: 'rejected', message: 'x y' }));
		const wordless = await run(named('A', 'B'), [results({ X: no(''), Y: no('') })]);
		expect(wordless.errors).toEqual(Array(2).fill({ kind: 'rejected', message: '' }));
	});

	it.each([
		['one result stands for two orders', { X: no() }],
		['one of them says nothing', { X: no(), Y: {} }],
	])('leave open what became of an order where %s', async (_, rows) => {
		const { errors } = await run(named('A', 'B'), [results(rows)]);
		expect(errors[0]).toEqual({
			kind: 'unreadable',
			message: 'The answer says nothing about this order',
		});
	});

	it('leave every order open when our own code fails at them', async () => {
		const broken = newOrder('A');
		const answer = {
			get results() {
				Object.defineProperty(broken, 'reference', {
					get: () => {
						throw new Error('ours');
					},
				});
				return { X: yes('EC1') };
			},
		};
		const { errors } = await run([broken, newOrder('B')], [answer]);
		expect(errors).toEqual([UNKNOWN_FORM, UNKNOWN_FORM]);
	});
});

describe('what an order yields beside its number', () => {
	const place = { communeGiven: 'kouba', commune: 'Kouba' };
	const orders = (count: number) => Array.from({ length: count }, () => newOrder('', { place }));

	it.each([
		['created', { 0: yes('EC1') }, 1, { created: true, reference: null, ...place }],
		['refused', { 0: yes('EC1'), 1: no() }, 2, { created: false, reference: null, ...place }],
		['unmatched', { 5: yes('EC1') }, 2, { created: null, reference: null, ...place }],
	])('is its place, whether %s', async (_, rows, count, expected) => {
		const { rows: told } = await run(orders(count), [results(rows)]);
		expect(told.at(-1)).toMatchObject(expected);
	});
});
