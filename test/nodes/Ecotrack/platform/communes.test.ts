/** Which commune an order goes to, by what a customer wrote: docs/places.md. */
import fc from 'fast-check';

import { CommuneNames } from '../../../../nodes/Ecotrack/platform/communes';
import type { Commune } from '../../../../nodes/Ecotrack/platform/places';
import { readCountry } from '../../../support/country';

const listed = (wilayaId: number, name: string): Commune => ({
	name,
	wilayaId,
	code: null,
	hasDesk: null,
});

const country = readCountry();
const list = country.map(({ wilayaId, french }) => listed(wilayaId, french));
const whole = new CommuneNames(list);

/** The carrier's list without some names. */
const without = (...names: string[]) =>
	new CommuneNames(list.filter(({ name }) => !names.includes(name)));

const taken = (wilayaId: number, text: string, names = whole) =>
	names.find(wilayaId, text)?.place?.listed?.name;

describe('a commune is taken', () => {
	it.each([
		['in capitals', 'BAB EL OUED', 16, 'BAB EL OUED'],
		['in small letters with accents', 'bouzaréah', 16, 'BOUZAREAH'],
		['without spaces', 'BABELOUED', 16, 'BAB EL OUED'],
		['with hyphens and apostrophes of its own', 'Sidi-M’hamed', 16, "SIDI M'HAMED"],
		['without the article', 'Harrach', 16, 'EL HARRACH'],
		['with an article of another spelling', 'Al Harrach', 16, 'EL HARRACH'],
		['with invisible marks', '\u200FKou\u200Bba', 16, 'KOUBA'],
		['in Arabic', 'باب الزوار', 16, 'BAB EZZOUAR'],
		['in Arabic without the article', 'حراش', 16, 'EL HARRACH'],
		['in Arabic with other forms of its letters', 'القبه', 16, 'KOUBA'],
		['in Arabic with vowel marks and stretched letters', 'القُبّـــة', 16, 'KOUBA'],
		['in Arabic, where French translates it', 'الجزائر الوسطى', 16, 'ALGER CENTRE'],
		['as it sounds', 'Bachdjarah', 16, 'BACHEDJERAH'],
		['as it sounds, in a spelling of old', 'Khraicia', 16, 'KHRAISSIA'],
		['with a letter dropped', 'Birkhadm', 16, 'BIRKHADEM'],
		['with a letter doubled', 'Koubba', 16, 'KOUBA'],
		['with two letters swapped', 'Hydar', 16, 'HYDRA'],
	])('%s', (_, text, wilayaId, name) => {
		expect(taken(wilayaId, text)).toBe(name);
	});

	it.each([
		[16, 'ain taya'],
		[31, 'AIN-TAYA'],
	])('of wilaya %d, where others have one of that name', (wilayaId, text) => {
		const names = new CommuneNames([listed(16, 'Ain Taya'), listed(31, 'Ain Taya')]);
		expect(names.find(wilayaId, text)?.place).toMatchObject({ name: 'Ain Taya', wilayaId });
	});

	it('as the carrier spells it, where two of its names differ by case alone', () => {
		const names = new CommuneNames([listed(16, 'Kouba'), listed(16, 'KOUBA')]);
		expect(taken(16, 'KOUBA', names)).toBe('KOUBA');
		expect(names.find(16, 'kouba')).toMatchObject({ candidates: ['Kouba', 'KOUBA'] });
	});

	it('though the country spells it otherwise than the carrier', () => {
		const names = new CommuneNames([listed(16, 'Saoula'), listed(16, 'Staoueli')]);
		expect(taken(16, 'saoulla', names)).toBe('Saoula');
		expect(taken(16, 'السحاولة', names)).toBe('Saoula');
	});
});

describe('a commune is refused, with what may have been meant,', () => {
	it.each([
		['when two are as near', 'Ain Fres', 29, ['AIN FARES', 'AIN FERAH', 'AIN FRASS']],
		['when two sound like it', 'مدرسة', 14, ['MEDRISSA', 'MEDROUSSA']],
		['when it is a part of one', 'Bologhine', 16, ['BOLOGHINE IBNOU ZIRI']],
		['when it is too short to be mended', 'Tet', 1, ['TIT']],
		['when nothing is near', 'Stockholm', 16, []],
		['when it is empty', '', 16, []],
		['when it is no name', '!?', 16, []],
	])('%s', (_, text, wilayaId, candidates) => {
		const found = whole.find(wilayaId, text);
		expect(found?.place).toBeUndefined();
		expect(found?.candidates.toSorted()).toEqual(candidates);
	});
});

describe('a commune that the carrier does not serve', () => {
	it.each([
		[16, 'KOUBA', 'kouba', 'Kouba'],
		[16, 'KOUBA', 'القبة', 'Kouba'],
		[16, 'KOUBA', 'Kuoba', 'Kouba'],
		[14, 'MEDRISSA', 'Medrissa', 'Medrissa'],
		[15, 'ABI-YOUCEF', 'Abi Youcef', 'Abi Youcef'],
	])('of wilaya %d is not taken for its neighbor: %s as %s', (wilayaId, name, text, meant) => {
		const found = without(name).find(wilayaId, text);
		expect(found?.place).toBeUndefined();
		expect(found?.meant).toEqual({ name: meant, wilayaId });
	});

	it('keeps its neighbor from being taken for a slip in between', () => {
		expect(taken(15, 'Asi Youcef', without('ABI-YOUCEF'))).toBeUndefined();
	});
});

describe('a wilaya’s number', () => {
	it.each([
		['the old one, of a commune that is in a new one now', 1, 'Timimoun', 49],
		['the old one, in Arabic', 1, 'تيميمون', 49],
		['the old one, with a slip', 30, 'Tougourt', 55],
		['the new one, of a commune that has stayed in the old one', 49, 'Adrar', 1],
		['another one altogether', 9, 'Bab Ezzouar', 16],
	])('is wrong: %s', (_, wilayaId, text, own) => {
		const found = whole.find(wilayaId, text);
		expect(found?.place).toBeUndefined();
		expect(found?.meant).toMatchObject({ wilayaId: own });
	});

	it.each([[1, 'الدرارية', 'DRARIA', 'ADRAR']])(
		'is not mended: under %d, %s (%s) is not taken for %s',
		(wilayaId, text) => {
			expect(taken(wilayaId, text)).toBeUndefined();
		},
	);

	it('may be the wrong one of two, so a near name is not taken', () => {
		const names = new CommuneNames([listed(13, 'Mansourah'), listed(34, 'Mansoura')]);
		const found = names.find(13, 'mansoura');
		expect(found?.place).toBeUndefined();
		expect(found).toMatchObject({ candidates: ['Mansourah'], meant: { wilayaId: 34 } });
	});

	it('is the old one for a carrier that still lists it so', () => {
		const names = new CommuneNames([listed(1, 'Adrar'), listed(1, 'Timimoun')]);
		expect(taken(1, 'Timimoun', names)).toBe('Timimoun');
		expect(names.find(49, 'Timimoun')?.meant).toMatchObject({ wilayaId: 1 });
	});

	it('may be one of the newest, whose numbers are known from the carrier alone', () => {
		const names = new CommuneNames([
			listed(3, 'Laghouat'),
			...['Aflou', 'Brida', 'Sebgag'].map((name) => listed(61, name)),
		]);
		expect(taken(61, 'آفلو', names)).toBe('Aflou');
		const found = names.find(3, 'Aflou');
		expect(found?.meant).toMatchObject({ wilayaId: 61 });
		expect(found?.meant && names.isRenumbered(found.meant, 3)).toBe(true);
	});

	it('is unknown when the carrier lists nothing there', () => {
		expect(new CommuneNames([listed(16, 'Kouba')]).find(50, 'Timiaouine')).toBeUndefined();
	});

	it('is not kept from its own communes by namesakes in the family', () => {
		expect(taken(55, 'Sidi Slimane')).toBe('SIDI SLIMANE');
	});
});

/** Samples that npm run bench:places measures whole. */
describe('over the country', () => {
	const share = (texts: (one: (typeof country)[number]) => string) => {
		const right = country.filter((one) => taken(one.wilayaId, texts(one)) === one.french);
		return right.length / country.length;
	};

	it('takes capitals without spaces and hyphens', () => {
		expect(share(({ french }) => french.replace(/[^A-Z]/gi, '').toUpperCase())).toBe(1);
	});

	it('takes Arabic names, at least 95 of 100', () => {
		expect(share(({ arabic }) => arabic)).toBeGreaterThanOrEqual(0.95);
	});

	it('takes no Arabic name for another commune', () => {
		for (const { wilayaId, french, arabic } of country) {
			expect([french, undefined]).toContain(taken(wilayaId, arabic));
		}
	});

	it('knows every commune, so that none is taken for another when a carrier leaves it out', () => {
		const names = new CommuneNames(
			[...new Set(list.map(({ wilayaId }) => wilayaId))].map((id) => listed(id, 'Xzxzx')),
		);
		for (const { wilayaId, french } of country) {
			if (french === 'B. B. ARRERIDJ') continue; // an abbreviation, which nobody else uses
			expect([french, names.find(wilayaId, french)?.meant?.wilayaId]).toEqual([french, wilayaId]);
		}
	});

	const communes = fc.constantFrom(...country);
	const slip = (text: string, at: number, kind: number, letter: string) => {
		const index = at % text.length;
		const rest = [text.slice(index + 1), text.slice(index), letter + text.slice(index + 1)];
		return text.slice(0, index) + (kind < 3 ? (kind === 1 ? letter : '') + rest[kind] : text);
	};

	it('never takes a commune with a slip in it for another, whether the carrier lists it or not', () => {
		const letter = fc.constantFrom(...'ABDEGHIKLMNORSTUYZ');
		fc.assert(
			fc.property(communes, fc.nat(99), fc.nat(2), letter, (one, at, kind, other) => {
				const text = slip(one.french, at, kind, other);
				const isName = list.some(({ name }) => name === text);
				fc.pre(!isName && text !== one.french);
				const name = taken(one.wilayaId, text);
				if (name !== one.french) expect(name).toBeUndefined();
			}),
			{ numRuns: 1000, seed: 9 },
		);
	});

	it('never takes anything that is not in the carrier’s list for that wilaya', () => {
		const some = new CommuneNames(list.filter((_, index) => index % 3 === 0));
		const text = fc.oneof(
			communes.map(({ french }) => french),
			communes.map(({ arabic }) => arabic),
			fc.string({ unit: 'grapheme' }),
			fc.tuple(communes, communes).map(([a, b]) => a.french.slice(0, 4) + b.french.slice(3)),
		);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 60 }), text, (wilayaId, name) => {
				const found = some.find(wilayaId, name);
				if (!found?.place) return;
				expect(found.place.wilayaId).toBe(wilayaId);
				expect(list).toContain(found.place.listed);
			}),
			{ numRuns: 1000, seed: 9 },
		);
	});

	it('never takes one existing commune of a wilaya for another one of it', () => {
		fc.assert(
			fc.property(communes, fc.array(communes, { minLength: 5, maxLength: 40 }), (one, rest) => {
				const names = new CommuneNames(
					rest.filter((other) => other !== one).map((x) => listed(one.wilayaId, x.french)),
				);
				const name = taken(one.wilayaId, one.french, names);
				if (name !== undefined) {
					expect(name.replace(/[^A-Z]|\bEL\b/gi, '')).toBe(
						one.french.replace(/[^A-Z]|\bEL\b/gi, ''),
					);
				}
			}),
			{ numRuns: 200, seed: 9 },
		);
	});
});
