import type { INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byName, byNumber, NEW_ORDER } from '../support/parameters';

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

	it.each(['BEJAIA', 'بجاية', 'Bejiaa', '٦', '06', '6 - Béjaïa'])(
		'takes the wilaya %s',
		async (text) => {
			const { json } = await lab.run('location.getCommunes', { wilayaId: byNumber(text) });
			expect(json[0]).toMatchObject({ wilayaId: 6 });
		},
	);

	it.each([
		['Béjaïa ville', /^Did you mean Béjaïa\?/],
		['16 - Béjaïa', /^Choose one from the list/],
		['Béchar', /^Choose one from the list/],
	])('refuses the wilaya %s', async (text, advice) => {
		const { error } = await lab.run('location.getCommunes', { wilayaId: byNumber(text) });
		expect(error?.message).toBe(`'Wilaya' is not one that the carrier delivers to: ${text}`);
		expect(error?.description).toMatch(advice);
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

describe('a commune in a customer’s own words', () => {
	const order = (wilaya: string, commune: string) => ({
		...NEW_ORDER,
		wilayaId: byNumber(wilaya),
		commune: byName(commune),
	});
	const shipped = () => lab.sandbox.platform.all().map(({ commune }) => commune);

	it.each([
		['16', 'القبة', 'Kouba'],
		['الجزائر', 'BABELOUED', 'Bab El Oued'],
		['Algiers', 'Bab Oued', 'Bab El Oued'],
		['Tizi-Ouzou', 'Azzazga', 'Azazga'],
		['35', 'Khemis Khechna', 'Khemis El Khechna'],
	])(
		'goes out as the carrier spells it, and the output tells: %s, %s',
		async (wilaya, given, sent) => {
			const { json } = await lab.run('order.create', order(wilaya, given));
			expect(shipped()).toEqual([sent]);
			expect(json).toMatchObject([{ created: true, commune: sent, communeGiven: given }]);
		},
	);

	it.each(['Kouba', 'KOUBA'])('is not told where it was the carrier’s: %s', async (given) => {
		const { json } = await lab.run('order.create', order('16', given));
		expect(Object.keys(json[0])).toEqual(['created', 'tracking', 'reference']);
	});

	it('is told of each order of a Create Many that was sent', async () => {
		const { json } = await lab.run(
			'order.createMany',
			{ ...NEW_ORDER, commune: byName('={{ $json.commune }}') },
			{ input: [{ commune: 'حيدرة' }, { commune: 'Hydra' }] },
		);
		expect(json.map(({ commune, communeGiven }) => [commune, communeGiven])).toEqual([
			['Hydra', 'حيدرة'],
			[undefined, undefined],
		]);
	});

	it('is told of an Update that gave one', async () => {
		const { tracking } = lab.sandbox.platform.create({ wilayaId: 16, commune: 'Kouba' });
		const update = async (updateFields: INodeParameters) =>
			await lab.run('order.update', { tracking: byNumber(tracking), updateFields });
		const moved = await update({ commune: byName('bab eloued') });
		expect(moved.json).toMatchObject([{ commune: 'Bab El Oued', communeGiven: 'bab eloued' }]);
		const kept = await update({ amount: 3500 });
		expect(kept.json[0]).not.toHaveProperty('communeGiven');
	});

	it.each([
		[
			'of the country that the carrier does not list',
			'16',
			'Bouzareah',
			/^The carrier does not list Bouzareah\. It may be switched off/,
		],
		['that is in another wilaya', '16', 'Bir El Djir', /^Bir El Djir is in wilaya 31: /],
		['that may be two', '16', 'El', /^Choose one from the list$/],
	])('is refused, and nothing is sent: one %s', async (_, wilaya, given, advice) => {
		const { error } = await lab.run('order.create', order(wilaya, given));
		expect(error?.message).toBe(
			`'Commune' is not in the carrier's list for wilaya ${wilaya}: ${given}`,
		);
		expect(error?.description).toMatch(advice);
		expect(shipped()).toEqual([]);
	});

	it('is refused under the number of the wilaya that it was in before 2019, with the new one', async () => {
		const { error } = await lab.run('order.create', order('47', 'المنيعة'));
		expect(error?.message).toBe("'Wilaya' is 47, but El Meniaa is in wilaya 58");
		expect(error?.description).toBe("Enter 58 as 'Wilaya'");
		expect(shipped()).toEqual([]);
	});

	it('is refused in the same way where the carrier does not serve the new wilaya', async () => {
		const { error } = await lab.run('order.create', order('1', 'Timimoun'));
		expect(error?.message).toBe("'Wilaya' is 1, but Timimoun is in wilaya 49");
		expect(error?.description).toMatch(/^The carrier does not list Timimoun/);
	});

	it('costs one request for the communes and one for the wilayas, however many orders there are', async () => {
		const names = ['Kuoba', 'قبة', 'HYDRA', 'Hydraa', 'bab el-oued'];
		await lab.run(
			'order.createMany',
			{ ...NEW_ORDER, wilayaId: byNumber('alger'), commune: byName('={{ $json.commune }}') },
			{ input: names.map((commune) => ({ commune })) },
		);
		expect(shipped()).toEqual(['Kouba', 'Kouba', 'Hydra', 'Hydra', 'Bab El Oued']);
		expect(lab.asked()).toEqual(['get/wilayas', 'get/communes', 'create/orders']);
	});
});
