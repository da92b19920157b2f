/** `npm run docs:statuses`: writes docs/statuses.md and its picture from the tables of statuses. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { drawDiagram } from './statusDiagram';
import { writePage } from './statusPage';

const DOCS = join(__dirname, '..', 'docs');

async function main(): Promise<void> {
	writeFileSync(join(DOCS, 'statuses.md'), writePage());
	writeFileSync(join(DOCS, 'images', 'statuses.svg'), await drawDiagram());
	process.stdout.write('Wrote docs/statuses.md and docs/images/statuses.svg\n');
}

void main();
