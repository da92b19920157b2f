import { resolveBaseUrl } from '../../../../nodes/Ecotrack/platform/credential';
import { CARRIERS } from '../../../../nodes/Ecotrack/platform/carriers';

/** Carriers whose address is nothing but a guess from their name. */
const GUESSED: string[] = [
	'abdelivery',
	'assildelivery',
	'oksbox',
	'oneexpress',
	'royaumedelivery',
	'siexpress',
	'ultraexpress',
	'wassimexpress',
];

describe('the known carriers', () => {
	it('are sorted by name, as the editor shows them', () => {
		const names = CARRIERS.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it('have keys and names of their own', () => {
		expect(new Set(CARRIERS.map(({ key }) => key)).size).toBe(CARRIERS.length);
		expect(new Set(CARRIERS.map(({ name }) => name)).size).toBe(CARRIERS.length);
	});

	it('have TREX Express among them', () => {
		const baseUrl = 'https://trexexpress.ecotrack.dz';
		expect(CARRIERS).toContainEqual({ key: 'trexexpress', name: 'TREX Express', baseUrl });
	});

	it.each(CARRIERS)('$key has a base URL that needs no cleaning', ({ key, baseUrl }) => {
		expect(key).toMatch(/^[a-z][a-z0-9]*$/);
		expect(baseUrl).toMatch(/^https:\/\/[a-z0-9.-]+\.(dz|com)$/);
		expect(resolveBaseUrl('custom', baseUrl)).toBe(baseUrl);
	});

	it('do not share a platform', () => {
		expect(new Set(CARRIERS.map(({ baseUrl }) => baseUrl)).size).toBe(CARRIERS.length);
	});

	it.each(GUESSED)('do not include %s', (key) => {
		expect(CARRIERS.map((carrier) => carrier.key)).not.toContain(key);
	});

	it.each([
		['dhd', 'https://platform.dhd-dz.com'],
		['conexlog', 'https://app.conexlog-dz.com'],
		['andersondelivery', 'https://anderson-ecommerce.ecotrack.dz'],
		['baconsult', 'https://bacexpress.ecotrack.dz'],
		['coyoteexpress', 'https://coyoteexpressdz.ecotrack.dz'],
	])('%s lives where its name would not lead', (key, baseUrl) => {
		expect(resolveBaseUrl(key, '')).toBe(baseUrl);
	});

	it('never point to an address that is known to be wrong', () => {
		const dead = [
			'https://anderson.ecotrack.dz',
			'https://dhd.ecotrack.dz',
			'https://conexlog.ecotrack.dz',
		];
		const used = CARRIERS.map(({ baseUrl }) => baseUrl);
		expect(used.filter((url) => dead.includes(url))).toEqual([]);
	});
});
