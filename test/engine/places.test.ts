import type { INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byName, byNumber, byNumberOrName, NEW_ORDER } from '../support/parameters';

const lab = openLab({ limits: 'off' });

describe('a wilaya in a customer’s own words', () => {
	it.each(['BEJAIA', 'بجاية', 'Bejiaa', '٦', '06', '6 - Béjaïa'])(
		'takes the wilaya %s',
		async (text) => {
			const { json } = await lab.run('location.getCommunes', { wilayaId: byNumberOrName(text) });
			expect(json[0]).toMatchObject({ wilayaId: 6 });
		},
	);

	it.each([
		['Béjaïa ville', /^Did you mean Béjaïa\?/],
		['16 - Béjaïa', /^Choose one from the list/],
		['Béchar', /^Choose one from the list/],
	])('refuses the wilaya %s', async (text, advice) => {
		const { error } = await lab.run('location.getCommunes', { wilayaId: byNumberOrName(text) });
		expect(error?.message).toBe(`'Wilaya' is not one that the carrier delivers to: ${text}`);
		expect(error?.description).toMatch(advice);
	});
});

describe('a commune in a customer’s own words', () => {
	const order = (wilaya: string, commune: string) => ({
		...NEW_ORDER,
		wilayaId: byNumberOrName(wilaya),
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
			{ ...NEW_ORDER, wilayaId: byNumberOrName('alger'), commune: byName('={{ $json.commune }}') },
			{ input: names.map((commune) => ({ commune })) },
		);
		expect(shipped()).toEqual(['Kouba', 'Kouba', 'Hydra', 'Hydra', 'Bab El Oued']);
		expect(lab.asked()).toEqual(['get/wilayas', 'get/communes', 'create/orders']);
	});
});
