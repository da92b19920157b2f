import { CommuneNames, type Place } from '../platform/communes';
import { toNameKey } from '../platform/names';
import {
	formatDesk,
	readCommunes,
	readDesks,
	readWilayas,
	type Commune,
	type Wilaya,
} from '../platform/places';
import type { Row } from '../platform/rows';
import { indexWilayas, readWilayaNumber } from '../platform/wilayas';
import type { Client } from '../transport/client';
import type { Call } from '../transport/response';
import type { Resource } from './operation';
import {
	isSimplified,
	readPlace,
	refuse,
	simplifyField,
	toOptional,
	wilayaField,
} from './parameters';

const WILAYAS: Call<Wilaya[]> = { method: 'GET', path: 'get/wilayas', read: readWilayas };

/** Of one wilaya, or of all. */
const communesOf = (wilayaId?: number): Call<Commune[]> => ({
	method: 'GET',
	path: 'get/communes',
	query: wilayaId === undefined ? {} : { wilaya_id: wilayaId },
	read: readCommunes,
});

/** Where the carrier delivers: docs/ecotrack-api.md, sections 9.1 to 9.3. */
export const location: Resource = {
	name: 'Location',
	value: 'location',
	initial: 'getWilayas',
	operations: [
		{
			name: 'Get Communes',
			value: 'getCommunes',
			action: 'Get communes',
			description:
				'List the communes of a wilaya, or of all, with whether they have a desk to deliver to',
			method: 'GET',
			path: 'get/communes',
			fields: [
				{
					...toOptional(wilayaField),
					description: 'The wilaya whose communes to list. Empty lists those of all wilayas.',
				},
			],
			labels: { wilaya_id: 'Wilaya' },
			each: async (read, api) => {
				const text = readPlace(read('wilayaId'));
				const wilayaId = text ? await findWilaya(api, text) : undefined;
				const communes = await api.requestOrThrow(communesOf(wilayaId));
				return communes
					.filter((commune) => wilayaId === undefined || commune.wilayaId === wilayaId)
					.map(({ name, ...rest }) => ({ commune: name, ...rest }));
			},
		},
		{
			name: 'Get Desks',
			value: 'getDesks',
			action: 'Get desks',
			description:
				"List the carrier's desks with address and phone, your own one first. Not every carrier offers this list.",
			method: 'GET',
			path: 'get/desks',
			fields: [simplifyField],
			each: async (read, api) => {
				const call = { method: 'GET', path: 'get/desks', read: readDesks } as const;
				const desks = await api.requestOrThrow(call);
				return isSimplified(read)
					? desks.map(formatDesk)
					: desks.map(({ isOwn, row }) => ({ isOwn, ...row }));
			},
		},
		{
			name: 'Get Wilayas',
			value: 'getWilayas',
			action: 'Get wilayas',
			description: 'List the wilayas that the carrier delivers to, with their numbers',
			method: 'GET',
			path: 'get/wilayas',
			fields: [],
			each: async (_read, api) =>
				(await api.requestOrThrow(WILAYAS)).map(({ wilayaId, name }) => ({
					wilayaId,
					wilaya: name,
				})),
		},
	],
};

// From what the user gave as wilaya and commune to what the platform calls them. Both come from the
// account's own lists; what is taken for what, and what is refused, stands in docs/places.md.

/** The wilayas that the account can send to. */
export async function listWilayas(api: Client): Promise<Wilaya[]> {
	return await api.once('wilayas', async () => await api.requestOrThrow(WILAYAS));
}

/** The communes of all wilayas: one request serves a whole run. */
export async function listCommunes(api: Client): Promise<Commune[]> {
	return await api.once('communes', async () => await api.requestOrThrow(communesOf()));
}

/**
 * The number of a wilaya.
 * @param text its number, its name in French, Arabic or English, or both
 */
export async function findWilaya(api: Client, text: string): Promise<number> {
	const number = readWilayaNumber(text);
	if (number !== undefined) return number;
	const names = await api.once('names of wilayas', async () =>
		indexWilayas(await listWilayas(api)),
	);
	// A list of a shop may show both: 16 - Alger.
	const [, before, name] = /^(\p{Nd}+)[^\p{L}\p{N}]+(\p{L}.*)$/u.exec(text) ?? ['', '', text];
	const { place, candidates } = names.resolve(name);
	if (place !== undefined && (!before || readWilayaNumber(before) === place)) return place;
	throw refuse(
		'Wilaya',
		`is not one that the carrier delivers to: ${text}`,
		suggest(candidates, 'Choose one from the list, or enter its number'),
	);
}

/**
 * The commune of that name in that wilaya: some names stand in several wilayas.
 * @throws EcotrackFailure for a name that is not clearly one of the carrier's list
 */
async function findCommune(api: Client, wilayaId: number, text: string): Promise<Commune> {
	const names = await api.once(
		'names of communes',
		async () => new CommuneNames(await listCommunes(api)),
	);
	const found = names.find(wilayaId, text);
	if (!found) {
		throw refuse(
			'Wilaya',
			`is not one that the carrier delivers to: ${wilayaId}`,
			'Choose one from the list',
		);
	}
	if (found.place?.listed) return found.place.listed;
	if (found.meant && names.isRenumbered(found.meant, wilayaId)) {
		const { name, wilayaId: today, listed } = found.meant;
		throw refuse(
			'Wilaya',
			`is ${wilayaId}, but ${name} is in wilaya ${today}`,
			listed ? `Enter ${today} as 'Wilaya'` : adviseOn(found.meant),
		);
	}
	throw refuse(
		'Commune',
		`is not in the carrier's list for wilaya ${wilayaId}: ${text}`,
		suggest(found.candidates, found.meant ? adviseOn(found.meant) : 'Choose one from the list'),
	);
}

/** What to do about a commune that the carrier does not list, or in another wilaya. */
function adviseOn({ name, wilayaId, listed }: Place): string {
	return listed
		? `${name} is in wilaya ${wilayaId}: correct 'Wilaya', or choose a commune from the list`
		: `The carrier does not list ${name}. It may be switched off in your account at the carrier: check there, or choose another one from the list`;
}

/**
 * Where an order goes: the commune of that name in that wilaya, with a desk if it goes to one.
 * @throws EcotrackFailure for what the carrier does not serve
 */
export async function findDestination(
	api: Client,
	wilaya: string,
	name: string,
	toDesk: boolean,
): Promise<Commune> {
	const commune = await findCommune(api, await findWilaya(api, wilaya), name);
	if (toDesk) await requireDesk(api, commune);
	return commune;
}

/** What an output says about a commune that was sent under another name than it was given, but for case and accents. */
export function tellChange(given: string, { name }: Commune): Row {
	return toNameKey(given) === toNameKey(name) ? {} : { commune: name, communeGiven: given };
}

/** @throws EcotrackFailure when the commune is known to have no desk */
async function requireDesk(api: Client, { name, wilayaId, hasDesk }: Commune): Promise<void> {
	if (hasDesk !== false) return;
	const withDesk = (await listCommunes(api))
		.filter((commune) => commune.wilayaId === wilayaId && commune.hasDesk)
		.map((commune) => commune.name);
	throw refuse(
		'Delivery To',
		`is Desk, but ${name} has no desk`,
		withDesk.length > 0
			? `Choose Home, or a commune of this wilaya that has one: ${withDesk.join(', ')}`
			: 'Choose Home: no commune of this wilaya has one',
	);
}

function suggest(names: string[], advice: string): string {
	return names.length > 0 ? `Did you mean ${names.join(' or ')}? ${advice}` : advice;
}
