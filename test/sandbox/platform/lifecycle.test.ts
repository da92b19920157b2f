import { Clock, Platform } from '../../../sandbox';
import { START } from '../wire';

function walk(fields: Parameters<Platform['create']>[0], from?: string): string[] {
	const platform = new Platform({ clock: new Clock('manual', START) });
	const { tracking } = platform.create(fields);
	if (from) platform.setStatus(tracking, from);
	const way = [platform.get(tracking)?.status as string];
	for (;;) {
		const { status } = platform.push(tracking);
		if (status === way[way.length - 1]) return way;
		way.push(status);
	}
}

describe('the usual way of an order (reference, section 13)', () => {
	it('goes from ready to ship to paid and archived', () => {
		expect(walk({ wilayaId: 31 })).toEqual([
			'prete_a_expedier',
			'en_ramassage',
			'vers_hub',
			'en_hub',
			'vers_wilaya',
			'en_preparation',
			'en_livraison',
			'livre_non_encaisse',
			'encaisse_non_paye',
			'paiements_prets',
			'paye_et_archive',
		]);
	});

	it('skips the trip to the wilaya when it stays at home', () => {
		expect(walk({ wilayaId: 16 })).not.toContain('vers_wilaya');
	});

	it('takes a return back to the sender', () => {
		expect(walk({}, 'retour_chez_livreur')).toEqual([
			'retour_chez_livreur',
			'retour_transit_entrepot',
			'retour_en_traitement',
			'retours_prets',
			'retour_recu',
			'retour_archive',
		]);
	});

	it('takes a return of stored goods back to the warehouse', () => {
		expect(walk({ fromStock: 1 }, 'retour_en_traitement')).toEqual([
			'retour_en_traitement',
			'retours_a_dispatcher_vers_stock',
			'retours_en_transit_stock',
			'retours_en_stock',
			'retour_archive',
		]);
	});

	it('sends a suspended order out again, and leaves a cancelled one alone', () => {
		expect(walk({}, 'suspendu')[1]).toBe('en_livraison');
		expect(walk({}, 'annule')).toEqual(['annule']);
	});
});

describe('what a step leaves behind', () => {
	const open = () => new Platform({ clock: new Clock('manual', START) });

	it("is the history in the carrier's words", () => {
		const platform = open();
		const { tracking } = platform.create({ wilayaId: 31 });
		for (let step = 0; step < 10; step += 1) platform.push(tracking);
		expect(platform.get(tracking)?.history.map(({ event }) => event)).toEqual([
			'order_information_received_by_carrier',
			'picked',
			'accepted_by_carrier',
			'accepted_by_carrier',
			'dispatched_to_driver',
			'livred',
			'encaissed',
			'payed',
		]);
	});

	it.each(['suspendu', 'en_preparation'])(
		"is an attempt and a driver's remark when a delivery ends in %s",
		(status) => {
			const platform = open();
			const { tracking } = platform.create();
			platform.setStatus(tracking, 'en_livraison');
			platform.setStatus(tracking, status);
			const order = platform.get(tracking);
			expect(order?.history[order.history.length - 1].event).toBe('attempt_delivery');
			expect(order?.remarks[0].driver).toMatch(/^Livreur /);
		},
	);

	it('is a capital R at the end of a return', () => {
		const platform = open();
		const { tracking } = platform.create();
		platform.setStatus(tracking, 'retour_recu');
		expect(platform.get(tracking)?.history.map(({ event }) => event)).toContain('Return_received');
	});

	it('refuses a status that does not exist', () => {
		const platform = open();
		expect(() => platform.setStatus(platform.create().tracking, 'livre')).toThrow('No such status');
	});
});
