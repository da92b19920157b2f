import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { createClient, noRetry, RETRY, send } from '../../../../nodes/Ecotrack/transport/client';
import { CredentialSettingError } from '../../../../nodes/Ecotrack/platform/credential';
import { isUncertain, type Failure } from '../../../../nodes/Ecotrack/transport/response';
import { FAILURE_CASES } from '../../../support/failures';
import { forgetPauses, pauses, sleeping } from '../../../support/pauses';

jest.mock('n8n-workflow', () => jest.requireActual('../../../support/pauses').withoutSleeping());

/** A text is the address of a server that answers. */
type Answer = Error | string | { statusCode: number; headers?: object | null; body: string };

/** What n8n hands to a node, as far as a request needs it; answers come in the order given. */
function contextOf(answers: Answer[], signal?: AbortSignal) {
	const sent: Array<Record<string, unknown>> = [];
	const log: string[] = [];
	const credential: ICredentialDataDecryptedObject = {
		carrier: 'packers',
		apiToken: 'first-token',
	};
	const credentials: { error?: Error } = {};
	/** Whether bodies are handed over as they are, not as bytes. */
	const raw = { isOn: false };
	let looks = 0;
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: Record<string, unknown>) => {
				sent.push(options);
				const answer = answers[Math.min(sent.length, answers.length) - 1];
				if (answer instanceof Error) throw answer;
				if (typeof answer === 'string') return await (await fetch(answer)).arrayBuffer();
				return { headers: {}, ...answer, body: raw.isOn ? answer.body : Buffer.from(answer.body) };
			},
		},
		getCredentials: async () => {
			looks++;
			if (credentials.error) throw credentials.error;
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
		credentials,
		raw,
		looks: () => looks,
	};
}

async function startServer(answer: (response: ServerResponse) => void) {
	const server = createServer((_, response) => answer(response));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, close };
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
const call = { ...get, read: (answer: unknown) => answer };
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
			await send(poll, get, noRetry(1_234));
			expect(sent).toEqual([expect.objectContaining({ timeout: 1_234 })]);
		}
		expect(pauses).toEqual([]);
	});
});

describe.each([get, post])('a $method that fails', (request) => {
	const { method } = request;

	it.each(FAILURE_CASES)('ends as it must, sent as often as it may: $name', async (one) => {
		const { wire, outcome, isRetried } = one;
		if (!wire) return;
		const { execution, sent } = contextOf([
			'code' in wire
				? Object.assign(broken(wire.code), wire)
				: {
						statusCode: wire.status,
						headers: wire.headers ?? {},
						body: typeof wire.body === 'string' ? wire.body : JSON.stringify(wire.body),
					},
		]);
		expect(await send(execution, request)).toEqual(outcome);
		const isWaitedFor = outcome.kind === 'limited' && outcome.waitMs <= 60_000;
		const again = isWaitedFor ? 3 : isRetried && method === 'GET' ? 2 : 0;
		expect(sent).toHaveLength(1 + again);
	});
});

describe('a request without an answer', () => {
	it.each([
		['ERR_BAD_RESPONSE', false],
		['ETIMEDOUT', true],
	])('is lost with %s, timed out: %p', async (code, timedOut) => {
		const { execution } = contextOf([broken(code)]);
		expect(await send(execution, post)).toMatchObject({ kind: 'networkError', timedOut, code });
	});

	it('is lost with the code that stands deeper in the chain of causes', async () => {
		const { execution } = contextOf([broken('', broken('', broken('ECONNRESET')))]);
		expect(await send(execution, post)).toMatchObject({ kind: 'networkError', code: 'ECONNRESET' });
	});

	it('was never sent when the credential cannot be read', async () => {
		const { execution, sent, credentials } = contextOf([ok()]);
		credentials.error = broken('', new Error('Credential "7" does not exist'));
		expect(await send(execution, get)).toEqual({
			kind: 'setting',
			message: 'Credential "7" does not exist',
		});
		expect(sent).toEqual([]);
	});

	it('was never sent when the credential refused to let it go', async () => {
		const refusal = new CredentialSettingError('The credential has no API Token');
		const { execution } = contextOf([broken('', refusal)]);
		expect(await send(execution, post)).toEqual({ kind: 'setting', message: refusal.message });
	});

	it('was never sent while the database that holds the credential was busy', async () => {
		const { execution, credentials } = contextOf([ok()]);
		credentials.error = broken('SQLITE_BUSY');
		expect(await send(execution, post)).toMatchObject({ kind: 'networkError', isUnsent: true });
	});

	it.each([
		broken('ERR_TLS_CERT_ALTNAME_INVALID'),
		broken('DEPTH_ZERO_SELF_SIGNED_CERT'),
		broken('', Object.assign(broken('EHOSTUNREACH'), { syscall: 'connect' })),
		broken('ETIMEDOUT', Object.assign(broken('ETIMEDOUT'), { syscall: 'connect' })),
	])('carried nothing: %j', async (error) => {
		const { execution } = contextOf([error]);
		expect(await send(execution, post)).toMatchObject({ kind: 'networkError', isUnsent: true });
	});

	describe('to a host with several addresses, each of which has an error of its own,', () => {
		const addresses = (...calls: string[]) =>
			Object.assign(broken('ETIMEDOUT'), {
				errors: calls.map((syscall) => Object.assign(broken('EHOSTUNREACH'), { syscall })),
			});

		it('carried nothing when none of them was reached', async () => {
			const { execution } = contextOf([broken('ETIMEDOUT', addresses('connect', 'connect'))]);
			expect(await send(execution, post)).toMatchObject({ kind: 'networkError', isUnsent: true });
		});

		it.each([[['connect', 'write']], [[]]])('may have carried it after %j', async (calls) => {
			const { execution } = contextOf([broken('ETIMEDOUT', addresses(...calls))]);
			expect(await send(execution, post)).not.toHaveProperty('isUnsent');
		});
	});

	it.each(['EPIPE'])('may have carried the request: %s', async (code) => {
		const { execution } = contextOf([broken(code)]);
		expect(await send(execution, post)).not.toHaveProperty('isUnsent');
	});

	it('is not repeated when the user stopped the execution', async () => {
		const { execution, sent } = contextOf([broken('ERR_CANCELED')]);
		expect(await send(execution, get)).toMatchObject({ kind: 'networkError' });
		expect(sent).toHaveLength(1);
	});

	it('ends its pause when the user stops the execution', async () => {
		const stop = new AbortController();
		const { execution, sent, log } = contextOf([limited('60')], stop.signal);
		sleeping.forever = true;
		log.push = (...lines: string[]) => (stop.abort(), lines.length);
		expect(await send(execution, get)).toMatchObject({ kind: 'limited' });
		expect(sent).toHaveLength(1);
	});

	it('is not repeated after a pause in which the user stopped the execution', async () => {
		const { execution, sent } = contextOf([down(503)], AbortSignal.abort());
		expect(await send(execution, get)).toEqual({ kind: 'unavailable', status: 503 });
		expect(sent).toHaveLength(1);
	});
});

describe('an answer that came, but not as it should', () => {
	const odd = (body: unknown): Answer => ({ statusCode: 200, body: body as string });

	it('that our own code cannot take leaves a write uncertain, and blames no credential', async () => {
		const { execution } = contextOf([Object.assign(ok({ success: true }), { headers: null })]);
		const outcome = await send(execution, post);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(isUncertain(outcome as Failure)).toBe(true);
	});

	it('nested 20,000 levels deep is unreadable, not an overflow', async () => {
		const deep = `{"results":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
		const { execution } = contextOf([odd(deep)]);
		expect(await send(execution, post)).toEqual({
			kind: 'unreadable',
			message: 'The answer is nested too deeply',
		});
	});

	describe('as a stream, in which n8n hands it on,', () => {
		const MIB = 2 ** 20;
		/** Hands out so many megabytes of blanks, and then ends in the way given. */
		function blanks(
			count: number,
			end: (stream: Readable) => void = (stream) => stream.push(null),
		) {
			const handed = { out: 0 };
			const stream = new Readable({
				read() {
					if (handed.out === count) return end(this);
					handed.out++;
					this.push(Buffer.alloc(MIB, ' '));
				},
			});
			return { stream, handed };
		}
		const streamed = (stream: Readable, statusCode = 200, signal?: AbortSignal) => {
			const context = contextOf([{ statusCode, headers: {}, body: stream as never }], signal);
			context.raw.isOn = true;
			return context.execution;
		};

		it('is read piece by piece', async () => {
			const stream = Readable.from([Buffer.from('{"a":'), Buffer.from('1}')]);
			expect(await send(streamed(stream), get)).toMatchObject({ kind: 'ok', data: { a: 1 } });
		});

		it('is read up to 16 MB, and its connection closed after that', async () => {
			const small = blanks(15, (stream) => stream.push('[1]') && stream.push(null));
			expect(await send(streamed(small.stream), get)).toMatchObject({ kind: 'ok', data: [1] });
			const large = blanks(500);
			expect(await send(streamed(large.stream), post)).toEqual({
				kind: 'unreadable',
				message: 'The answer is larger than 16 MB',
			});
			expect(large.stream.destroyed).toBe(true);
			expect(large.handed.out).toBeLessThan(20);
		});

		it.each([301, 304, 429, 500, 503])(
			'is not read where the status says it all: %d',
			async (status) => {
				const { stream, handed } = blanks(1);
				await send(streamed(stream, status), get, noRetry(60_000));
				expect([stream.destroyed, handed.out]).toEqual([true, 0]);
			},
		);

		it('is lost when it breaks off', async () => {
			const { stream } = blanks(1, (one) => one.destroy(broken('ECONNRESET')));
			expect(await send(streamed(stream), post)).toMatchObject({
				kind: 'networkError',
				code: 'ECONNRESET',
			});
		});

		it('that never ends has its connection closed at the deadline', async () => {
			const { stream } = blanks(1, () => {});
			expect(await send(streamed(stream), post, noRetry(50))).toMatchObject({ timedOut: true });
			expect(stream.destroyed).toBe(true);
		});
	});

	it('as text or as an object, where somebody else has answered for n8n, is read', async () => {
		for (const body of ['{"a":1}', { a: 1 }]) {
			const { execution, raw } = contextOf([odd(body)]);
			raw.isOn = true;
			expect(await send(execution, get)).toMatchObject({ kind: 'ok', data: { a: 1 } });
		}
	});

	it('and a message that was thrown are kept free of the token', async () => {
		const thrown = broken('', new Error('GET /x?api_token=first-token&y: first-token'));
		const { execution } = contextOf([thrown]);
		expect(await send(execution, get)).toEqual({
			kind: 'unreadable',
			message: 'GET /x?api_token=***&y: ***',
		});
	});

	it.each([get, post])(
		'that trickles is ended by a deadline over the whole request',
		async (request) => {
			let timer: NodeJS.Timeout | undefined;
			const server = await startServer((response) => {
				response.writeHead(200);
				timer = setInterval(() => response.write(' '), 5);
			});
			const { execution } = contextOf([server.url]);
			const outcome = await send(execution, request, { ...noRetry(100) });
			clearInterval(timer);
			await server.close();
			expect(outcome).toMatchObject({ kind: 'networkError', timedOut: true });
			expect(isUncertain(outcome as Failure)).toBe(true);
		},
	);
});

describe('patience', () => {
	it('repeats a read twice, with growing pauses', async () => {
		const { execution, sent } = contextOf([down(502), broken('ECONNRESET'), ok([1])]);
		expect(await send(execution, get, RETRY)).toMatchObject({ kind: 'ok', data: [1] });
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
			'ECOTRACK: get/orders/status unavailable, next attempt in 2 s',
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

	it('is read once for all requests of an execution, or of a poll', async () => {
		for (const kind of ['execution', 'poll'] as const) {
			const { looks, ...contexts } = contextOf([ok()]);
			const client = createClient(contexts[kind]);
			await client.account();
			for (let request = 0; request < 3; request++) await client.request(call);
			expect(looks()).toBe(1);
		}
	});

	it('is read anew for each poll: their context outlives a renewed token', async () => {
		const { poll, credential } = contextOf([ok(), echo('second-token')]);
		await createClient(poll).request(call, noRetry(1_000));
		credential.apiToken = 'second-token';
		const outcome = await createClient(poll).request(call, noRetry(1_000));
		expect(outcome).toMatchObject({ message: 'No: ***' });
	});

	it('is read again when it could not be read', async () => {
		const { execution, credentials } = contextOf([ok()]);
		const client = createClient(execution);
		credentials.error = broken('SQLITE_BUSY');
		expect(await client.request(call)).toMatchObject({ kind: 'networkError', isUnsent: true });
		credentials.error = undefined;
		expect(await client.request(call)).toMatchObject({ kind: 'ok' });
	});
});

it('nothing else in the package sends a request', () => {
	const root = join(__dirname, '../../../..');
	const senders = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.map((name) => join(folder, name))
			.filter((file) => file.endsWith('.ts'))
			.filter((file) => readFileSync(join(root, file), 'utf8').includes('httpRequest')),
	);
	expect(senders).toEqual(['nodes/Ecotrack/transport/client.ts']);
});
