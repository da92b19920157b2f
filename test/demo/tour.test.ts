import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingTime } from '../../demo/tour/play';
import { SCRIPT } from '../../demo/tour/script';
import { projectFolder } from '../../host/folders';

describe('the tour', () => {
	it('is the script of docs/verification.md, word for word', () => {
		const page = readFileSync(join(projectFolder, 'docs', 'verification.md'), 'utf8');
		const [, script] = page.split('## A demo of five minutes');
		const steps = script.split('\n').filter((line) => /^\d+\. /.test(line));
		expect(steps).toEqual(
			SCRIPT.map(({ part, caption }, index) => `${index + 1}. **${part}.** ${caption}`),
		);
	});

	it('goes through what a verifier looks at', () => {
		const parts = new Set(SCRIPT.map(({ part }) => part));
		expect([...parts]).toEqual(['Install', 'Credential', 'Operations', 'Trigger', 'Agent']);
	});

	it('leaves a slow reader the time for each caption, and ends in five minutes', () => {
		for (const { caption } of SCRIPT) {
			const wordsPerMinute = caption.split(' ').length / (readingTime(caption) / 60_000);
			expect(wordsPerMinute).toBeLessThan(180);
		}
		const reading = SCRIPT.reduce((sum, { caption }) => sum + readingTime(caption), 0);
		expect(reading).toBeLessThan(240_000);
	});
});
