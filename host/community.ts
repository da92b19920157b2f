import type { Packed } from './pack';
import { type Rest, RestError } from './rest';

/** A package under Settings > Community nodes. */
export interface InstalledPackage {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string; latestVersion: number }>;
}

/**
 * Installs the packed file with n8n's own installer, or updates what is installed under its name.
 * The server must have been started with it (see npm-shim/npm.js).
 */
export async function installPackage(
	rest: Rest,
	{ name, version }: Pick<Packed, 'name' | 'version'>,
): Promise<InstalledPackage> {
	try {
		return await rest.post('community-packages', { name, version });
	} catch (error) {
		const installed = error instanceof RestError && /already installed/.test(error.message);
		if (!installed) throw error;
		return await rest.patch('community-packages', { name, version });
	}
}
