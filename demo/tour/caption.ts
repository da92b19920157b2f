import type { Page } from 'playwright-core';

/** Lets clicks through; n8n, which is as high as the window, makes room for it. */
const STYLE = `
	html[data-caption]::after {
		content: attr(data-caption);
		position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none;
		display: flex; align-items: center; justify-content: center;
		box-sizing: border-box; height: 64px; padding: 0 40px;
		background: #0f2d2c; color: #fff; text-align: center;
		font: 500 17px/1.35 system-ui, sans-serif;
	}
	#n8n-app { height: calc(100vh - 64px) !important; }
`;

/** Words at the foot of a page, which stay when the page goes to another address. */
export class Caption {
	private text = '';
	private readonly pages = new Set<Page>();

	/** Shows these words, on this page and on all that had some before. */
	async say(page: Page, text: string): Promise<void> {
		this.text = text;
		await this.follow(page);
	}

	/** Shows the words of now on this page too. */
	async follow(page: Page): Promise<void> {
		if (!this.pages.has(page)) {
			this.pages.add(page);
			page.on('domcontentloaded', () => void this.draw(page));
		}
		for (const each of this.pages) await this.draw(each);
	}

	private async draw(page: Page): Promise<void> {
		try {
			const html = page.locator('html');
			const isNew = (await html.getAttribute('data-caption')) === null;
			if (isNew) await page.addStyleTag({ content: STYLE });
			const text = JSON.stringify(this.text);
			await page.evaluate(`document.documentElement.setAttribute('data-caption', ${text})`);
		} catch {
			// The page is just going elsewhere, and gets it there.
		}
	}
}
