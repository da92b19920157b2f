import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import {
	explain,
	toCause,
	toNodeError,
	type Circumstances,
} from '../../../../nodes/Ecotrack/transport/errors';
import type { Failure } from '../../../../nodes/Ecotrack/transport/response';
import { FAILURES } from '../../../support/failures';

const NOW = Date.parse('2026-08-17T08:00:00Z');
const READ: Circumstances = { isWrite: false, labels: {}, now: NOW };
const WRITE: Circumstances = { ...READ, isWrite: true };
const NODE: INode = {
	id: '1',
	name: 'ECOTRACK',
	type: 'n8n-nodes-ecotrack.ecotrack',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe.each([false, true])('the error of a failure, isWrite %p', (isWrite) => {
	const where = { ...READ, isWrite };

	it.each(FAILURES)('says what the explanation says: %j', (failure) => {
		const error = toNodeError(NODE, failure, where, 3);
		expect({ message: error.message, description: error.description }).toEqual(
			explain(failure, where),
		);
		expect(error.context.itemIndex).toBe(3);
		expect(error.node).toBe(NODE);
	});
});

describe('the error of a failure', () => {
	it.each(FAILURES)('is one of n8n’s own: %j', (failure) => {
		const isOurs = failure.kind === 'input' || failure.kind === 'setting';
		const error = toNodeError(NODE, failure, READ, 0);
		expect(error).toBeInstanceOf(isOurs ? NodeOperationError : NodeApiError);
		expect(error.level).toBe('warning');
	});

	it('belongs to no item when none is given', () => {
		expect(toNodeError(NODE, FAILURES[0], READ).context.itemIndex).toBeUndefined();
	});

	it.each<[Failure, string | null]>([
		[{ kind: 'limited', waitMs: 1, window: 'minute' }, '429'],
		[{ kind: 'denied', reason: 'token', message: '' }, '401'],
		[{ kind: 'invalid', fields: {}, message: '' }, '422'],
		[{ kind: 'notFound', status: 404, message: '' }, '404'],
		[{ kind: 'notFound', status: 422, message: '' }, '422'],
		[{ kind: 'notSupported', status: 405 }, '405'],
		[{ kind: 'unavailable', status: 503 }, '503'],
		[{ kind: 'rejected', message: '' }, null],
		[{ kind: 'networkError', timedOut: true, code: 'ECONNABORTED' }, null],
	])('carries the HTTP status where there is one: %j', (failure, httpCode) => {
		expect((toNodeError(NODE, failure, READ) as NodeApiError).httpCode).toBe(httpCode);
	});

	it.each(FAILURES)("carries the cause for n8n's back-off, if there is one: %j", (failure) => {
		const error = toNodeError(NODE, failure, READ) as { failure?: unknown };
		expect(error.failure).toEqual(toCause(failure, NOW));
	});
});

describe("the cause for n8n's back-off", () => {
	it.each<[Failure, object | undefined]>([
		[
			{ kind: 'limited', waitMs: 33_000, window: 'minute' },
			{ cause: 'rate-limited', retryAfterMs: 33_000 },
		],
		[
			{ kind: 'limited', waitMs: 900_000, window: 'hour' },
			{ cause: 'quota-exhausted', resetsAtEpochMs: NOW + 900_000 },
		],
		[
			{ kind: 'limited', waitMs: 7_200_000, window: 'day' },
			{ cause: 'quota-exhausted', resetsAtEpochMs: NOW + 7_200_000 },
		],
		[{ kind: 'unavailable', status: 503 }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'networkError', timedOut: false, code: '' }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'unreadable', message: '' }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'denied', reason: 'token', message: '' }, { cause: 'credential-invalid' }],
		[{ kind: 'denied', reason: 'access', message: '' }, { cause: 'credential-invalid' }],
		[{ kind: 'redirected', to: '' }, { cause: 'configuration-invalid' }],
		[{ kind: 'notSupported', status: 404 }, { cause: 'configuration-invalid' }],
		[{ kind: 'setting', message: '' }, { cause: 'configuration-invalid' }],
		[{ kind: 'rejected', message: '' }, undefined],
		[{ kind: 'invalid', fields: {}, message: '' }, undefined],
		[{ kind: 'notFound', status: 404, message: '' }, undefined],
		[{ kind: 'input', parameter: '', message: '' }, undefined],
		[{ kind: 'unconfirmed', message: '', description: '' }, undefined],
	])('of %j is %j', (failure, cause) => {
		expect(toCause(failure, NOW)).toEqual(cause);
	});
});

const everyCase = FAILURES.flatMap((failure) => [
	{ name: `read, ${JSON.stringify(failure)}`, failure, where: READ },
	{ name: `write, ${JSON.stringify(failure)}`, failure, where: WRITE },
]);

describe('every explanation', () => {
	it.each(everyCase)('says what happened and what to do: $name', ({ failure, where }) => {
		const { message, description } = explain(failure, where);
		for (const text of [message, description]) {
			expect(text.length).toBeGreaterThan(10);
			expect(text).toMatch(/^['A-Z]/);
			expect(text).not.toMatch(/[.\s]$/);
			expect(text).not.toMatch(/undefined|NaN|\[object/);
		}
		expect(message).not.toMatch(/[.:]\s/);
		expect(message).not.toBe(description);
	});

	it.each(everyCase)('is calm, in n8n’s choice of words: $name', ({ failure, where }) => {
		const { message, description } = explain(failure, where);
		expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|fail|mistake)/i);
	});

	it.each(everyCase)('keeps the message out of n8n’s rewriting: $name', ({ failure, where }) => {
		// n8n replaces a message that holds one of these codes by its own words.
		expect(explain(failure, where).message).not.toMatch(
			/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|EGENERIC/i,
		);
	});
});

describe('a certificate that was refused', () => {
	it.each([READ, WRITE])('sent nothing, and minutes will not mend it: %j', (where) => {
		const expired: Failure = {
			kind: 'networkError',
			timedOut: false,
			code: 'CERT_HAS_EXPIRED',
			isUnsent: true,
		};
		const { message, description } = explain(expired, where);
		expect(message).toMatch(/certificate .* is not valid, so nothing was sent$/);
		expect(description).toMatch(/Base URL.*clock/);
		expect(`${message} ${description}`).not.toMatch(/Nobody knows|in some minutes/);
	});
});

describe("the platform's own words", () => {
	it.each(
		FAILURES.filter(
			(failure) =>
				['rejected', 'invalid', 'notFound'].includes(failure.kind) &&
				'message' in failure &&
				failure.message,
		),
	)('are quoted before the advice: $kind, $message', (failure) => {
		const { description } = explain(failure, READ);
		const words = 'message' in failure ? failure.message : '';
		expect(description.startsWith(`The carrier says: "${words.replace(/\.$/, '')}". `)).toBe(true);
		expect(description.length).toBeGreaterThan(words.length + 40);
	});

	it('are not quoted when there are none', () => {
		for (const failure of FAILURES.filter((one) => 'message' in one && one.message === '')) {
			expect(explain(failure, READ).description).not.toContain('The carrier says');
		}
	});
});

describe('a refusal', () => {
	it.each([
		[10001, /can no longer be changed/],
		[10002, /does not deliver to this wilaya/],
		[10003, /return cannot be requested/],
		[10099, /refused this request/],
		[undefined, /refused this request/],
	])('with code %p says so', (code, words) => {
		expect(explain({ kind: 'rejected', code, message: '' }, READ).message).toMatch(words);
	});
});

describe('values that were not accepted', () => {
	const labels = { content: 'Content', telephone: 'Phone', trackings: 'Tracking Numbers' };
	const message = (...fields: string[]) =>
		explain(
			{
				kind: 'invalid',
				fields: Object.fromEntries(fields.map((field) => [field, ['Non.']])),
				message: 'Non.',
			},
			{ ...WRITE, labels },
		).message;

	it('are named as the editor shows them', () => {
		expect(message('telephone', 'content')).toBe("The carrier did not accept 'Phone', 'Content'");
	});

	it('are named once, without the number of a row', () => {
		expect(message('trackings.0', 'trackings.12')).toBe(
			"The carrier did not accept 'Tracking Numbers'",
		);
	});

	it("are named by the platform's word when the editor has none", () => {
		expect(message('gps_link')).toBe("The carrier did not accept 'gps_link'");
	});

	it('stay unnamed when the platform does not say', () => {
		expect(message()).toBe('The carrier did not accept a value');
	});
});

describe('an order that is not there', () => {
	it('sends the user to the parameter', () => {
		const where = { ...READ, labels: { tracking: 'Tracking Number' } };
		expect(explain({ kind: 'notFound', status: 404, message: '' }, where).description).toContain(
			"'Tracking Number'",
		);
	});
});

describe('a used-up limit', () => {
	const limited = (waitMs: number, window: 'minute' | 'hour' | 'day'): Failure => ({
		kind: 'limited',
		waitMs,
		window,
	});

	it.each([
		[33_000, 'minute', 'per minute', 'at 09:00 on 2026-08-17 (Algiers time) (in 33 s)'],
		[119_500, 'hour', 'per hour', 'at 09:01 on 2026-08-17 (Algiers time) (in 2 min)'],
		[900_000, 'hour', 'per hour', 'at 09:15 on 2026-08-17 (Algiers time) (in 15 min)'],
		[54_000_000, 'day', 'per day', 'at 00:00 on 2026-08-18 (Algiers time) (in 15 h)'],
	] as const)('of %i ms names the window and the time', (waitMs, window, which, when) => {
		const { message, description } = explain(limited(waitMs, window), READ);
		expect(message).toContain(which);
		expect(description).toContain(when);
	});
});

describe('a platform that moved', () => {
	it('names the address to put into the credential', () => {
		const { message, description } = explain(
			{ kind: 'redirected', to: 'https://new.example' },
			READ,
		);
		expect(message).toContain('https://new.example');
		expect(description).toMatch(
			/credential.*'Other Carrier \(Custom URL\)'.*https:\/\/new.example/,
		);
	});
});

describe('a request without a readable answer', () => {
	const unanswered: Failure[] = [
		{ kind: 'networkError', timedOut: false, code: 'ECONNRESET' },
		{ kind: 'networkError', timedOut: true, code: 'ECONNABORTED' },
		{ kind: 'unavailable', status: 500 },
		{ kind: 'unavailable', status: 504 },
		{ kind: 'unreadable', message: 'The answer was empty' },
	];

	it.each(unanswered)('may have been carried out if it writes: $kind', (failure) => {
		const { message, description } = explain(failure, WRITE);
		expect(message).toMatch(/outcome .* unknown|could not be read/);
		expect(description).toMatch(/look the order up .* before you run this again/);
	});

	it.each(unanswered)('can simply be sent again if it reads: $kind', (failure) => {
		const { message, description } = explain(failure, READ);
		expect(message).toMatch(/not available right now|could not be read/);
		expect(description).toMatch(/try again in some minutes/i);
	});

	it.each(['ENOTFOUND', 'ECONNREFUSED'])('never left when the code is %s', (code) => {
		const failure: Failure = { kind: 'networkError', timedOut: false, code, isUnsent: true };
		expect(explain(failure, WRITE)).toEqual(explain(failure, READ));
		expect(explain(failure, WRITE).message).toContain('could not be reached');
	});
});
