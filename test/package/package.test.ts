/** What would be published: the built files, as npm would pack them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import {
	createSourceFile,
	forEachChild,
	isCallExpression,
	isIdentifier,
	isPropertyAccessExpression,
	isPropertyAssignment,
	isStringLiteral,
	ScriptTarget,
	type Node,
} from 'typescript';

const REPOSITORY = resolve(__dirname, '../..');
const read = (file: string) => readFileSync(join(REPOSITORY, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

const scripts = readdirSync(join(REPOSITORY, 'dist'), { recursive: true, encoding: 'utf8' })
	.map((name) => join('dist', name))
	.filter((name) => name.endsWith('.js'));

function* nodesOf(file: string): Generator<Node> {
	const pending: Node[] = [createSourceFile(file, read(file), ScriptTarget.Latest, true)];
	for (let node = pending.pop(); node; node = pending.pop()) {
		yield node;
		forEachChild(node, (child) => void pending.push(child));
	}
}

/** What a file asks for with require() or import(); undefined where it is no plain text. */
function requiresOf(file: string): Array<string | undefined> {
	return [...nodesOf(file)]
		.filter(isCallExpression)
		.flatMap(({ expression, arguments: [first] }) => {
			const isRequire = isIdentifier(expression) && expression.text === 'require';
			const isImport = expression.getText() === 'import';
			if (!isRequire && !isImport) return [];
			return [first && isStringLiteral(first) ? first.text : undefined];
		});
}

/** The names that a file uses, but for those of properties. */
function namesIn(file: string): Set<string> {
	const names = [...nodesOf(file)].filter(isIdentifier).filter((node) => {
		const { parent } = node;
		const isMember = isPropertyAccessExpression(parent) && parent.name === node;
		return !isMember && !(isPropertyAssignment(parent) && parent.name === node);
	});
	return new Set(names.map(({ text }) => text));
}

describe('the built files', () => {
	it('are there', () => {
		expect(scripts.length).toBeGreaterThan(20);
	});

	it.each(scripts)('%s requires n8n-workflow and the package itself, nothing else', (file) => {
		for (const target of requiresOf(file)) {
			if (target === 'n8n-workflow') continue;
			expect(target).toMatch(/^\.\.?\//);
			const path = resolve(REPOSITORY, dirname(file), String(target));
			expect(path.startsWith(join(REPOSITORY, 'dist'))).toBe(true);
			expect([`${path}.js`, join(path, 'index.js')].some((one) => existsSync(one))).toBe(true);
		}
	});

	it.each(scripts)('%s uses nothing that n8n forbids', (file) => {
		const forbidden = [
			'process',
			'global',
			'globalThis',
			'setTimeout',
			'setInterval',
			'setImmediate',
			'__dirname',
			'__filename',
			'eval',
			'fetch',
		];
		const names = namesIn(file);
		expect(forbidden.filter((name) => names.has(name))).toEqual([]);
	});
});

describe('the manifest', () => {
	it.each([...manifest.n8n.nodes, ...manifest.n8n.credentials])(
		'names a file that exists: %s',
		(file) => {
			expect(existsSync(join(REPOSITORY, file))).toBe(true);
			const name = /([A-Za-z]+)\.(node|credentials)\.js$/.exec(file)?.[1] ?? '';
			expect(read(file)).toContain(`exports.${name} = ${name};`);
		},
	);

	it('names every node and credential there is', () => {
		const named = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const built = scripts.filter((file) => /\.(node|credentials)\.js$/.test(file));
		expect(named.sort()).toEqual(built.sort());
	});

	it.each(manifest.n8n.nodes as string[])('has a codex file beside %s', (file) => {
		const codex = JSON.parse(read(file.replace(/\.js$/, '.json')));
		expect(codex.node).toBe(manifest.name);
		expect(codex.categories.length).toBeGreaterThan(0);
	});

	it('keeps the rules of a verified package', () => {
		expect(manifest).toMatchObject({
			name: 'n8n-nodes-ecotrack',
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']),
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { n8nNodesApiVersion: 1, strict: true },
		});
		for (const banned of ['dependencies', 'overrides', 'resolutions', 'bundledDependencies']) {
			expect(manifest).not.toHaveProperty(banned);
		}
		for (const banned of ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish']) {
			expect(manifest.scripts).not.toHaveProperty(banned);
		}
	});

	it('goes with a lock file that names no registry', () => {
		expect(read('package-lock.json')).not.toContain('"resolved"');
	});
});

describe('the packed file', () => {
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: REPOSITORY,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Array<{ size: number; files: Array<{ path: string }> }>;
	const paths = packed.files.map(({ path }) => path);

	it('holds the built files and four others', () => {
		expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE',
			'README.md',
			'package.json',
		]);
	});

	it('holds nothing in dist but scripts, icons and codex files', () => {
		const built = paths.filter((path) => path.startsWith('dist/'));
		expect(built.filter((path) => !/\.(js|svg|node\.json)$/.test(path))).toEqual([]);
		expect(built.filter((path) => /test|\.map$|tsbuildinfo/.test(path))).toEqual([]);
	});

	it('holds both icons where the nodes look for them', () => {
		expect(paths).toEqual(
			expect.arrayContaining(['dist/icons/ecotrack.svg', 'dist/icons/ecotrack.dark.svg']),
		);
		expect(read('dist/icons/ecotrack.svg')).not.toBe(read('dist/icons/ecotrack.dark.svg'));
	});

	it('is under 100 kB', () => {
		expect(packed.size).toBeLessThan(100_000);
	});
});
