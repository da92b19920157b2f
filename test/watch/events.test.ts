import { eventsOf, passes } from '../../nodes/Ecotrack/watch/events';
import { BASELINE, NEW } from '../../nodes/Ecotrack/watch/queue';
import type { Filter, WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { settingsWith } from './support/settings';

const NOW = '2026-03-02T09:00:00.000Z';
const read = (list: string, status: string) =>
	eventsOf(list, { tracking: 'A1', status, reference: 'R-1' }, [], NOW);

describe('a status read', () => {
	it('is silent for an order of the baseline and for an unchanged one', () => {
		expect(read(BASELINE, 'en_livraison')).toEqual([]);
		expect(read('en_livraison', 'en_livraison')).toEqual([]);
		expect(read('livre_non_encaisse', 'livré_non_encaissé')).toEqual([]);
	});

	it('that differs is a change with both statuses, phase and label', () => {
		expect(read('en_livraison', 'livre_non_encaisse')).toEqual([
			{
				event: 'orderStatusChanged',
				tracking: 'A1',
				reference: 'R-1',
				previousStatus: 'en_livraison',
				status: 'livre_non_encaisse',
				statusLabel: 'Delivered, cash with driver',
				phase: 'delivered',
				phaseChanged: true,
				isFinal: false,
				detectedAt: NOW,
			},
		]);
		expect(read('livre_non_encaisse', 'encaisse_non_paye')[0].phaseChanged).toBe(false);
	});

	it('of a new order is its creation and its first change', () => {
		expect(read(NEW, 'en_hub').map(({ event }) => event)).toEqual([
			'orderCreated',
			'orderStatusChanged',
		]);
	});

	it('nobody has documented is an event like any other', () => {
		expect(read('en_hub', 'Chez Le Voisin')[0]).toMatchObject({
			status: 'chez_le_voisin',
			statusLabel: 'Chez Le Voisin',
			phase: 'unknown',
			isFinal: false,
		});
	});
});

describe('the filter', () => {
	const change = (previous: string | null, status: string) =>
		read(previous ?? NEW, status).find(({ event }) => event === 'orderStatusChanged') as WatchEvent;
	const lets = (filter: Partial<Filter>, previous: string | null, status: string) =>
		passes(settingsWith({ filter }).filter, change(previous, status));

	it('lets every change through when nothing is chosen', () => {
		expect(lets({}, 'en_hub', 'vers_wilaya')).toBe(true);
	});

	it('with phases chosen lets an order through once, on entering', () => {
		const phases = { phases: ['delivered'] } as const;
		expect(lets(phases, 'en_livraison', 'livre_non_encaisse')).toBe(true);
		expect(lets(phases, 'livre_non_encaisse', 'encaisse_non_paye')).toBe(false);
		expect(lets(phases, null, 'livre_non_encaisse')).toBe(true);
		expect(lets(phases, 'en_livraison', 'suspendu')).toBe(false);
	});

	it('with exact statuses chosen lets every arrival through', () => {
		const statuses = { statuses: ['encaisse_non_paye'] };
		expect(lets(statuses, 'livre_non_encaisse', 'encaisse_non_paye')).toBe(true);
		expect(lets(statuses, 'livre_non_encaisse', 'paiements_prets')).toBe(false);
	});

	it('with both chosen is satisfied by either', () => {
		const both: Partial<Filter> = { phases: ['return'], statuses: ['paye_et_archive'] };
		expect(lets(both, 'paiements_prets', 'paye_et_archive')).toBe(true);
		expect(lets(both, 'en_livraison', 'retour_chez_livreur')).toBe(true);
		expect(lets(both, 'en_livraison', 'livre_non_encaisse')).toBe(false);
	});

	it('with previous statuses chosen asks for one of them as well', () => {
		const previous = { previousStatuses: ['suspendu'] };
		expect(lets(previous, 'suspendu', 'en_livraison')).toBe(true);
		expect(lets(previous, 'en_preparation', 'en_livraison')).toBe(false);
		expect(lets(previous, null, 'en_livraison')).toBe(false);
	});

	it('takes the draft of a new order for no change unless it is named', () => {
		expect(lets({}, null, 'prete_a_expedier')).toBe(false);
		expect(lets({ statuses: ['prete_a_expedier'] }, null, 'prete_a_expedier')).toBe(true);
		expect(lets({}, null, 'en_ramassage')).toBe(true);
	});

	it('narrows status changes only, and knows which events were chosen', () => {
		const [created] = read(NEW, 'en_hub');
		const choose = (filter: Partial<Filter>) => settingsWith({ filter }).filter;
		expect(passes(choose({ events: ['orderCreated'], phases: ['return'] }), created)).toBe(true);
		expect(passes(choose({ events: ['orderStatusChanged'] }), created)).toBe(false);
	});
});
