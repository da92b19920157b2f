import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { toCause, toNodeError } from '../../../../nodes/Ecotrack/transport/errors';
import { explain, type Circumstances } from '../../../../nodes/Ecotrack/transport/messages';
import type { Failure } from '../../../../nodes/Ecotrack/transport/response';
import { FAILURES } from '../../../support/failures';

const NOW = Date.parse('2026-08-17T08:00:00Z');
const READ: Circumstances = { isWrite: false, labels: {}, now: NOW };
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
