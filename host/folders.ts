import { join, resolve } from 'node:path';
import { needsOf } from './needs';

/** The root of this repository. */
export const projectFolder = resolve(__dirname, '..');

/** The n8n this package is developed against: the newest that installs whole from npm. */
export const pinnedN8n = '2.41.1';

/** Where everything that is downloaded or made at run time lives; git ignores it. */
export interface Folders {
	root: string;
	/** Holds the Node that n8n needs, when the one that runs this is another. */
	node: string;
	/** Holds n8n and its dependencies (about 3 GB). */
	n8n: string;
	/** Holds this package as npm would publish it. */
	packed: string;
	/** Holds the demo's n8n account, workflows and logs. */
	demo: string;
	/** Holds what `npm run demo -- --tour` leaves: its pictures and its n8n. */
	tour: string;
}

/** The n8n version to use: the pinned one, or what `N8N_VERSION` names. */
export function chosenN8n(env: NodeJS.ProcessEnv = process.env): string {
	return env.N8N_VERSION?.trim() || pinnedN8n;
}

/**
 * The folders below `ECOTRACK_RUNTIME_DIR` (default `.runtime` in the repository). Another n8n
 * version than the pinned one gets a folder of its own, so that switching back costs nothing; so
 * does another Node.
 */
export function chooseFolders(env: NodeJS.ProcessEnv = process.env): Folders {
	const root = resolve(projectFolder, env.ECOTRACK_RUNTIME_DIR || '.runtime');
	const version = chosenN8n(env);
	const { node } = needsOf(version);
	const others = join(root, 'versions');
	return {
		root,
		node: node === needsOf(pinnedN8n).node ? join(root, 'node') : join(others, `node-${node}`),
		n8n: version === pinnedN8n ? join(root, 'n8n') : join(others, version),
		packed: join(root, 'packed'),
		demo: join(root, 'demo'),
		tour: join(root, 'tour'),
	};
}
