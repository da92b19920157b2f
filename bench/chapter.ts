/** Pages of docs/benchmarks: what was measured, when and on what, with its plots. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describeMachine, type Table, writeTable } from './measurement';
import { draw, type Plot } from './plot';

export interface Chapter {
	/** Of its file, and on the command line. */
	name: string;
	title: string;
	/** What is compared with what, in a sentence or two. */
	intro: string;
	measure(): Promise<Result>;
}

export interface Result {
	tables: Table[];
	plots?: Plot[];
	/** How it was measured, below the tables. */
	note?: string;
}

const FOLDER = join(__dirname, '..', 'docs', 'benchmarks');

/** Writes the chapter's page and plots; returns its tables as Markdown. */
export function writeChapter(
	{ name, title, intro }: Chapter,
	{ tables, plots = [], note }: Result,
) {
	mkdirSync(FOLDER, { recursive: true });
	const text = tables.map(writeTable).join('\n');
	const pictures = plots.map(({ file, title: alt }) => `![${alt}](${file}.svg)\n`);
	const measured = `\`npm run bench -- ${name}\`, ${describeMachine()}.\n`;
	const page = [
		`# ${title}\n`,
		`${intro}\n`,
		measured,
		...pictures,
		text,
		...(note ? [note] : []),
	].join('\n');
	writeFileSync(join(FOLDER, `${name}.md`), page);
	for (const plot of plots) writeFileSync(join(FOLDER, `${plot.file}.svg`), `${draw(plot)}\n`);
	return text;
}

/** The list of all chapters. */
export function writeContents(chapters: readonly Chapter[]): void {
	mkdirSync(FOLDER, { recursive: true });
	const lines = chapters.map(({ name, title, intro }) => `- **[${title}](${name}.md)**: ${intro}`);
	const intro =
		'Written by `npm run bench`; `npm run bench -- NAME` measures one of them anew. Each page says when and on what it was measured. Compare figures of one page only.';
	writeFileSync(join(FOLDER, 'README.md'), `# Benchmarks\n\n${intro}\n\n${lines.join('\n')}\n`);
}
