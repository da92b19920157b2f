import {
	isRow,
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
