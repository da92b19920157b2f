import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, NO_CHROMIUM } from '../../../host/browser';
import { findRuntime } from '../../../host/install';
import { packPackage } from '../../../host/pack';
import { startServer } from '../../../host/server';
import { Trouble } from '../../../host/command';
import { filesFolder, type SharedN8n, shareN8n } from './shared';

/** Starts the one n8n of all suites, with a new account and everything in its log. */
export default async function setUp(): Promise<void> {
	const runtime = findRuntime();
	if (!runtime) {
		const reason = 'n8n is not installed here; `npm run n8n:install` gets it';
		if (process.env.CI) throw new Error(`The tests against a running n8n cannot run: ${reason}`);
		console.log(`\nThe tests against a running n8n are skipped: ${reason}.`);
		return;
	}
	if (!findChromium()) {
		console.log(`\nThe tests of the editor in a browser are skipped: ${NO_CHROMIUM}`);
	}
	const packed = await packPackage(runtime.folders.packed, console.log);
	const userFolder = mkdtempSync(join(tmpdir(), 'ecotrack-n8n-'));
	const files = filesFolder({ userFolder });
	mkdirSync(files);
	const env = { N8N_RESTRICT_FILE_ACCESS_TO: files };
	const server = await startServer(runtime, { userFolder, env, logLevel: 'debug' }).catch(
		(error: Error) => {
			// jest shows the message alone.
			throw error instanceof Trouble ? new Error(`${error.message}\n${error.output}`) : error;
		},
	);
	const { url, logFile } = server;
	const shared: SharedN8n = { url, logFile, userFolder, packed };
	shareN8n(shared, server);
}
