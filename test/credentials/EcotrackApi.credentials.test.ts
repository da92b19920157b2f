import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { EcotrackApi } from '../../credentials/EcotrackApi.credentials';
import { CARRIERS } from '../../nodes/Ecotrack/platform/carriers';

const TOKEN = 'tok-Zx81';
const packers = { carrier: 'custom', baseUrl: 'https://packers.ecotrack.dz', apiToken: TOKEN };
const credential = new EcotrackApi();

/** A request as it leaves the credential; `uri` is the form of n8n's HTTP Request node. */
async function authenticate(
	options: Partial<IHttpRequestOptions> & { uri?: string; [legacy: string]: unknown },
	data: ICredentialDataDecryptedObject = packers,
) {
	const { authenticate } = credential;
	if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
	const request = await authenticate(data, options as IHttpRequestOptions);
	return request as typeof request & Record<string, unknown>;
}

describe('where a request goes', () => {
	it('is the base URL of the carrier, looked up here', async () => {
		const data = { carrier: 'dhd', baseUrl: 'https://ignored.example', apiToken: TOKEN };
		const { url } = await authenticate({ url: '/api/v1/get/orders' }, data);
		expect(url).toBe('https://platform.dhd-dz.com/api/v1/get/orders');
	});

	it('is the written base URL, cleaned', async () => {
		const data = { ...packers, baseUrl: ' packers.ecotrack.dz/api/v1/ ' };
		const { url } = await authenticate({ url: '/api/v1/get/orders' }, data);
		expect(url).toBe('https://packers.ecotrack.dz/api/v1/get/orders');
	});

	it.each([
		[{ url: 'https://packers.ecotrack.dz/api/v1/get/fees' }],
		[{ url: '/get/fees', baseURL: 'https://packers.ecotrack.dz/api/v1' }],
		[{ uri: 'https://packers.ecotrack.dz/api/v1/get/fees', url: '' }],
		[{ uri: '/api/v1/get/fees' }],
	])('may be written as %j', async (options) => {
		const request = await authenticate(options);
		expect(request.url).toBe('https://packers.ecotrack.dz/api/v1/get/fees');
		expect(request.baseURL).toBeUndefined();
	});

	it.each([
		{ url: 'https://evil.example/api/v1/get/orders' },
		{ uri: 'https://evil.example/api/v1/get/orders', url: '/api/v1/get/orders' },
		{ url: '/api/v1/get/orders', baseURL: 'https://evil.example' },
		{ url: 'http://packers.ecotrack.dz/api/v1/get/orders' },
		{ url: 'https://packers.ecotrack.dz:8443/api/v1/get/orders' },
		{ url: 'https://packers.ecotrack.dz@evil.example/' },
		{ url: 'https://user:pass@packers.ecotrack.dz/' },
	])('is refused on another host: %j', async (options) => {
		await expect(authenticate(options)).rejects.toThrow('may only be sent to packers.ecotrack.dz');
	});

	it.each([
		'//evil.example/x',
		'\\\\evil.example/x',
		'/\\evil.example',
		'@evil.example',
		'.evil.example',
	])('stays on the host of the credential: %s', async (url) => {
		for (const options of [{ url }, { uri: url }]) {
			const request = await authenticate(options);
			expect(new URL(request.url).host).toBe('packers.ecotrack.dz');
			expect(new URL(String(request.uri ?? request.url)).host).toBe('packers.ecotrack.dz');
		}
	});
});

describe('the token', () => {
	it.each(['validate/token', 'get/orders/status'])(
		'stands in header and query of %s',
		async (path) => {
			const request = await authenticate({ url: `/api/v1/${path}`, qs: { trackings: 'A,B' } });
			expect(request.headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
			expect(request.qs).toEqual({ trackings: 'A,B', api_token: TOKEN });
		},
	);

	it.each([
		'get/orders',
		'get/orders/',
		'get/orders/statuses',
		'get/tracking/info',
		'get/trackings/info',
		'get/maj',
		'add/maj',
		'ask/for/order/return',
		'create/order',
		'get/order/label',
		'validate/tokens',
		'',
	])('stands in the header alone of %s', async (path) => {
		const request = await authenticate({ url: `/api/v1/${path}`, qs: { page: 2 } });
		expect(request.headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
		expect(request.qs).toEqual({ page: 2 });
		expect(request.url).not.toContain(TOKEN);
	});

	it('comes beside the other headers, and takes the place of another one', async () => {
		const headers = { Accept: 'application/json', Authorization: 'Bearer other' };
		expect((await authenticate({ url: '/x', headers })).headers).toEqual({
			Accept: 'application/json',
			Authorization: `Bearer ${TOKEN}`,
		});
	});

	it.each([' tok-Zx81 ', 'tok-Zx81\n', 'Bearer tok-Zx81', 'bearer  tok-Zx81'])(
		'may be pasted as %j',
		async (apiToken) => {
			const { headers } = await authenticate({ url: '/x' }, { ...packers, apiToken });
			expect(headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
		},
	);

	it.each(['tok Zx81', 'tok\nZx81', 'tok\r\nX-Evil: 1', 'tök', 'tok\u200bZx81', 'tok\u0000'])(
		'is refused, and not repeated, when it cannot be one: %j',
		async (apiToken) => {
			const request = authenticate({ url: '/x' }, { ...packers, apiToken });
			await expect(request).rejects.toThrow('Copy it again from your sender account');
			await expect(request).rejects.not.toThrow(apiToken);
		},
	);

	it.each(['', '  ', 'Bearer ', undefined])('is missed when it is %j', async (apiToken) => {
		const request = authenticate({ url: '/x' }, { ...packers, apiToken: apiToken as string });
		await expect(request).rejects.toThrow('The credential has no API Token');
	});
});

describe('a redirect', () => {
	it.each([{ url: '/x' }, { url: '/x', disableFollowRedirect: false, maxRedirects: 5 }])(
		'is never followed: %j',
		async (options) => {
			expect(await authenticate(options)).toMatchObject({
				disableFollowRedirect: true,
				maxRedirects: 0,
				sendCredentialsOnCrossOriginRedirect: false,
			});
		},
	);

	it("is never followed by n8n's HTTP Request node either", async () => {
		const options = { uri: '/x', followRedirect: true, followAllRedirects: true, maxRedirects: 21 };
		expect(await authenticate(options)).toMatchObject({
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});
});

describe('the request that was given', () => {
	it('is left as it was', async () => {
		const options = { url: '/api/v1/get/orders/status', qs: { status: 'all' }, headers: {} };
		await authenticate(options);
		expect(options).toEqual({
			url: '/api/v1/get/orders/status',
			qs: { status: 'all' },
			headers: {},
		});
	});

	it('keeps method, body and everything else', async () => {
		const options = { url: '/x', method: 'POST' as const, body: { a: 1 }, timeout: 5 };
		expect(await authenticate(options)).toMatchObject({
			method: 'POST',
			body: { a: 1 },
			timeout: 5,
		});
	});
});

describe('the fields of the credential', () => {
	const [carrier, baseUrl, apiToken] = credential.properties;

	it('offer "Other Carrier" first, then every carrier by name, with the host that gets the token', () => {
		expect(carrier.options).toEqual([
			{
				name: 'Other Carrier (Custom URL)',
				value: 'custom',
				description: expect.stringContaining('not in this list'),
			},
			...CARRIERS.map(({ key, name, baseUrl: url }) => ({
				name,
				value: key,
				description: url.replace('https://', ''),
			})),
		]);
		expect(carrier.default).toBe('custom');
	});

	it('say when to choose "Other Carrier", whose name the search of the list may hide', () => {
		expect(carrier.description).toMatch(/finds nothing.*"Other Carrier \(Custom URL\)"/);
	});

	it('want the base URL for "Other Carrier", and show it for no other', () => {
		expect(baseUrl.displayOptions).toEqual({ show: { carrier: ['custom'] } });
		expect(baseUrl.required).toBe(true);
	});

	it('hide the token', () => {
		expect(apiToken).toMatchObject({ typeOptions: { password: true }, required: true });
	});
});

describe('the connection test', () => {
	const rules = credential.test.rules ?? [];

	it('asks for the token check and follows no redirect', () => {
		expect(credential.test.request).toMatchObject({
			url: '/api/v1/validate/token',
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
		});
	});

	it.each(['INVALID_TOKEN', 'TOKEN_NOT_ALLOWED'])('knows %s before success: false', (message) => {
		const place = rules.findIndex(({ properties }) => properties.value === message);
		const general = rules.findIndex(({ properties }) => properties.value === false);
		expect(place).toBeGreaterThanOrEqual(0);
		expect(place).toBeLessThan(general);
	});

	it('knows an answer that has no success at all', () => {
		expect(rules).toContainEqual(
			expect.objectContaining({
				type: 'responseSuccessBody',
				properties: expect.objectContaining({ key: 'success', value: undefined }),
			}),
		);
	});

	it.each(rules.map(({ properties }) => properties.message))('says what to do: %s', (message) => {
		expect(message).toMatch(/^[A-Z].*\.$/);
		expect(message).not.toMatch(/\b(error|problem|failure|fail|mistake)/i);
	});
});

/** The first rule that fits, as n8n looks for it; a 2xx that fits none is a success. */
function verdictOf(status: number, body: Record<string, unknown> = {}): string | undefined {
	const isSuccess = status >= 200 && status < 300;
	const rules = (new EcotrackApi().test.rules ?? []) as Array<{
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
