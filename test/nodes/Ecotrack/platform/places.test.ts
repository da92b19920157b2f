import {
	formatDesk,
	readCommunes,
	readDesks,
	readWilayas,
} from '../../../../nodes/Ecotrack/platform/places';

const kouba = { nom: 'Kouba', wilaya_id: 16, code_postal: '1617', has_stop_desk: 1 };
const hydra = { nom: 'Hydra', wilaya_id: '16', code_postal: 1627, has_stop_desk: '0' };

const read = [
	{ name: 'Kouba', wilayaId: 16, code: '1617', hasDesk: true },
	{ name: 'Hydra', wilayaId: 16, code: '1627', hasDesk: false },
];

it.each([
	['an array', [kouba, hydra]],
	['an object with index keys', { 0: kouba, 1: hydra }],
	['an object whose keys have gaps', { 3: kouba, 17: hydra }],
])('reads communes from %s', (_, answer) => {
	expect(readCommunes(answer)).toEqual(read);
});

it('does not take an unknown desk for none', () => {
	const [{ hasDesk }] = readCommunes([{ nom: 'Kouba', wilaya_id: 16 }]);
	expect(hasDesk).toBeNull();
});

it.each([
	['a text', 'nothing'],
	['a row without name', [{ wilaya_id: 16 }]],
	['a row without wilaya', [{ nom: 'Kouba' }]],
	['a row that is none', [kouba, 'Hydra']],
])('refuses communes from %s: a short list must not look whole', (_, answer) => {
	expect(() => readCommunes(answer)).toThrow('unreadable');
});

it('reads wilayas', () => {
	expect(readWilayas({ 0: { wilaya_id: '6', wilaya_name: ' Béjaïa ' } })).toEqual([
		{ wilayaId: 6, name: 'Béjaïa' },
	]);
});

describe('desks', () => {
	const own = {
		hub_id: 3,
		hub_name: 'Station Démo',
		location: { wilaya: 'Alger', commune: 'Kouba', adresse: 'Rue exemple', phone: '055', map: 'm' },
		working_hours: [{ days: 'Dim - Jeu', hours: '08:30 - 17:00' }],
	};
	const flat = {
		name: 'Bureau Oran',
		phone: '056',
		phone2: '',
		code_wilaya: '31',
		wilaya: 'Oran',
		commune: 'Oran',
		adresse: 'Rue 2',
		map: '',
	};

	it('have the same fields, flat or nested, the own one first', () => {
		const desks = readDesks({ my_desk: own, other_desks: { 5: flat } }).map(formatDesk);
		expect(desks).toEqual([
			{
				isOwn: true,
				name: 'Station Démo',
				wilayaId: null,
				wilaya: 'Alger',
				commune: 'Kouba',
				address: 'Rue exemple',
				phone: '055',
				phone2: null,
				email: null,
				mapLink: 'm',
				workingHours: ['Dim - Jeu: 08:30 - 17:00'],
			},
			{
				isOwn: false,
				name: 'Bureau Oran',
				wilayaId: 31,
				wilaya: 'Oran',
				commune: 'Oran',
				address: 'Rue 2',
				phone: '056',
				phone2: null,
				email: null,
				mapLink: null,
				workingHours: [],
			},
		]);
	});

	it('may be missing: PHP writes an empty one as []', () => {
		expect(readDesks({ my_desk: [], other_desks: [] })).toEqual([]);
		expect(readDesks({ my_desk: null, other_desks: [flat] })).toHaveLength(1);
	});

	it('are refused when the answer is about something else', () => {
		expect(() => readDesks({ data: [] })).toThrow('unreadable');
		expect(() => readDesks([])).toThrow('unreadable');
	});
});
