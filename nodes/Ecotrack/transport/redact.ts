import { EcotrackFailure } from './response';

/** Shorter than any token; replacing it would tear words apart. */
const SHORTEST_SECRET = 6;

/** Deeper than any answer of the platform; what is deeper would overflow whoever walks through it. */
const MAX_DEPTH = 100;

const PARAMETER = 'api_token=';
const PARAMETER_VALUE = /(?<=api_token=)[^&\s"'\\#<>]+/g;

/**
 * A value without the account's token in it: a platform may repeat the request in its answer, and
 * get/orders/status has the token in its URL (docs/ecotrack-api.md, section 2). What holds no token
 * comes back as it is; files are not searched.
 * @throws EcotrackFailure for an answer nested more than 100 levels deep: none that can be read
 */
export function redact<T>(value: T, token: string): T {
	const spellings = token.length < SHORTEST_SECRET ? [] : spell(token);
	return holds(value, [...spellings, PARAMETER], 0) ? (clean(value, spellings) as T) : value;
}

/** As it is, as URLs write it, and as PHP writes it into JSON. */
function spell(token: string): string[] {
	return [...new Set([token, encodeURIComponent(token), token.replaceAll('/', '\\/')])];
}

/** Apart from clean(), for nearly every answer is large and holds none. Looks at all of it. */
function holds(value: unknown, words: string[], depth: number): boolean {
	if (typeof value === 'string') return words.some((word) => value.includes(word));
	if (!isTree(value)) return false;
	if (depth >= MAX_DEPTH) throw tooDeep;
	let isFound = false;
	for (const key in value) {
		if (!Array.isArray(value)) isFound = holds(key, words, depth) || isFound;
		isFound = holds(value[key], words, depth + 1) || isFound;
	}
	return isFound;
}

const tooDeep = new EcotrackFailure({
	kind: 'unreadable',
	message: 'The answer is nested too deeply',
});

function clean(value: unknown, spellings: string[]): unknown {
	if (typeof value === 'string') {
		const text = spellings.reduce((rest, word) => rest.replaceAll(word, '***'), value);
		return text.replace(PARAMETER_VALUE, '***');
	}
	if (!isTree(value)) return value;
	if (Array.isArray(value)) return value.map((part) => clean(part, spellings));
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => [clean(key, spellings), clean(part, spellings)]),
	);
}

function isTree(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
