import {
	describeAttempts,
	describeOrder,
	orNull,
	readHistories,
	toAmount,
} from '../../../../nodes/Ecotrack/platform/orders';

describe('an amount in dinars', () => {
	it.each([
		['2900', 2900],
		['2900.00', 2900],
		['2900.5', 2900.5],
		['2900,50', 2900.5],
		['0', 0],
		[' 2900 ', 2900],
		[4300, 4300],
		[0, 0],
		['4 300', 4300],
		['4\u00a0300', 4300],
		['4\u202f300,50', 4300.5],
		['1,234,500.00', 1_234_500],
		['1.500,00 DA', 1500],
		['2.900,50', 2900.5],
		['4300 DA', 4300],
		['4300 DZD', 4300],
		['-200', -200],
	])('%j is %p', (value, amount) => {
		expect(toAmount(value)).toBe(amount);
	});

	it.each(['4.300', '12,900', '2.900', '0.500'])('%j could be two amounts: it is none', (value) => {
		expect(toAmount(value)).toBeNull();
	});

	it.each(['', ' ', null, undefined, 'gratuit', 'NaN', 'Infinity', '0x10', '1e3', true, {}, []])(
		'%j is none',
		(value) => {
			expect(toAmount(value)).toBeNull();
		},
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
			status: 'livré_non_encaissé',
		};
		expect(describeOrder(row)).toEqual({
			reference: 'WC-10442',
			recipient: 'Client Exemple',
			phone: '0555000111',
			address: '12 rue des Oliviers',
			commune: 'Oran',
			wilayaId: 31,
			amount: 4300,
			product: 'Montre x1',
		});
	});

	it('has null for what the platform leaves out', () => {
		expect(Object.values(describeOrder({ reference: '' }))).toEqual(Array(8).fill(null));
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
		expect(describeAttempts(activity)).toEqual([described]);
	});

	it.each([[[]], [{}], [null], [undefined], ['']])('may be none: %j', (activity) => {
		expect(describeAttempts(activity)).toEqual([]);
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
