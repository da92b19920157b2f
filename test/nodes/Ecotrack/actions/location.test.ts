/** Where an order goes, by what the user gave, and what is asked of the platform for it. */
import {
	findDestination,
	findWilaya,
	tellChange,
} from '../../../../nodes/Ecotrack/actions/location';
import type { Client } from '../../../../nodes/Ecotrack/transport/client';
import type { Call } from '../../../../nodes/Ecotrack/transport/response';

const WILAYAS = [
	{ wilaya_id: 1, wilaya_name: 'Adrar' },
	{ wilaya_id: 16, wilaya_name: 'Alger' },
	{ wilaya_id: 49, wilaya_name: 'Timimoun' },
];
const COMMUNES = [
	{ nom: 'Adrar', wilaya_id: 1, has_stop_desk: 0 },
	{ nom: 'Kouba', wilaya_id: 16, has_stop_desk: 1 },
	{ nom: 'Hydra', wilaya_id: 16, has_stop_desk: 0 },
	{ nom: 'Timimoun', wilaya_id: 49, has_stop_desk: 0 },
];

/** An account with these lists, and the paths that were asked for. */
function openAccount() {
	const asked: string[] = [];
	const works = new Map<string, Promise<unknown>>();
	const api = {
		requestOrThrow: async <T>({ path, read }: Call<T>) => {
			asked.push(path);
			return await Promise.resolve(read(path === 'get/wilayas' ? WILAYAS : COMMUNES));
		},
		once: async (name: string, work: () => Promise<unknown>) => {
			if (!works.has(name)) works.set(name, work());
			return await works.get(name);
		},
	} as unknown as Client;
	return { api, asked };
}

it.each([
	['16', []],
	['٤٩', []],
	['algiers', ['get/wilayas']],
	['16 - Alger', ['get/wilayas']],
])('the wilaya %s is found with the requests %j', async (text, requests) => {
	const { api, asked } = openAccount();
	expect([16, 49]).toContain(await findWilaya(api, text));
	expect(asked).toEqual(requests);
});

it.each([
	['1', 'Adrar', false, 'Adrar', 1],
	['الجزائر', 'القبة', true, 'Kouba', 16],
	['Timimoun', 'TIMIMOUN', false, 'Timimoun', 49],
])('an order to %s, %s (desk: %p) goes to %s', async (wilaya, commune, desk, name, wilayaId) => {
	const { api } = openAccount();
	expect(await findDestination(api, wilaya, commune, desk)).toMatchObject({ name, wilayaId });
});

it.each([
	['2', 'Chlef', false, "'Wilaya' is not one that the carrier delivers to: 2"],
	['Chlef', 'Chlef', false, "'Wilaya' is not one that the carrier delivers to: Chlef"],
	['16 - Adrar', 'Kouba', false, "'Wilaya' is not one that the carrier delivers to: 16 - Adrar"],
	['1', 'Timimoun', false, "'Wilaya' is 1, but Timimoun is in wilaya 49"],
	['16', 'Birkhadem', false, "'Commune' is not in the carrier's list for wilaya 16: Birkhadem"],
	['16', 'Timimoun', false, "'Commune' is not in the carrier's list for wilaya 16: Timimoun"],
	['16', 'hydra', true, "'Delivery To' is Desk, but Hydra has no desk"],
])('an order to %s, %s (desk: %p) is refused: %s', async (wilaya, commune, desk, message) => {
	const { api } = openAccount();
	await expect(findDestination(api, wilaya, commune, desk)).rejects.toMatchObject({
		failure: { kind: 'input', message },
	});
});

it.each(['Kouba', 'KOUBA ', 'kouba'])('a commune given as %j is not told', (given) => {
	const commune = { name: 'Kouba', wilayaId: 16, code: null, hasDesk: null };
	expect(tellChange(given, commune)).toEqual({});
});

it.each(['القبة', 'Koubba', 'K ouba'])('a commune given as %j is told beside its name', (given) => {
	const commune = { name: 'Kouba', wilayaId: 16, code: null, hasDesk: null };
	expect(tellChange(given, commune)).toEqual({ commune: 'Kouba', communeGiven: given });
});
