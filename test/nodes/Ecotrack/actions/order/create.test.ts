import type { INodeProperties } from 'n8n-workflow';

import {
	create,
	findDuplicates,
	findExisting,
	formatExisting,
	readNewOrder,
	type NewOrder,
} from '../../../../../nodes/Ecotrack/actions/order/create';
import type { Row } from '../../../../../nodes/Ecotrack/platform/rows';
import type { Client } from '../../../../../nodes/Ecotrack/transport/client';
import { EcotrackFailure, type Request } from '../../../../../nodes/Ecotrack/transport/response';
import { reader, scripted } from '../../../../support/reader';

const newOrder = (reference: string, more: Partial<NewOrder> = {}): NewOrder => ({
	reference,
	body: {},
	allowDuplicateReferences: false,
	createAgain: false,
	...more,
});

const refused = (orders: NewOrder[]) => {
	const refusals = findDuplicates(orders);
	return orders.map((one) => refusals.has(one));
};

describe('two items with one reference', () => {
	it('are both refused, and no other', () => {
		expect(refused([newOrder('A'), newOrder('B'), newOrder('A')])).toEqual([true, false, true]);
	});

	it('pass where there is no reference', () => {
		expect(refused([newOrder(''), newOrder('')])).toEqual([false, false]);
	});

	it('pass where it is allowed', () => {
		const allowed = newOrder('A', { allowDuplicateReferences: true });
		expect(refused([allowed, newOrder('A')])).toEqual([false, true]);
	});
});

describe('the order that has the reference already', () => {
	const row = (tracking: string, status: string, day: number, reference = 'A'): Row => ({
		tracking,
		status,
		reference,
		created_at: `2026-08-${String(day).padStart(2, '0')} 10:00:00`,
	});

	/** The tracking of what is found among these rows, in their order and the other way round. */
	async function find(rows: Row[], more: Partial<NewOrder> = {}) {
		const found = new Set<unknown>();
		const queries: unknown[] = [];
		for (const list of [rows, [...rows].reverse()]) {
			const api = {
				once: async (_: string, work: () => Promise<unknown>) => await work(),
				list: async ({ query }: Request) => {
					queries.push(query);
					return list;
				},
			} as unknown as Client;
			const order = await findExisting(api, newOrder('A', { lookbackDays: 30, ...more }));
			found.add(order?.tracking);
		}
		return { trackings: [...found], queries };
	}

	const of = async (rows: Row[], more?: Partial<NewOrder>) => (await find(rows, more)).trackings;

	it('is found by exactly that reference', async () => {
		const rows = [
			row('EC1', 'en_hub', 1, 'a'),
			row('EC2', 'en_hub', 2),
			row('EC3', 'en_hub', 3, 'AA'),
		];
		expect(await of(rows)).toEqual(['EC2']);
		expect(await of([rows[0], rows[2]])).toEqual([undefined]);
	});

	it('is not looked for unless that is wanted', async () => {
		expect(await find([row('EC1', 'en_hub', 1)], { lookbackDays: undefined })).toEqual({
			trackings: [undefined],
			queries: [],
		});
	});

	it('is the newest of several, not the oldest', async () => {
		expect(
			await of([row('EC1', 'en_hub', 1), row('EC2', 'en_hub', 9), row('EC3', 'en_hub', 3)]),
		).toEqual(['EC2']);
		expect(await of([row('EC1', 'annule', 1), row('EC2', 'annule', 9)])).toEqual(['EC2']);
	});

	it('is the one that the listing shows first, where two were created in the same second', async () => {
		const rows = [row('EC1', 'en_hub', 1), row('EC2', 'en_hub', 1)];
		// Found in this order of the rows, then in the other.
		expect(await of(rows)).toEqual(['EC1', 'EC2']);
	});

	it('is one that is alive, however old', async () => {
		const rows = [
			row('EC1', 'en_livraison', 1),
			row('EC2', 'annule', 9),
			row('EC3', 'retour_recu', 8),
		];
		expect(await of(rows)).toEqual(['EC1']);
		expect(await of(rows, { createAgain: true })).toEqual(['EC1']);
	});

	it.each(['annule', 'retour_recu', 'retours_en_stock', 'retour_archive'])(
		'does not count when it is closed and that is said: %s',
		async (status) => {
			expect(await of([row('EC1', status, 1)])).toEqual(['EC1']);
			expect(await of([row('EC1', status, 1)], { createAgain: true })).toEqual([undefined]);
		},
	);

	it.each(['en_livraison', 'livre_non_encaisse', 'paye_et_archive', 'retour_en_transit', '', 'x'])(
		'counts in any other status: %j',
		async (status) => {
			expect(await of([row('EC1', status, 1)], { createAgain: true })).toEqual(['EC1']);
		},
	);

	it('is looked for from that many days ago, by the day of Algiers', async () => {
		jest.useFakeTimers({ now: new Date('2026-08-17T23:30:00Z') });
		const { queries } = await find([], { lookbackDays: 10 });
		jest.useRealTimers();
		expect(queries[0]).toMatchObject({ start_date: '2026-08-08' });
	});

	it('says its status, why nothing was created, and what to do about a closed one', () => {
		expect(formatExisting(row('EC1', 'en_livraison', 1), newOrder('A'))).toEqual({
			created: false,
			tracking: 'EC1',
			reference: 'A',
			status: 'en_livraison',
			statusLabel: 'Out for delivery',
			statusLabelFr: 'En cours de livraison',
			statusLabelAr: 'خرج للتوصيل',
			reason: 'An order with this reference exists already (Out for delivery)',
		});
		expect(formatExisting(row('EC1', 'annule', 1), newOrder('A')).reason).toMatch(
			/\(.+\)\. To create another one .* 'Create Again If Cancelled'$/,
		);
		expect(formatExisting({ tracking: 'EC1' }, newOrder('A'))).toMatchObject({
			status: null,
			statusLabel: null,
			statusLabelFr: null,
			statusLabelAr: null,
			reason: 'An order with this reference exists already (status unknown)',
		});
	});
});

/** A new order as its parameters make it, or what is said about them. */
async function read(given: object) {
	const parameters = {
		recipient: 'Amina',
		phone: '0555000111',
		address: 'Rue 1',
		wilayaId: '16',
		commune: 'Kouba',
		amount: 0,
		type: 1,
		reference: 'A',
		product: 'Montre',
		deliverTo: 'home',
		...given,
	};
	const communes = [{ nom: 'Kouba', wilaya_id: 16, code_postal: '16050', has_stop_desk: 1 }];
	try {
		return await readNewOrder(reader(parameters), scripted(communes).api);
	} catch (error) {
		if (!(error instanceof EcotrackFailure) || error.failure.kind !== 'input') throw error;
		return { refused: error.failure.parameter };
	}
}

describe('an order from stock', () => {
	const fromStock = (product: string, quantities: string) =>
		read({ product, additionalFields: { fromStock: true, quantities } });

	it('has a whole number for each product, of any size', async () => {
		expect(await fromStock('P-1, P-2', '12,3')).toMatchObject({
			body: { produit: 'P-1,P-2', quantite: '12,3' },
		});
	});

	it.each([
		['P-1', ''],
		['P-1, P-2', '1'],
		['P-1', '1,2'],
		['P-1, P-2', '1,x'],
		['P-1', 'x2'],
		['P-1', '2x'],
		['P-1', '0'],
		['P-1', '-1'],
		['P-1', '1.5'],
		['', '1'],
	])('is refused with the products %j and the quantities %j', async (product, quantities) => {
		expect(await fromStock(product, quantities)).toEqual({ refused: 'From Stock' });
	});
});

describe('how far to look back', () => {
	const lookBack = (lookbackDays?: unknown) =>
		read({ options: { skipExisting: true, lookbackDays } });

	it.each([
		[undefined, 30],
		[1, 1],
		[1.2, 2],
		['7', 7],
		[365, 365],
	])('is %j: %d days', async (given, lookbackDays) => {
		expect(await lookBack(given)).toMatchObject({ lookbackDays });
	});

	it.each([0, -5, 0.5, 366, 365.5, 'x'])('is refused when it is %j', async (given) => {
		expect(await lookBack(given)).toEqual({ refused: 'Look Back (Days)' });
	});

	it('is nothing to know where existing references are not skipped', async () => {
		expect(await read({ options: { lookbackDays: 7 } })).toMatchObject({ lookbackDays: undefined });
	});
});

it('every option is off until somebody switches it on, and the days have limits', () => {
	const { options: all = [] } = create.fields.find(({ name }) => name === 'options') ?? {};
	const options = all as INodeProperties[];
	const switches = options.filter(({ type }) => type === 'boolean');
	expect(switches.map((one) => [one.name, one.default])).toEqual([
		['allowDuplicateReferences', false],
		['createAgain', false],
		['skipExisting', false],
	]);
	expect(options.find(({ name }) => name === 'lookbackDays')).toMatchObject({
		default: 30,
		typeOptions: { minValue: 1, maxValue: 365 },
	});
});
