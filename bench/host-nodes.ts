import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** n8n's own nodes, when `npm run n8n:install` has brought them. */
const DIRECTORY = join(
	process.env.ECOTRACK_RUNTIME_DIR ?? join(__dirname, '..', '.runtime'),
	'n8n/node_modules/n8n-nodes-base',
);

export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** What Engine.load takes to know the HTTP Request node; empty without an installed n8n. */
export function hostNodes(): Array<{ directory: string; only: string[] }> {
	return existsSync(DIRECTORY) ? [{ directory: DIRECTORY, only: [HTTP_REQUEST] }] : [];
}
