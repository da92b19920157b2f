/**
 * `npm run dev`: n8n with this package as it is being written. n8n's own loop (`n8n-node dev`)
 * compiles what changes, and the n8n of `npm run n8n:install` loads it anew; the one that the loop
 * would fetch by itself does not install. Account and workflows stay for the next time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { runCommand, startProgress, Trouble, withHeartbeat } from './command';
import { projectFolder } from './folders';
import { installRuntime } from './install';
import { startServer } from './server';

/** Beside the loop's own; not in this repository, where n8n would load anew at what it writes itself. */
const userFolder = join(homedir(), '.n8n-node-cli', 'ecotrack');

/** How the loop ends with `q` or Ctrl-C. */
const INTERRUPTED = 130;

async function develop(): Promise<number> {
	const say = startProgress();
	const runtime = await installRuntime(say);
	// The loop compiles, but leaves out the codex files.
	await withHeartbeat(say, 'Building this package', () =>
		runCommand('npm', ['run', '--silent', 'build'], { cwd: projectFolder }),
	);

	const cli = join(projectFolder, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
	const args = [cli, 'dev', '--external-n8n', '--custom-user-folder', userFolder];
	const loop = spawn(process.execPath, args, {
		cwd: projectFolder,
		stdio: ['inherit', 'pipe', 'inherit'],
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => loop.kill(signal));
	const ended = once(loop, 'exit') as Promise<[number | null]>;

	let url = 'n8n is starting';
	// The loop draws its whole screen at each change: what stands below it is drawn with it.
	loop.stdout.on('data', (screen: Buffer) =>
		process.stdout.write(`${screen.toString()}\n${url}\n`),
	);
	try {
		const port = await getPort({ host: '127.0.0.1', port: getPort.makeRange(5678, 5728) });
		const env = { N8N_DEV_RELOAD: 'true' };
		const server = await startServer(runtime, { userFolder, port, env });
		url = `n8n with this package: ${server.url}   log: ${server.logFile}`;
		console.log(url);
		const [code] = await ended;
		await server.stop();
		return code === INTERRUPTED ? 0 : (code ?? 1);
	} finally {
		loop.kill();
	}
}

develop().then(
	(code) => (process.exitCode = code),
	(error: Error) => {
		console.error(error instanceof Trouble ? `${error.message}\n${error.output}` : error);
		process.exitCode = 1;
	},
);
