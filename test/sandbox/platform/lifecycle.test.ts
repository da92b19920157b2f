import { spell, STATUSES } from '../../../sandbox/platform/statuses';
import type { OrderFields } from '../../../sandbox';
import { DAY, HOUR, openPlatform } from '../wire';

function walk(fields: OrderFields, from?: string): string[] {
	const platform = openPlatform();
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
	it("is the history in the carrier's words", () => {
		const platform = openPlatform();
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
			const platform = openPlatform();
			const { tracking } = platform.create();
			platform.setStatus(tracking, 'en_livraison');
			platform.setStatus(tracking, status);
			const order = platform.get(tracking);
			expect(order?.history[order.history.length - 1].event).toBe('attempt_delivery');
			expect(order?.remarks[0].driver).toMatch(/^Livreur /);
		},
	);

	it('is a capital R at the end of a return', () => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		platform.setStatus(tracking, 'retour_recu');
		expect(platform.get(tracking)?.history.map(({ event }) => event)).toContain('Return_received');
	});

	it('is nothing when an order stays where it is', () => {
		const platform = openPlatform();
		const { tracking, history } = platform.create({ status: 'en_hub' });
		platform.setStatus(tracking, 'en_hub');
		expect(history).toEqual([]);
	});

	it('refuses a status that does not exist', () => {
		const platform = openPlatform();
		expect(() => platform.setStatus(platform.create().tracking, 'livre')).toThrow('No such status');
	});
});

describe('orders that move by themselves', () => {
	it('stay where they are unless they are asked to move', () => {
		const platform = openPlatform();
		const { tracking } = platform.create();
		platform.clock.advance(30 * DAY);
		expect(platform.get(tracking)?.status).toBe('prete_a_expedier');
		platform.tick();
		expect(platform.get(tracking)?.status).not.toBe('prete_a_expedier');
	});

	it('all come to an end, by way of times that only grow', () => {
		const platform = openPlatform({ autoMove: true });
		platform.createMany(300);
		platform.clock.advance(200 * DAY);
		const orders = platform.all();
		const ends = new Set(orders.map(({ status }) => status));
		expect(ends).toEqual(new Set(['paye_et_archive', 'retour_archive', 'annule']));
		for (const { history } of orders) {
			const times = history.map(({ at }) => at.getTime());
			expect(times).toEqual([...times].sort((a, b) => a - b));
		}
	});

	it('take the same way however often somebody looks', () => {
		const way = (step: number) => {
			const platform = openPlatform({ autoMove: true, seed: 5, arrivals: 20 });
			platform.createMany(40);
			for (let passed = 0; passed < 6 * DAY; passed += step) {
				platform.clock.advance(step);
				platform.list();
			}
			return platform.all().map(({ tracking, status, changedAt }) => [tracking, status, changedAt]);
		};
		expect(way(HOUR)).toEqual(way(3 * DAY));
	});

	it('move faster at a higher pace, while the clock stays', () => {
		const platform = openPlatform({ autoMove: true, pace: 1_000 });
		platform.createMany(50);
		platform.clock.advance(6 * HOUR);
		expect(platform.list().total).toBeLessThan(10);
	});

	it('are joined by new ones at the rate asked for', () => {
		const platform = openPlatform({ autoMove: true, arrivals: 24 });
		platform.clock.advance(5 * HOUR);
		expect(platform.all()).toHaveLength(5);
	});

	it('do not move once deleted', () => {
		const platform = openPlatform({ autoMove: true });
		const order = platform.create();
		platform.remove(order.tracking);
		platform.clock.advance(100 * DAY);
		expect(platform.all()).toEqual([]);
		expect(order.status).toBe('prete_a_expedier');
	});
});

/** The list of `suivi-des-commandes`, the carrier's own page, without the keyword `all`. */
const DOCUMENTED = `prete_a_expedier en_ramassage en_preparation_stock vers_hub en_hub vers_wilaya
en_preparation en_livraison suspendu livre_non_encaisse encaisse_non_paye paiements_prets
paye_et_archive retour_chez_livreur retour_transit_entrepot retour_en_traitement retour_recu
retour_archive annule`.split(/\s+/);

describe('the status table of the sandbox', () => {
	it('holds every documented status, each once', () => {
		const slugs = STATUSES.map(({ slug }) => slug);
		expect(slugs).toEqual(expect.arrayContaining(DOCUMENTED));
		expect(new Set(slugs).size).toBe(slugs.length);
	});

	it('spells a status in three ways', () => {
		expect(spell('paye_et_archive', 'slug')).toBe('paye_et_archive');
		expect(spell('paye_et_archive', 'accented')).toBe('payé_et_archivé');
		expect(spell('paye_et_archive', 'label')).toBe('Paiement archivé');
	});

	it('leaves a status it does not know alone', () => {
		expect(spell('en_litige', 'label')).toBe('en_litige');
	});
});
