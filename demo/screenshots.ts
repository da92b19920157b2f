// `npm run screenshots`: retakes the pictures of docs/images from a new n8n with the demo in it;
// `npm run screenshots -- canvases` those of the example workflows only, or of some, by name.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openNode, openWorkflow, signIn } from '../host/browser';
import { startProgress } from '../host/command';
import { projectFolder } from '../host/folders';
import { NodeView } from '../host/node-view';
import { createWorkflow, itemsOf, readWorkflow, withCredential } from '../host/workflow';
import { showCanvases } from './canvases';
import { openStage, owner, type Stage } from './stage';
import { exampleFile, type OrdersResult, playOrders, triggerFile } from './workflows';

const folder = join(projectFolder, 'docs', 'images');
const size = { width: 1280, height: 700 };
/** How long n8n's buttons take to change their look. */
const FADE_MS = 2_000;
const say = startProgress();
const [what, ...names] = process.argv.slice(2);

async function takePictures(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const stage = await openStage({ fresh: true }, say);
	try {
		const browser = await openBrowser();
		try {
			if (what !== 'canvases') {
				await showEditor(browser, stage, await playOrders(stage));
				await showPlatform(browser, stage);
			}
			await showCanvases(browser, stage, names, say);
		} finally {
			await browser.close();
		}
	} finally {
		await stage.close();
	}
}

async function showEditor(browser: Browser, stage: Stage, result: OrdersResult): Promise<void> {
	const { n8n } = stage;
	const page = await browser.newPage({ viewport: size });
	await signIn(page, n8n.url, owner);

	await openWorkflow(page, n8n.url, result.workflowId);
	await execute(page);
	await save(page, 'workflow');

	await openWorkflow(page, n8n.url, await saveThreeStatuses(stage, result));
	await execute(page);
	await openNode(page, 'Look up statuses');
	await page.getByTestId('output-panel').getByText('statusLabel').first().waitFor();
	await new NodeView(page).widenOutput();
	await save(page, 'node');

	// As high as the trigger's parameters.
	await page.setViewportSize({ ...size, height: 850 });
	await openWorkflow(page, n8n.url, await saveTrigger(stage));
	await openNode(page, 'ECOTRACK Trigger');
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('output-panel').getByText('statusLabel').first().waitFor();
	await new NodeView(page).widenOutput();
	await page.getByText('Node executed successfully').waitFor({ state: 'hidden' });
	// n8n's hint about pinning goes away with a click.
	await page.getByTestId('output-panel').getByText('items').first().click();
	await page.waitForTimeout(FADE_MS);
	await save(page, 'trigger');
	await page.setViewportSize(size);

	await page.goto(`${n8n.url}/home/credentials`);
	await page.getByText('Sandbox carrier').first().click();
	await page.getByText('Connection tested successfully').waitFor();
	await page.waitForTimeout(FADE_MS);
	await save(page, 'credential');
}

/** The workflow with the trigger, not switched on. */
async function saveTrigger({ rest, credential }: Stage): Promise<string> {
	const file = readWorkflow(triggerFile);
	return (await createWorkflow(rest, withCredential(file, 'ecotrackApi', credential))).id;
}

/** A workflow that looks up three orders by number; three whose answers fit a table's rows. */
async function saveThreeStatuses(
	{ rest, credential }: Stage,
	{ execution }: OrdersResult,
): Promise<string> {
	const [remarked] = itemsOf(execution, 'Add a remark');
	const plain = itemsOf<{ tracking: string; desk: boolean; attempts: unknown[] }>(
		execution,
		'Look up statuses',
	).filter(
		({ json: { desk, attempts, tracking } }) =>
			!desk && attempts.length === 0 && tracking !== remarked.json.tracking,
	);
	const trackings = plain.slice(0, 3).map(({ json }) => json.tracking);
	const example = readWorkflow(exampleFile);
	const [start, , lookUp] = example.nodes;
	lookUp.parameters.trackings = trackings.join('\n');
	const connections = { [start.name]: { main: [[{ node: lookUp.name, type: 'main', index: 0 }]] } };
	const workflow = { ...example, name: 'Three statuses', nodes: [start, lookUp], connections };
	const saved = await createWorkflow(rest, withCredential(workflow, 'ecotrackApi', credential));
	return saved.id;
}

/** Runs the shown workflow and waits until nothing moves any more. */
async function execute(page: Page): Promise<void> {
	const button = page.getByTestId('execute-workflow-button');
	await button.click();
	const toast = page.getByText('Workflow executed successfully');
	await toast.waitFor();
	await button.getByText('Execute workflow').waitFor();
	await toast.waitFor({ state: 'hidden' });
}

async function showPlatform(browser: Browser, { sandbox }: Stage): Promise<void> {
	const page = await browser.newPage({ viewport: { ...size, height: 600 } });
	await page.goto(`${sandbox.url}/console`, { waitUntil: 'networkidle' });
	await save(page, 'sandbox');
}

async function save(page: Page, name: string): Promise<void> {
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
	say(`docs/images/${name}.png`);
}

takePictures().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
