import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import {
	explain,
	toCause,
	toNodeError,
	type Cause,
	type Circumstances,
} from '../../../../nodes/Ecotrack/transport/errors';
import type { Failure } from '../../../../nodes/Ecotrack/transport/response';
import { FAILURE_CASES, NOW } from '../../../support/failures';

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

describe.each([READ, WRITE])('every failure, isWrite $isWrite', (where) => {
	it.each(FAILURE_CASES)('is told in its words: $name', (one) => {
		const { message, description } = explain(one.outcome, where);
		expect(message).toBe((where.isWrite && one.afterWrite) || one.message);
		// One sentence on what happened, then what to do, without final period and in n8n's calm words.
		for (const text of [message, description]) {
			expect(text.length).toBeGreaterThan(10);
			expect(text).toMatch(/^['A-Z]/);
			expect(text).not.toMatch(/[.\s]$/);
			expect(text).not.toMatch(/undefined|NaN|\[object/);
			expect(text).not.toMatch(/\b(error|problem|failure|fail|mistake)/i);
		}
		expect(message).not.toMatch(/[.:]\s/);
		expect(message).not.toBe(description);
		// n8n replaces a message that holds one of these codes by its own words.
		expect(message).not.toMatch(
			/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|EGENERIC/i,
		);
	});

	it.each(FAILURE_CASES)('says what to do: $name', ({ outcome, isUncertain, quoted }) => {
		const { description } = explain(outcome, where);
		if (isUncertain && where.isWrite) {
			expect(description).toMatch(
				/^Nobody knows .* look the order up .* before you run this again/,
			);
		} else if (isUncertain) expect(description).toMatch(/try again in some minutes/i);
		else expect(description).not.toMatch(/Nobody knows|in some minutes/);
		if (quoted) {
			const words = `The carrier says: "${quoted.replace(/\.$/, '')}". `;
			expect(description.startsWith(words)).toBe(true);
			expect(description.length).toBeGreaterThan(words.length + 20);
		} else expect(description).not.toContain('The carrier says');
	});

	it.each(FAILURE_CASES)('is an error of n8n’s own: $name', ({ outcome, cause, httpCode }) => {
		const error = toNodeError(NODE, outcome, where, 3) as NodeApiError & { failure?: Cause };
		const isOurs = outcome.kind === 'input' || outcome.kind === 'setting';
		expect(error).toBeInstanceOf(isOurs ? NodeOperationError : NodeApiError);
		const { message, description } = explain(outcome, where);
		expect(error).toMatchObject({ message, description, level: 'warning', node: NODE });
		expect(error.context.itemIndex).toBe(3);
		expect(error.httpCode ?? undefined).toBe(httpCode);
		expect(error.failure?.cause).toBe(cause);
	});
});

it('an error belongs to no item when none is given', () => {
	const [{ outcome }] = FAILURE_CASES;
	expect(toNodeError(NODE, outcome, READ).context.itemIndex).toBeUndefined();
});

it.each([
	['minute', 33_000, { cause: 'rate-limited', retryAfterMs: 33_000 }],
	['hour', 900_000, { cause: 'quota-exhausted', resetsAtEpochMs: NOW + 900_000 }],
	['day', 7_200_000, { cause: 'quota-exhausted', resetsAtEpochMs: NOW + 7_200_000 }],
] as const)(
	"n8n's back-off is told when the limit of the %s opens again",
	(window, waitMs, cause) => {
		expect(toCause({ kind: 'limited', waitMs, window }, NOW)).toEqual(cause);
	},
);

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

describe('a place that the platform itself refuses', () => {
	const told = (failure: Failure) => explain(failure, WRITE).description;
	const SWITCHED_OFF = /may be switched off in your account at the carrier/;

	it.each<[string, Failure]>([
		[
			'a commune',
			{ kind: 'invalid', fields: { commune: ['Mal écrite.'] }, message: 'Mal écrite.' },
		],
		['a wilaya', { kind: 'invalid', fields: { code_wilaya: ['Non'] }, message: 'Non' }],
		['a commune, in words alone', { kind: 'rejected', message: 'Commune désactivée' }],
		['a wilaya, by its code', { kind: 'rejected', code: 10002, message: '' }],
	])('may be switched off in the account, and that is said of %s', (_, failure) => {
		expect(told(failure)).toMatch(SWITCHED_OFF);
	});

	it.each<[string, Failure]>([
		['a phone', { kind: 'invalid', fields: { telephone: ['Non'] }, message: 'Non' }],
		['a desk', { kind: 'rejected', message: 'Stop desk non disponible pour cette commune' }],
	])('and not of %s', (_, failure) => {
		expect(told(failure)).not.toMatch(SWITCHED_OFF);
	});
});
