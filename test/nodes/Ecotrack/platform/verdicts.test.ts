import { TEST_RULES } from '../../../../nodes/Ecotrack/platform/verdicts';

/** The first rule that fits, as n8n looks for it; a 2xx that fits none is a success. */
function verdictOf(status: number, body: Record<string, unknown> = {}): string | undefined {
	const isSuccess = status >= 200 && status < 300;
	const rules = (TEST_RULES ?? []) as Array<{
		type: 'responseCode' | 'responseSuccessBody';
		properties: { key?: string; value?: unknown; message: string };
	}>;
	const fitting = rules.find(({ type, properties: { key = '', value } }) =>
		type === 'responseCode' ? value === status : isSuccess && body[key] === value,
	);
	return fitting?.properties.message;
}

describe('the verdict on a connection', () => {
	it('is good for a good token alone', () => {
		expect(verdictOf(200, { success: true, message: 'VALID_TOKEN' })).toBeUndefined();
	});

	it.each<[string, number, Record<string, unknown> | undefined, RegExp]>([
		[
			'a wrong token',
			200,
			{ success: false, message: 'INVALID_TOKEN' },
			/did not accept this API Token/,
		],
		['a wrong token, elsewhere', 401, undefined, /did not accept this API Token/],
		[
			'a refusal in other words',
			200,
			{ success: false, message: 'Non' },
			/did not accept this API Token/,
		],
		[
			'no API access',
			200,
			{ success: false, message: 'TOKEN_NOT_ALLOWED' },
			/API access is switched off/,
		],
		['forbidden', 403, undefined, /API access is switched off/],
		['a page, or another site', 200, {}, /did not answer like an ECOTRACK platform/],
		['another API', 200, { status: 'ok' }, /did not answer like an ECOTRACK platform/],
		['an address without the endpoint', 404, undefined, /did not answer like an ECOTRACK platform/],
		['an alias', 301, undefined, /sends requests on to another one/],
		['a redirect to a login page', 302, undefined, /sends requests on to another one/],
		['a used-up limit', 429, undefined, /limit of requests/],
		['maintenance', 503, undefined, /not available right now/],
		['a server fault', 500, undefined, /not available right now/],
	])('says what is wrong: %s', (_, status, body, words) => {
		expect(verdictOf(status, body)).toMatch(words);
	});

	it('never blames the token for what it is not', () => {
		for (const status of [301, 302, 303, 307, 308, 404, 405, 429, 500, 502, 503, 504]) {
			expect(verdictOf(status)).not.toMatch(/Token/);
		}
	});
});
