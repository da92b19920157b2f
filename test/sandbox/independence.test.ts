import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SANDBOX = join(__dirname, '../../sandbox');

const sources = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.ts'),
);

describe('the sandbox', () => {
	it.each(sources)('imports nothing of the rest of this repository in %s', (name) => {
		const file = join(SANDBOX, name);
		const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import|require)\s*\(?'([^']+)'/g);
		for (const [, target] of imports) {
			if (!target.startsWith('.')) continue;
			const inside = relative(SANDBOX, resolve(dirname(file), target));
			expect(inside).not.toMatch(/^\.\./);
		}
	});
});
