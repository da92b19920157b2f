/**
 * From what the user gave as wilaya and commune to what the platform calls them. Both come from the
 * account's own lists; what is not in them is refused with the nearest names
 * (docs/ecotrack-api.md, sections 9.1 and 9.2).
 */
import { findNearest, toNameKey } from '../platform/names';
import { readCommunes, readWilayas, type Commune, type Wilaya } from '../platform/places';
import { refuse } from './parameters';
import type { Port } from './port';

/** The wilayas that the account can send to. */
export async function listWilayas(port: Port): Promise<Wilaya[]> {
	return await port.once('wilayas', async () => await port.ask('GET get/wilayas', {}, readWilayas));
}

/** The communes of all wilayas: one request serves a whole run. */
export async function listCommunes(port: Port): Promise<Commune[]> {
	return await port.once(
		'communes',
		async () => await port.ask('GET get/communes', {}, readCommunes),
	);
}

/**
 * The number of a wilaya.
 * @param text its number or its name, in any case, with or without accents
 */
export async function findWilaya(port: Port, text: string): Promise<number> {
	if (/^\d+$/.test(text)) return Number(text);
	const wilayas = await listWilayas(port);
	const found = wilayas.filter(({ name }) => toNameKey(name) === toNameKey(text));
	if (found.length === 1) return found[0].wilayaId;
	const names = wilayas.map(({ name }) => name);
	throw refuse(
		'Wilaya',
		`'Wilaya' is not one that the carrier delivers to: ${text}`,
		suggest(findNearest(text, names), 'Choose one from the list, or enter its number'),
	);
}

/**
 * The commune of that name in that wilaya: some names stand in several wilayas.
 * @param text the name in any case, with or without accents
 */
export async function findCommune(port: Port, wilayaId: number, text: string): Promise<Commune> {
	const communes = (await listCommunes(port)).filter((commune) => commune.wilayaId === wilayaId);
	if (communes.length === 0) {
		throw refuse(
			'Wilaya',
			`'Wilaya' is not one that the carrier delivers to: ${wilayaId}`,
			'Choose one from the list',
		);
	}
	const found = communes.filter(({ name }) => toNameKey(name) === toNameKey(text));
	const exact = found.filter(({ name }) => name === text);
	const [commune] = exact.length > 0 ? exact : found;
	if (commune && (exact.length > 0 || found.length === 1)) return commune;
	const near = found.length > 1 ? found.map(({ name }) => name) : nearest(text, communes);
	throw refuse(
		'Commune',
		`'Commune' is not in the carrier's list for wilaya ${wilayaId}: ${text}`,
		suggest(near, 'Choose one from the list'),
	);
}

/** @throws EcotrackFailure when the commune is known to have no desk */
export async function requireDesk(port: Port, { name, wilayaId, hasDesk }: Commune): Promise<void> {
	if (hasDesk !== false) return;
	const withDesk = (await listCommunes(port))
		.filter((commune) => commune.wilayaId === wilayaId && commune.hasDesk)
		.map((commune) => commune.name);
	throw refuse(
		'Stop Desk',
		`'Stop Desk' is on, but ${name} has no desk`,
		withDesk.length > 0
			? `Switch it off, or choose a commune of this wilaya that has one: ${withDesk.join(', ')}`
			: 'Switch it off: no commune of this wilaya has one',
	);
}

function nearest(text: string, communes: Commune[]): string[] {
	return findNearest(
		text,
		communes.map(({ name }) => name),
	);
}

function suggest(names: string[], advice: string): string {
	return names.length > 0 ? `Did you mean ${names.join(' or ')}? ${advice}` : advice;
}
