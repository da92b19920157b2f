/** `npm run previews`: writes what the editor shows of each operation's output before its first run. */
import '../test/support/environment';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Engine } from '../test/support/engine';
import { EXAMPLES } from '../test/support/parameters';
import { fileOf, FOLDER, previewOf } from '../test/support/previews';

async function main(): Promise<void> {
	const engine = await Engine.load();
	rmSync(FOLDER, { recursive: true, force: true });
	for (const operation of Object.keys(EXAMPLES)) {
		const file = join(FOLDER, fileOf(operation));
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(await previewOf(engine, operation), null, '\t')}\n`);
	}
	process.stdout.write(`Wrote ${Object.keys(EXAMPLES).length} previews below ${FOLDER}\n`);
}

void main().then(() => process.exit(0));
