import {
	isSimplified,
	readDelivery,
	readFlag,
	readLimit,
	readTracking,
	readTrackings,
	refuse,
	trackingField,
} from '../../../../nodes/Ecotrack/actions/parameters';
import { reader, refusalOf } from '../../../support/reader';

const trackingOf = (tracking: unknown) => readTracking(reader({ tracking }));
const trackingsOf = (trackings: unknown) => readTrackings(reader({ trackings }));

describe('a tracking number', () => {
	it.each([
		['ECXX9Q2608150001', 'ECXX9Q2608150001'],
		[' ECXX9Q2608150001\n', 'ECXX9Q2608150001'],
		['ecxx9q2608150001', 'ecxx9q2608150001'],
		['\u200BECXX9Q2608150001\u200F', 'ECXX9Q2608150001'],
		[12345, '12345'],
	])('%j is %s', (value, tracking) => {
		expect(trackingOf(value)).toBe(tracking);
	});

	it.each(['', '   ', '\u200B\uFEFF', null, undefined, {}, [], ['ECXX9Q2608150001'], true])(
		'is refused by its display name when it is %j',
		(value) => {
			expect(refusalOf(() => trackingOf(value))).toMatchObject({
				kind: 'input',
				parameter: 'Tracking Number',
				message: "'Tracking Number' is empty",
			});
		},
	);

	it.each(['ECA1,ECB2', 'ECA1 ECB2', 'ECA1\nECB2', 'ECA1;ECB2'])(
		'is refused when it is several: %j',
		(value) => {
			expect(refusalOf(() => trackingOf(value))).toMatchObject({
				kind: 'input',
				message: "'Tracking Number' holds more than one number",
			});
		},
	);

	it('is chosen from a list first', () => {
		expect(trackingField.modes?.map(({ name }) => name)).toEqual(['list', 'number']);
	});
});

describe('tracking numbers', () => {
	it.each([
		['one', 'ECA1', ['ECA1']],
		['a list with commas', 'ECA1,ECB2, ECC3', ['ECA1', 'ECB2', 'ECC3']],
		['a list with lines', 'ECA1\nECB2\r\nECC3', ['ECA1', 'ECB2', 'ECC3']],
		['a list with semicolons', 'ECA1; ECB2', ['ECA1', 'ECB2']],
		['a list with Arabic commas', 'ECA1، ECB2', ['ECA1', 'ECB2']],
		['a list with blanks', 'ECA1 ECB2\tECC3', ['ECA1', 'ECB2', 'ECC3']],
		['a list with gaps', ',ECA1,,\n\nECB2,', ['ECA1', 'ECB2']],
		['an array', ['ECA1', 'ECB2'], ['ECA1', 'ECB2']],
		['an array of lists', ['ECA1,ECB2', 'ECC3'], ['ECA1', 'ECB2', 'ECC3']],
		['an array with gaps', ['ECA1', '', null, undefined, 'ECB2'], ['ECA1', 'ECB2']],
		['a number', 12345, ['12345']],
	])('may be %s', (_, value, trackings) => {
		expect(trackingsOf(value)).toEqual(trackings);
	});

	it('stand once, in the order and the spelling given first', () => {
		expect(trackingsOf('ECB2, eca1, ECA1, ecb2')).toEqual(['ECB2', 'eca1']);
	});

	it.each(['', '  ', ' ,\n;', [], [''], null, undefined])(
		'are refused when there are none: %j',
		(value) => {
			expect(refusalOf(() => trackingsOf(value))).toMatchObject({
				kind: 'input',
				parameter: 'Tracking Numbers',
				message: "'Tracking Numbers' is empty",
			});
		},
	);

	it.each([[{ tracking: 'ECA1' }], [[['ECA1']]], [true], [['ECA1', {}]]])(
		'are refused when they are something else: %j',
		(value) => {
			expect(refusalOf(() => trackingsOf(value))).toMatchObject({
				kind: 'input',
				parameter: 'Tracking Numbers',
				message: "'Tracking Numbers' holds something that is not a number",
			});
		},
	);
});

describe('a switch, which may come from an expression', () => {
	it.each([true, 'true', ' TRUE ', 1, '1', 'yes', 'on', 'oui', 'Vrai', 'نعم', '\u200Btrue'])(
		'is on with %j',
		(value) => expect(readFlag(value, 'Fragile')).toBe(1),
	);

	it.each([false, 'false', ' False\n', 0, '0', 'no', 'off', 'non', 'FAUX', 'لا'])(
		'is off with %j',
		(value) => expect(readFlag(value, 'Fragile')).toBe(0),
	);

	it.each(['', ' ', null, undefined])('is not given with %j', (value) => {
		expect(readFlag(value, 'Fragile')).toBeUndefined();
	});

	it.each(['perhaps', 2, -1, 'truefalse', 'null'])('is refused with %j', (value) => {
		expect(refusalOf(() => readFlag(value, 'Fragile'))).toMatchObject({
			kind: 'input',
			parameter: 'Fragile',
			message: "'Fragile' is neither true nor false",
		});
	});

	it.each(['false', '0', 'non'])('decides for all results or not: %j', (returnAll) => {
		expect(readLimit(reader({ returnAll, limit: 3 }))).toBe(3);
	});

	it.each([
		['false', false],
		['0', false],
		[false, false],
		['true', true],
		[true, true],
	])('decides whether the answer is simplified: %j', (simplify, is) => {
		expect(isSimplified(reader({ simplify }))).toBe(is);
	});
});

describe('where a parcel is delivered to', () => {
	it.each(['desk', 'Desk', ' DESK ', 'stop desk', 'stop_desk', 'Stop-Desk', 'stopdesk', 'Bureau'])(
		'is a desk with %j',
		(value) => expect(readDelivery(value, 'Delivery To')).toBe(1),
	);

	it.each(['home', 'HOME', 'domicile', 'À domicile', '\u200Fhome', 'المنزل'])(
		'is home with %j',
		(value) => expect(readDelivery(value, 'Delivery To')).toBe(0),
	);

	it.each(['', ' ', null, undefined])('is not given with %j', (value) => {
		expect(readDelivery(value, 'Delivery To')).toBeUndefined();
	});

	it.each([true, false, 'oui', 1, 0, 'homedesk', 'desk, home', '-'])(
		'is refused with %j: it does not say which',
		(value) => {
			expect(refusalOf(() => readDelivery(value, 'Delivery To'))).toMatchObject({
				kind: 'input',
				parameter: 'Delivery To',
				message: `'Delivery To' is neither home nor desk: ${value}`,
			});
		},
	);

	it.each([{}, ['desk']])('is refused with %j', (value) => {
		expect(refusalOf(() => readDelivery(value, 'Delivery To'))).toMatchObject({ kind: 'input' });
	});
});

describe('the limit', () => {
	const limitOf = (values: Record<string, unknown>) => readLimit(reader(values));

	it.each([
		[{ returnAll: true }, Infinity],
		[{ returnAll: true, limit: 3 }, Infinity],
		[{ returnAll: false, limit: 50 }, 50],
		[{ returnAll: false, limit: '7' }, 7],
		[{ returnAll: false, limit: 2.9 }, 2],
	])('of %j is %p', (values, limit) => {
		expect(limitOf(values)).toBe(limit);
	});

	it.each([0, -1, 0.5, '', 'many', null, undefined, NaN])('is refused when it is %p', (limit) => {
		expect(refusalOf(() => limitOf({ returnAll: false, limit }))).toMatchObject({
			kind: 'input',
			parameter: 'Limit',
		});
	});
});

describe('a refusal', () => {
	it('names parameter, reason and remedy', () => {
		expect(refuse('Content', 'is empty', 'Enter a text').failure).toEqual({
			kind: 'input',
			parameter: 'Content',
			message: "'Content' is empty",
			description: 'Enter a text',
		});
	});
});
