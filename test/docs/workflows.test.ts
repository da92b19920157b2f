/** docs/workflows.md and the README against the example workflows and their pictures. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { projectFolder } from '../../host/folders';
import { readWorkflow } from '../../host/workflow';

const page = readFileSync(join(projectFolder, 'docs', 'workflows.md'), 'utf8');
const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
const folder = join(projectFolder, 'examples');
const names = readdirSync(folder).map((file) => basename(file, '.json'));

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replace(/ /g, '-');
const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

it.each(names)('%s is on the page, with its file and the picture of its canvas', (name) => {
	expect(page).toContain(`[${name}.json](../examples/${name}.json)`);
	expect(page).toContain(`(images/workflows/${name}.png)`);
	expect(existsSync(join(projectFolder, 'docs', 'images', 'workflows', `${name}.png`))).toBe(true);
});

it.each(names)('what %s asks a shop to fill in is on the page', (name) => {
	const settings = readWorkflow(join(folder, `${name}.json`)).nodes.find(
		(node) => node.name === 'Settings',
	);
	const fields = (settings?.parameters.assignments ?? { assignments: [] }) as {
		assignments: Array<{ name: string }>;
	};
	const section = page.split(/^### /m).find((text) => text.includes(`examples/${name}.json`));
	for (const field of fields.assignments) expect(section).toContain(`_${field.name}_`);
});

it('leads to nothing that is not there', () => {
	const inPage = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
	const inReadme = [...readme.matchAll(/docs\/workflows\.md#([^)]+)\)/g)].map(([, one]) => one);
	expect(anchors).toEqual(expect.arrayContaining([...inPage, ...inReadme]));
	expect(inReadme.length).toBeGreaterThan(10);
});
