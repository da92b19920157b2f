import { redact } from '../../../../nodes/Ecotrack/transport/redact';

const TOKEN = 'tok-Zx81/k+9|Q';

describe('a value with the token in it', () => {
	it.each([
		['text', `token ${TOKEN} refused`, 'token *** refused'],
		['text that is nothing else', TOKEN, '***'],
		['text that repeats it', `${TOKEN},${TOKEN}`, '***,***'],
		[
			'a URL',
			`/status?api_token=${encodeURIComponent(TOKEN)}&status=all`,
			'/status?api_token=***&status=all',
		],
		[
			'a URL that encodes it in another way',
			'/status?api_token=tok-Zx81%2fk%2b9%7cQ&status=all',
			'/status?api_token=***&status=all',
		],
		['a URL with another account’s token', '/x?api_token=other#top', '/x?api_token=***#top'],
		['a form', `a=1&api_token=${TOKEN}`, 'a=1&api_token=***'],
		['a header', `Authorization: Bearer ${TOKEN}`, 'Authorization: Bearer ***'],
		['a URL-encoded word', `q=${encodeURIComponent(TOKEN)}`, 'q=***'],
		['JSON in text', JSON.stringify({ token: TOKEN }), '{"token":"***"}'],
		['JSON as PHP escapes it', '{"token":"tok-Zx81\\/k+9|Q"}', '{"token":"***"}'],
	])('keeps everything else: %s', (_, value, clean) => {
		expect(redact(value, TOKEN)).toBe(clean);
	});

	it('is searched to its depths, keys included', () => {
		const value = {
			kind: 'invalid',
			fields: { tracking: [`no ${TOKEN}`, 'no'], [TOKEN]: ['x'] },
			nothing: null,
			code: 10001,
		};
		expect(redact(value, TOKEN)).toEqual({
			kind: 'invalid',
			fields: { tracking: ['no ***', 'no'], '***': ['x'] },
			nothing: null,
			code: 10001,
		});
	});
});

describe('a value without it', () => {
	it('stays the very same', () => {
		const value = { rows: [{ tracking: 'ECXX9Q2608150001', amount: 4300 }] };
		expect(redact(value, TOKEN)).toBe(value);
	});

	it.each([null, undefined, 0, true, ''])('may be %p', (value) => {
		expect(redact(value, TOKEN)).toBe(value);
	});

	it('may be a file, which is left alone', () => {
		const file = new TextEncoder().encode(`%PDF ${TOKEN}`);
		expect(redact(file, TOKEN)).toBe(file);
	});
});

describe('what is no secret', () => {
	it.each(['', 'a', '200', 'true', 'kind'])('tears no words apart: a token of %j', (token) => {
		const value = { kind: 'unavailable', status: 200, message: 'a kind of answer: true' };
		expect(redact(value, token)).toBe(value);
	});
});
