import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written as the last step of an installation: what is half done has none and is done again. */
const FILE = 'complete.json';

/** Notes that `folder` holds exactly this. */
export function writeMarker(folder: string, content: Record<string, string>): void {
	writeFileSync(join(folder, FILE), `${JSON.stringify(content, null, '\t')}\n`);
}

/** What `folder` holds, or undefined where an installation never came to its end. */
export function readMarker(folder: string): Record<string, string> | undefined {
	const file = join(folder, FILE);
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
	} catch {
		return undefined;
	}
}
