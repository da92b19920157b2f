/** The two documents about the platform, held to the code and to the tests that they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

const reference = read('docs', 'ecotrack-api.md');
const questions = read('docs', 'open-questions.md');
const sections = [...reference.matchAll(/^##+ (\d+(?:\.\d+)?)/gm)].map(([, number]) => number);

const sources = ['nodes', 'credentials', 'sandbox'].flatMap((folder) =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file)),
);

describe.each(sources)('%s', (file) => {
	const cited = [...read(file).matchAll(/\bsections?\s+((?:\d+(?:\.\d+)?(?:, | and | to )?)+)/g)];
	const numbers = cited.flatMap(([, list]) => list.match(/\d+(?:\.\d+)?/g) ?? []);
	if (numbers.length === 0) return it('cites no section', () => {});
	it.each([...new Set(numbers)])('cites section %s, which is there', (number) => {
		expect(sections).toContain(number);
	});
});

it('numbers its sections in order', () => {
	const order = (number: string) =>
		number.split('.').reduce((sum, part, i) => sum + Number(part) / 100 ** i, 0);
	expect([...sections].sort((a, b) => order(a) - order(b))).toEqual(sections);
});

const named = (text: string) =>
	[...text.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, path]) => path);

it.each([...new Set([...named(reference), ...named(questions)])])(
	'names %s, which is there',
	(path) => {
		expect(existsSync(join(ROOT, 'test', path))).toBe(true);
	},
);

const claims = [
	...questions.matchAll(/`([\w/.-]+\.test\.ts)`: ([^`|]+?)(?=; `|, or `| \|)/g),
].flatMap(([, path, names]) => names.split('; ').map((name) => [path, name.trim()] as const));

it.each(claims)('%s has a test called "%s"', (path, name) => {
	expect(claims.length).toBeGreaterThan(30);
	expect(read('test', path)).toContain(name);
});
