import {
	formatAttempt,
	formatDetails,
	formatMilestones,
	isRow,
	orNull,
	readAttempts,
	readConfirmation,
	readHistories,
	readListing,
	readStatuses,
	toKey,
	toRows,
} from '../../../../nodes/Ecotrack/platform/rows';
import { EcotrackFailure } from '../../../../nodes/Ecotrack/transport/response';

const unreadable = (what: string) =>
	expect.objectContaining({
		failure: { kind: 'unreadable', message: `The answer holds no ${what}` },
	});

describe('the key of a tracking', () => {
	it.each([
		['ECXX9Q2608150001', 'ECXX9Q2608150001'],
		[' ecxx9q2608150001\n', 'ECXX9Q2608150001'],
		[1234, '1234'],
		[null, ''],
		[undefined, ''],
	])('of %p is %p', (tracking, key) => {
		expect(toKey(tracking)).toBe(key);
	});
});

describe('rows', () => {
	it.each([
		['a list', [{ a: 1 }, { a: 2 }]],
		['an object with the keys 0 and 1', { 0: { a: 1 }, 1: { a: 2 } }],
		['an object with gaps in its keys', { 3: { a: 1 }, 17: { a: 2 } }],
	])('may come as %s', (_, value) => {
		expect(toRows(value, 'list')).toEqual([{ a: 1 }, { a: 2 }]);
	});

	it.each([
		['an empty list', []],
		['an empty object', {}],
	])('may be none: %s', (_, value) => {
		expect(toRows(value, 'list')).toEqual([]);
	});

	it.each([
		['missing', undefined],
		['null', null],
		['text', 'rows'],
		['a number', 1],
		['a list of texts', ['ECXX']],
		['a list with a hole', [{ a: 1 }, null]],
		['a list of lists', [[{ a: 1 }]]],
		['a message', { message: 'Server Error' }],
	])('are never taken for none when they are %s', (_, value) => {
		expect(() => toRows(value, 'list of remarks')).toThrow(EcotrackFailure);
		expect(() => toRows(value, 'list of remarks')).toThrow(unreadable('list of remarks'));
	});
});

describe('a row', () => {
	it.each([[{}], [{ a: 1 }]])('is an object: %j', (value) => expect(isRow(value)).toBe(true));
	it.each([null, undefined, [], 'a', 1])('is not %j', (value) => expect(isRow(value)).toBe(false));
});

describe('a page of the listing (section 8.6)', () => {
	const rows = [{ tracking: 'ECXX9Q2608150001', status: 'livré_non_encaissé' }];

	it('has rows and counts', () => {
		const answer = { current_page: 1, data: rows, last_page: 3, per_page: 40, total: 101 };
		expect(readListing(answer)).toEqual({ rows, page: 1, lastPage: 3, total: 101 });
	});

	it('may have its rows under index keys, and its counts as text', () => {
		const answer = { current_page: '2', data: { 0: rows[0] }, last_page: '3' };
		expect(readListing(answer)).toEqual({ rows, page: 2, lastPage: 3 });
	});

	it('may be empty', () => {
		const answer = { current_page: 1, data: [], from: null, to: null, last_page: 1, total: 0 };
		expect(readListing(answer)).toEqual({ rows: [], page: 1, lastPage: 1, total: 0 });
	});

	it.each([
		['no rows', { current_page: 1, last_page: 3 }],
		['a message in their place', { current_page: 1, last_page: 3, data: 'indisponible' }],
		['nothing', {}],
		['a bare list', [{ tracking: 'ECXX9Q2608150001' }]],
		['null', null],
	])('is not readable with %s', (_, answer) => {
		expect(() => readListing(answer)).toThrow(unreadable('list of orders'));
	});

	it.each([
		['no page', { data: [], last_page: 3 }],
		['no last page', { data: [], current_page: 1 }],
		['pages of no use', { data: [], current_page: 'x', last_page: null }],
		['page zero', { data: [], current_page: 0, last_page: 0 }],
	])('must not look whole with %s', (_, answer) => {
		expect(() => readListing(answer)).toThrow(unreadable('page numbers'));
	});
});

describe('statuses by tracking (section 8.7)', () => {
	const first = { status: 'en_preparation', order_id: 'WC-10442' };
	const second = { status: 'en_livraison', order_id: '' };
	const both = new Map([
		['ECA1', { tracking: 'ECA1', ...first }],
		['ECB2', { tracking: 'ECB2', ...second }],
	]);

	it.each([
		['an object keyed by tracking', { ECA1: first, ECB2: second }],
		['a list of such objects', [{ ECA1: first }, { ECB2: second }]],
		['one object in a list', [{ ECA1: first, ECB2: second }]],
		[
			'a list of rows with their tracking',
			[
				{ tracking: 'ECA1', ...first },
				{ tracking: 'ECB2', ...second },
			],
		],
		[
			'rows with their tracking under index keys',
			{ 0: { tracking: 'ECA1', ...first }, 1: { tracking: 'ECB2', ...second } },
		],
	])('may come as %s', (_, data) => {
		expect(readStatuses({ data })).toEqual(both);
	});

	it('are found by key, and keep the spelling of the platform', () => {
		const found = readStatuses({ data: { ' eca1 ': first } });
		expect(found).toEqual(new Map([['ECA1', { tracking: 'eca1', ...first }]]));
	});

	it.each([
		['a list', { data: [] }],
		['an object', { data: {} }],
	])('may be none, as %s', (_, answer) => {
		expect(readStatuses(answer)).toEqual(new Map());
	});

	it.each([null, 'en_livraison', 0, true, [1]])(
		'leave out a row that is no object, and keep the others: %j',
		(row) => {
			expect([...readStatuses({ data: { ECA1: first, ECB2: row } }).keys()]).toEqual(['ECA1']);
			expect([...readStatuses({ data: [row, { tracking: 'ECA1', ...first }] }).keys()]).toEqual([
				'ECA1',
			]);
		},
	);

	it('may be one that is null', () => {
		expect(readStatuses({ data: { ECA1: null } })).toEqual(new Map());
	});

	it.each([
		['no data', {}],
		['null for data', { data: null }],
		['text for data', { data: 'indisponible' }],
		['a bare list', [{ ECA1: first }]],
		['a list of trackings', { data: ['ECA1'] }],
		['a status in place of a row', { data: { ECA1: 'en_livraison' } }],
		['null', null],
	])('are not readable with %s', (_, answer) => {
		expect(() => readStatuses(answer)).toThrow(unreadable('statuses'));
	});
});

describe('a confirmation', () => {
	it.each([true, 1, '1', 'true'])('is a success of %j', (success) => {
		expect(readConfirmation({ success, message: 'ok' })).toEqual({ success: true, message: 'ok' });
	});

	it('may come without words', () => {
		expect(readConfirmation({ success: true })).toEqual({ success: true, message: '' });
	});

	it.each([{ success: false }, { success: 'non' }, {}, [], null, 'ok', true])(
		'is not %j',
		(answer) => expect(() => readConfirmation(answer)).toThrow(unreadable('confirmation')),
	);
});

describe("the platform's ways of saying none", () => {
	it.each(['', undefined, null])('%j is null', (value) => expect(orNull(value)).toBeNull());
	it.each([0, '0', false, 'a'])('%j is a value', (value) => expect(orNull(value)).toBe(value));
});

describe('an order in the terms of the field', () => {
	it('is all of a row but its status', () => {
		const row = {
			tracking: 'ECXX9Q2608150001',
			reference: 'WC-10442',
			client: 'Client Exemple',
			phone: '0555000111',
			adresse: '12 rue des Oliviers',
			commune: 'Oran',
			wilaya_id: 31,
			montant: '4300',
			products: 'Montre x1',
			created_at: '2026-08-15',
			type_id: 2,
			status: 'livré_non_encaissé',
		};
		expect(formatDetails(row)).toEqual({
			reference: 'WC-10442',
			recipient: 'Client Exemple',
			phone: '0555000111',
			address: '12 rue des Oliviers',
			commune: 'Oran',
			wilayaId: 31,
			amount: 4300,
			product: 'Montre x1',
			wilaya: 'Oran',
			createdAt: '2026-08-15T00:00:00+01:00',
			type: 'exchange',
		});
	});

	it('has null for what the platform leaves out', () => {
		expect(Object.values(formatDetails({ reference: '' }))).toEqual(Array(11).fill(null));
	});
});

describe('the attempts in a status row', () => {
	const attempt = {
		reason: 'Client ne réponds pas',
		details: '',
		station: 'Station Oran',
		driver: 'Livreur Exemple',
		date: '2026-08-17',
		time: '15:20:03',
		postponed_to: null,
	};
	const described = {
		reason: 'Client ne réponds pas',
		details: null,
		station: 'Station Oran',
		driver: 'Livreur Exemple',
		at: '2026-08-17T15:20:03+01:00',
		postponedTo: null,
	};

	it.each([
		['a list', [attempt]],
		['an object with index keys', { 0: attempt }],
	])('are read from %s', (_, activity) => {
		expect(readAttempts(activity).map(formatAttempt)).toEqual([described]);
	});

	it.each([[[]], [{}], [null], [undefined], ['']])('may be none: %j', (activity) => {
		expect(readAttempts(activity).map(formatAttempt)).toEqual([]);
	});
});

describe('histories by tracking (section 8.5)', () => {
	const info = { tracking: 'ECA1', reference: 'WC-10442' };
	const entry = { OrderInfo: info, status: 'En livraison', activity: [] };

	it.each([
		['bare, keyed by tracking', { ECA1: entry }],
		['below data', { data: { ECA1: entry } }],
		['as a list of entries with their order', [entry]],
		['as index-keyed entries', { 0: entry }],
		['as a list of objects keyed by tracking', { data: [{ ECA1: entry }] }],
	])('may come %s', (_, answer) => {
		expect(readHistories(answer)).toEqual(new Map([['ECA1', { tracking: 'ECA1', ...entry }]]));
	});

	it('may come as rows that name their tracking', () => {
		const row = { tracking: 'eca1', status: 'En livraison' };
		expect(readHistories([row])).toEqual(new Map([['ECA1', row]]));
	});

	it.each([[[]], [{}], [{ data: [] }], [{ data: {} }]])('may be none: %j', (answer) => {
		expect(readHistories(answer)).toEqual(new Map());
	});

	it.each([
		['null', null],
		['text', 'indisponible'],
		['a message', { message: 'Server Error' }],
		['texts', ['ECA1']],
		['rows without a tracking', [{ status: 'En livraison' }]],
	])('are not readable from %s', (_, answer) => {
		expect(() => readHistories(answer)).toThrow(
			expect.objectContaining({ failure: expect.objectContaining({ kind: 'unreadable' }) }),
		);
	});
});

const step = (date: string, time: string, status: string) => ({ date, time, status });

describe('the history of an order', () => {
	it('is sorted by time, each row with an ISO time at +01:00 and a label', () => {
		const activity = [
			step('2026-08-17', '10:31:05', 'dispatched_to_driver'),
			step('2026-08-15', '17:02:11', 'picked'),
			step('2026-08-15', '09:12:40', 'order_information_received_by_carrier'),
		];
		expect(formatMilestones(activity)).toEqual([
			{ ...activity[2], at: '2026-08-15T09:12:40+01:00', label: 'Registered by the sender' },
			{ ...activity[1], at: '2026-08-15T17:02:11+01:00', label: 'Picked up by the carrier' },
			{ ...activity[0], at: '2026-08-17T10:31:05+01:00', label: 'Handed to the driver' },
		]);
	});

	it('keeps the order of rows with the same time', () => {
		const at = ['2026-08-17', '10:31:05'] as const;
		const rows = formatMilestones([step(...at, 'picked'), step(...at, 'accepted_by_carrier')]);
		expect(rows.map(({ status }) => status)).toEqual(['picked', 'accepted_by_carrier']);
	});

	it('keeps every field of the platform', () => {
		const row = { ...step('2026-08-15', '09:12:40', 'picked'), station: 'Alger', scan: 'HUB' };
		expect(formatMilestones([row])[0]).toMatchObject(row);
	});

	it.each([
		['order_information_received_by_carrier', 'Registered by the sender'],
		['notification_on_order', 'Remark added'],
		['picked', 'Picked up by the carrier'],
		['accepted_by_carrier', 'Received at the sorting centre'],
		['dispatched_to_driver', 'Handed to the driver'],
		['attempt_delivery', 'Delivery attempted'],
		['return_asked', 'Return started'],
		['return_in_transit', 'Return on its way'],
		['Return_received', 'Return received by the sender'],
		['return_received', 'Return received by the sender'],
		['livred', 'Delivered'],
		['encaissed', 'Cash collected'],
		['payed', 'Paid out'],
	])('calls %s "%s"', (status, label) => {
		expect(formatMilestones([step('2026-08-15', '09:12:40', status)])[0]).toMatchObject({
			status,
			label,
		});
	});

	it('keeps an event that nobody documented, in its own words', () => {
		const [row] = formatMilestones([step('2026-08-15', '09:12:40', 'colis_perdu')]);
		expect(row).toMatchObject({ status: 'colis_perdu', label: 'colis perdu' });
	});

	it.each(['constructor', 'toString', '__proto__'])(
		'keeps an event called %s, which every object knows, in its own words',
		(status) => {
			const [row] = formatMilestones([step('2026-08-15', '09:12:40', status)]);
			expect(row.label).toBe(status.replace(/_/g, ' '));
		},
	);

	it.each([
		['without a time', { date: '2026-08-15', status: 'picked' }, '2026-08-15T00:00:00+01:00'],
		['without a date', { status: 'picked' }, null],
		['without a status', { date: '2026-08-15' }, '2026-08-15T00:00:00+01:00'],
	])('keeps a row %s', (_, row, at) => {
		expect(formatMilestones([row])[0]).toMatchObject({ ...row, at });
	});

	it('may come as an object with index keys', () => {
		const row = step('2026-08-15', '09:12:40', 'picked');
		expect(formatMilestones({ 0: row })).toHaveLength(1);
	});

	it.each([[[]], [{}], [null], [undefined], [''], [['picked']]])('may be empty: %j', (activity) => {
		expect(formatMilestones(activity)).toEqual([]);
	});
});
