import { DateTime } from 'luxon';

import { operationOf, reader, refusalOf } from '../../../../support/reader';

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
	status: 'livré_non_encaissé',
	products: 'Montre x1',
};

const simple = {
	tracking: 'ECXX9Q2608150001',
	reference: 'WC-10442',
	status: 'livre_non_encaisse',
	statusLabel: 'Delivered, cash with driver',
	phase: 'delivered',
	recipient: 'Client Exemple',
	phone: '0555000111',
	commune: 'Oran',
	wilayaId: 31,
	amount: 4300,
};

describe('the listing of orders', () => {
	const getAll = operationOf('order.getAll', 'paged');
	const queryOf = (filters: unknown) => getAll.query(reader({ filters }));

	it('shows ten fields in their own names and types', () => {
		const shown = getAll.row(row, reader({ simplify: true }));
		expect(shown).toEqual(simple);
		expect(Object.keys(shown)).toEqual(Object.keys(simple));
	});

	it('has null for what is not there, and never guesses a status', () => {
		const bare = { tracking: 'ECXX9Q2608150001', reference: '', status: 'En litige' };
		expect(getAll.row(bare, reader({ simplify: true }))).toEqual({
			tracking: 'ECXX9Q2608150001',
			reference: null,
			status: 'en_litige',
			statusLabel: 'En litige',
			phase: 'unknown',
			recipient: null,
			phone: null,
			commune: null,
			wilayaId: null,
			amount: null,
		});
	});

	it('keeps the row of the platform when it is not simplified', () => {
		expect(getAll.row(row, reader({ simplify: false }))).toBe(row);
	});

	it.each([
		['nothing', undefined, {}],
		['no dates', {}, {}],
		['empty dates', { startDate: '', endDate: null }, {}],
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
	])('asks for %s', (_, filters, days) => {
		const [start, end] = Array.isArray(days) ? days : [];
		expect(queryOf(filters)).toEqual({
			...(start && { start_date: start }),
			...(end && { end_date: end }),
		});
	});

	it('refuses an end before its start', () => {
		const filters = { startDate: '2026-08-15', endDate: '2026-08-14T23:59:59' };
		expect(refusalOf(() => queryOf(filters))).toEqual({
			kind: 'input',
			parameter: 'End Date',
			message: "'End Date' (2026-08-14) is before 'Start Date' (2026-08-15)",
			description: 'Swap the two dates, or leave one out',
		});
	});

	it.each([
		['startDate', 'Start Date'],
		['endDate', 'End Date'],
	])('refuses a %s that is no date', (name, parameter) => {
		expect(refusalOf(() => queryOf({ [name]: '15/08/2026' }))).toMatchObject({
			kind: 'input',
			parameter,
			message: `'${parameter}' is not a date`,
		});
	});
});

describe('one order', () => {
	const get = operationOf('order.get', 'single');
	const page = (...data: unknown[]) => ({ current_page: 1, last_page: 1, data });
	const read = reader({ tracking: 'ecxx9q2608150001', simplify: true });

	it('is the row of that number, wherever it stands', () => {
		const other = { ...row, tracking: 'ECXX9Q2608150002', client: 'Autre' };
		expect(get.rows(page(other, row), read)).toEqual([simple]);
	});

	it('is never somebody else’s', () => {
		const other = { ...row, tracking: 'ECXX9Q2608150002' };
		expect(refusalOf(() => get.rows(page(other), read))).toMatchObject({ kind: 'notFound' });
	});

	it('keeps the row of the platform when it is not simplified', () => {
		const raw = reader({ tracking: row.tracking, simplify: false });
		expect(get.rows(page(row), raw)).toEqual([row]);
	});
});
