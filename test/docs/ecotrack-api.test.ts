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

it('the code cites sections that are there', () => {
	const cited = sources.flatMap((file) => {
		const lists = read(file).matchAll(/\bsections?\s+((?:\d+(?:\.\d+)?(?:, | and | to )?)+)/g);
		const numbers = [...lists].flatMap(([, list]) => list.match(/\d+(?:\.\d+)?/g) ?? []);
		return numbers.map((number) => [file, number]);
	});
	expect(cited.length).toBeGreaterThan(80);
	expect(cited.filter(([, number]) => !sections.includes(number))).toEqual([]);
});

it('the sections are numbered in order', () => {
	const order = (number: string) =>
		number.split('.').reduce((sum, part, i) => sum + Number(part) / 100 ** i, 0);
	expect([...sections].sort((a, b) => order(a) - order(b))).toEqual(sections);
});

it('the documents name tests that are there', () => {
	const named = [...`${reference}${questions}`.matchAll(/`([\w/.-]+\.test\.ts)`/g)];
	const paths = [...new Set(named.map(([, path]) => path))];
	expect(paths.length).toBeGreaterThan(15);
	expect(paths.filter((path) => !existsSync(join(ROOT, 'test', path)))).toEqual([]);
});

it('the open questions quote the names of tests', () => {
	const quoted = questions.matchAll(/`([\w/.-]+\.test\.ts)`: ([^`|]+?)(?=; `|, or `| \|)/g);
	const claims = [...quoted].flatMap(([, path, names]) =>
		names.split('; ').map((name) => [path, name.trim()]),
	);
	expect(claims.length).toBeGreaterThan(30);
	const isThere = ([path, name]: string[]) =>
		existsSync(join(ROOT, 'test', path)) && read('test', path).includes(name);
	expect(claims.filter((claim) => !isThere(claim))).toEqual([]);
});
