import type { NewOrder } from '../../../../../nodes/Ecotrack/actions/order/create';
import { match, matchAgain } from '../../../../../nodes/Ecotrack/actions/order/matching';
import type { ResultRow } from '../../../../../nodes/Ecotrack/actions/order/results';

const order = (reference: string): NewOrder => ({
	reference,
	body: {},
	allowDuplicateReferences: false,
	createAgain: false,
});
const created = (name: string, tracking: string): ResultRow => ({
	name,
	result: { kind: 'created', tracking },
});
const refused = (name: string): ResultRow => ({
	name,
	result: { kind: 'failed', failure: { kind: 'rejected', message: 'Non' } },
});

/** The tracking of each order by its place; '?' where none is certain. */
function trackings(references: string[], rows: ResultRow[], kept: Record<string, string> = {}) {
	const orders = references.map(order);
	const { settled } = matchAgain(match(orders, rows), new Map(Object.entries(kept)));
	return orders.map((one) => {
		const result = settled.get(one);
		if (!result) return '?';
		return result.kind === 'created' ? result.tracking : 'refused';
	});
}

describe('results named by reference', () => {
	it('belong to the order with that reference, in any order', () => {
		const rows = [created('B', 'EC2'), refused('C'), created('A', 'EC1')];
		expect(trackings(['A', 'B', 'C'], rows)).toEqual(['EC1', 'EC2', 'refused']);
	});

	it('belong to nobody when the reference was cut and two orders could be meant', () => {
		const rows = [created('ORDER-2026', 'EC2')];
		expect(trackings(['ORDER-2026-1', 'ORDER-2026-2'], rows)).toEqual(['?', '?']);
	});

	it('belong to nobody when the reference was cut, even if one order alone begins like it', () => {
		const rows = [created('ORDER-A', 'EC1'), created('ORDER-B', 'EC2')];
		expect(trackings(['ORDER-A-LONG', 'ORDER-B-LONG'], rows)).toEqual(['?', '?']);
	});

	it('belong to nobody when a longer reference may have been cut down to this one', () => {
		// Both orders were created; the second result has overwritten the first.
		expect(trackings(['WC-1', 'WC-10442'], [created('WC-1', 'EC2')])).toEqual(['?', '?']);
	});

	it('belong to their orders when one reference is the beginning of another', () => {
		const rows = [created('WC-1', 'EC1'), created('WC-10', 'EC2')];
		expect(trackings(['WC-1', 'WC-10'], rows)).toEqual(['EC1', 'EC2']);
	});

	it('belong to nobody when one tracking stands twice', () => {
		const rows = [created('A', 'EC1'), created('B', 'EC1'), created('C', 'EC3')];
		expect(trackings(['A', 'B', 'C'], rows)).toEqual(['?', '?', 'EC3']);
	});

	it('are not confused with places: "1" may be a reference or the second order', () => {
		const rows = [created('0', 'EC1'), created('1', 'EC2')];
		expect(trackings(['1', '0'], rows)).toEqual(['?', '?']);
		expect(trackings(['0', '1'], rows)).toEqual(['EC1', 'EC2']);
		expect(trackings(['1001', '1002'], [created('1002', 'EC2')])).toEqual(['?', 'EC2']);
	});

	it('never go by their place when the orders have references', () => {
		expect(trackings(['A', 'B'], [created('0', 'EC1'), created('1', 'EC2')])).toEqual(['?', '?']);
		expect(trackings(['A', 'B'], [created('', 'EC1'), created('', 'EC2')])).toEqual(['?', '?']);
	});

	it('leave an order without a result alone', () => {
		expect(trackings(['A', 'B'], [created('A', 'EC1')])).toEqual(['EC1', '?']);
	});

	it('belong to their orders beside a number that is no place: the request is shorter', () => {
		expect(trackings(['A', '2'], [created('A', 'EC1'), created('2', 'EC2')])).toEqual([
			'EC1',
			'EC2',
		]);
	});

	it('belong to nobody where a number of two digits is the place of another', () => {
		const references = [...'ABCDEFGHIJK', '10'];
		expect(trackings(references, [created('10', 'EC1')]).at(-1)).toBe('?');
	});

	it('belong to nobody when two of them have one name', () => {
		const rows = [created('A', 'EC1'), created('A', 'EC2'), created('B', 'EC3')];
		expect(trackings(['A', 'B'], rows)).toEqual(['?', 'EC3']);
	});

	it('may be several refusals, each that of its order', () => {
		const rows = [refused('A'), refused('B'), created('C', 'EC3')];
		expect(trackings(['A', 'B', 'C'], rows)).toEqual(['refused', 'refused', 'EC3']);
	});

	it('are left over where they belong to nobody', () => {
		const rows = [created('A', 'EC1'), created('CUT', 'EC2')];
		const { rest, leftover } = match([order('A'), order('CUT-1')], rows);
		expect(rest.map(({ reference }) => reference)).toEqual(['CUT-1']);
		expect(leftover).toEqual([rows[1]]);
	});

	it('do not mind other spellings of a number', () => {
		expect(trackings(['007', '7A'], [created('7', 'EC1'), created('7A', 'EC2')])).toEqual([
			'?',
			'EC2',
		]);
	});
});

describe('results of orders without reference', () => {
	it('go by their place', () => {
		const rows = [created('1', 'EC2'), refused('0')];
		expect(trackings(['', ''], rows)).toEqual(['refused', 'EC2']);
	});

	it('go by the order of a list that is complete', () => {
		expect(trackings(['', ''], [created('', 'EC1'), refused('')])).toEqual(['EC1', 'refused']);
		expect(trackings(['', ''], [created('', 'EC1')])).toEqual(['?', '?']);
	});

	it('belong to nobody when the platform counts from 1: each would be its neighbor', () => {
		const fromOne = [created('1', 'EC1'), created('2', 'EC2')];
		expect(trackings(['', ''], fromOne)).toEqual(['?', '?']);
		// The first result is missing, or the last: nobody can tell.
		expect(trackings(['', '', ''], fromOne)).toEqual(['?', '?', '?']);
	});

	it('belong to nobody when one name is no place, or one past the end', () => {
		expect(trackings(['', ''], [created('0', 'EC1'), created('x', 'EC2')])).toEqual(['?', '?']);
		expect(trackings(['', ''], [created('0', 'EC1'), created('2', 'EC2')])).toEqual(['?', '?']);
		expect(trackings(['', ''], [created('0', 'EC1'), created('01', 'EC2')])).toEqual(['?', '?']);
	});

	it('go by places of two digits too', () => {
		const references = Array.from({ length: 11 }, () => '');
		const rows = references.map((_, place) => created(String(place), `EC${place}`));
		expect(trackings(references, rows)[10]).toBe('EC10');
	});

	it('belong to nobody when a place stands twice, or beside a result without a name', () => {
		const twice = [created('0', 'EC1'), created('0', 'EC2')];
		expect(trackings(['', ''], twice)).toEqual(['?', '?']);
		expect(trackings(['', ''], [created('', 'EC1'), created('0', 'EC2')])).toEqual(['?', '?']);
	});

	it('leave one without a result open', () => {
		expect(trackings(['', ''], [created('0', 'EC1')])).toEqual(['EC1', '?']);
	});

	it('belong to nobody under a name that is no place', () => {
		expect(trackings(['', ''], [created('x', 'EC1'), created('y', 'EC2')])).toEqual(['?', '?']);
	});
});

it('one order and one result leave nothing to confuse', () => {
	expect(trackings(['LONG-REFERENCE'], [created('LONG', 'EC1')])).toEqual(['EC1']);
	expect(trackings([''], [created('x', 'EC1')])).toEqual(['EC1']);
});

it('one order and several results leave everything open', () => {
	const rows = [created('X', 'EC1'), created('Y', 'EC2')];
	expect(trackings(['LONG-REFERENCE'], rows)).toEqual(['?']);
	expect(trackings([''], rows)).toEqual(['?']);
});

describe('what the platform says about the rest', () => {
	const rows = [created('ORDER', 'EC1'), created('ORDE', 'EC2')];

	it('settles it', () => {
		const kept = { EC1: 'ORDER-2', EC2: 'ORDER-1' };
		expect(trackings(['ORDER-1', 'ORDER-2'], rows, kept)).toEqual(['EC2', 'EC1']);
	});

	it('settles one, and the other stays open', () => {
		expect(trackings(['ORDER-1', 'ORDER-2'], rows, { EC1: 'ORDER-2', EC2: '' })).toEqual([
			'?',
			'EC1',
		]);
	});

	it('settles nothing when it has cut the references too', () => {
		const kept = { EC1: 'ORDER', EC2: 'ORDER' };
		expect(trackings(['ORDER-1', 'ORDER-2'], rows, kept)).toEqual(['?', '?']);
	});

	it('settles nothing when two trackings have one reference', () => {
		const kept = { EC1: 'ORDER-1', EC2: 'ORDER-1' };
		expect(trackings(['ORDER-1', 'ORDER-2'], rows, kept)).toEqual(['?', '?']);
	});

	it('settles nothing for an order without reference, nor for two with the same', () => {
		const two = [created('x', 'EC1'), created('y', 'EC2')];
		expect(trackings(['', ''], two, { EC1: '', EC2: 'R-1' })).toEqual(['?', '?']);
		expect(trackings(['R-1', 'R-1'], two, { EC1: 'R-1', EC2: '' })).toEqual(['?', '?']);
	});

	it('leaves over what nobody owns', () => {
		const kept = new Map([['EC1', 'ORDER-2']]);
		const { leftover } = matchAgain(match([order('ORDER-1'), order('ORDER-2')], rows), kept);
		expect(leftover).toEqual([rows[1]]);
	});

	it('takes a repeated tracking from the order it does not belong to', () => {
		const twice = [created('A', 'EC1'), created('B', 'EC1')];
		const { rest, leftover } = matchAgain(
			match([order('A'), order('B')], twice),
			new Map([['EC1', 'B']]),
		);
		expect(rest.map(({ reference }) => reference)).toEqual(['A']);
		expect(leftover).toEqual([]);
	});
});
