import { fold, toNameKey } from '../../../../nodes/Ecotrack/platform/names';

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
