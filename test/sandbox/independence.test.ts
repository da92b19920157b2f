import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SANDBOX = join(__dirname, '../../sandbox');

const sources = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.ts'),
);

const LIBRARIES = ['qs', 'tinyqueue'];

describe('the sandbox', () => {
	it.each(sources)('needs nothing but Node, two libraries and itself in %s', (name) => {
		const file = join(SANDBOX, name);
		const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import|require)\s*\(?'([^']+)'/g);
		for (const [, target] of imports) {
			if (target.startsWith('node:') || LIBRARIES.includes(target)) continue;
			expect(target).toMatch(/^\./);
			const inside = relative(SANDBOX, resolve(dirname(file), target));
			expect(inside).not.toMatch(/^\.\./);
		}
	});
});
