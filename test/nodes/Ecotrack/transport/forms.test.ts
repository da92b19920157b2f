import {
	classify,
	isUncertain,
	type AnswerForm,
} from '../../../../nodes/Ecotrack/transport/response';

const reply = (status: number, body: unknown, headers = {}) => ({
	status,
	headers,
	body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

const kindOf = (form: AnswerForm, status: number, body: unknown, headers = {}) =>
	classify(reply(status, body, headers), 0, { form }).kind;

describe('the results of several orders', () => {
	const results = { results: { A: { success: true, tracking: 'EC1' } } };

	it.each([200, 400, 422])('count whatever the status (%d)', (status) => {
		expect(kindOf('results', status, results)).toBe('ok');
	});

	it('count even beside success: false', () => {
		expect(kindOf('results', 200, { success: false, ...results })).toBe('ok');
	});

	it('are not looked for in the answer of a server that failed', () => {
		expect(kindOf('results', 500, results)).toBe('unavailable');
	});

	it.each([
		[422, { message: 'x', errors: { orders: ['The orders field is required.'] } }, 'invalid'],
		[200, { success: false, message: 'Non' }, 'rejected'],
		[422, { results: {}, errors: { orders: ['x'] } }, 'invalid'],
	])('may be missing: %d', (status, body, kind) => {
		expect(kindOf('results', status, body)).toBe(kind);
	});

	it('do not count where they were not asked for', () => {
		expect(kindOf('json', 422, results)).toBe('invalid');
	});
});

describe('a PDF', () => {
	it('is known by its first bytes, whatever it calls itself', () => {
		const outcome = classify(reply(200, '%PDF-1.4 ...', { 'content-type': 'text/html' }), 0, {
			form: 'pdf',
		});
		expect(outcome).toMatchObject({ kind: 'ok', data: expect.any(Uint8Array) });
	});

	it.each([
		[200, { success: true }, 'unreadable'],
		[200, { success: false, message: 'Non' }, 'rejected'],
		[200, '<!DOCTYPE html>', 'unreadable'],
		[200, '', 'unreadable'],
		[200, ' %PDF', 'unreadable'],
		[422, { errors: { tracking: ['Le champ tracking sélectionné est invalide.'] } }, 'notFound'],
		[500, '%PDF-1.4', 'unavailable'],
	])('is not %d %j', (status, body, kind) => {
		expect(kindOf('pdf', status, body)).toBe(kind);
	});
});

describe('the rate headers alone', () => {
	const headers = { 'X-RateLimit-Limit-Minute': '50', 'X-RateLimit-Remaining-Minute': '0' };

	it.each([200, 401, 404, 429, 500])('count whatever the status (%d)', (status) => {
		const outcome = classify(reply(status, 'x', headers), 0, { form: 'headers' });
		expect(outcome).toMatchObject({ kind: 'ok', windows: [{ name: 'minute', remaining: 0 }] });
	});

	it('leave the answer to be judged as usual when they are missing', () => {
		expect(kindOf('headers', 404, { message: 'The route api/v1 could not be found.' })).toBe(
			'notSupported',
		);
	});
});

describe('a write may have taken place', () => {
	it.each([
		[{ kind: 'unavailable', status: 500 } as const, true],
		[{ kind: 'unreadable', message: '' } as const, true],
		[{ kind: 'networkError', timedOut: true, code: 'ECONNABORTED' } as const, true],
		[
			{ kind: 'networkError', timedOut: false, code: 'ECONNREFUSED', isUnsent: true } as const,
			false,
		],
		[{ kind: 'networkError', timedOut: false, code: 'ENOTFOUND', isUnsent: true } as const, false],
		[{ kind: 'limited', waitMs: 1, window: 'minute' } as const, false],
		[{ kind: 'rejected', message: '' } as const, false],
		[{ kind: 'redirected', to: '' } as const, false],
	])('after %j: %s', (failure, uncertain) => {
		expect(isUncertain(failure)).toBe(uncertain);
	});
});
