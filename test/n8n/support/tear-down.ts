import { rmSync } from 'node:fs';
import { serverOfAll, sharedN8n } from './shared';

/** Stops that n8n and forgets it. */
export default async function tearDown(): Promise<void> {
	await serverOfAll()?.stop();
	const folder = sharedN8n()?.userFolder;
	if (folder) rmSync(folder, { recursive: true, force: true });
}
