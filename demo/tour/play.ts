import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { ScriptedModel } from '../../host/agent';
import { hasDisplay, listenForErrors, openBrowser } from '../../host/browser';
import { CarrierPage } from '../../host/carrier-page';
import type { Say } from '../../host/command';
import { Editor } from '../../host/editor';
import { type Ground, owner } from '../stage';
import { Caption } from './caption';
import { type Scene, SCRIPT, type Step, turns } from './script';

export interface TourOptions {
	/** Without pauses, and without a window. */
	check: boolean;
	/** Where the pictures go: one a step, where there is no window. */
	folder: string;
	signal: AbortSignal;
}

/** Before each click and key, for those who watch. */
const SLOW_MO_MS = 120;
/** How long a result stands, once it is there. */
const LOOK_MS = 4_000;
const MS_PER_LETTER = 55;

/** How long a caption is read before anything happens. */
export const readingTime = (caption: string): number => 2_000 + caption.length * MS_PER_LETTER;

/** How a step is announced. */
const titleOf = ({ part, caption }: Step, index: number): string =>
	`${index + 1}/${SCRIPT.length} ${part}: ${caption}`;

export interface TourResult {
	/** A step that did not come out, and what n8n's pages complained about. */
	wrong: string[];
	/** Whether there are pictures in the folder: where nobody could watch. */
	hasPictures: boolean;
}

/** Plays the tour. Throws when the signal is aborted. */
export async function playTour(
	ground: Ground,
	{ check, folder, signal }: TourOptions,
	say: Say,
): Promise<TourResult> {
	const isVisible = !check && hasDisplay();
	const slowMo = check ? 0 : SLOW_MO_MS;
	const browser = await openBrowser({ isVisible, slowMo, leavesSignals: true });
	const models: ScriptedModel[] = [];
	const startModel = async (tracking: string) => {
		const model = await ScriptedModel.start(turns(tracking));
		models.push(model);
		return model;
	};
	try {
		const { scene, errors } = await setScene(ground, browser, startModel);
		const caption = new Caption();
		const wait = async (ms: number) => {
			if (!check) await pause(ms, undefined, { signal });
		};
		if (!isVisible) emptyFolder(folder);

		let page = scene.editor.page;
		for (const [index, step] of SCRIPT.entries()) {
			signal.throwIfAborted();
			say(titleOf(step, index));
			await caption.say(page, step.caption);
			await wait(readingTime(step.caption));
			try {
				page = await step.act(scene);
			} catch (error) {
				await picture(scene.editor.page, folder, 'stumbled');
				const wrong = `Step ${index + 1} did not come out: ${(error as Error).message}`;
				return { wrong: [wrong, ...errors], hasPictures: true };
			}
			await caption.follow(page);
			await wait(LOOK_MS);
			if (!isVisible) await picture(page, folder, nameOf(index, step));
		}
		return { wrong: errors, hasPictures: !isVisible };
	} finally {
		await browser.close();
		for (const model of models) await model.stop();
	}
}

async function setScene(
	ground: Ground,
	browser: Browser,
	startModel: Scene['startModel'],
): Promise<{ scene: Scene; errors: string[] }> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	// The tab that is open last is the one in front.
	const carrier = new CarrierPage(await context.newPage(), ground.sandbox.url);
	const page = await context.newPage();
	const errors = listenForErrors(page);
	const editor = await Editor.open(page, ground.n8n.url, owner);
	return { scene: { ground, editor, carrier, startModel }, errors };
}

function emptyFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
}

const nameOf = (index: number, { part }: Step) =>
	`${String(index + 1).padStart(2, '0')}-${part.toLowerCase()}`;

async function picture(page: Page, folder: string, name: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
