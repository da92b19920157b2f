/**
 * Which place a name means: docs/places.md. A name is taken when it is one of the list but for the way
 * of writing it, sounds like one of the list alone, or is one slip of the keyboard away from one alone.
 * Anything else is refused with what it may mean. Names that the list does not offer are measured as
 * well: what comes nearest to one of those was meant for it.
 */
import { fold } from './names';

/** A name of a place; a place may have several. */
export interface Named<P> {
	name: string;
	place: P;
	/** Whether it may be the answer; if not, it only keeps others from being taken for it. */
	isOffered: boolean;
}

export interface Resolution<P> {
	/** Undefined when the name is refused. */
	place?: P;
	/** Whether the letters of the name are the place's, or only like them. */
	isExact: boolean;
	/** How far the sounds of the name are from the nearest ones. */
	distance: number;
	/** The place that a refused name means, which is not offered. */
	meant?: P;
	/** Names on offer that a refused name may mean, likeliest first. */
	candidates: string[];
}

// Letters.

/** The forms of one Arabic letter that people use for each other; accents are gone by then. */
const SAME_LETTERS: Readonly<Record<string, string>> = {
	ى: 'ي',
	ی: 'ي',
	ة: 'ه',
	ٱ: 'ا',
	ک: 'ك',
	گ: 'ق',
	ڨ: 'ق',
	ڤ: 'ف',
	ء: '',
	ـ: '',
};

function toWords(text: string): string[] {
	return fold(text)
		.replace(/[ىیةٱکگڨڤءـ]/g, (letter) => SAME_LETTERS[letter])
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
}

/** A name without accents, case and whatever stands between its letters. */
export function toLetters(text: string): string {
	return toWords(text).join('');
}

const ARABIC_ARTICLE = /^ال(?=..)/;
const isArticle = (word: string) => /^(e|a)?l$/.test(word);

/** The same without articles: people leave them out, or write El for Al. */
function toBareLetters(text: string): string {
	const words = toWords(text).map((word) => word.replace(ARABIC_ARTICLE, ''));
	const bare = words.filter((word) => !isArticle(word)).join('');
	return bare || words.join('');
}

// Sounds: letters of one sound share a sign, in both scripts. A, I and U are vowels; E is the Arabic
// ayn, which Latin writes as a vowel or not at all; Q the ending -a, which may be heard as -at.

const LATIN_SOUNDS: Readonly<Record<string, string>> = {
	tch: 'S', ch: 'S', sh: 'S', kh: 'x', gh: 'G', dj: 'j', th: 't', dh: 'd', ph: 'f',
	ou: 'U', oo: 'U', ow: 'U', qu: 'k', ck: 'k', gu: 'k', x: 'ks',
	a: 'A', e: 'A', i: 'I', y: 'I', o: 'U', u: 'U', w: 'U', p: 'b', c: 'k', g: 'k', q: 'k', v: 'f',
}; // prettier-ignore
const LATIN = /tch|[cskgtdp]h|dj|o[uow]|qu|ck|gu(?=[ei])|[a-zL]/g;

const ARABIC_SOUNDS: Readonly<Record<string, string>> = {
	ا: 'a', و: 'u', ي: 'i', ع: 'E', ب: 'b', پ: 'b', ت: 't', ث: 't', ط: 't', ج: 'j', ح: 'h', ه: 'h',
	خ: 'x', د: 'd', ذ: 'd', ض: 'd', ظ: 'd', ر: 'r', ز: 'z', س: 's', ص: 's', ش: 'S', غ: 'G', ف: 'f',
	ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n',
}; // prettier-ignore

export const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text);

function toSounds(text: string): string {
	const words = toWords(text);
	const heard = words.map((word, index) => {
		if (isArabic(word)) {
			const stem = word.replace(ARABIC_ARTICLE, 'L');
			const sounds = [...stem].map((letter) => ARABIC_SOUNDS[letter] ?? letter).join('');
			return sounds.replace(/h$/, 'Q');
		}
		// Before some letters the article sounds like them: Ech Chaiba, Ezzoua.
		const next = words[index + 1] ?? '';
		if (next && (isArticle(word) || (/^e(ch|[zrsdtn])$/.test(word) && startsLike(next, word)))) {
			return 'L';
		}
		const stem = word
			.replace(/^abd[ea]l(?=.)/, 'abdL')
			.replace(/^e(?=([zrsdtn])\1)/, '')
			.replace(/c(?=[eiy])/g, 's')
			.replace(/(.)\1+/g, '$1');
		return (stem.match(LATIN) ?? []).map((letters) => LATIN_SOUNDS[letters] ?? letters).join('');
	});
	return heard.join('').replace(/(.)\1+/g, '$1');
}

function startsLike(word: string, article: string): boolean {
	return word.startsWith(article.slice(1));
}

/** What it costs when a sound is missing; 1 unless given. */
const MISSING: Readonly<Record<string, number>> = {
	A: 0.2, I: 0.25, U: 0.25, a: 0.35, i: 0.3, u: 0.4, h: 0.25, Q: 0.15, E: 0.4, L: 0.05,
}; // prettier-ignore

/** What it costs when one sound stands for another; 1.3 unless given. */
const COUSINS: Readonly<Record<string, number>> = {
	AI: 0.25, AU: 0.25, IU: 0.3, aA: 0, iI: 0, uU: 0, iA: 0.2, iU: 0.4, uA: 0.4, uI: 0.4, aI: 0.35, aU: 0.35,
	ai: 0.4, au: 0.4, iu: 0.4, Qa: 0.1, Ea: 0.1, Ei: 0.3, Eu: 0.4,
	Ll: 0, QA: 0, Qh: 0.05, Qt: 0.1, QI: 0.15, EA: 0.05, EI: 0.15, EU: 0.25, kG: 0.35, kj: 0.5, Gr: 0.5,
	sz: 0.4, dt: 0.4, xk: 0.4, xh: 0.4, xG: 0.5, dz: 0.5, nm: 0.6, sS: 0.6, ts: 0.7, jS: 0.6, bf: 0.7,
}; // prettier-ignore

const SIGNS = 128;

/** Both by character code. */
interface Costs {
	missing: Float64Array;
	replaced: Float64Array;
}

/** Made when the first name is compared: n8n loads this file at every start, and most never compare any. */
let costs: Costs | undefined;

function toCosts(): Costs {
	const missing = new Float64Array(SIGNS).fill(1);
	const replaced = new Float64Array(SIGNS * SIGNS).fill(1.3);
	for (const [sign, cost] of Object.entries(MISSING)) missing[sign.charCodeAt(0)] = cost;
	for (const [pair, cost] of Object.entries(COUSINS)) {
		const [a, b] = [pair.charCodeAt(0), pair.charCodeAt(1)];
		replaced[a * SIGNS + b] = replaced[b * SIGNS + a] = cost;
	}
	for (let sign = 0; sign < SIGNS; sign++) replaced[sign * SIGNS + sign] = 0;
	return { missing, replaced };
}

const LONGEST = 64;
const rows = [0, 1, 2].map(() => new Float64Array(LONGEST + 1));

/** What it costs to get from the sounds of one name to those of another; Infinity if more than `most`. */
function measureSounds(a: string, b: string, most = Infinity): number {
	const { missing, replaced } = (costs ??= toCosts());
	const width = Math.min(b.length, LONGEST);
	let [row, next] = rows;
	row[0] = 0;
	for (let j = 0; j < width; j++) row[j + 1] = row[j] + missing[b.charCodeAt(j)];
	for (let i = 0; i < a.length; i++) {
		const sign = a.charCodeAt(i);
		const cost = missing[sign];
		let least = (next[0] = row[0] + cost);
		for (let j = 0; j < width; j++) {
			const other = b.charCodeAt(j);
			let sum = row[j] + replaced[sign * SIGNS + other];
			if (row[j + 1] + cost < sum) sum = row[j + 1] + cost;
			if (next[j] + missing[other] < sum) sum = next[j] + missing[other];
			next[j + 1] = sum;
			if (sum < least) least = sum;
		}
		if (least > most) return Infinity;
		[row, next] = [next, row];
	}
	return row[width];
}

/** Letters to add, drop, replace or swap with their neighbor to get from one word to the other. */
function countSlips(a: string, b: string): number {
	if (Math.abs(a.length - b.length) >= SLIPS_FROM_OTHERS) return Infinity;
	const width = Math.min(b.length, LONGEST);
	let [row, next, before] = rows;
	for (let j = 0; j <= width; j++) row[j] = j;
	for (let i = 1; i <= a.length; i++) {
		next[0] = i;
		for (let j = 1; j <= width; j++) {
			let slips = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (isSwap && before[j - 2] + 1 < slips) slips = before[j - 2] + 1;
			if (row[j] + 1 < slips) slips = row[j] + 1;
			if (next[j - 1] + 1 < slips) slips = next[j - 1] + 1;
			next[j] = slips;
		}
		[before, row, next] = [row, next, before];
	}
	return row[width];
}

// Taking and refusing.

/**
 * How far from a name its sounds may be, per sound; how far when no other is near; and how much farther
 * any other has to be. Arabic leaves more open, since it does not write its short vowels.
 */
const ARABIC_LIMITS = { perSound: 0.09, perSoundAlone: 0.16, margin: 0.5 };
const LATIN_LIMITS = { perSound: 0.08, perSoundAlone: 0.08, margin: 0.6 };
const ALONE = 1.5;
/** By so much a name of another list has to be nearer, to be the one that was meant. */
const CLEARLY = 0.25;

/** Shorter names are too much like each other to be mended. */
const SHORTEST_MENDED = 5;
/** A name with one slip in it has to be so many from any other. */
const SLIPS_FROM_OTHERS = 3;

const FARTHEST_CANDIDATE = 0.3;
const MOST_CANDIDATES = 3;

interface Known<P> extends Named<P> {
	letters: string;
	bare: string;
	sounds: string;
	isArabic: boolean;
}

interface Measured<P> {
	known: Known<P>;
	distance: number;
	slips: number;
}

/** A list of names, prepared once to look many names up in. */
export class PlaceNames<P> {
	private readonly names: ReadonlyArray<Known<P>>;
	private readonly byLetters = new Map<string, Array<Known<P>>>();
	private readonly byBareLetters = new Map<string, Array<Known<P>>>();
	private readonly byConsonants = new Map<number, Array<Known<P>>>();

	constructor(names: Iterable<Named<P>>) {
		this.names = Array.from(names, (named) => ({
			...named,
			letters: toLetters(named.name),
			bare: toBareLetters(named.name),
			sounds: toSounds(named.name),
			isArabic: isArabic(named.name),
		}));
		for (const known of this.names) {
			file(this.byLetters, known.letters, known);
			file(this.byBareLetters, known.bare, known);
			file(this.byConsonants, countConsonants(known.sounds), known);
		}
	}

	/** The place that a name means, or what it may mean. */
	resolve(text: string): Resolution<P> {
		const same = this.names.find(({ name, isOffered }) => isOffered && name === text);
		if (same) return toResolution(same, true);
		const byLetters = this.byLetters.get(toLetters(text)) ?? [];
		const offered = byLetters.filter(({ isOffered }) => isOffered);
		const byBareLetters = this.byBareLetters.get(toBareLetters(text)) ?? [];
		const equal = [offered, byLetters, byBareLetters].find(({ length }) => length > 0);
		if (!equal) return this.compare(text);
		const [first] = equal;
		return equal.every(({ place }) => place === first.place)
			? toResolution(first, true)
			: { isExact: true, distance: 0, candidates: toCandidates(equal) };
	}

	/** Whether another name is clearly nearer than so far, of those with as many consonants. */
	hasNearer(text: string, distance: number): boolean {
		const sounds = toSounds(text);
		const names = this.byConsonants.get(countConsonants(sounds)) ?? [];
		const limit = distance - CLEARLY;
		return names.some((known) => measureSounds(sounds, known.sounds, limit) < limit);
	}

	private compare(text: string): Resolution<P> {
		const measured = this.measure(text);
		if (measured.length === 0) return { isExact: false, distance: Infinity, candidates: [] };
		const nearest = measured.reduce((one, other) => (other.distance < one.distance ? other : one));
		const { known, distance } = nearest;
		let slips = Infinity; // to the nearest place, and to any other
		let slipsToOthers = Infinity;
		let ahead = Infinity;
		for (const other of measured) {
			if (other.known.place === known.place) slips = Math.min(slips, other.slips);
			else {
				slipsToOthers = Math.min(slipsToOthers, other.slips);
				ahead = Math.min(ahead, other.distance - distance);
			}
		}
		const length = toSounds(text).length;
		const { perSound, perSoundAlone, margin } = isArabic(text) ? ARABIC_LIMITS : LATIN_LIMITS;
		const farthest = length * (ahead > ALONE ? perSoundAlone : perSound);
		const soundsLikeIt = distance <= farthest && ahead >= margin && slipsToOthers > 1;
		const isSlip =
			slips <= 1 &&
			slipsToOthers >= SLIPS_FROM_OTHERS &&
			toBareLetters(text).length >= SHORTEST_MENDED;
		if (soundsLikeIt || isSlip) return toResolution(known, false, distance);

		const parts = this.names.filter((one) => isPart(one.bare, toBareLetters(text)));
		const likely = measured
			.filter((one) => one.slips <= 2 || one.distance <= FARTHEST_CANDIDATE * length)
			.sort((a, b) => a.distance - b.distance)
			.map((one) => one.known);
		return { isExact: false, distance, candidates: toCandidates([...parts, ...likely]) };
	}

	private measure(text: string): Array<Measured<P>> {
		const sounds = toSounds(text);
		const letters = toLetters(text);
		const bare = toBareLetters(text);
		const isArabicText = isArabic(text);
		return this.names.map((known) => ({
			known,
			distance: measureSounds(sounds, known.sounds),
			slips:
				known.isArabic === isArabicText
					? Math.min(countSlips(letters, known.letters), countSlips(bare, known.bare))
					: Infinity,
		}));
	}
}

/** Whether two spellings may well be of one name; wider than what is taken for it. */
export function isLike(a: string, b: string): boolean {
	const [first, second] = [toSounds(a), toSounds(b)];
	const length = Math.max(first.length, second.length);
	return (
		isPart(toBareLetters(a), toBareLetters(b)) ||
		measureSounds(first, second) <= FARTHEST_CANDIDATE * length
	);
}

function toResolution<P>(
	{ place, isOffered }: Known<P>,
	isExact: boolean,
	distance = 0,
): Resolution<P> {
	return { ...(isOffered ? { place } : { meant: place }), isExact, distance, candidates: [] };
}

/** One name for each place on offer. */
function toCandidates<P>(names: ReadonlyArray<Named<P>>): string[] {
	const candidates = new Map<P, string>();
	for (const { name, place, isOffered } of names) {
		if (isOffered && !candidates.has(place)) candidates.set(place, name);
	}
	return [...new Set(candidates.values())].slice(0, MOST_CANDIDATES);
}

/** Whether one of two names is a part of the other. */
function isPart(a: string, b: string): boolean {
	return Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a));
}

const countConsonants = (sounds: string) => sounds.replace(/[AIUaiuEQLh]/g, '').length;

function file<K, T>(map: Map<K, T[]>, key: K, value: T): void {
	const values = map.get(key);
	if (values) values.push(value);
	else map.set(key, [value]);
}
