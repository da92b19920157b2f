/**
 * The wilayas by their numbers, in French, Arabic and, where it differs, English: section 9.1 of
 * docs/ecotrack-api.md. The platform documents 1 to 58; what the newest ones are numbered is not settled,
 * so those are known from the carrier's own list alone.
 */
import { PlaceNames, type Named } from './placeNames';

const NAMES: Readonly<Record<number, string>> = {
	1: 'Adrar, أدرار',
	2: 'Chlef, الشلف',
	3: 'Laghouat, الأغواط',
	4: 'Oum El Bouaghi, أم البواقي',
	5: 'Batna, باتنة',
	6: 'Béjaïa, بجاية',
	7: 'Biskra, بسكرة',
	8: 'Béchar, بشار',
	9: 'Blida, البليدة',
	10: 'Bouira, البويرة',
	11: 'Tamanrasset, تمنراست, Tamanghasset',
	12: 'Tébessa, تبسة',
	13: 'Tlemcen, تلمسان',
	14: 'Tiaret, تيارت',
	15: 'Tizi Ouzou, تيزي وزو',
	16: 'Alger, الجزائر, Algiers',
	17: 'Djelfa, الجلفة',
	18: 'Jijel, جيجل',
	19: 'Sétif, سطيف',
	20: 'Saïda, سعيدة',
	21: 'Skikda, سكيكدة',
	22: 'Sidi Bel Abbès, سيدي بلعباس',
	23: 'Annaba, عنابة',
	24: 'Guelma, قالمة',
	25: 'Constantine, قسنطينة',
	26: 'Médéa, المدية',
	27: 'Mostaganem, مستغانم',
	28: "M'Sila, المسيلة",
	29: 'Mascara, معسكر',
	30: 'Ouargla, ورقلة',
	31: 'Oran, وهران',
	32: 'El Bayadh, البيض',
	33: 'Illizi, إليزي',
	34: 'Bordj Bou Arreridj, برج بوعريريج',
	35: 'Boumerdès, بومرداس',
	36: 'El Tarf, الطارف',
	37: 'Tindouf, تندوف',
	38: 'Tissemsilt, تيسمسيلت',
	39: 'El Oued, الوادي',
	40: 'Khenchela, خنشلة',
	41: 'Souk Ahras, سوق أهراس',
	42: 'Tipaza, تيبازة',
	43: 'Mila, ميلة',
	44: 'Aïn Defla, عين الدفلى',
	45: 'Naâma, النعامة',
	46: 'Aïn Témouchent, عين تموشنت',
	47: 'Ghardaïa, غرداية',
	48: 'Relizane, غليزان',
	49: 'Timimoun, تيميمون',
	50: 'Bordj Badji Mokhtar, برج باجي مختار',
	51: 'Ouled Djellal, أولاد جلال',
	52: 'Béni Abbès, بني عباس',
	53: 'In Salah, عين صالح, Ain Salah',
	54: 'In Guezzam, عين قزام, Ain Guezzam',
	55: 'Touggourt, توقرت',
	56: 'Djanet, جانت',
	57: "El M'Ghair, المغير, El Meghaier",
	58: 'El Meniaa, المنيعة, El Menia, El Golea',
};

/** Since 2019: the wilaya that a new one was a part of. Old lists and habits go by those numbers. */
const MOTHERS: Readonly<Record<number, number>> = {
	49: 1, 50: 1, 51: 7, 52: 8, 53: 11, 54: 11, 55: 30, 56: 33, 57: 39, 58: 47,
}; // prettier-ignore

/** The name of a wilaya in French; null for a number that this version does not know. */
export function nameOfWilaya(wilayaId: unknown): string | null {
	return NAMES[Number(wilayaId)]?.split(', ')[0] ?? null;
}

/** The wilaya whose number was used before there were new ones; itself for the old ones. */
export function motherOf(wilayaId: number): number {
	return MOTHERS[wilayaId] ?? wilayaId;
}

/** The names of the wilayas, of which those are on offer that the carrier delivers to. */
export function indexWilayas(
	served: ReadonlyArray<{ wilayaId: number; name: string }>,
): PlaceNames<number> {
	const offered = new Set(served.map(({ wilayaId }) => wilayaId));
	const names: Array<Named<number>> = served.map(({ wilayaId, name }) => ({
		name,
		place: wilayaId,
		isOffered: true,
	}));
	for (const [number, list] of Object.entries(NAMES)) {
		const place = Number(number);
		for (const name of list.split(', ')) names.push({ name, place, isOffered: offered.has(place) });
	}
	return new PlaceNames(names);
}

/** A number as people write it: 16, ١٦, 016; undefined for a name. */
export function readWilayaNumber(text: string): number | undefined {
	const digits = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
	return /^\d+$/.test(digits) ? Number(digits) : undefined;
}
