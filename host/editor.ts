import type { Locator, Page } from 'playwright-core';
import { openNode, openWorkflow, signIn } from './browser';
import type { Owner } from './rest';
import { NodeView } from './node-view';

/** n8n saves and renders while a person goes on: on a busy machine either may take a while. */
const PATIENCE_MS = 60_000;

/**
 * A person at n8n's editor. Every step is done with mouse and keyboard and ends when its effect is to
 * be seen, so that the next one can follow at once.
 */
export class Editor {
	/** The node that is open. */
	readonly node: NodeView;

	/** Logs in to the n8n at `url`. */
	static async open(page: Page, url: string, owner: Owner): Promise<Editor> {
		page.setDefaultTimeout(PATIENCE_MS);
		await signIn(page, url, owner);
		// n8n's advice on production opens by itself over whatever a person is looking at.
		await page.addLocatorHandler(
			page.getByTestId('suggested-actions-close'),
			async (close) => await close.click(),
		);
		return new Editor(page, url);
	}

	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.node = new NodeView(page);
	}

	/** Settings > Community nodes > Install. */
	async installCommunityPackage(name: string): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/settings/community-nodes`);
		await page.getByRole('button', { name: /^Install/ }).click();
		await page.getByTestId('package-name-input').fill(name);
		await page.getByText('I understand the risks').click();
		await page.getByTestId('install-community-package-button').click();
		await this.installed(name).waitFor();
		await page.getByTestId('communityPackageInstall-modal').waitFor({ state: 'detached' });
	}

	/** The card of a package under Settings > Community nodes. */
	installed(name: string): Locator {
		return this.page.getByTestId('community-package-card').filter({ hasText: name });
	}

	/** Opens an empty workflow. */
	async startWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** Opens a saved workflow. */
	async openWorkflow(id: string): Promise<void> {
		await openWorkflow(this.page, this.url, id);
	}

	/**
	 * Opens the panel of nodes and looks for a word in it. Answers the names that it offers, best first.
	 * @param after the node whose plus is clicked; without, the plus of an empty canvas
	 */
	async searchNodes(word: string, after?: string): Promise<string[]> {
		const plus = after
			? this.onCanvas(after).getByTestId('canvas-handle-plus')
			: this.page.getByTestId('canvas-plus-button');
		await plus.click();
		const search = this.page.getByTestId('node-creator-search-bar');
		await search.waitFor();
		await search.pressSequentially(word);
		const names = this.panel.getByTestId('node-creator-item-name');
		await names.filter({ hasText: 'ECOTRACK' }).first().waitFor();
		return await names.allInnerTexts();
	}

	/** Chooses one of a node's actions or triggers in the panel; the new node opens. */
	async addNode(node: string, action: string): Promise<void> {
		await this.panel.getByText(node, { exact: true }).first().click();
		const choice = this.panel.getByText(action, { exact: true }).first();
		// Triggers are folded in for a node after another one, actions for the first.
		const folded = this.panel.getByText(/^(Actions|Triggers) \(\d+\)$/).last();
		await folded.waitFor();
		if (!(await choice.isVisible())) await folded.click();
		await choice.click();
		await this.node.view.waitFor();
	}

	/** Opens a node of the workflow. */
	async openNode(name: string): Promise<void> {
		await openNode(this.page, name);
	}

	/** Publishes the workflow: its triggers run from now on. */
	async publish(): Promise<void> {
		const { page } = this;
		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').click();
		await page.getByRole('button', { name: 'Got it' }).click();
		await page.getByTestId('workflow-active-version-indicator').waitFor();
	}

	/** The runs of the workflow, newest first; the list follows by itself. */
	async showExecutions(): Promise<Locator> {
		await this.page.getByTestId('radio-button-executions').click();
		await this.page.getByTestId('executions-sidebar').waitFor();
		return this.page.locator('[data-test-id^=execution-details-]');
	}

	/** Opens a run from that list, and in it a node. */
	async openExecution(execution: Locator, node: string): Promise<void> {
		await execution.click();
		const id = (await execution.getAttribute('data-test-id'))?.split('-').at(-1);
		await this.page.getByTestId(`execution-preview-details-${id}`).waitFor();
		await this.openNode(node);
	}

	/** Opens the chat below the workflow. */
	async openChat(): Promise<void> {
		await this.page.getByTestId('workflow-chat-button').click();
		await this.question.waitFor();
	}

	/** Writes into the chat. */
	async ask(question: string): Promise<void> {
		await this.question.fill(question);
		await this.question.press('Enter');
	}

	/** The words of the chat that hold this text. */
	answer(text: string): Locator {
		return this.page.getByTestId('canvas-chat-body').getByText(text).first();
	}

	/** The id of the shown workflow. */
	get workflowId(): string {
		return /\/workflow\/(\w+)/.exec(this.page.url())?.[1] ?? '';
	}

	private get question(): Locator {
		return this.page.locator('textarea[data-test-id="chat-input"]');
	}

	private get panel(): Locator {
		return this.page.getByTestId('node-creator');
	}

	private onCanvas(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}
}
