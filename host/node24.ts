import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { cleanEnvironment } from './environment';
import { readMarker, writeMarker } from './marker';
import { type Say, withHeartbeat } from './progress';
import { Trouble } from './trouble';

/** n8n from 2.36 on does not start on an older Node. */
export const neededMajor = 24;

/** The npm package that holds nothing but Node for this kind of machine. */
export function nodePackage(platform = process.platform, arch = process.arch): string {
	return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** Path of a Node that can run n8n, or undefined if none is installed yet. */
export function findNode(folder: string, running = process.versions.node): string | undefined {
	if (Number(running.split('.')[0]) >= neededMajor) return process.execPath;
	const program = join(folder, 'node_modules', nodePackage(), 'bin', 'node');
	return readMarker(folder) && existsSync(program) ? program : undefined;
}

/**
 * Gets Node 24 from the npm registry into `folder` (189 MB, some 5 s) unless the running Node is
 * new enough or it is there already. Answers the path of the program.
 */
export async function installNode(folder: string, say: Say): Promise<string> {
	const found = findNode(folder);
	if (found) return found;

	const name = nodePackage();
	const program = join(folder, 'node_modules', name, 'bin', 'node');
	mkdirSync(folder, { recursive: true });
	const dependencies = { [name]: String(neededMajor) };
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));

	try {
		await withHeartbeat(say, `Getting Node ${neededMajor} (n8n does not run on an older one)`, () =>
			runCommand('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
				cwd: folder,
				env: cleanEnvironment(process.env),
			}),
		);
		const version = await runCommand(program, ['--version'], { cwd: folder });
		writeMarker(folder, { node: version.trim() });
	} catch (error) {
		if (!(error instanceof Trouble)) throw error;
		const way = `Installing Node ${neededMajor} by hand (nodejs.org) works as well.`;
		throw new Trouble(`${error.message} ${way}`, error.output);
	}
	return program;
}
