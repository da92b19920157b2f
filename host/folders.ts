import { join, resolve } from 'node:path';

/** The root of this repository. */
export const projectFolder = resolve(__dirname, '..');

/** The n8n this package is developed against: the newest that installs whole from npm. */
export const pinnedN8n = '2.41.1';

/** Where everything that is downloaded or made at run time lives; git ignores it. */
export interface Folders {
	root: string;
	/** Holds Node 24, when the Node that runs this is older. */
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
 * version than the pinned one gets a folder of its own, so that switching back costs nothing.
 */
export function chooseFolders(env: NodeJS.ProcessEnv = process.env): Folders {
	const root = resolve(projectFolder, env.ECOTRACK_RUNTIME_DIR || '.runtime');
	const version = chosenN8n(env);
	return {
		root,
		node: join(root, 'node'),
		n8n: join(root, version === pinnedN8n ? 'n8n' : `n8n-${version}`),
		packed: join(root, 'packed'),
		demo: join(root, 'demo'),
		tour: join(root, 'tour'),
	};
}
