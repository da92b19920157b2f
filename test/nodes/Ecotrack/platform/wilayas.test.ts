import {
	indexWilayas,
	motherOf,
	readWilayaNumber,
} from '../../../../nodes/Ecotrack/platform/wilayas';

const served = [
	{ wilayaId: 6, name: 'Béjaïa' },
	{ wilayaId: 15, name: 'Tizi Ouzou' },
	{ wilayaId: 16, name: 'Alger' },
	{ wilayaId: 28, name: "M'Sila" },
	{ wilayaId: 31, name: 'Oran' },
	{ wilayaId: 43, name: 'Mila' },
	{ wilayaId: 55, name: 'Touggourt' },
	{ wilayaId: 61, name: 'Aflou' },
];
const names = indexWilayas(served);

describe('a wilaya is known', () => {
	it.each([
		['in French', 'Alger', 16],
		['in Arabic', 'الجزائر', 16],
		['in English', 'Algiers', 16],
		['without accents', 'BEJAIA', 6],
		['without spaces', 'tiziouzou', 15],
		['in Arabic without the article', 'مسيلة', 28],
		['beside one of nearly the same name', 'Mila', 43],
		['beside one of nearly the same name', 'Msila', 28],
		['with a slip', 'Bejiaa', 6],
		['by its new name', 'توقرت', 55],
		['with a number that only the carrier knows', 'آفلو', 61],
	])('%s: %s', (_, text, number) => {
		expect(names.resolve(text).place).toBe(number);
	});
});

describe('a wilaya is refused', () => {
	it('when the carrier does not deliver to it, however near another is', () => {
		expect(names.resolve('Blida')).toMatchObject({ meant: 9 });
		expect(names.resolve('وهرا').place).toBeUndefined();
	});

	it.each(['Paris', 'Alge', ''])('when there is none: %j', (text) => {
		expect(names.resolve(text).place).toBeUndefined();
	});
});

it.each([
	['16', 16],
	['016', 16],
	['١٦', 16],
	['Alger', undefined],
	['16 - Alger', undefined],
	['', undefined],
])('%j is the number %p', (text, number) => {
	expect(readWilayaNumber(text)).toBe(number);
});

it('knows from which wilaya a new one came', () => {
	expect(motherOf(49)).toBe(1);
	expect(motherOf(58)).toBe(47);
	expect(motherOf(16)).toBe(16);
});
