import { parseAmount, toAmount, toPhone } from '../../../../nodes/Ecotrack/platform/values';

describe('a phone', () => {
	it.each([
		['0555000111', '0555000111'],
		['0555 00 01 11', '0555000111'],
		['05-55-00.01/11', '0555000111'],
		['+213555000111', '0555000111'],
		['+213 (0) 555 00 01 11', '0555000111'],
		['00213 555 000 111', '0555000111'],
		['213555000111', '0555000111'],
		['٠٥٥٥٠٠٠١١١', '0555000111'],
		['۰۵۵۵۰۰۰۱۱۱', '0555000111'],
		['\u202A+213 555\u00A000\u202F01 11\u202C', '0555000111'],
		['021 23 45 67', '021234567'],
		['+21321234567', '021234567'],
	])('%j is %s', (written, phone) => {
		expect(toPhone(written)).toBe(phone);
	});

	it('gets back the leading zero that a spreadsheet has taken', () => {
		expect(toPhone(555000111)).toBe('0555000111');
		expect(toPhone(21234567)).toBe('021234567');
		expect(toPhone(213555000111)).toBe('0555000111');
		expect(toPhone('555000111.0')).toBe('0555000111');
		expect(toPhone('21234567.0')).toBe('021234567');
		expect(toPhone('0555000111.00')).toBe('0555000111');
	});

	it.each<[unknown, string]>([
		['', 'nothing'],
		['055500011', 'a digit too few'],
		['05550001112', 'a digit too many'],
		['55500011.0', 'a digit too few, and the zero of a spreadsheet is none of them'],
		['0212345670', 'a landline with a digit too many'],
		['0555000111 / 0666000222', 'two numbers'],
		['+33612345678', 'a foreign number'],
		['0033612345678', 'a foreign number'],
		['0555 ABC 111', 'letters'],
		['0000000000', 'no area'],
		['0555000111.000', 'more decimals than a spreadsheet has'],
		['1+213555000111', 'something before the code of the country'],
		['99213555000111', 'something before the code of the country'],
		['+213555000111x', 'something behind'],
		['213555000111x', 'something behind'],
		[[], 'a list'],
		[['0555000111'], 'a list'],
		[null, 'no text'],
		[{ phone: '0555000111' }, 'an object'],
		[true, 'a yes'],
	])('%j is refused: %s', (written) => {
		expect(toPhone(written)).toBeUndefined();
	});
});

describe('an amount in dinars', () => {
	it.each([
		['2900', 2900],
		['2 900', 2900],
		['2\u202F900', 2900],
		['2900,00 DA', 2900],
		['2 900,50 dzd', 2900.5],
		['2900.5', 2900.5],
		['2.900,00', 2900],
		['2,900.00', 2900],
		['1.234.567', 1234567],
		['12,345,678', 12345678],
		["2'900", 2900],
		['DA 2900', 2900],
		['٢٩٠٠ دج', 2900],
		['٢٬٩٠٠٫٥٠', 2900.5],
		['2 900 دج', 2900],
		['2 900 د.ج', 2900],
		['د.ج. 2900', 2900],
		['2900 dinar', 2900],
		['2900 dinars', 2900],
		['0', 0],
		[2900, 2900],
		[2900.5, 2900.5],
		[0, 0],
		[2900.0000001, 2900],
	])('%j is %d', (written, amount) => {
		expect(parseAmount(written)).toEqual({ amount });
	});

	it.each(['2.900', '2,900', '12.500', '٢٬٩٠٠'])(
		'%j is ambiguous: thousands or decimals',
		(written) => {
			expect(parseAmount(written)).toEqual({ unclear: 'ambiguous' });
		},
	);

	it.each(['-2900', '−2900', -1])('%j is negative', (written) => {
		expect(parseAmount(written)).toEqual({ unclear: 'negative' });
	});

	it.each([
		'',
		'DA',
		'free',
		'2900 + 400',
		'2900-400',
		'29da00',
		'2.900.000x',
		'2,900,000x',
		'x2,900,000',
		'1x.234.567',
		'2900/3',
		'1e21',
		'2k9',
		'29,00,00',
		'0.500',
		'0,500',
		'0.125',
		'0.123.456',
		NaN,
		Infinity,
		null,
		true,
	])('%j is unreadable', (written) => {
		expect(parseAmount(written)).toEqual({ unclear: 'unreadable' });
	});
});

describe('an amount of the platform', () => {
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
		['−200', -200],
		[-200, -200],
		[-0.5, -0.5],
		['-1.500,00 DA', -1500],
		['د.ج 2900', 2900],
	])('%j is %p', (value, amount) => {
		expect(toAmount(value)).toBe(amount);
	});

	it.each(['4.300', '12,900', '2.900', '0.500', '-2.900'])(
		'%j could be two amounts: it is none',
		(value) => {
			expect(toAmount(value)).toBeNull();
		},
	);

	it.each([
		'',
		' ',
		null,
		undefined,
		'gratuit',
		'--5',
		'5-',
		'NaN',
		'Infinity',
		'0x10',
		'1e3',
		true,
		{},
		[],
	])('%j is none', (value) => {
		expect(toAmount(value)).toBeNull();
	});
});

describe('digits and dots that look like something else', () => {
	it.each(['0.555000111.00', '05550001.0011'])('are no phone: %s', (text) => {
		expect(toPhone(text)).toBeUndefined();
	});

	it('are an amount of millions with a separator for every thousand', () => {
		expect(parseAmount('12.900.000')).toEqual({ amount: 12_900_000 });
		expect(parseAmount('290,900,000.5')).toEqual({ amount: 290_900_000.5 });
	});

	it('of a number below zero are rounded to centimes like any other', () => {
		expect(toAmount(-2900.555)).toBe(-2900.56);
	});
});
