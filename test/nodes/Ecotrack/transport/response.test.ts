import {
	classify,
	EcotrackFailure,
	isCertificate,
	isFatal,
	isSuccess,
	isToldByStatus,
	isUncertain,
	tryRead,
	unreadable,
	type AnswerForm,
	type Failure,
	type Outcome,
} from '../../../../nodes/Ecotrack/transport/response';
import { FAILURE_CASES, NOW, page } from '../../../support/failures';

/** What an answer means; text goes out as it is, everything else as JSON. */
function read(status: number, body: unknown, headers: Record<string, string> = {}): Outcome {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return classify({ status, headers, body: new TextEncoder().encode(text) }, NOW);
}

const unknownTracking = 'Le champ tracking sélectionné est invalide.';

describe('every failure', () => {
	it.each(FAILURE_CASES)('means what it means: $name', ({ wire, outcome }) => {
		if (!wire || !('status' in wire)) return;
		expect(read(wire.status, wire.body, wire.headers)).toEqual(outcome);
	});

	it('is one after which a write may have taken place, or none', () => {
		const named = FAILURE_CASES.filter(({ outcome }) => isUncertain(outcome));
		expect(named).toEqual(FAILURE_CASES.filter((one) => one.isUncertain));
	});

	it('is one that the next request would meet as well, or none', () => {
		const named = FAILURE_CASES.filter(({ outcome }) => isFatal(outcome));
		expect(named).toEqual(FAILURE_CASES.filter((one) => one.isFatal));
	});
});

describe('a success', () => {
	it.each([
		['an object', { success: true, message: 'Mise a jour avec success' }],
		['a list', [{ remarque: 'livrer après 17h' }]],
		['an empty list', []],
		['no statuses', { data: [] }],
		['statuses', { data: { ECXX: { status: 'en_livraison' } } }],
		['success as a number', { success: 1 }],
		['success as text', { success: '1' }],
		['the confirmation of returns', { returned: 'success' }],
		['the old answer to a deletion', { delete: 'success' }],
		['a history that has a field named message', { message: 'bonjour', activity: [] }],
	])('may be %s', (_, data) => {
		expect(read(200, data)).toEqual({ kind: 'ok', data, windows: [] });
	});

	it('may have any status of the two hundreds', () => {
		expect(read(201, { success: true }).kind).toBe('ok');
	});

	it('may begin with a byte order mark', () => {
		expect(read(200, '\uFEFF[]')).toEqual({ kind: 'ok', data: [], windows: [] });
	});

	it('reports the rate windows', () => {
		const headers = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '3' };
		expect(read(200, [], headers)).toMatchObject({
			windows: [{ name: 'minute', limit: 50, remaining: 3 }],
		});
	});
});

describe('HTTP 200 is not a success by itself', () => {
	it.each([false, 0, '0', 'false', null, '', 'no', {}])('with success: %j', (success) => {
		expect(read(200, { success, message: 'non' })).toMatchObject({
			kind: 'rejected',
			message: 'non',
		});
	});

	it.each([
		['blanks', ' \n', 'The answer was empty'],
		['a page after blanks', '\n\n<!DOCTYPE html>', 'A web page came in place of data'],
		['plain text', 'OK', 'The answer was cut off or is not JSON'],
		['a number', '42', 'The answer holds no data'],
		['text in quotes', '"VALID_TOKEN"', 'The answer holds no data'],
		['true', 'true', 'The answer holds no data'],
	])('with %s', (_, body, message) => {
		expect(read(200, body)).toEqual({ kind: 'unreadable', message });
	});
});

describe('a refusal by status alone', () => {
	it.each([
		[400, { message: 'Bad Request' }, { kind: 'rejected', message: 'Bad Request' }],
		[400, { success: false, error: '10001' }, { kind: 'rejected', code: 10001 }],
		[400, { message: 'non', errors: { tel: ['Trop court.'] } }, { kind: 'invalid' }],
		[400, { error: 10001, errors: { tel: ['Trop court.'] } }, { kind: 'rejected', code: 10001 }],
		[409, {}, { kind: 'rejected', message: '' }],
		[409, { message: ' Non. ' }, { kind: 'rejected', message: 'Non.' }],
		[404, { message: ' ' }, { kind: 'notSupported', isOpen: true }],
		[414, page('URI Too Long'), { kind: 'unreadable' }],
		[599, '', { kind: 'unavailable', status: 599 }],
	])('%i %j', (status, body, outcome) => {
		expect(read(status, body)).toMatchObject(outcome);
	});

	it.each([true, 'oui', null, 0, -1, 1.5, [10001]])('has no code when the error is %j', (error) => {
		expect(read(200, { success: false, error, message: 'non' })).toEqual({
			kind: 'rejected',
			message: 'non',
		});
	});
});

describe('a redirect', () => {
	it.each([300, 301, 302, 303, 307, 308])('%i names the new host and nothing else', (status) => {
		const headers = {
			Server: 'nginx',
			Location: 'https://platform.example/api/v1/get/orders/status?api_token=x',
		};
		expect(read(status, page('Moved'), headers)).toEqual({
			kind: 'redirected',
			to: 'https://platform.example',
		});
	});

	it.each([
		['a port', 'http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'],
		['a user name, which is left out', 'https://user:pw@new.example/x', 'https://new.example'],
		['no scheme', '//new.example/x', 'https://new.example'],
		['no address', 'http://', ''],
		['nothing', '', ''],
	])('may name %s', (_, location, to) => {
		expect(read(302, '', { location })).toEqual({ kind: 'redirected', to });
	});

	it('may come without a Location', () => {
		expect(read(301, '')).toEqual({ kind: 'redirected', to: '' });
	});

	const within = (location: string, origin: string | undefined = 'https://packers.ecotrack.dz') =>
		classify({ status: 302, headers: { location }, body: new Uint8Array() }, NOW, { origin });

	it.each([
		'/login',
		'login',
		'https://packers.ecotrack.dz/login?next=x',
		'/fr/connexion',
		'/auth/sign-in',
		'/signin',
		'/user_login',
		'/log-in.php',
	])(
		'to the login page of the same platform says that the token is not accepted: %s',
		(location) => {
			expect(within(location)).toEqual({ kind: 'denied', reason: 'token', message: '' });
		},
	);

	it.each(['/maintenance', 'https://packers.ecotrack.dz/', '/blogin', '/authors'])(
		'to another page of the same platform is no new address: %s',
		(location) => {
			expect(within(location)).toEqual({ kind: 'unavailable', status: 302 });
		},
	);

	it('from http to https is another address: the one to enter', () => {
		expect(within('https://10.0.0.1/', 'http://10.0.0.1')).toMatchObject({ kind: 'redirected' });
	});
});

describe('a 422', () => {
	it.each([
		['in English', { tracking: ['The selected tracking is invalid.'] }],
		['for one of a batch', { 'trackings.0': ['The selected trackings.0 is invalid.'] }],
		['for the last of a batch', { 'trackings.99': ['The selected trackings.99 is invalid.'] }],
		['for a batch', { trackings: ['Le champ trackings sélectionné est invalide.'] }],
		['not in a list', { tracking: unknownTracking }],
		['in other words', { tracking: ['Tracking non trouvé'] }],
	])('means an unknown tracking %s', (_, errors) => {
		expect(read(422, { message: 'The given data was invalid.', errors })).toMatchObject({
			kind: 'notFound',
			status: 422,
		});
	});

	it.each([
		['a missing tracking', { tracking: ['Le champ tracking est obligatoire.'] }],
		['too many trackings', { trackings: ['The trackings must not have more than 100 items.'] }],
		['another field beside it', { tracking: [unknownTracking], content: ['Trop long.'] }],
		[
			'another unknown value beside it',
			{ tracking: [unknownTracking], wilaya: ['Le champ wilaya sélectionné est invalide.'] },
		],
		['another complaint about it', { tracking: [unknownTracking, 'Trop long.'] }],
		['another field', { content: ['Le champ content est invalide.'] }],
		['a field that ends like it', { old_tracking: [unknownTracking] }],
		['a field that begins like it', { tracking_date: ['Le champ tracking_date est invalide.'] }],
	])('means values that were not accepted for %s', (_, errors) => {
		expect(read(422, { message: 'The given data was invalid.', errors })).toEqual({
			kind: 'invalid',
			fields: errors,
			message: Object.values(errors).flat().join(' '),
		});
	});

	it.each(['', page('Unprocessable'), 'null', '[]', '{"errors":[]}', '{"errors":{}}'])(
		'means so even when it says nothing that can be read: %j',
		(body) => {
			expect(read(422, body)).toEqual({ kind: 'invalid', fields: {}, message: '' });
		},
	);
});

describe('success is said', () => {
	it.each([true, 1, '1', 'true'])('by %j', (value) => expect(isSuccess(value)).toBe(true));
	it.each([false, 0, '0', 'false', null, undefined, '', 'fail', {}, [], 2])('not by %j', (value) =>
		expect(isSuccess(value)).toBe(false),
	);
});

describe('reading an answer', () => {
	it('yields what was read', () => {
		expect(tryRead(() => [1])).toEqual([1]);
	});

	it('yields the failure that it ended in', () => {
		const failure: Failure = { kind: 'unreadable', message: 'The answer holds no statuses' };
		const fail = () => {
			throw new EcotrackFailure(failure);
		};
		expect(tryRead(fail)).toBe(failure);
	});

	it('yields an unreadable answer for anything else that was thrown', () => {
		const fail = () => (undefined as unknown as { data: string }).data;
		expect(tryRead(fail)).toMatchObject({ kind: 'unreadable' });
	});
});

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
		// Some of the orders may have been taken: a refusal that nobody can read refuses nothing.
		[422, '{"results":{"A":{"success":true', 'unreadable'],
		[422, '', 'unreadable'],
		[422, { results: null, errors: { orders: ['x'] } }, 'invalid'],
		[422, { results: 'x', errors: { orders: ['x'] } }, 'invalid'],
		[422, { message: 'The given data was invalid.' }, 'invalid'],
	])('may be missing: %d', (status, body, kind) => {
		expect(kindOf('results', status, body)).toBe(kind);
	});

	it('do not count where they were not asked for', () => {
		expect(kindOf('json', 422, results)).toBe('invalid');
	});
});

describe('complaints in no words', () => {
	it.each(['[{"a":1}]', 'null', '{}', `${'['.repeat(20_000)}${']'.repeat(20_000)}`])(
		'name the field alone',
		(complaint) => {
			const outcome = classify(reply(422, `{"errors":{"tracking":${complaint}}}`), 0);
			expect(outcome).toEqual({ kind: 'invalid', fields: { tracking: [] }, message: '' });
		},
	);
});

describe('a PDF', () => {
	it('is known by its first bytes, whatever it calls itself', () => {
		const outcome = classify(reply(200, '%PDF-1.4 ... %%EOF', { 'content-type': 'text/html' }), 0, {
			form: 'pdf',
		});
		expect(outcome).toMatchObject({ kind: 'ok', data: expect.any(Uint8Array) });
	});

	it.each([
		[200, { success: true }, 'unreadable'],
		[200, { success: false, message: 'Non' }, 'rejected'],
		[200, '<!DOCTYPE html>', 'unreadable'],
		[200, '', 'unreadable'],
		[200, ' %PDF %%EOF', 'unreadable'],
		[200, '%PDF-1.4 cut', 'unreadable'],
		[422, { errors: { tracking: ['Le champ tracking sélectionné est invalide.'] } }, 'notFound'],
		[403, '%PDF-1.4 %%EOF', 'denied'],
		[500, '%PDF-1.4 %%EOF', 'unavailable'],
	])('is not %d %j', (status, body, kind) => {
		expect(kindOf('pdf', status, body)).toBe(kind);
	});
});

it('a PDF is no answer where data was asked for', () => {
	expect(kindOf('json', 200, '%PDF-1.4 ... %%EOF')).toBe('unreadable');
});

describe('a body', () => {
	it.each([300, 302, 304, 399, 429, 500, 503, 599])(
		'is not read where %d says it all',
		(status) => {
			expect(isToldByStatus(status)).toBe(true);
			for (const form of ['json', 'pdf', 'results'] as const) {
				expect(kindOf(form, status, { success: true, results: { A: {} } })).toBe(
					kindOf(form, status, ''),
				);
			}
		},
	);

	it.each([200, 201, 299, 400, 401, 404, 422, 428, 430, 499])('is read after %d', (status) => {
		expect(isToldByStatus(status)).toBe(false);
	});
});

describe('the rate headers alone', () => {
	const headers = { 'X-RateLimit-Limit-Minute': '50', 'X-RateLimit-Remaining-Minute': '0' };

	it.each([200, 401, 404, 429, 500])('count whatever the status (%d)', (status) => {
		const outcome = classify(reply(status, 'x', headers), 0, { form: 'headers' });
		expect(outcome).toMatchObject({ kind: 'ok', windows: [{ name: 'minute', remaining: 0 }] });
	});

	it('make no success of a failure where something else was asked for', () => {
		expect(kindOf('json', 500, 'x', headers)).toBe('unavailable');
		expect(kindOf('json', 429, 'x', headers)).toBe('limited');
	});

	it('leave the answer to be judged as usual when they are missing', () => {
		expect(kindOf('headers', 404, { message: 'The route api/v1 could not be found.' })).toBe(
			'notSupported',
		);
	});
});

describe('a connection that broke', () => {
	it.each([
		'CERT_HAS_EXPIRED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'HOSTNAME_MISMATCH',
		'INVALID_CA',
		'INVALID_PURPOSE',
	])('over the certificate carried nothing: %s', (code) => {
		expect(isCertificate(code)).toBe(true);
	});

	it.each(['ECONNRESET', 'EPROTO', 'ERR_INVALID_CA', 'INVALID_URL', 'NO_CERT_', ''])(
		'over something else may have carried it: %j',
		(code) => expect(isCertificate(code)).toBe(false),
	);
});

it('an answer without what was asked for says what it lacks', () => {
	expect(unreadable('statuses').failure).toEqual({
		kind: 'unreadable',
		message: 'The answer holds no statuses',
	});
});
