import {
	CredentialSettingError,
	readToken,
	resolveBaseUrl,
	resolveTarget,
} from '../../../../nodes/Ecotrack/platform/credential';
import { CARRIERS } from '../../../../nodes/Ecotrack/platform/carriers';

const custom = (written: unknown) => resolveBaseUrl('custom', written);

describe('the base URL of a credential', () => {
	it.each(CARRIERS)("is $baseUrl for carrier '$key', whatever stands in Base URL", (carrier) => {
		expect(resolveBaseUrl(carrier.key, 'https://elsewhere.example')).toBe(carrier.baseUrl);
	});

	it.each([
		['as it should be', 'https://packers.ecotrack.dz', 'https://packers.ecotrack.dz'],
		['without a scheme', 'packers.ecotrack.dz', 'https://packers.ecotrack.dz'],
		['with a trailing slash', 'https://packers.ecotrack.dz/', 'https://packers.ecotrack.dz'],
		['with several', 'https://packers.ecotrack.dz///', 'https://packers.ecotrack.dz'],
		['between blanks', '  packers.ecotrack.dz\n', 'https://packers.ecotrack.dz'],
		['with a pasted /api/v1', 'https://packers.ecotrack.dz/api/v1', 'https://packers.ecotrack.dz'],
		['with /api/v1/', 'packers.ecotrack.dz/api/v1/', 'https://packers.ecotrack.dz'],
		[
			'with a whole endpoint',
			'https://packers.ecotrack.dz/api/v1/get/orders?page=2#top',
			'https://packers.ecotrack.dz',
		],
		['with a query', 'https://packers.ecotrack.dz?a=1', 'https://packers.ecotrack.dz'],
		['in capitals', 'HTTPS://Packers.Ecotrack.DZ', 'https://packers.ecotrack.dz'],
		['with a port', 'packers.ecotrack.dz:8443', 'https://packers.ecotrack.dz:8443'],
		['below a path', 'https://shop.example/ecotrack/', 'https://shop.example/ecotrack'],
		['with a path that begins like api', 'shop.example/apis', 'https://shop.example/apis'],
	])('is read when written %s', (_, written, baseUrl) => {
		expect(custom(written)).toBe(baseUrl);
	});

	it.each([
		'http://localhost:3000',
		'http://ecotrack.localhost',
		'http://127.0.0.1:8080',
		'http://127.1.2.3',
		'http://10.0.0.7',
		'http://192.168.1.20:8000',
		'http://172.16.0.1',
		'http://172.31.255.254',
		'http://[::1]:3000',
		'http://[fd12:3456::1]',
	])('may be without TLS on this machine or in a private range: %s', (written) => {
		expect(custom(written)).toBe(written);
	});

	it.each([
		'http://packers.ecotrack.dz',
		'http://8.8.8.8',
		'http://172.15.0.1',
		'http://172.32.0.1',
		'http://192.169.0.1',
		'http://127.0.0.1.evil.example',
		'http://localhost.evil.example',
		'http://10.evil.example',
		'http://[2001:db8::1]',
	])('is refused without TLS elsewhere: %s', (written) => {
		expect(() => custom(written)).toThrow(CredentialSettingError);
		expect(() => custom(written)).toThrow(/https:\/\//);
	});

	it.each([
		['nothing', ''],
		['blanks', '   '],
		['undefined', undefined],
		['null', null],
	])('is missed when it is %s', (_, written) => {
		expect(() => custom(written)).toThrow('The credential has no Base URL');
	});

	it.each([
		'ftp://packers.ecotrack.dz',
		'file:///etc/hosts',
		'javascript:alert(1)',
		'https://',
		'not a host',
		'https://user@packers.ecotrack.dz',
		'https://user:secret@packers.ecotrack.dz',
		'packers.ecotrack.dz@evil.example',
	])('is no web address: %s', (written) => {
		expect(() => custom(written)).toThrow('The Base URL of the credential is not a web address');
	});

	it.each([
		['packers', 'Packers (packers.ecotrack.dz)'],
		['http://Packers/', 'Packers (packers.ecotrack.dz)'],
		['https://packers:8443/api/v1', 'Packers (packers.ecotrack.dz)'],
		['dhd', 'DHD Livraison (platform.dhd-dz.com)'],
		['48hr', '48Hr Livraison (48hr.ecotrack.dz)'],
		['mono', 'Mono Hub (mono) (mono.ecotrack.dz)'],
		['anderson', 'Anderson Delivery (anderson-ecommerce.ecotrack.dz)'],
		['red-ex', 'Red Ex (redex.ecotrack.dz)'],
	])(
		'is refused when it is a name alone, with the carrier that may be meant: %s',
		(written, carrier) => {
			expect(() => custom(written)).toThrow(CredentialSettingError);
			expect(() => custom(written)).toThrow(`If you mean ${carrier}, choose it as Carrier`);
		},
	);

	it.each(['yalidine', 'pa', 'intranet/ecotrack'])(
		'is refused when it is a name of nobody in the list: %s',
		(written) => {
			expect(() => custom(written)).toThrow(
				/is not a whole address: "\w+"\. Enter the address at which you open/,
			);
		},
	);

	it('may be localhost, the one host without a dot', () => {
		expect(custom('localhost:3000')).toBe('https://localhost:3000');
		expect(custom('[::1]:3000')).toBe('https://[::1]:3000');
	});

	it('does not repeat a password that was written into the URL', () => {
		expect(() => custom('https://user:hunter2@packers.ecotrack.dz')).toThrow(
			expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
		);
	});

	it('is unknown for a carrier of another version, which the message names', () => {
		expect(() => resolveBaseUrl('newcarrier', '')).toThrow(/"newcarrier".*Other Carrier/);
	});

	it.each([undefined, ''])('is the written one when the carrier is %p', (carrier) => {
		expect(resolveBaseUrl(carrier, 'packers.ecotrack.dz')).toBe('https://packers.ecotrack.dz');
	});
});

describe('the target of a request', () => {
	const base = 'https://packers.ecotrack.dz';

	it.each([
		['a path', '/api/v1/get/orders', `${base}/api/v1/get/orders`],
		['a path without slash', 'api/v1/get/orders', `${base}/api/v1/get/orders`],
		['a path with a query', '/api/v1/get/orders?page=2', `${base}/api/v1/get/orders?page=2`],
		['a whole URL of the same host', `${base}/api/v1/get/fees`, `${base}/api/v1/get/fees`],
		['the same host in capitals', 'HTTPS://PACKERS.ecotrack.dz/x', `${base}/x`],
		['the default port', 'https://packers.ecotrack.dz:443/x', `${base}/x`],
	])('may be %s', (_, target, href) => {
		expect(resolveTarget(base, target).href).toBe(href);
	});

	it('lies below the path of the base URL', () => {
		const { href } = resolveTarget('https://shop.example/ecotrack', '/api/v1/get/orders');
		expect(href).toBe('https://shop.example/ecotrack/api/v1/get/orders');
	});

	it.each([
		'https://evil.example/api/v1/get/orders',
		'http://packers.ecotrack.dz/api/v1/get/orders',
		'https://packers.ecotrack.dz:8443/api/v1/get/orders',
		'https://packers.ecotrack.dz.evil.example/x',
		'https://evil.example#packers.ecotrack.dz',
		'https://evil.example?packers.ecotrack.dz',
		'https://packers.ecotrack.dz@evil.example/x',
		'https://user@packers.ecotrack.dz/x',
		'https://packers.ecotrack.dz:pass@evil.example/x',
		'https://evil.example\\@packers.ecotrack.dz',
		'ws://packers.ecotrack.dz/x',
		'https://',
	])('is refused on another host: %s', (target) => {
		expect(() => resolveTarget(base, target)).toThrow(CredentialSettingError);
		expect(() => resolveTarget(base, target)).toThrow('may only be sent to packers.ecotrack.dz');
	});

	it.each([
		'//evil.example/x',
		'///evil.example/x',
		'\\\\evil.example/x',
		'/\\evil.example/x',
		'\\/evil.example',
		'https:evil.example',
		'https:/evil.example',
		'https:\\\\evil.example',
		'@evil.example',
		':pass@evil.example',
		'.evil.example',
		':8443/x',
		'\thttps://evil.example',
		' //evil.example',
		'\n\\\\evil.example',
		'../../x',
	])('stays on its host whatever a path tries: %j', (target) => {
		expect(resolveTarget(base, target).origin).toBe(base);
	});
});

describe('a token as it was pasted', () => {
	it.each([
		['abc123', 'abc123'],
		['  abc123\n', 'abc123'],
		['Bearer abc123', 'abc123'],
		[' bearer   abc123 ', 'abc123'],
		['Bearerabc', 'Bearerabc'],
		['Bearer ', ''],
		['', ''],
		[undefined, ''],
		[null, ''],
	])('%j is %j', (written, token) => {
		expect(readToken(written)).toBe(token);
	});
});
