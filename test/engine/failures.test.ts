/**
 * What is particular about failures: how long the node waits and what it repeats, how each refusal is
 * worded, and what goes wrong on our side of an answer. What every operation says of every failure
 * stands in every-operation.test.ts.
 */
import { cannedJson, TOO_DEEP } from '../support/canned';
import { toNode } from '../support/engine';
import { FAILURE_CASES } from '../support/failures';
import { openLab } from '../support/lab';
import { byNumber, byNumberOrName, NEW_ORDER } from '../support/parameters';
import { pauses } from '../support/pauses';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();

describe('a used-up minute', () => {
	it.each(['order.getStatuses', 'remark.add'])(
		'is waited for, then the answer comes: %s',
		async (operation) => {
			lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 33, times: 1 });
			const { json, error } = await lab.runExample(operation);
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(pauses).toEqual([33_000]);
			expect(lab.asked()).toHaveLength(2);
		},
	);

	it.each([
		['nothing', () => '', 60_000],
		['zero', () => '0', 60_000],
		['less', () => '-5', 60_000],
		['a word', () => 'soon', 60_000],
		['the longest wait', () => '60', 60_000],
		['a date', (now: number) => new Date(now + 20_000).toUTCString(), 20_000],
	])('lasts as long as Retry-After says, and a minute if it says %s', async (_, write, pause) => {
		await lab.reopen({ limits: 'off' });
		const retryAfter = write(lab.sandbox.platform.clock.now().getTime());
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter, times: 1 });
		expect((await lab.runExample('order.getAll')).error).toBeUndefined();
		expect(pauses).toEqual([pause]);
	});

	it.each([
		['three trios of headers', undefined],
		['the plain pair of older ones', 'old-headers' as const],
		['no rate headers', 'no-limit-headers' as const],
	])('opens again by the clock of the platform, with %s', async (_, quirk) => {
		await lab.reopen({ limits: { minute: 2 } });
		if (quirk) lab.sandbox.quirks.on(quirk);
		lab.sandbox.platform.createMany(200);
		const { json, error } = await lab.run('order.getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(200);
		const statuses = lab.sandbox.requests.map(({ status }) => status);
		expect(statuses).toEqual([200, 200, 429, 200, 200, 429, 200]);
		expect(pauses).toEqual([60_000, 60_000]);
	});

	it('is waited for three times at most, per request', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 5 });
		const { error } = await lab.runExample('order.getAll');
		expect(error?.message).toBe("The carrier's limit of requests per minute is used up");
		expect(error?.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5_000 });
		expect(pauses).toEqual([5_000, 5_000, 5_000]);
		expect(lab.asked()).toHaveLength(4);
	});
});

describe('a longer wait', () => {
	it.each([61, 90, 3_000, 80_000])(
		'of %i s fails at once, and says until when',
		async (seconds) => {
			lab.sandbox.quirks.on('too-many-attempts', { retryAfter: seconds });
			const before = Date.now();
			const { error } = await lab.runExample('order.getAll');
			expect(error?.message).toMatch(
				/^The carrier's limit of requests per (minute|hour|day) is used up$/,
			);
			const [, time, day] = /again at (\d\d:\d\d) on (\S+) \(Algiers time\)/.exec(
				error?.description ?? '',
			) as RegExpExecArray;
			const opens = Date.parse(`${day}T${time}:00+01:00`);
			expect(opens).toBeGreaterThan(before + seconds * 1_000 - 60_000);
			expect(opens).toBeLessThanOrEqual(Date.now() + seconds * 1_000);
			expect(pauses).toEqual([]);
			expect(lab.asked()).toHaveLength(1);
		},
	);

	it.each(['hour', 'day'])('for the %s is called by its name', async (window) => {
		await lab.reopen({ limits: { [window]: 1 } });
		await lab.runExample('order.getAll');
		const { error } = await lab.runExample('order.getAll');
		expect(error?.message).toContain(`per ${window}`);
		expect(error?.failure).toEqual({
			cause: 'quota-exhausted',
			resetsAtEpochMs: expect.any(Number),
		});
		expect(pauses).toEqual([]);
	});

	it('ends the run for the items after it too', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 3_600 });
		const onError = 'continueRegularOutput';
		const { json } = await lab.runExample('remark.getAll', { input: [{}, {}, {}], onError });
		expect(json.map(({ error }) => error)).toEqual(
			Array(3).fill("The carrier's limit of requests per hour is used up"),
		);
		expect(lab.asked()).toHaveLength(1);
	});
});

describe('a read', () => {
	it.each([
		['dropped-connection', {}],
		['cut-off-answer', {}],
		['server-error', { status: 502 }],
		['server-error', { status: 503 }],
		['server-error', { status: 504 }],
		['html-maintenance', {}],
	] as const)('is repeated twice, with growing pauses: %s %j', async (quirk, options) => {
		lab.sandbox.quirks.on(quirk, { ...options, times: 2 });
		const { json, error } = await lab.runExample('order.getAll');
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(pauses).toEqual([2_000, 4_000]);
		expect(lab.asked()).toHaveLength(3);
	});

	it('has its waits and its repeats counted apart', async () => {
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 5, times: 3 });
		lab.sandbox.quirks.on('server-error', { status: 502, after: 3, times: 2 });
		const { error } = await lab.runExample('order.getAll');
		expect(error).toBeUndefined();
		expect(pauses).toHaveLength(5);
	});
});

describe('a refusal', () => {
	it.each(['tracking.getHistory', 'remark.add'])(
		'of an unknown number is told in the words of the platform, with what to check: %s',
		async (operation) => {
			const parameters = { tracking: byNumber('ECXX9Q2608150001'), content: 'a' };
			const { error } = await lab.run(operation, parameters);
			expect(error?.description).toBe(
				`The carrier says: "Le champ tracking sélectionné est invalide". Check 'Tracking Number', and that the order belongs to the account of this credential`,
			);
		},
	);

	it('of values names them as the editor does, with all complaints joined', async () => {
		const content = ['Le texte est trop long.', 'Le texte contient des liens.'];
		const errors = { content, tracking: ['Le champ tracking est obligatoire.'] };
		await lab.serve(() => cannedJson({ message: 'The given data was invalid.', errors }, 422));
		const { error } = await lab.runExample('remark.add');
		expect(error?.message).toBe("The carrier did not accept 'Content', 'Tracking Number'");
		expect(error?.description).toContain(
			'"Le texte est trop long. Le texte contient des liens. Le champ tracking est obligatoire"',
		);
		expect(error?.httpCode).toBe('422');
	});

	it('of a return says when one can be asked for', async () => {
		const { tracking } = lab.sandbox.platform.create({ status: 'vers_hub' });
		const { error } = await lab.run('return.request', { tracking: byNumber(tracking) });
		expect(error?.message).toBe('A return cannot be requested for this order now');
		expect(error?.description).toMatch(
			/^The carrier says: "Le retour ne peut pas etre demandé pour cette commande"\..*en_livraison/,
		);
	});

	it('is quoted with one period after it', async () => {
		await lab.serve(() => cannedJson({ success: false, message: 'Commande non modifiable.' }));
		const { error } = await lab.runExample('order.ship');
		expect(error?.description).toMatch(/"Commande non modifiable"\. \w/);
	});

	it.each([
		['a page', '<html>404</html>'],
		['nothing', ''],
		['an empty object', '{}'],
		['an empty list', '[]'],
		['an empty message', '{"message":""}'],
	])('of one order by %s with 404 leaves the others their answers', async (_, body) => {
		await lab.serve(({ query }) =>
			query.get('tracking') === 'ECGONE000001'
				? { status: 404, body }
				: cannedJson({ activity: [] }),
		);
		const { json } = await lab.run(
			'tracking.getHistory',
			{ tracking: byNumber('={{ $json.tracking }}') },
			{
				input: [{ tracking: 'ECGONE000001' }, { tracking: 'ECHERE000002' }],
				onError: 'continueRegularOutput',
			},
		);
		expect(json[0]).toHaveProperty('error');
		expect(json[1]).toMatchObject({ tracking: 'ECHERE000002' });
	});
});

describe('every failure that comes as an answer', () => {
	const answered = FAILURE_CASES.flatMap((one) =>
		one.wire && 'status' in one.wire ? [{ ...one, wire: one.wire }] : [],
	);

	it.each(answered)('reaches the user in the same words: $name', async ({ wire, ...told }) => {
		const { status, headers, body } = wire;
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		await lab.serve(() => ({ status, headers, body: text }));
		const read = await lab.runExample('remark.getAll');
		const write = await lab.runExample('remark.add');
		expect(read.error?.message).toBe(told.message);
		expect(write.error?.message).toBe(told.afterWrite ?? told.message);
		for (const { error } of [read, write]) {
			expect(error?.httpCode ?? undefined).toBe(told.httpCode);
			expect(error?.failure?.cause).toBe(told.cause);
		}
	});
});

it('a complaint about one tracking number names the parameter that holds several', async () => {
	const errors = { tracking: ['Le champ tracking est obligatoire.'] };
	await lab.serve(() => ({ status: 422, body: JSON.stringify({ errors }) }));
	for (const operation of ['return.confirmReception', 'tracking.getManyHistories']) {
		const { error } = await lab.run(operation, { trackings: 'ECHERE000002' });
		expect(error?.message).toBe("The carrier did not accept 'Tracking Numbers'");
	}
});

describe('trouble on our side', () => {
	it('with the answer to a write never says that the write did not take place', async () => {
		await lab.serve(({ path }) =>
			path.startsWith('get/') ? undefined : { body: `{"success":true,"data":${TOO_DEEP}}` },
		);
		for (const operation of ['order.create', 'order.createMany', 'remark.add']) {
			const { error } = await lab.runExample(operation);
			expect(error?.message).toBe('The answer of the carrier could not be read');
			expect(error?.description).toMatch(/Nobody knows whether it took place/);
			expect(error?.description).not.toMatch(/credential/);
			const { json } = await lab.runExample(operation, { onError: 'continueRegularOutput' });
			expect(json).toEqual([
				expect.objectContaining({ message: expect.stringMatching(/Nobody knows/) }),
			]);
		}
	});

	it('with one 500 for the list of wilayas costs one item, not all of the run', async () => {
		await lab.serve(({ path, nth }) => {
			if (path === 'get/wilayas' && nth === 0) return { status: 500 };
			return path.startsWith('get/') ? undefined : cannedJson({ success: true, tracking: 'EC1' });
		});
		const parameters = { ...NEW_ORDER, wilayaId: byNumberOrName('Alger') };
		const onError = 'continueRegularOutput';
		const { json } = await lab.run('order.create', parameters, { input: [{}, {}], onError });
		expect(json[0]).toHaveProperty('error');
		expect(json[1]).toMatchObject({ created: true });
	});

	it('does not come of more tracking numbers in one item than a call takes arguments', async () => {
		await lab.serve(() => cannedJson({ data: [] }));
		const trackings = Array.from({ length: 130_000 }, (_, n) => `ECX${n}`).join(',');
		const { error, json } = await lab.run('order.getStatuses', { trackings });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(130_000);
	});
});

describe('a credential', () => {
	it.each([
		[{ apiToken: '' }, /no API Token/],
		[{ apiToken: 'two words' }, /API Token .* contains a space/],
		[{ baseUrl: '' }, /no Base URL/],
		[{ baseUrl: 'http://packers.ecotrack.dz' }, /starts with "http:\/\/"/],
		[{ baseUrl: 'not a url' }, /not a web address/],
		[{ carrier: 'newcarrier' }, /does not know the carrier "newcarrier"/],
	])('that cannot be used is told with what to change: %j', async (change, words) => {
		Object.assign(lab.credential, change);
		const { error } = await lab.runExample('remark.getAll');
		expect(error?.message).toBe('The ECOTRACK credential cannot be used as it is');
		expect(error?.description).toMatch(words);
		expect(error?.failure).toEqual({ cause: 'configuration-invalid' });
		expect(lab.asked()).toEqual([]);
	});

	it('that is missing is told so, and not called a lost connection', async () => {
		const parameters = { resource: 'order', operation: 'getAll' };
		const node = toNode('ECOTRACK', 'n8n-nodes-ecotrack.ecotrack', parameters);
		const run = await lab.engine.runWorkflow([{ ...node, credentials: {} }], lab.credential);
		expect(run.data.resultData.error).toMatchObject({
			message: 'The ECOTRACK credential cannot be used as it is',
			description: expect.stringMatching(/does not have any credentials/),
		});
		expect(pauses).toEqual([]);
	});

	it('that names the new host of a carrier sends the token there alone', async () => {
		const other = await lab.serve(() => cannedJson({ success: true, data: [] }));
		await lab.runExample('order.getStatuses');
		expect(other.requests).toHaveLength(1);
		expect(other.requests[0]).toContain(`Bearer ${lab.sandbox.token}`);
		expect(lab.asked()).toEqual([]);
	});
});

it('an operation that this version does not know is told so', async () => {
	const { error } = await lab.run('order.teleport');
	expect(error?.message).toBe("There is no operation 'teleport' here");
	expect(error?.description).toMatch(/Choose another Operation/);
});
