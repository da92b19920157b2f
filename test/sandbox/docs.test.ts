import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUIRK_GROUPS } from '../../sandbox/quirks';

const DOCS = readFileSync(join(__dirname, '../../docs/sandbox.md'), 'utf8');

/** The rows of the tables below a heading, as lists of cells. */
function tableBelow(heading: string): string[][] {
	const [, section = ''] = DOCS.split(`### ${heading}\n`);
	const [table] = section.split('\n### ');
	const rows = table.split('\n').filter((line) => line.startsWith('| `'));
	return rows.map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
}

describe('docs/sandbox.md', () => {
	it.each(Object.entries(QUIRK_GROUPS))('lists the quirks of "%s" as they are', (title, quirks) => {
		expect(tableBelow(title)).toEqual(
			Object.entries(quirks).map(([name, { sentence, path }]) => [
				`\`${name}\``,
				sentence,
				path ? `\`${path}\`` : 'all',
			]),
		);
	});

	it('has no other group of quirks', () => {
		const [, section] = DOCS.split('\n## Quirks\n');
		const headings = [...section.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
		expect(headings).toEqual(Object.keys(QUIRK_GROUPS));
	});

	it('names every flag of the command, with its default', () => {
		const source = readFileSync(join(__dirname, '../../sandbox/main.ts'), 'utf8');
		const flags = [...source.matchAll(/^\t\t\t(\w+): text\('(.*)'\)/gm)];
		expect(flags).toHaveLength(5);
		for (const [, flag, preset] of flags) expect(DOCS).toContain(`| \`--${flag}\` | ${preset} |`);
	});
});
