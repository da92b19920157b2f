import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { PATIENT, prompt, send, type Context } from '../../../../nodes/Ecotrack/api/client';
import { forgetPauses, pauses } from '../../../support/pauses';

jest.mock('n8n-workflow', () => jest.requireActual('../../../support/pauses').withoutSleeping());

type Answer = Error | { statusCode: number; headers?: object; body: string };

/** What n8n hands to a node, as far as a request needs it; answers come in the order given. */
function contextOf(answers: Answer[], signal?: AbortSignal) {
	const sent: Array<Record<string, unknown>> = [];
	const log: string[] = [];
	const credential: ICredentialDataDecryptedObject = { apiToken: 'first-token' };
	let looks = 0;
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: Record<string, unknown>) => {
				sent.push(options);
				const answer = answers[Math.min(sent.length, answers.length) - 1];
				if (answer instanceof Error) throw answer;
				return { headers: {}, ...answer, body: Buffer.from(answer.body) };
			},
		},
		getCredentials: async () => {
			looks++;
			return { ...credential };
		},
		logger: { info: (line: string) => log.push(line) },
	};
	const execution = { ...context, getExecutionCancelSignal: () => signal };
	return {
		execution: execution as unknown as IExecuteFunctions,
		poll: context as unknown as IPollFunctions,
		sent,
		log,
		credential,
		looks: () => looks,
	};
}

const ok = (body: unknown = {}): Answer => ({ statusCode: 200, body: JSON.stringify(body) });
const down = (statusCode: number): Answer => ({ statusCode, body: '<html></html>' });
const limited = (retryAfter: string): Answer => ({
	statusCode: 429,
	headers: { 'retry-after': retryAfter },
	body: '{}',
});
const broken = (code: string, cause?: Error): Error =>
	Object.assign(new Error('The connection broke', { cause }), code ? { code } : {});

const get = { method: 'GET', path: 'get/orders/status', query: { trackings: 'ECA1' } } as const;
const post = { method: 'POST', path: 'add/maj', query: { tracking: 'ECA1' } } as const;

beforeEach(() => forgetPauses());

describe('a request', () => {
	it('is sent as the platform needs it', async () => {
		const { execution, sent } = contextOf([ok()]);
		expect(await send(execution, { ...post, body: { a: 1 } })).toMatchObject({ kind: 'ok' });
		expect(sent).toEqual([
			expect.objectContaining({
				method: 'POST',
				url: '/api/v1/add/maj',
				qs: { tracking: 'ECA1' },
				body: { a: 1 },
				headers: { Accept: 'application/json' },
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				timeout: 60_000,
			}),
		]);
	});

	it('of a poll or a list has the time it is given, no waits and no repeats', async () => {
		for (const answer of [limited('5'), down(503), broken('ECONNRESET')]) {
			const { poll, sent } = contextOf([answer]);
			await send(poll, get, prompt(1_234));
			expect(sent).toEqual([expect.objectContaining({ timeout: 1_234 })]);
		}
		expect(pauses).toEqual([]);
	});
});

describe('a request without an answer', () => {
	it.each([
		['ECONNRESET', false],
		['ENOTFOUND', false],
		['ERR_BAD_RESPONSE', false],
		['ECONNABORTED', true],
		['ETIMEDOUT', true],
	])('is lost with %s, timed out: %p', async (code, timedOut) => {
		const { execution } = contextOf([broken(code)]);
		expect(await send(execution, post)).toEqual({ kind: 'lost', timedOut, code });
	});

	it('is lost with the code that stands deeper in the chain of causes', async () => {
		const { execution } = contextOf([broken('', broken('', broken('ECONNRESET')))]);
		expect(await send(execution, post)).toMatchObject({ kind: 'lost', code: 'ECONNRESET' });
	});

	it('was never sent when there is no code: the credential cannot be used', async () => {
		const { execution } = contextOf([broken('', new Error('Credential "7" does not exist'))]);
		expect(await send(execution, get)).toEqual({
			kind: 'setting',
			message: 'Credential "7" does not exist',
		});
	});

	it('is not repeated when the user stopped the execution', async () => {
		const { execution, sent } = contextOf([broken('ERR_CANCELED')]);
		expect(await send(execution, get)).toMatchObject({ kind: 'lost' });
		expect(sent).toHaveLength(1);
	});

	it('is not repeated after a pause in which the user stopped the execution', async () => {
		const { execution, sent } = contextOf([down(503)], AbortSignal.abort());
		expect(await send(execution, get)).toEqual({ kind: 'down', status: 503 });
		expect(sent).toHaveLength(1);
	});
});

describe('patience', () => {
	it('repeats a read twice, with growing pauses', async () => {
		const { execution, sent } = contextOf([down(502), broken('ECONNRESET'), ok([1])]);
		expect(await send(execution, get, PATIENT)).toMatchObject({ kind: 'ok', data: [1] });
		expect([sent.length, pauses]).toEqual([3, [2_000, 4_000]]);
	});

	it.each([down(500), down(520), ok({ success: false })])('has no use for %j', async (answer) => {
		const { execution, sent } = contextOf([answer]);
		await send(execution, get);
		expect(sent).toHaveLength(1);
	});

	it.each([down(502), down(503), down(504), broken('ECONNRESET')])(
		'never repeats a write: %j',
		async (answer) => {
			const { execution, sent } = contextOf([answer]);
			await send(execution, post);
			expect(sent).toHaveLength(1);
		},
	);

	it('waits for the limit before a write too, for nothing has taken place', async () => {
		const { execution, sent } = contextOf([limited('33'), ok({ success: true })]);
		expect(await send(execution, post)).toMatchObject({ kind: 'ok' });
		expect([sent.length, pauses]).toEqual([2, [33_000]]);
	});

	it('waits three times, and never longer than a minute', async () => {
		const patient = contextOf([limited('60')]);
		expect(await send(patient.execution, get)).toMatchObject({ kind: 'limited', waitMs: 60_000 });
		expect(patient.sent).toHaveLength(4);
		const hopeless = contextOf([limited('61')]);
		expect(await send(hopeless.execution, get)).toMatchObject({ kind: 'limited', waitMs: 61_000 });
		expect(hopeless.sent).toHaveLength(1);
	});

	it('is noted in the log, without the query', async () => {
		const { execution, log } = contextOf([down(503), limited('33'), ok()]);
		await send(execution, get);
		expect(log).toEqual([
			'ECOTRACK: get/orders/status down, next attempt in 2 s',
			'ECOTRACK: get/orders/status limited, next attempt in 33 s',
		]);
	});
});

describe('the token', () => {
	const echo = (token: string): Answer => ok({ success: false, message: `No: ${token}` });

	it.each([
		['a refusal', echo('first-token'), { kind: 'rejected', message: 'No: ***' }],
		['a good answer', ok({ note: 'for first-token' }), { data: { note: 'for ***' } }],
	])('is kept out of %s that repeats it', async (_, answer, outcome) => {
		const { execution } = contextOf([answer]);
		expect(await send(execution, get)).toMatchObject(outcome);
	});

	it('is kept out however it was pasted into the credential', async () => {
		const { execution, credential } = contextOf([echo('first-token')]);
		credential.apiToken = ' Bearer first-token ';
		expect(await send(execution, get)).toMatchObject({ message: 'No: ***' });
	});

	it('is read once for all requests of an execution', async () => {
		const { execution, looks } = contextOf([ok()]);
		for (let request = 0; request < 3; request++) await send(execution, get);
		expect(looks()).toBe(1);
	});

	it('is read anew for a poll, whose context outlives a renewed token', async () => {
		const { poll, credential } = contextOf([ok(), echo('second-token')]);
		await send(poll as Context, get, prompt(1_000));
		credential.apiToken = 'second-token';
		expect(await send(poll as Context, get, prompt(1_000))).toMatchObject({ message: 'No: ***' });
	});
});
