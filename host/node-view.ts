import type { Locator, Page } from 'playwright-core';

/** The open node, and what a person does in it. Parameters go by their names in the node's description. */
export class NodeView {
	constructor(private readonly page: Page) {}

	get view(): Locator {
		return this.page.getByTestId('ndv');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** Left of the parameters: what the nodes before put out, or before they ran a preview of it. */
	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	/** What n8n says of the credential in its form, where it could not connect. */
	get refusal(): Locator {
		return this.form.getByText('Couldn’t connect with these settings');
	}

	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`).filter({ visible: true });
	}

	/** Opens the form of a new credential for this node. */
	async startCredential(): Promise<void> {
		const list = this.view.getByTestId('node-credentials-select');
		// Where there is no credential of the kind yet, a button stands in the place of the list.
		const button = this.view.getByRole('button', { name: /^Connect to / });
		await list.or(button).first().waitFor();
		if (await button.isVisible()) {
			await button.click();
		} else {
			await list.click();
			await this.page
				.getByTestId('node-credentials-select-item-new')
				.filter({ visible: true })
				.click();
		}
		// n8n thinks of a name by itself, and saves nothing without one.
		const name = this.form.getByTestId('credential-name').getByTestId('inline-edit-preview');
		await name.filter({ hasText: /\S/ }).waitFor();
	}

	/** Fills in that form and saves it. n8n tests it then, and closes a form that connects. */
	async saveCredential(fields: Record<string, string>): Promise<void> {
		for (const [name, text] of Object.entries(fields)) {
			await this.form.getByTestId(`parameter-input-${name}`).locator('input').fill(text);
		}
		await this.page.getByTestId('credential-save-button').click();
		const saved = this.form.getByTestId('credential-save-button').getByText('Saving');
		await saved.waitFor({ state: 'hidden' });
	}

	/** Waits until the form has closed by itself, then looks at the credential again: its verdict. */
	async reopenCredential(): Promise<Locator> {
		await this.form.waitFor({ state: 'detached' });
		await this.view.getByTestId('credential-edit-button').click();
		return this.form.getByText('Connection tested successfully');
	}

	/** The whole of n8n's verdict on a credential that it refuses. */
	async readRefusal(): Promise<string> {
		await this.refusal.waitFor();
		await this.form.getByText('More details').click();
		return await this.form.innerText();
	}

	async closeCredential(): Promise<void> {
		await this.form.getByRole('button', { name: /close/i }).click();
		await this.form.waitFor({ state: 'detached' });
	}

	/** Chooses an option of a parameter. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		await this.page
			.getByTestId('parameter-input-item')
			.filter({ visible: true, has: this.page.getByText(option, { exact: true }) })
			.click();
	}

	async fill(parameters: Record<string, string>): Promise<void> {
		for (const [name, text] of Object.entries(parameters)) {
			await this.parameter(name).locator('input, textarea').first().fill(text);
		}
	}

	/** Looks for a text in a parameter's list ("From list"). Answers what the list has. */
	async searchList(parameter: string, text: string): Promise<string[]> {
		await this.parameter(parameter).getByTestId('rlc-input').click();
		const items = this.page.getByTestId('rlc-item').filter({ visible: true });
		await items.first().waitFor();
		await this.page.getByTestId('rlc-search').filter({ visible: true }).fill(text);
		const others = items.filter({ hasNotText: new RegExp(text, 'i') });
		await others.first().waitFor({ state: 'detached' });
		await items.first().waitFor();
		return await items.allInnerTexts();
	}

	/** Takes the first entry of the list that was searched. */
	async takeFirst(): Promise<void> {
		await this.page.getByTestId('rlc-item').filter({ visible: true }).first().click();
	}

	/** What a parameter with a list shows as chosen. */
	async chosen(parameter: string): Promise<string> {
		return await this.parameter(parameter).getByTestId('rlc-input').inputValue();
	}

	/** Drags a field of the input, or of its preview, onto a parameter. */
	async map(field: string, parameter: string): Promise<void> {
		const target = this.parameter(parameter);
		await this.input.getByText(field, { exact: true }).hover();
		await this.page.mouse.down();
		const box = await target.boundingBox();
		if (!box) throw new Error(`Not to be seen: ${parameter}`);
		await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 10 });
		await this.page.mouse.up();
		await target.getByText(field).waitFor();
	}

	/** Runs the node (a trigger: fetches a test event) and waits for its output. */
	async execute(): Promise<void> {
		await this.view.getByTestId('node-execute-button').first().click();
		await this.page.getByText('Node executed successfully').first().waitFor();
		await this.output.getByTestId('ndv-data-container').waitFor();
	}

	/** Makes the parameters small: the output is what matters in a picture. */
	async widenOutput(): Promise<void> {
		const handle = await this.page.getByTestId('panel-drag-button').boundingBox();
		if (!handle) return;
		const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
		await this.page.mouse.move(x, y);
		await this.page.mouse.down();
		await this.page.mouse.move(x - 250, y, { steps: 10 });
		await this.page.mouse.up();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').filter({ visible: true }).first().click();
		await this.view.waitFor({ state: 'detached' });
	}

	private get form(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}
}
