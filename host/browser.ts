import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, selectors } from 'playwright-core';
import type { Owner } from './rest';
import { Trouble } from './command';

/** Where Debian and Ubuntu put it; `CHROMIUM_PATH` names another one. */
const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts an invisible Chromium. Throws `Trouble` where there is none. */
export async function openBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
	const candidates = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : USUAL;
	const executablePath = candidates.find((path) => existsSync(path));
	if (!executablePath) {
		throw new Trouble(
			'No Chromium found. Install it (Debian and Ubuntu: `apt-get install chromium`), or name its program in CHROMIUM_PATH.',
		);
	}
	// n8n marks what tests look for with this attribute.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** Logs in on n8n's own page. */
export async function signIn(page: Page, url: string, { email, password }: Owner): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', email);
	await page.fill('input[type=password]', password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

/** Opens a workflow in the editor and waits for its nodes. */
export async function openWorkflow(page: Page, url: string, id: string): Promise<void> {
	await page.goto(`${url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
}

/** Opens a node of the shown workflow. */
export async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.getByTestId('ndv').waitFor();
}
