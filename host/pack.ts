import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { projectFolder } from './folders';
import { type Say, withHeartbeat } from './command';

/** This package as npm would publish it. `packed.json` beside the file says the same. */
export interface Packed {
	name: string;
	version: string;
	/** File name of the .tgz, in the folder it was packed into. */
	filename: string;
	/** Subresource integrity of the file, as the registry would give it. */
	integrity: string;
	/** Fingerprint of the sources it was built from. */
	sources: string;
}

/** What the packed file is made of. */
const SOURCES = [
	'credentials',
	'icons',
	'nodes',
	'CHANGELOG.md',
	'LICENSE',
	'README.md',
	'scripts/copy-assets.mjs',
	'package.json',
	'tsconfig.json',
];

/** The note that `packPackage` leaves, or undefined where there is none or its file is gone. */
function readPacked(folder: string): Packed | undefined {
	const note = join(folder, 'packed.json');
	if (!existsSync(note)) return undefined;
	const packed = JSON.parse(readFileSync(note, 'utf8')) as Packed;
	return existsSync(join(folder, packed.filename)) ? packed : undefined;
}

/** Builds and packs this package into `folder`, unless the one there is made of the same sources. */
export async function packPackage(folder: string, say: Say): Promise<Packed> {
	const sources = fingerprint();
	const found = readPacked(folder);
	if (found?.sources === sources) return found;

	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const answer = await withHeartbeat(
		say,
		'Building and packing this package',
		async () => {
			await runCommand('npm', ['run', '--silent', 'build'], { cwd: projectFolder });
			return await runCommand('npm', ['pack', '--json', '--pack-destination', folder], {
				cwd: projectFolder,
			});
		},
		{ takes: 'half a minute' },
	);
	const [{ name, version, filename, integrity }] = JSON.parse(answer) as Packed[];
	const packed = { name, version, filename, integrity, sources };
	writeFileSync(join(folder, 'packed.json'), `${JSON.stringify(packed, null, '\t')}\n`);
	return packed;
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap(filesBelow)) {
		hash
			.update(`${file}\0`)
			.update(readFileSync(join(projectFolder, file)))
			.update('\0');
	}
	return hash.digest('hex');
}

function filesBelow(source: string): string[] {
	const path = join(projectFolder, source);
	if (!existsSync(path)) return [];
	if (source.includes('.') || source === 'LICENSE') return [source];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length + 1))
		.sort();
}
