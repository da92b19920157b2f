import { openLab } from '../support/lab';
import { byNumber } from '../support/parameters';

const lab = openLab({ limits: 'off' });

describe('the list of wilayas in the editor', () => {
	const search = async (filter?: string) =>
		(await lab.engine.searchList('searchWilayas', lab.credential, {}, filter)).results;

	it('shows those that the account can send to', async () => {
		expect(await search()).toContainEqual({ name: '16 · Alger', value: '16' });
	});

	it.each(['BEJAIA', 'béja', 'Béjaïa', '6 ·'])('finds Béjaïa by %s', async (filter) => {
		expect(await search(filter)).toContainEqual({ name: '6 · Béjaïa', value: '6' });
	});

	it('says what is wrong with the credential', async () => {
		lab.credential.apiToken = 'wrong';
		await expect(search()).rejects.toMatchObject({
			message: 'The carrier did not accept the API token',
		});
	});
});

describe('the list of communes in the editor', () => {
	const search = async (parameters = {}, filter?: string) =>
		(await lab.engine.searchList('searchCommunes', lab.credential, parameters, filter)).results;

	it('shows those of the chosen wilaya, with their desks', async () => {
		expect(await search({ wilayaId: byNumber('16') })).toEqual([
			{ name: 'Ain Taya', value: 'Ain Taya' },
			{ name: 'Bab El Oued', value: 'Bab El Oued' },
			{ name: 'El Madania', value: 'El Madania' },
			{ name: 'Hydra', value: 'Hydra' },
			{ name: 'Kouba · desk', value: 'Kouba' },
		]);
	});

	it('understands a wilaya by its name', async () => {
		expect(await search({ wilayaId: byNumber('setif') }, 'EULMA')).toEqual([
			{ name: 'El Eulma', value: 'El Eulma' },
		]);
	});

	it('follows the wilaya of an update', async () => {
		const parameters = { updateFields: { wilayaId: byNumber('31') } };
		expect(await search(parameters, 'ain')).toEqual([{ name: 'Ain Taya', value: 'Ain Taya' }]);
	});

	it('tells namesakes apart while no wilaya is chosen', async () => {
		expect((await search({}, 'Ain Taya')).map(({ name }) => name)).toEqual([
			'Ain Taya · wilaya 16',
			'Ain Taya · wilaya 31',
		]);
	});

	it.each(['communes-array', 'communes-gaps', 'index-keyed-lists'] as const)(
		'is the same with %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			expect(await search({ wilayaId: byNumber('16') })).toHaveLength(5);
		},
	);
});

describe('Location: Get Communes', () => {
	it('lists the communes of one wilaya', async () => {
		const { json } = await lab.run('location.getCommunes', { wilayaId: byNumber('31') });
		expect(json).toEqual([
			{ commune: 'Oran', wilayaId: 31, code: '3101', hasDesk: true },
			{ commune: 'Bir El Djir', wilayaId: 31, code: '3105', hasDesk: false },
			{ commune: 'Ain Taya', wilayaId: 31, code: '3119', hasDesk: false },
		]);
		expect(lab.sandbox.requests[0].query).toMatchObject({ wilaya_id: '31' });
	});

	it('lists all of them without a wilaya', async () => {
		const { json } = await lab.run('location.getCommunes', { wilayaId: byNumber('') });
		expect(json.length).toBeGreaterThan(20);
	});

	it('takes a wilaya by name, and refuses one that is not served with the nearest names', async () => {
		const { json } = await lab.run('location.getCommunes', { wilayaId: byNumber('BEJAIA') });
		expect(json[0]).toMatchObject({ wilayaId: 6 });
		const { error } = await lab.run('location.getCommunes', { wilayaId: byNumber('Bejiaa') });
		expect(error?.message).toBe("'Wilaya' is not one that the carrier delivers to: Bejiaa");
		expect(error?.description).toMatch(/^Did you mean Béjaïa/);
	});
});

it('Location: Get Wilayas lists number and name', async () => {
	const { json } = await lab.run('location.getWilayas');
	expect(json).toContainEqual({ wilayaId: 6, wilaya: 'Béjaïa' });
});

describe('Location: Get Desks', () => {
	it.each([undefined, 'nested-desks'] as const)('lists the own one first (%s)', async (quirk) => {
		if (quirk) lab.sandbox.quirks.on(quirk);
		const { json } = await lab.run('location.getDesks');
		expect(json[0]).toMatchObject({ isOwn: true, name: 'Station Démo', commune: 'Kouba' });
		expect(json[1]).toMatchObject({ isOwn: false, name: 'Bureau Batna', wilayaId: 5 });
	});

	it('gives the raw rows on request', async () => {
		const { json } = await lab.run('location.getDesks', { simplify: false });
		expect(json[0]).toMatchObject({ isOwn: true, hub_name: 'Station Démo' });
	});

	it('says that a carrier may not offer it', async () => {
		lab.sandbox.quirks.on('no-desks-404');
		const { error } = await lab.run('location.getDesks');
		expect(error?.message).toBe('The carrier does not offer this operation at this address');
	});
});
