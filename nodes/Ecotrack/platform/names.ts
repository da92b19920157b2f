/** Texts as people write them: accents, case and punctuation do not count. */

/**
 * Text without the invisible marks that come along when it is copied from a chat or a spreadsheet:
 * zero-width spaces, direction marks, byte order marks. Joiners stay: letters and emoji need them.
 */
export function withoutMarks(text: string): string {
	return text.replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '');
}

/** Accents, case and invisible marks dropped, for a search. */
export function fold(value: unknown): string {
	return withoutMarks(String(value ?? ''))
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase();
}

/** The form in which two spellings of one name are equal. */
export function toNameKey(value: unknown): string {
	return fold(value)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
