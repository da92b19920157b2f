/** Texts as people write them: accents, case and punctuation do not count. */

/**
 * Text without the invisible marks that come along when it is copied from a chat or a spreadsheet:
 * zero-width spaces, direction marks, byte order marks. Joiners stay: letters and emoji need them.
 */
export function withoutMarks(text: string): string {
	return text.replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '');
}

/** A value as text: '' for nothing, and for an object, which is no text. */
export function toPlain(value: unknown): string {
	if (Array.isArray(value)) return value.map(toPlain).join(',');
	if (typeof value === 'string') return value;
	return ['number', 'boolean', 'bigint'].includes(typeof value) ? `${value as number}` : '';
}

/** Accents, case and invisible marks dropped, for a search. */
export function fold(value: unknown): string {
	return withoutMarks(toPlain(value)).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The form in which two spellings of one name are equal. */
export function toNameKey(value: unknown): string {
	return fold(value)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
