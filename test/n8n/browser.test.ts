/** A person at n8n's editor, in Chromium, from the first search for the node to the first event. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium, listenForErrors, openBrowser } from '../../host/browser';
import { CarrierPage } from '../../host/carrier-page';
import { Editor } from '../../host/editor';
import type { Rest } from '../../host/rest';
import { deactivateWorkflow, listExecutions } from '../../host/workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { describeN8n, enterWithPackage, owner } from './support/n8n';

/** Skips where there is no Chromium; set-up.ts has printed why. */
const describeBrowser = findChromium() ? describeN8n : describe.skip;

const TOKEN = 'token-of-a-person-28c4';
const TRIGGER = 'ECOTRACK Trigger';
/** n8n polls once a minute at most. */
const NEXT_POLL_MS = 150_000;
/** For a machine that does much else; on a quiet one it takes a minute and a half. */
const LONGEST_MS = 900_000;

describeBrowser('a person at the editor', () => {
	let rest: Rest;
	let sandbox: Sandbox;
	let browser: Browser;
	let context: BrowserContext;
	let page: Page;
	let editor: Editor;
	let errors: string[];
	let published: string | undefined;

	beforeAll(async () => {
		const entered = await enterWithPackage();
		({ rest } = entered);
		sandbox = await startSandbox({ token: TOKEN, orders: 60 });
		browser = await openBrowser();
		context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
		page = await context.newPage();
		errors = listenForErrors(page);
		editor = await Editor.open(page, entered.n8n.url, owner);
	});
	afterAll(async () => {
		if (published) await deactivateWorkflow(rest, published);
		await browser?.close();
		await sandbox?.close();
	});

	/** One thing the person does: where it does not work, the error names it and a picture shows it. */
	const step = async (what: string, work: () => Promise<void>) => {
		try {
			await work();
		} catch (error) {
			const picture = join(tmpdir(), 'ecotrack-browser.png');
			await page.screenshot({ path: picture });
			(error as Error).message = `${what} (${picture}): ${(error as Error).message}`;
			throw error;
		}
	};

	it(
		'finds the node, gets a credential right, creates an order, and sees an event',
		async () => {
			const { node } = editor;

			await step('finds the node by a word of the trade', async () => {
				await editor.startWorkflow();
				expect((await editor.searchNodes('colis'))[0]).toBe('ECOTRACK');
				await editor.addNode('ECOTRACK', 'Get rate limit of account');
			});

			await step('sees a credential fail, and why', async () => {
				await node.startCredential();
				await node.saveCredential({ baseUrl: sandbox.url, apiToken: 'token-with-a-typo' });
				expect(await node.readRefusal()).toContain('The carrier did not accept this API Token.');
			});

			await step('sees it succeed', async () => {
				await node.saveCredential({ apiToken: TOKEN });
				await (await node.reopenCredential()).waitFor();
				await node.closeCredential();
			});

			await step('picks resource and operation', async () => {
				await node.choose('resource', 'Order');
				await node.choose('operation', 'Create');
			});

			await step('picks wilaya and commune from their lists', async () => {
				expect(await node.searchList('wilayaId', 'alger')).toEqual(['16 · Alger']);
				await node.takeFirst();
				expect(await node.searchList('commune', 'kouba')).toEqual(['Kouba · desk']);
				await node.takeFirst();
				expect(await node.chosen('commune')).toBe('Kouba · desk');
			});

			await step('fills in the rest', async () => {
				await node.fill({
					recipient: 'Amina Benali',
					phone: '0555000111',
					address: '12 rue des Oliviers',
					amount: '2900',
					product: 'Robe',
				});
				await node.close();
			});

			await step(
				'sees a preview of the output in the next node, and maps a field of it',
				async () => {
					await editor.searchNodes('colis', 'Create order');
					await editor.addNode('ECOTRACK', 'Get order statuses');
					const preview = await node.input.innerText();
					expect(preview).toContain('Usually outputs the following fields');
					for (const field of ['created', 'tracking', 'statusLabelFr']) {
						expect(preview).toContain(field);
					}
					await node.map('tracking', 'trackings');
				},
			);

			await step('runs both, and sees the output', async () => {
				await node.execute();
				const made = sandbox.platform.all().filter(({ recipient }) => recipient === 'Amina Benali');
				expect(made).toMatchObject([{ commune: 'Kouba', wilayaId: 16, phone: '0555000111' }]);
				const output = await node.output.innerText();
				expect(output).toContain(made[0].tracking);
				expect(output).toContain('Prêt à expédier');
				await node.close();
			});

			await step('finds an order of page 2 in the list of tracking numbers', async () => {
				const [, , { reference, recipient }] = listed(2);
				await editor.searchNodes('colis', 'Get order statuses');
				await editor.addNode('ECOTRACK', 'Get order');
				expect(await node.searchList('tracking', reference)).toEqual([
					expect.stringContaining(recipient),
				]);
				await node.takeFirst();
				await node.execute();
				await node.output.getByText(reference).first().waitFor();
				await node.close();
			});

			await step('adds the trigger and fetches a test event', async () => {
				await editor.startWorkflow();
				await editor.searchNodes('colis');
				await editor.addNode('ECOTRACK', 'On order status changed');
				await node.execute();
				expect(await node.output.innerText()).toContain('orderStatusChanged');
				await node.close();
			});

			const [{ tracking }] = listed(1).filter(({ status }) => status === 'vers_wilaya');
			await step('publishes, and pushes an order on the page of the platform', async () => {
				await editor.publish();
				published = editor.workflowId;
				const carrier = new CarrierPage(await context.newPage(), sandbox.url);
				await carrier.open();
				expect(await carrier.push(tracking)).not.toBe('vers_wilaya');
				await carrier.page.close();
			});

			await step('sees the run of it', async () => {
				const runs = await editor.showExecutions();
				// The first one is the test event.
				await runs.nth(1).waitFor({ timeout: NEXT_POLL_MS });
				await editor.openExecution(runs.first(), TRIGGER);
				await node.output.getByText(tracking).first().waitFor();
				const [run] = await listExecutions(rest, published ?? '');
				expect(run).toMatchObject({ mode: 'trigger', status: 'success' });
			});

			expect(errors).toEqual([]);
		},
		LONGEST_MS,
	);

	/** A page of the account's orders as the platform lists them. */
	const listed = (number: number) =>
		sandbox.platform.list({ page: number }).data.map((row) => ({
			tracking: String(row.tracking),
			reference: String(row.reference),
			recipient: String(row.client),
			status: String(row.status),
		}));
});
