/**
 * What would be published. The rules of a verified package, and what its code may import and use, are
 * held by `npm run lint`, `npm run structure` and `npm run scan`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(__dirname, '../..');
const read = (file: string) => readFileSync(join(REPOSITORY, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

/** What a merchant types into n8n's panel of nodes, in the words of the trade. */
const SEARCHES = [
	...['tracking', 'track', 'shipment', 'shipping', 'parcel', 'delivery', 'order status', 'label'],
	...['cash on delivery', 'COD', 'e-commerce', 'ecommerce'],
	...['colis', 'livraison', 'suivi', 'expédition', 'bordereau', 'wilaya'],
	...['DHD', 'Anderson', 'Algeria'],
];

/** Anything else, and n8n's panel silently leaves a node out. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

describe('the manifest', () => {
	it.each([...manifest.n8n.nodes, ...manifest.n8n.credentials])(
		'names a file that exists: %s',
		(file) => {
			expect(existsSync(join(REPOSITORY, file))).toBe(true);
			const name = /([A-Za-z]+)\.(node|credentials)\.js$/.exec(file)?.[1] ?? '';
			expect(read(file)).toContain(`exports.${name} = ${name};`);
		},
	);

	it.each(manifest.n8n.nodes as string[])('has a codex file beside %s', (file) => {
		const codex = JSON.parse(read(file.replace(/\.js$/, '.json')));
		expect(codex.node).toBe(manifest.name);
		expect(codex.categories).not.toEqual([]);
		expect(CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
	});

	it.each(manifest.n8n.nodes as string[])('is found by what it is for: %s', (file) => {
		const { alias } = JSON.parse(read(file.replace(/\.js$/, '.json')));
		expect(alias).toEqual(expect.arrayContaining(SEARCHES));
		expect(new Set(alias).size).toBe(alias.length);
	});

	it('asks n8n to be strict with it', () => {
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
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

	it('holds nothing in dist but scripts, icons, codex files and previews of outputs', () => {
		const built = paths.filter((path) => path.startsWith('dist/'));
		expect(
			built.filter(
				(path) => !/\.(js|svg|node\.json)$|\/__schema__\/v1\.0\.0\/\w+\/\w+\.json$/.test(path),
			),
		).toEqual([]);
		expect(built.filter((path) => /test|\.map$|tsbuildinfo/.test(path))).toEqual([]);
	});

	it('holds both icons where the nodes look for them', () => {
		expect(paths).toEqual(
			expect.arrayContaining(['dist/icons/ecotrack.svg', 'dist/icons/ecotrack.dark.svg']),
		);
		expect(read('dist/icons/ecotrack.svg')).not.toBe(read('dist/icons/ecotrack.dark.svg'));
	});

	it('is under 120 kB', () => {
		expect(packed.size).toBeLessThan(120_000);
	});
});
