// Puts beside the built code what n8n reads from there: the icons and the codex files.
import { cpSync, statSync } from 'node:fs';

cpSync('icons', 'dist/icons', { recursive: true });
cpSync('nodes', 'dist/nodes', {
	recursive: true,
	filter: (source) => statSync(source).isDirectory() || source.endsWith('.node.json'),
});
