/** Looking for a secret in everything that n8n keeps or writes. */
import { Logger } from '@n8n/backend-common';

/** With characters that URLs and JSON write in other ways. */
export const SECRET = 'tok|Zx81/LEAK+Q7w=';

const SPELLINGS = [
	SECRET,
	encodeURIComponent(SECRET),
	encodeURI(SECRET),
	new URLSearchParams({ a: SECRET }).toString().slice(2),
	SECRET.replaceAll('/', '\\/'),
	Buffer.from(SECRET).toString('base64').replace(/=+$/, ''),
];

/** Every text within a value: hidden properties, causes, stacks, keys and bytes included. */
function* textsIn(value: unknown, seen = new Set<unknown>()): Generator<string> {
	if (typeof value === 'string') yield value;
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	if (ArrayBuffer.isView(value)) {
		yield Buffer.from(value.buffer).toString('latin1');
		return;
	}
	if (value instanceof Map || value instanceof Set) yield* textsIn([...value], seen);
	for (const key of Object.getOwnPropertyNames(value)) {
		yield key;
		yield* textsIn((value as Record<string, unknown>)[key], seen);
	}
}

/** The texts in which the secret shows, in any spelling. */
export function findLeaks(value: unknown): string[] {
	return [...textsIn(value)].filter((text) => SPELLINGS.some((one) => text.includes(one)));
}

/** Everything that n8n logs from now on, at every level, with what it logs beside the text. */
export function recordLog(): unknown[] {
	const lines: unknown[] = [];
	const prototype = Logger.prototype as unknown as { log: (...line: unknown[]) => void };
	jest.spyOn(prototype, 'log').mockImplementation((...line) => void lines.push(line));
	for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, name).mockImplementation((...line) => void lines.push(line));
	}
	return lines;
}
