import { ask, withSandbox } from '../../wire';

type Row = Record<string, unknown>;

describe('get/wilayas', () => {
	it('lists the served ones, with accents', async () => {
		await withSandbox({}, async (sandbox) => {
			const json = (await ask(sandbox, 'get/wilayas')).json as Row[];
			expect(json).toContainEqual({ wilaya_id: 6, wilaya_name: 'Béjaïa' });
			expect(json.length).toBeLessThan(58);
		});
	});
});

describe('get/communes', () => {
	const communes = async (query: Record<string, string>, test: (rows: Row) => void) =>
		withSandbox({}, async (sandbox) => {
			test((await ask(sandbox, 'get/communes', { query })).json as Row);
		});

	it('is an object keyed by index, without accents', () =>
		communes({}, (rows) => {
			expect(Array.isArray(rows)).toBe(false);
			expect(Object.keys(rows)[0]).toBe('0');
			expect(Object.values(rows)).toContainEqual({
				nom: 'Kouba',
				wilaya_id: 16,
				code_postal: '1617',
				has_stop_desk: 1,
			});
			expect(Object.values(rows)).toContainEqual(expect.objectContaining({ nom: 'Bejaia' }));
		}));

	it('has one name in two wilayas, and no code twice', () =>
		communes({}, (rows) => {
			const all = Object.values(rows) as Array<{ nom: string; code_postal: string }>;
			expect(all.filter(({ nom }) => nom === 'Ain Taya')).toHaveLength(2);
			expect(new Set(all.map(({ code_postal }) => code_postal)).size).toBe(all.length);
		}));

	it('can be had for one wilaya', () =>
		communes({ wilaya_id: '31' }, (rows) => {
			expect(Object.values(rows).map((row) => (row as Row).wilaya_id)).toEqual([31, 31, 31]);
		}));

	it('is an empty list for a wilaya without communes', () =>
		communes({ wilaya_id: '2' }, (rows) => expect(rows).toEqual([])));
});

describe('get/desks', () => {
	it('is the own desk, nested, and the others, flat', async () => {
		await withSandbox({}, async (sandbox) => {
			const json = (await ask(sandbox, 'get/desks')).json as { other_desks: Row[] };
			expect(json).toMatchObject({
				my_desk: {
					hub_id: 3,
					location: { wilaya: 'Alger', commune: 'Kouba' },
					working_hours: [{ days: 'Dim - Jeu', hours: '08:30 - 17:00' }, expect.anything()],
				},
			});
			expect(json.other_desks).toContainEqual({
				name: 'Bureau Oran',
				phone: '0550003101',
				phone2: '',
				code_wilaya: '31',
				wilaya: 'Oran',
				commune: 'Oran',
				adresse: 'Rue principale, Oran',
				map: 'https://maps.example/3101',
			});
		});
	});
});
