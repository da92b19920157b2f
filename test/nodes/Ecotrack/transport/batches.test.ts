import { toKey, type Row } from '../../../../nodes/Ecotrack/platform/rows';
import { requestInBatches } from '../../../../nodes/Ecotrack/transport/batches';
import type { Failure, Outcome } from '../../../../nodes/Ecotrack/transport/response';

const tracking = (number: number) => `ECA${String(number).padStart(4, '0')}`;
const trackings = (count: number) => Array.from({ length: count }, (_, i) => tracking(i + 1));

/** Answers for every tracking of a batch, as the platform does. */
type Rows = Outcome<Map<string, Row>>;

const answerAll = (batch: string[]): Rows => ({
	kind: 'ok',
	data: new Map(batch.map((name) => [toKey(name), { tracking: name, order_id: `of ${name}` }])),
	windows: [],
});

const invalid: Failure = { kind: 'invalid', fields: { trackings: ['Non.'] }, message: 'Non.' };
const unknown422: Failure = { kind: 'notFound', status: 422, message: 'invalide' };
const unknown404: Failure = { kind: 'notFound', status: 404, message: 'Trackings non trouvés' };

/** Asks, and notes what was sent. */
async function ask(wanted: Iterable<string>, answer = answerAll) {
	const sent: string[][] = [];
	const answers = await requestInBatches(wanted, async (batch) => {
		sent.push(batch);
		return answer(batch);
	});
	return { sent, sizes: sent.map((batch) => batch.length), ...answers };
}

/** Refuses every batch that names one of the given trackings. */
const poisonedBy =
	(poison: string[], failure: Failure) =>
	(batch: string[]): Rows =>
		batch.some((name) => poison.includes(name)) ? failure : answerAll(batch);

describe('trackings go out in batches', () => {
	it.each([
		[0, []],
		[1, [1]],
		[99, [99]],
		[100, [100]],
		[101, [100, 1]],
		[250, [100, 100, 50]],
	])('%i of them in requests of %j', async (count, sizes) => {
		const result = await ask(trackings(count));
		expect(result.sizes).toEqual(sizes);
		expect(result.sent.flat()).toEqual(trackings(count));
		expect([...result.found.keys()]).toEqual(trackings(count));
		expect(result.failures.size).toBe(0);
	});

	it('one after the other', async () => {
		let open = 0;
		const slowly = async (batch: string[]) => {
			expect(open++).toBe(0);
			await Promise.resolve();
			open--;
			return answerAll(batch);
		};
		await requestInBatches(trackings(250), slowly);
	});

	it('each once, whatever its case', async () => {
		const { sent, found } = await ask(['ECA1', 'eca1', ' ECA1', 'ECB2', 'ECA1']);
		expect(sent.map((batch) => batch.map(toKey))).toEqual([['ECA1', 'ECB2']]);
		expect([...found.keys()]).toEqual(['ECA1', 'ECB2']);
	});
});

describe('answers are matched by tracking', () => {
	it('and never by place', async () => {
		const reversed = (batch: string[]) => answerAll([...batch].reverse());
		const { found } = await ask(trackings(3), reversed);
		for (const name of trackings(3)) expect(found.get(name)?.order_id).toBe(`of ${name}`);
	});

	it('whatever their case', async () => {
		const { found } = await ask(['ECA0001'], () => answerAll(['eca0001']));
		expect(found.get('ECA0001')).toEqual({ tracking: 'eca0001', order_id: 'of eca0001' });
	});

	it('and those that nobody asked for are dropped', async () => {
		const { found } = await ask(['ECA0001'], () => answerAll(['ECA0002', 'ECA0001', 'ECA0003']));
		expect([...found.keys()]).toEqual(['ECA0001']);
	});

	it('and what is not answered for is neither found nor a failure', async () => {
		const { found, failures } = await ask(trackings(2), () => answerAll(['ECA0002']));
		expect([...found.keys()]).toEqual(['ECA0002']);
		expect(failures.size).toBe(0);
	});
});

describe('a batch without a usable answer', () => {
	it.each<Failure>([
		{ kind: 'unavailable', status: 503 },
		{ kind: 'networkError', timedOut: true, code: 'ECONNABORTED' },
		{ kind: 'unreadable', message: 'The answer was empty' },
		{ kind: 'rejected', message: 'Non.' },
	])('costs its own trackings the answer, and no others: $kind', async (failure) => {
		const { sizes, found, failures } = await ask(
			trackings(250),
			poisonedBy([tracking(150)], failure),
		);
		expect(sizes).toEqual([100, 100, 50]);
		expect(found.size).toBe(150);
		expect([...failures.keys()]).toEqual(trackings(200).slice(100));
		expect(new Set(failures.values())).toEqual(new Set([failure]));
	});

	it.each<Failure>([
		{ kind: 'denied', reason: 'token', message: '' },
		{ kind: 'limited', waitMs: 90_000, window: 'hour' },
		{ kind: 'redirected', to: 'https://new.example' },
		{ kind: 'notSupported', status: 404 },
		{ kind: 'setting', message: 'No token' },
	])('ends the asking where the next would end the same: $kind', async (failure) => {
		const { sizes, found, failures } = await ask(
			trackings(250),
			poisonedBy([tracking(150)], failure),
		);
		expect(sizes).toEqual([100, 100]);
		expect(found.size).toBe(100);
		expect([...failures.keys()]).toEqual(trackings(250).slice(100));
	});

	it('finds nothing when none of its trackings is known', async () => {
		const { sizes, found, failures } = await ask(trackings(3), () => unknown404);
		expect([sizes, found.size, failures.size]).toEqual([[3], 0, 0]);
	});
});

describe('a batch spoilt by one tracking', () => {
	it.each([1, 2, 37, 50, 51, 64, 99, 100])(
		'is halved until that one stands alone, within 14 more requests: number %i of 100',
		async (place) => {
			const { sizes, found, failures } = await ask(
				trackings(100),
				poisonedBy([tracking(place)], invalid),
			);
			expect(sizes.length).toBeLessThanOrEqual(1 + 14);
			expect(found.size).toBe(99);
			expect([...failures]).toEqual([[tracking(place), invalid]]);
		},
	);

	it('finds everybody else, and that one unknown, when the 422 says so', async () => {
		const { found, failures } = await ask(trackings(100), poisonedBy([tracking(37)], unknown422));
		expect([found.size, found.has(tracking(37)), failures.size]).toEqual([99, false, 0]);
	});

	it.each([1, 150, 250])('costs the other batches nothing: number %i of 250', async (place) => {
		const { found, failures } = await ask(trackings(250), poisonedBy([tracking(place)], invalid));
		expect([found.size, [...failures.keys()]]).toEqual([249, [tracking(place)]]);
	});

	it('leaves one of the next batch that is unknown what it is', async () => {
		const poison = [tracking(50), tracking(101)];
		const { found, failures } = await ask(trackings(101), poisonedBy(poison, unknown422));
		expect([found.size, failures.size]).toEqual([99, 0]);
	});

	it.each([2, 5, 20, 100])('never costs more than 14 requests: %i spoil it', async (count) => {
		const step = 100 / count;
		const poison = Array.from({ length: count }, (_, i) => tracking(Math.floor(i * step) + 1));
		const { sizes, found, failures } = await ask(trackings(100), poisonedBy(poison, invalid));
		expect(sizes.length).toBeLessThanOrEqual(1 + 14);
		expect(found.size + failures.size).toBe(100);
		for (const name of poison) expect(failures.has(name)).toBe(true);
	});

	it('calls none of those unknown that it could not ask for apart', async () => {
		const poison = trackings(100).filter((_, i) => i % 3 === 0);
		const { sent, found, failures } = await ask(trackings(100), poisonedBy(poison, unknown422));
		const alone = sent.filter(({ length }) => length === 1).flat();
		const unknown = trackings(100).filter((name) => !found.has(name) && !failures.has(name));
		expect(alone).toEqual(expect.arrayContaining(unknown));
		expect(failures.size).toBeGreaterThan(50);
		const shared = { kind: 'invalid', fields: { trackings: ['invalide'] }, message: 'invalide' };
		for (const failure of failures.values()) expect(failure).toEqual(shared);
	});

	it('tells those that it could not ask for apart which parameter the platform minds', async () => {
		const status: Failure = { kind: 'invalid', fields: { status: ['Non.'] }, message: 'Non.' };
		const { failures } = await ask(trackings(100), () => status);
		expect(failures.size).toBe(100);
		expect(new Set(failures.values())).toEqual(new Set([status]));
	});

	it('of one is not asked again', async () => {
		const { sizes, failures } = await ask(['ECA0001'], () => invalid);
		expect([sizes, [...failures.keys()]]).toEqual([[1], ['ECA0001']]);
	});
});
