/** docs/statuses.md and its picture say what the tables of statuses say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { STATUSES } from '../../nodes/Ecotrack/platform/statuses';
import { stepsFrom } from '../../sandbox/platform/lifecycle';
import { drawDiagram } from '../../scripts/statusDiagram';
import { WITHOUT_LABEL, WITHOUT_SLUG, writePage } from '../../scripts/statusPage';

const DOCS = join(__dirname, '..', '..', 'docs');
const read = (...path: string[]) => readFileSync(join(DOCS, ...path), 'utf8');

const page = read('statuses.md');
const picture = read('images', 'statuses.svg');

describe('the files in docs (else: npm run docs:statuses)', () => {
	it('the page is the one that the script writes', () => {
		expect(page).toBe(writePage());
	});

	it('the picture is the one that the script draws', async () => {
		expect(picture).toBe(await drawDiagram());
	});
});

describe.each(STATUSES)('$slug', ({ slug, label, labelFr, labelAr, isFinal }) => {
	const rows = page.split('\n').filter((line) => line.startsWith(`| \`${slug}\` `));

	it('stands in one row of the page, in three languages', () => {
		expect(rows).toHaveLength(1);
		for (const words of [label, labelFr, labelAr]) expect(rows[0]).toContain(` ${words} |`);
	});

	it('says what follows, or that nothing does', () => {
		const { usual, otherwise } = stepsFrom(slug);
		const last = rows[0].split(' | ').at(-1) ?? '';
		expect(last.includes('**final**')).toBe(isFinal);
		expect(last.match(/\w+_\w+|suspendu|annule/g) ?? []).toEqual([...usual, ...otherwise]);
		expect(usual.length > 0).toBe(!isFinal);
	});

	it('is drawn once, under its name', () => {
		expect(picture.split(`>${slug}</text>`)).toHaveLength(2);
		expect(picture).toContain(`>${label}</text>`);
	});
});

it('leads to statuses that are in the table', () => {
	const slugs = STATUSES.map(({ slug }) => slug);
	const next = slugs.flatMap((slug) => Object.values(stepsFrom(slug)).flat());
	expect(next.filter((slug) => !slugs.includes(slug))).toEqual([]);
});

it('draws one arrow per step', () => {
	const steps = STATUSES.flatMap(({ slug }) => Object.values(stepsFrom(slug)).flat());
	expect(picture.match(/class="edge /g)).toHaveLength(steps.length);
});

it('marks as undocumented what the reference calls so', () => {
	const [, section] = read('ecotrack-api.md').split('## 12. Statuses');
	const [, slugs, labels, ...rest] =
		/lists (\d+) slugs.+?and (\d+) French labels.+?no label: (.+?)\. .*?no slug: (.+?)\. /.exec(
			section,
		) ?? [];
	expect(STATUSES.length - WITHOUT_SLUG.length).toBe(Number(slugs));
	expect(STATUSES.length - WITHOUT_LABEL.length).toBe(Number(labels));
	const named = rest.map((list) => list.match(/(?<=`)\w+(?=`)/g));
	expect(named).toEqual([WITHOUT_LABEL, WITHOUT_SLUG]);
});
