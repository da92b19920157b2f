import { COMMUNES, WILAYAS, wilayaOf, type Commune } from '../../platform/places';
import { json } from '../answer';
import { textOf } from '../call';
import type { Route } from '../route';

const communeRow = ({ name, wilayaId, code, hasDesk }: Commune) => ({
	nom: name,
	wilaya_id: wilayaId,
	code_postal: code,
	has_stop_desk: hasDesk,
});

const HOME_DESK = 'Kouba';

const deskRow = ({ name, wilayaId, code }: Commune) => ({
	name: `Bureau ${name}`,
	phone: `0550${code.padStart(6, '0')}`,
	phone2: '',
	code_wilaya: String(wilayaId),
	wilaya: wilayaOf(wilayaId)?.name ?? '',
	commune: name,
	adresse: `Rue principale, ${name}`,
	map: `https://maps.example/${code}`,
});

const myDesk = {
	hub_id: 3,
	hub_name: 'Station Démo',
	location: {
		wilaya: 'Alger',
		commune: HOME_DESK,
		adresse: 'Rue exemple',
		phone: '0550000000',
		phone2: '',
		email: 'station@example.com',
		map: 'https://maps.example/1617',
	},
	working_hours: [
		{ days: 'Dim - Jeu', hours: '08:30 - 17:00' },
		{ days: 'Sam', hours: '09:00 - 13:00' },
	],
};

/** Where the carrier delivers (docs/ecotrack-api.md section 9.1 to 9.3). */
export const placeRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/wilayas',
		answer: () => json(WILAYAS.map(({ id, name }) => ({ wilaya_id: id, wilaya_name: name }))),
	},
	{
		method: 'GET',
		path: 'get/communes',
		answer: (call) => {
			const wanted = textOf(call, 'wilaya_id');
			const communes = COMMUNES.filter(({ wilayaId }) => !wanted || String(wilayaId) === wanted);
			// An object with the keys "0", "1", "2", not a list; PHP writes an empty one as a list.
			return json(communes.length > 0 ? { ...communes.map(communeRow) } : []);
		},
	},
	{
		method: 'GET',
		path: 'get/desks',
		answer: () => {
			const others = COMMUNES.filter(({ hasDesk, name }) => hasDesk && name !== HOME_DESK);
			return json({ my_desk: myDesk, other_desks: others.map(deskRow) });
		},
	},
];
