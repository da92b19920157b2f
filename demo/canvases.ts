import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkflow, signIn } from '../host/browser';
import type { Say } from '../host/command';
import { projectFolder } from '../host/folders';
import { createWorkflow, readWorkflow, withCredential } from '../host/workflow';
import { owner, type Stage } from './stage';

const examples = join(projectFolder, 'examples');
const folder = join(projectFolder, 'docs', 'images', 'workflows');

/** The editor is slow on a machine that is busy. */
const PATIENCE_MS = 120_000;

/** How many pixels of the picture one of the canvas takes, and what is left free around the nodes. */
const SCALE = 0.7;
const MARGIN = 24;
/** n8n's own bars, and the space that it leaves when it fits a workflow into the window. */
const BARS = { width: 260, height: 220 };
const FIT = 0.8;
/** The name of a node stands below its box and may be longer than it. */
const LABEL = { width: 24, height: 40 };

/** The editor's own bars, buttons and dots say nothing about a workflow, and swell its picture. */
const QUIET = `
	body * { visibility: hidden !important; }
	.vue-flow__transformationpane, .vue-flow__transformationpane * { visibility: visible !important; }
	marker, marker * { visibility: visible !important; }
	[data-test-id="canvas-handle-plus-wrapper"], [data-test-id="canvas-node-toolbar"] { display: none !important; }
`;

/**
 * Takes a picture of the canvas of every example, as the editor shows it after the import.
 * @param only names of examples; all of them where there are none
 */
export async function showCanvases(
	browser: Browser,
	stage: Stage,
	only: readonly string[],
	say: Say,
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const page = await browser.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	await signIn(page, stage.n8n.url, owner);
	const all = readdirSync(examples).map((file) => basename(file, '.json'));
	for (const name of all.filter((one) => only.length === 0 || only.includes(one))) {
		await showCanvas(page, stage, name);
		say(`docs/images/workflows/${name}.png`);
	}
	await page.close();
}

async function showCanvas(
	page: Page,
	{ n8n, rest, credential }: Stage,
	name: string,
): Promise<void> {
	const workflow = readWorkflow(join(examples, `${name}.json`));
	const { id } = await createWorkflow(rest, withCredential(workflow, 'ecotrackApi', credential));
	await page.setViewportSize(windowFor(await sizeOf(page, n8n.url, id)));
	await openWorkflow(page, n8n.url, id);
	await page.addStyleTag({ content: QUIET });
	await page.getByTestId('zoom-to-fit').dispatchEvent('click');
	await page.mouse.move(0, 0);
	const clip = await boxOf(page);
	await page.screenshot({ path: join(folder, `${name}.png`), clip, animations: 'disabled' });
}

interface Size {
	width: number;
	height: number;
}

/** How large a workflow is, in pixels of the canvas. */
async function sizeOf(page: Page, url: string, id: string): Promise<Size> {
	await page.setViewportSize({ width: 1600, height: 900 });
	await openWorkflow(page, url, id);
	const { width, height } = await boxOf(page);
	const style = await page.locator('.vue-flow__transformationpane').getAttribute('style');
	const zoom = Number(/scale\(([\d.]+)\)/.exec(style ?? '')?.[1] ?? 1);
	return { width: width / zoom, height: height / zoom };
}

function windowFor({ width, height }: Size): Size {
	return {
		width: Math.ceil((width * SCALE) / FIT) + BARS.width,
		height: Math.ceil((height * SCALE) / FIT) + BARS.height,
	};
}

/** Where the nodes and notes of the shown workflow stand, all of them together. */
async function boxOf(page: Page): Promise<Size & { x: number; y: number }> {
	const nodes = await page.locator('.vue-flow__node').all();
	const boxes = (await Promise.all(nodes.map(async (node) => await node.boundingBox()))).filter(
		(box) => box !== null,
	);
	const x = Math.min(...boxes.map((box) => box.x)) - MARGIN;
	const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN + LABEL.width;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN + LABEL.height;
	return { x, y, width: right - x, height: bottom - y };
}
