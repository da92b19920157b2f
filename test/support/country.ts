/**
 * The communes of the country in French and Arabic, from a package that knows nothing of carriers
 * (@dzcode-io/leblad, MIT). It has the 48 old wilayas; their districts that became wilayas since stand
 * here under today's numbers.
 */
import { readFileSync } from 'node:fs';

export interface CountryCommune {
	wilayaId: number;
	french: string;
	arabic: string;
}

interface District {
	name: string;
	baladyiats?: Array<{ name: string; name_ar: string }>;
}

const NEW_WILAYAS: Readonly<Record<number, readonly [mother: number, ...districts: string[]]>> = {
	49: [1, 'TIMIMOUN', 'AOUGROUT', 'TINERKOUK', 'CHAROUINE'],
	50: [1, 'BORDJ BADJI MOKHTAR'],
	51: [7, 'OULED DJELLAL', 'SIDI KHALED'],
	52: [8, 'BENI ABBES', 'IGLI', 'OULED KHODEIR', 'EL OUATA', 'KERZAZ', 'TABELBALA'],
	53: [11, 'AIN SALAH', 'AIN GHAR'],
	54: [11, 'AIN GUEZZAM', 'TIN ZOUATINE'],
	55: [30, 'TOUGGOURT', 'TEMACINE', 'MEGARINE', 'TAIBET', 'EL-HADJIRA'],
	56: [33, 'DJANET'],
	57: [39, 'EL MEGHAIER', 'DJAMAA'],
	58: [47, 'EL MENIA'],
};

/** Of a district that was divided. */
const MOVED: Readonly<Record<string, number>> = { 'HASSI FEHAL': 58 };

export function readCountry(): CountryCommune[] {
	const file = require.resolve('@dzcode-io/leblad/data/WilayaList.json');
	const wilayas = JSON.parse(readFileSync(file, 'utf8')) as Array<{
		mattricule: number;
		dairats: District[];
	}>;
	// New wilayas stand there twice: as a district, and as a delegation of the same name.
	const communes = new Map<string, CountryCommune>();
	for (const { mattricule, dairats } of wilayas) {
		for (const { name: district, baladyiats = [] } of dairats) {
			for (const { name, name_ar: arabic } of baladyiats) {
				const french = name
					.replace(/\(.*\)/, '')
					.replace(/\s+/g, ' ')
					.trim();
				const wilayaId = MOVED[name] ?? today(mattricule, district);
				communes.set(`${wilayaId} ${french}`, { wilayaId, french, arabic });
			}
		}
	}
	return [...communes.values()];
}

function today(mother: number, district: string): number {
	const name = district.replace(' (wilaya déléguée)', '');
	const found = Object.entries(NEW_WILAYAS).find(
		([, [old, ...districts]]) => old === mother && districts.includes(name),
	);
	return found ? Number(found[0]) : mother;
}
