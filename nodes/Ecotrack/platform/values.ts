/**
 * Phones and amounts as people and spreadsheets write them, in the form that the platform takes
 * (docs/ecotrack-api.md, section 5). What can be read in two ways is not read at all.
 */

/** Spaces of every width, and the invisible marks that come along when a number is copied. */
const GAPS = /[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * An Algerian number as the platform takes it: nine or ten digits with the leading zero. Undefined
 * when it is none: too short, too long, foreign, or two numbers at once.
 * @param value text or number; `+213`, `00213`, a lost leading zero and Arabic digits are understood
 */
export function toPhone(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = toLatinDigits(String(value))
		.replace(GAPS, '')
		.replace(/^(\+?\d{8,})\.0{1,2}$/, '$1') // a spreadsheet's decimals, no digits of the number
		.replace(/[.()/_\-‐‑–]/g, '');
	const national =
		/^(?:\+|00)213(\d+)$/.exec(text)?.[1] ?? /^213(\d{8,10})$/.exec(text)?.[1] ?? text;
	const digits = national.startsWith('0') ? national : `0${national}`;
	// Mobile numbers have ten digits, those of a landline nine.
	return /^0([5-9]\d{8}|[1-4]\d{7})$/.test(digits) ? digits : undefined;
}

export type Amount = { amount: number } | { unclear: 'unreadable' | 'ambiguous' | 'negative' };

/** An amount of the platform's in dinars; null for none, and for one that could be read in two ways. */
export function toAmount(value: unknown): number | null {
	const result = parseAmount(value);
	if ('amount' in result) return result.amount;
	if (result.unclear !== 'negative') return null;
	const size = parseAmount(typeof value === 'number' ? -value : String(value).replace(/[-−]/, ''));
	return 'amount' in size ? -size.amount : null;
}

/**
 * An amount in dinars (DZD): a number, or a text such as `2 900`, `2900,00 DA` or `2.900,50`.
 * One separator before exactly three digits, as in `2.900`, could mean either: it is not guessed. The
 * one reader of amounts, of what users write and of what the platform answers.
 */
export function parseAmount(value: unknown): Amount {
	if (typeof value === 'number') return toCentimes(value);
	if (typeof value !== 'string') return { unclear: 'unreadable' };
	const text = toLatinDigits(value)
		.replace(GAPS, '')
		.replace(/['’]/g, '')
		.replace(/٬/g, ',')
		.replace(/٫/g, '.')
		.replace(/^(da|dzd|دج|د\.ج\.?)|(da|dzd|dinars?|دج|د\.ج\.?)$/gi, '');
	if (/^[-−]/.test(text)) return { unclear: 'negative' };
	if (/^\d+([.,]\d{1,2})?$/.test(text)) return toCentimes(Number(text.replace(',', '.')));
	if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return { unclear: 'ambiguous' };
	const [, thousands, decimals = '0'] =
		/^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(text) ??
		/^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text) ??
		[];
	if (!thousands) return { unclear: 'unreadable' };
	return toCentimes(Number(`${thousands.replace(/[.,]/g, '')}.${decimals}`));
}

/** Rounded to centimes, below which there is nothing to collect. */
function toCentimes(number: number): Amount {
	if (number < 0) return { unclear: 'negative' };
	const centimes = Math.round(number * 100);
	return Number.isSafeInteger(centimes) ? { amount: centimes / 100 } : { unclear: 'unreadable' };
}

/** The digits of Arabic keyboards, eastern and Persian, as 0 to 9. */
function toLatinDigits(text: string): string {
	return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) =>
		String(digit.charCodeAt(0) & 0xf),
	);
}
