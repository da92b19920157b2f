/**
 * `npm run test:versions`: the packed file as a community package in one n8n after the other, with
 * the suites of test/n8n. It ends with the table of README.md. What it installs it removes again.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, type Say, startProgress, Trouble } from '../../host/command';
import { chooseFolders, pinnedN8n, projectFolder } from '../../host/folders';
import { installRuntime } from '../../host/install';
import { type Row, ROWS } from './rows';
import { countTopics, drawTable, isWell, type Report, type Result } from './table';

const USAGE = `npm run test:versions [-- VERSION ... --keep]

  VERSION  only these n8n versions, for instance 2.8.4
  --keep   leaves what it has installed (3 GB each) for the next time`;

/** For a hang, not for a machine that does something else as well. */
const HANG_MS = 900_000;

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { keep: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (values.help) return console.log(USAGE);
	const unknown = positionals.filter((name) => !ROWS.some(({ version }) => version === name));
	if (unknown.length > 0) throw new Trouble(`test/versions/rows.ts has no ${unknown.join(', ')}`);

	const say = startProgress();
	const rows = ROWS.filter(({ version }) => !positionals.length || positionals.includes(version));
	for (const row of rows) {
		const env = { ...process.env, N8N_VERSION: row.version };
		try {
			const result = await tryVersion(row, say, env);
			if (!isWell(result)) process.exitCode = 1;
			keepResult(result);
		} finally {
			if (!values.keep) remove(row, say, env);
		}
	}
	console.log(`\n${drawTable(ROWS, readResults())}`);
}

async function tryVersion(row: Row, say: Say, env: NodeJS.ProcessEnv): Promise<Result> {
	const { version, topics } = row;
	const { node, folders } = await installRuntime(say, env);
	const nodeVersion = await runCommand(node, ['--version'], { cwd: folders.root });
	const suites = topics.flatMap((topic) => topic.suites);
	say(`Running ${suites.length} suites in n8n ${version} on Node ${nodeVersion}`);
	const report = join(folders.root, 'versions', `report-${version}.json`);
	const counts = countTopics(row, await runSuites(suites, report, env));
	const date = new Date().toISOString().slice(0, 10);
	return { version, node: nodeVersion, date, counts };
}

/** jest shows what it does; how it ends stands in its report. */
async function runSuites(suites: string[], file: string, env: NodeJS.ProcessEnv): Promise<Report> {
	mkdirSync(dirname(file), { recursive: true });
	rmSync(file, { force: true });
	const jest = join(projectFolder, 'node_modules/jest/bin/jest.js');
	const args = ['-c', 'jest.n8n.config.js', '--testTimeout', String(HANG_MS)];
	args.push('--json', `--outputFile=${file}`, '--testPathPatterns');
	const paths = suites.map((suite) => `/test/n8n/${suite}\\.test\\.ts$`);
	const child = spawn(process.execPath, [jest, ...args, ...paths], {
		cwd: projectFolder,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...env, CI: 'true' },
	});
	await once(child, 'exit');
	if (!existsSync(file)) throw new Trouble('The suites broke off before they had a result');
	return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** The pinned n8n is everybody's. */
function remove({ version }: Row, say: Say, env: NodeJS.ProcessEnv): void {
	if (version === pinnedN8n) return;
	const { n8n, node } = chooseFolders(env);
	say(`Removing n8n ${version}`);
	rmSync(n8n, { recursive: true, force: true });
	if (node !== chooseFolders({ ...env, N8N_VERSION: pinnedN8n }).node) {
		rmSync(node, { recursive: true, force: true });
	}
}

/** Kept from run to run: trying one n8n once more must not take as long as trying all of them. */
const resultsFile = join(chooseFolders().root, 'versions', 'results.json');

function readResults(): Result[] {
	if (!existsSync(resultsFile)) return [];
	return JSON.parse(readFileSync(resultsFile, 'utf8')) as Result[];
}

function keepResult(result: Result): void {
	const others = readResults().filter(({ version }) => version !== result.version);
	writeFileSync(resultsFile, `${JSON.stringify([...others, result], null, '\t')}\n`);
}

main().catch((error: Error) => {
	console.error(error instanceof Trouble ? `${error.message}\n${error.output}` : error);
	process.exitCode = 1;
});
