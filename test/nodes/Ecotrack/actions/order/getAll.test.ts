import { DateTime } from 'luxon';

import { runOperation } from '../../../../support/reader';

const row = {
	tracking: 'ECXX9Q2608150001',
	reference: 'WC-10442',
	client: 'Client Exemple',
	phone: '0555000111',
	phone_2: null,
	adresse: '12 rue des Oliviers',
	commune: 'Oran',
	wilaya_id: 31,
	montant: '4300',
	tarif_prestation: '600',
	created_at: '2026-08-15',
	type_id: 2,
	status: 'livré_non_encaissé',
	products: 'Montre x1',
};

const simple = {
	tracking: 'ECXX9Q2608150001',
	reference: 'WC-10442',
	status: 'livre_non_encaisse',
	statusLabel: 'Delivered, cash with driver',
	statusLabelFr: 'Livré',
	statusLabelAr: 'تم التسليم',
	phase: 'delivered',
	recipient: 'Client Exemple',
	phone: '0555000111',
	commune: 'Oran',
	wilayaId: 31,
	amount: 4300,
	wilaya: 'Oran',
	createdAt: '2026-08-15T00:00:00+01:00',
	address: '12 rue des Oliviers',
	product: 'Montre x1',
	fee: 600,
	type: 'exchange',
	isFinal: false,
};

const page = (...data: unknown[]) => ({ current_page: 1, last_page: 1, data });

describe('the listing of orders', () => {
	const list = (values: Record<string, unknown>, ...rows: unknown[]) =>
		runOperation('order.getAll', { returnAll: true, simplify: true, ...values }, page(...rows));

	it('shows its fields in their own names and types', async () => {
		const { rows } = await list({}, row);
		expect(rows).toEqual([simple]);
		expect(Object.keys(rows[0])).toEqual(Object.keys(simple));
	});

	it('has null for what is not there, and never guesses a status', async () => {
		const bare = { tracking: 'ECXX9Q2608150001', reference: '', status: 'En litige' };
		expect((await list({}, bare)).rows).toEqual([
			{
				tracking: 'ECXX9Q2608150001',
				reference: null,
				status: 'en_litige',
				statusLabel: 'En litige',
				statusLabelFr: null,
				statusLabelAr: null,
				phase: 'unknown',
				recipient: null,
				phone: null,
				commune: null,
				wilayaId: null,
				amount: null,
				wilaya: null,
				createdAt: null,
				address: null,
				product: null,
				fee: null,
				type: null,
				isFinal: false,
			},
		]);
	});

	it.each([
		[1, 'delivery'],
		['2', 'exchange'],
		[3, 'pickup'],
		[4, 'collection'],
		[5, null],
		[null, null],
	])('says type %j in a word: %s', async (type_id, type) => {
		expect((await list({}, { ...row, type_id })).rows).toMatchObject([{ type }]);
	});

	it('has the product under either of its two names', async () => {
		const others = { ...row, products: '', produit: 'Sac x2' };
		expect((await list({}, others)).rows).toMatchObject([{ product: 'Sac x2' }]);
	});

	it('has the time of its creation where the platform gives one, as Algiers has it', async () => {
		const { rows } = await list({}, { ...row, created_at: '2026-08-15 23:40:00' });
		expect(rows).toMatchObject([{ createdAt: '2026-08-15T23:40:00+01:00' }]);
	});

	it('keeps the row of the platform when it is not simplified', async () => {
		expect((await list({ simplify: false }, row)).rows).toEqual([row]);
	});

	it.each([
		['nothing', undefined, []],
		['no dates', {}, []],
		['empty dates', { startDate: '', endDate: null }, []],
		['days', { startDate: '2026-08-01', endDate: '2026-08-15' }, ['2026-08-01', '2026-08-15']],
		[
			'the same day',
			{ startDate: '2026-08-15', endDate: '2026-08-15T10:00' },
			['2026-08-15', '2026-08-15'],
		],
		['a start', { startDate: '2026-08-01T00:00:00' }, ['2026-08-01', undefined]],
		['an end', { endDate: '2026-08-15T23:30:00Z' }, [undefined, '2026-08-16']],
		[
			'n8n dates',
			{
				startDate: DateTime.fromISO('2026-08-14T23:30:00Z'),
				endDate: new Date('2026-08-15T12:00:00Z'),
			},
			['2026-08-15', '2026-08-15'],
		],
	])('asks for %s', async (_, filters, [start, end]) => {
		const { sent } = await list({ filters });
		expect(sent.map(({ query }) => query)).toEqual([
			{ ...(start && { start_date: start }), ...(end && { end_date: end }), page: 1 },
		]);
	});

	it('refuses an end before its start', async () => {
		const filters = { startDate: '2026-08-15', endDate: '2026-08-14T23:59:59' };
		expect(await list({ filters })).toMatchObject({
			failure: {
				kind: 'input',
				parameter: 'End Date',
				message: "'End Date' (2026-08-14) is before 'Start Date' (2026-08-15)",
				description: 'Swap the two dates, or leave one out',
			},
			sent: [],
		});
	});

	it.each([
		['startDate', 'Start Date'],
		['endDate', 'End Date'],
	])('refuses a %s that is no date', async (name, parameter) => {
		expect(await list({ filters: { [name]: '15/08/2026' } })).toMatchObject({
			failure: { kind: 'input', parameter, message: `'${parameter}' is not a date` },
			sent: [],
		});
	});
});

describe('one order', () => {
	const get = (answer: unknown, simplify = true) =>
		runOperation('order.get', { tracking: 'ecxx9q2608150001', simplify }, answer);
	const other = { ...row, tracking: 'ECXX9Q2608150002', client: 'Autre' };

	it('is the row of that number, wherever it stands', async () => {
		expect((await get(page(other, row))).rows).toEqual([simple]);
	});

	it('is never somebody else’s', async () => {
		expect((await get(page(other))).failure).toMatchObject({ kind: 'notFound' });
	});

	it('keeps the row of the platform when it is not simplified', async () => {
		expect((await get(page(row), false)).rows).toEqual([row]);
	});
});
