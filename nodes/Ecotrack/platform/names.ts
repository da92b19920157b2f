/**
 * Names of places as people write them: accents, case and punctuation do not count. A name is
 * recognised or refused, never guessed (docs/ecotrack-api.md, section 9.2).
 */

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

/** The names most like the given one, nearest first; none when nothing comes near. */
export function findNearest(wanted: string, names: Iterable<string>, count = 3): string[] {
	const key = withoutArticles(wanted);
	const farthest = Math.max(2, Math.floor(key.length / 3));
	return [...new Set(names)]
		.map((name) => ({ name, distance: measure(key, withoutArticles(name)) }))
		.filter(({ distance }) => distance <= farthest)
		.sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
		.slice(0, count)
		.map(({ name }) => name);
}

/** People leave out the articles in Arabic names: Bab El Oued, Bab Oued. */
function withoutArticles(name: string): string {
	return toNameKey(name).replace(/(?<=^| )(el|al) /g, '');
}

/** How many letters differ; a name that holds all of the other is near. */
function measure(a: string, b: string): number {
	const isPart = Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a));
	return isPart ? 1 : countEdits(a, b);
}

/** Letters to add, drop or replace to get from one word to the other. */
function countEdits(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let line = 1; line <= a.length; line++) {
		const next = [line];
		for (let column = 1; column <= b.length; column++) {
			const replaced = row[column - 1] + (a[line - 1] === b[column - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[column] + 1, next[column - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
