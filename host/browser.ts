import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, selectors } from 'playwright-core';
import type { Owner } from './rest';
import { Trouble } from './command';

/** Where Debian, Ubuntu and macOS put it; `CHROMIUM_PATH` names another one. */
const USUAL = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const NO_CHROMIUM =
	'No Chromium found. Install it (Debian and Ubuntu: `apt-get install chromium`), or name its program in CHROMIUM_PATH.';

/** Path of the Chromium to use, or undefined where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
	const candidates = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : USUAL;
	return candidates.find((path) => existsSync(path));
}

/** Whether a window would be seen by somebody. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform) {
	return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY);
}

export interface BrowserOptions {
	/** With a window that a person can watch. */
	isVisible?: boolean;
	/** So long before each thing that is done, for those who watch. */
	slowMo?: number;
	/** The caller sees to Ctrl-C itself. Otherwise it ends the browser, and then this process. */
	leavesSignals?: boolean;
}

/** Starts Chromium, without a window unless one is asked for. Throws `Trouble` where there is none. */
export async function openBrowser({
	isVisible = false,
	slowMo,
	leavesSignals = false,
}: BrowserOptions = {}): Promise<Browser> {
	const executablePath = findChromium();
	if (!executablePath) throw new Trouble(NO_CHROMIUM);
	// n8n marks what tests look for with this attribute.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath,
		headless: !isVisible,
		slowMo,
		handleSIGINT: !leavesSignals,
		handleSIGTERM: !leavesSignals,
		handleSIGHUP: !leavesSignals,
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

/** What n8n's editor says on its own, in a network without the internet above all, and about nothing of ours. */
const NOISE: ReadonlyArray<{ why: string; text?: RegExp; from?: RegExp }> = [
	{ why: 'n8n asks who is logged in, before anybody is', from: /\/rest\/login$/ },
	{ why: 'n8n asks npm for newer versions of packages', from: /^https:\/\/registry\.npmjs\.org\// },
	{ why: 'n8n asks how many community packages there are', from: /^https:\/\/api\.npms\.io\// },
	{ why: "n8n's own services, without the internet", from: /^https:\/\/([\w-]+\.)*n8n\.io\// },
	{ why: 'one of those requests, in the words of n8n', text: /Can't connect to n8n/ },
];

/**
 * Listens to what the page complains about (errors in its console, exceptions that nobody caught).
 * The list grows as the page goes on; n8n's own noise is not in it.
 */
export function listenForErrors(page: Page): string[] {
	const errors: string[] = [];
	const note = (text: string, from = '') => {
		const isNoise = NOISE.some(
			(noise) => (noise.text?.test(text) ?? true) && (noise.from?.test(from) ?? true),
		);
		if (!isNoise) errors.push([text, from].filter(Boolean).join(' at '));
	};
	page.on('pageerror', (error) => note(error.stack ?? error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') note(message.text(), message.location().url);
	});
	return errors;
}
