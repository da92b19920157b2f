import { join } from 'node:path';
import type { Packed } from '../../../host/pack';
import type { Server } from '../../../host/server';

/** What the suites need to know of the n8n they share. */
export interface SharedN8n {
	url: string;
	logFile: string;
	userFolder: string;
	packed: Packed;
}

// jest runs set-up and tear-down in one process and the suites in others, which inherit its
// environment.
const VARIABLE = 'ECOTRACK_TEST_N8N';
const held = globalThis as { ecotrackServer?: Server };

export function shareN8n(shared: SharedN8n, server: Server): void {
	process.env[VARIABLE] = JSON.stringify(shared);
	held.ecotrackServer = server;
}

/** Undefined where n8n is not installed. */
export function sharedN8n(): SharedN8n | undefined {
	const text = process.env[VARIABLE];
	return text ? (JSON.parse(text) as SharedN8n) : undefined;
}

/** The server itself, for the process that started it. */
export function serverOfAll(): Server | undefined {
	return held.ecotrackServer;
}

/** The one folder that the workflows of this n8n may write files to. */
export function filesFolder({ userFolder }: Pick<SharedN8n, 'userFolder'>): string {
	return join(userFolder, 'files');
}
