import { findNearest, fold, toNameKey } from '../../../../nodes/Ecotrack/platform/names';

it('drops accents and case for a search', () => {
	expect(fold('Béjaïa')).toBe('bejaia');
	expect(fold(undefined)).toBe('');
});

it.each([
	['Béjaïa', 'BEJAIA'],
	["M'Sila", 'm sila'],
	['Aïn-Taya', ' Ain  Taya '],
	['وهران', 'وهران'],
	['Kou\u200Bba\u200E', '\uFEFFKouba'],
])('takes %s and %s for one name', (one, other) => {
	expect(toNameKey(one)).toBe(toNameKey(other));
});

it('does not drop letters of another script', () => {
	expect(toNameKey('وهران')).not.toBe('');
});

describe('the nearest names', () => {
	const names = ['Kouba', 'Hydra', 'Bab El Oued', 'Ain Taya', 'El Madania', 'Khemis El Khechna'];

	it.each([
		['Koubba', ['Kouba']],
		['bab oued', ['Bab El Oued']],
		['Ain Tayaa', ['Ain Taya']],
		['Khemis', ['Khemis El Khechna']],
	])('of %s are %j', (wanted, nearest) => {
		expect(findNearest(wanted, names)).toEqual(nearest);
	});

	it('are none for a name that is like no other', () => {
		expect(findNearest('Marseille', names)).toEqual([]);
	});

	it('come nearest first, three at most, each once', () => {
		expect(findNearest('abcd', ['abce', 'abcd', 'abef', 'abcf', 'abcg', 'abce'])).toEqual([
			'abcd',
			'abce',
			'abcf',
		]);
	});
});
