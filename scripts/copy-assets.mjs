// Puts beside the built code what n8n reads from there: the icons, the codex files, and
// the previews of outputs.
import { cpSync, statSync } from 'node:fs';

cpSync('icons', 'dist/icons', { recursive: true });
cpSync('nodes', 'dist/nodes', {
	recursive: true,
	filter: (source) =>
		statSync(source).isDirectory() || /\.node\.json$|__schema__.*\.json$/.test(source),
});
