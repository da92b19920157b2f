import type { Locator, Page } from 'playwright-core';

/** A person on the sandbox's own page, which stands for the carrier's. */
export class CarrierPage {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async open(): Promise<void> {
		await this.page.goto(`${this.url}/console`);
		await this.page.locator('#orders tr').first().waitFor();
	}

	/** Takes an order one status on, and answers the one that it has then. */
	async push(tracking: string): Promise<string> {
		await this.page.getByRole('searchbox').fill(tracking);
		const row = this.row(tracking);
		const status = row.getByRole('combobox');
		const before = await status.inputValue();
		await row.getByRole('button', { name: 'Next status' }).click();
		await this.page
			.locator(`tr:has-text("${tracking}") select:not(:has(option[value="${before}"]:checked))`)
			.waitFor();
		return await status.inputValue();
	}

	row(text: string): Locator {
		return this.page.locator('#orders tr').filter({ hasText: text });
	}
}
