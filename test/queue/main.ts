/**
 * `npm run test:queue`: n8n in queue mode, on a PostgreSQL and a Redis of its own, watches orders that
 * move while its processes are killed. Ends with 1 when a promise of docs/guarantees.md was broken.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Say, startProgress, Trouble } from '../../host/command';
import { installRuntime, type Runtime } from '../../host/install';
import { installStores, type StorePrograms } from '../../host/stores';
import { Cluster, type ClusterOptions } from './cluster';
import { type Flags, type Mode, readFlags, usage } from './flags';
import { type Outcome, type Past, reckon, run } from './run';
import { trySecondMain } from './secondMain';
import { measureThroughput } from './throughput';

/** With fewer triggers the queue would grow slowly. */
const USUAL_SHOPS = 20;

interface Ground {
	runtime: Runtime;
	programs: StorePrograms;
	say: Say;
}

async function main(): Promise<number> {
	const flags = readFlags(process.argv.slice(2));
	if (flags.help) {
		console.log(usage);
		return 0;
	}
	if (flags.reckon) {
		const lines = readFileSync(flags.reckon, 'utf8').trim().split('\n');
		const pasts = lines.map((line) => JSON.parse(line) as Past);
		return report(pasts.map((past) => [past.mode, reckon(past)] as const));
	}
	const say = startProgress();
	const programs = await installStores(say);
	const ground = { runtime: await installRuntime(say), programs, say };
	if (flags.throughput) {
		const shops = flags.triggers > 1 ? flags.triggers : USUAL_SHOPS;
		const work = async (cluster: Cluster) => await measureThroughput(cluster, shops, say);
		const env = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '10', ...flags.env };
		console.log(await withCluster(ground, { mode: 'classic', workers: 0, env }, work));
		return 0;
	}
	describeRun(flags);
	const codes: number[] = [];
	for (const mode of flags.modes) {
		codes.push(report([[mode, await prove(ground, mode, flags)]]));
	}
	return Math.max(...codes);
}

async function prove(ground: Ground, mode: Mode, flags: Flags): Promise<Outcome> {
	ground.say(`Queue mode, ${mode}: one main, ${flags.workers} workers`);
	const { workers, env } = flags;
	return await withCluster(ground, { mode, workers, env }, async (cluster) => {
		if (flags.secondMain) ground.say(`A second main: ${await trySecondMain(cluster)}`);
		return await run(cluster, mode, flags, ground.say);
	});
}

/** Does something with a cluster, and leaves nothing of it behind, also after a failure or a Ctrl-C. */
async function withCluster<Result>(
	{ runtime, programs, say }: Ground,
	options: Pick<ClusterOptions, 'mode' | 'workers' | 'env'>,
	work: (cluster: Cluster) => Promise<Result>,
): Promise<Result> {
	const folder = mkdtempSync(join(tmpdir(), 'ecotrack-queue-'));
	const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	const cluster = new Cluster({ ...options, runtime, programs, folder, say });
	const giveUp = () => {
		say('Stopping and cleaning up');
		void cluster.close('kill').finally(() => {
			remove();
			process.exit(130);
		});
	};
	process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
	try {
		await cluster.start();
		return await work(cluster);
	} catch (error) {
		await cluster.close('kill');
		throw error;
	} finally {
		await cluster.close('stop');
		remove();
		process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
	}
}

function describeRun(flags: Flags): void {
	const { orders, moves, minutes, workers, triggers, every, env } = flags;
	const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
	const day = new Date().toISOString().slice(0, 10);
	console.log(
		`${orders} orders, ${moves} moves a minute, ${minutes} minutes, ${workers} workers, ${triggers} triggers every ${every} s; ${day}, ${machine}, load ${loadavg()[1].toFixed(1)}`,
	);
	for (const [name, value] of Object.entries(env)) console.log(`${name}=${value}`);
}

/** Prints what runs have come to; answers 1 when a promise was broken. */
function report(outcomes: ReadonlyArray<readonly [Mode, Outcome]>): number {
	for (const [mode, { violations, counts }] of outcomes) {
		console.log(`\n${mode}`);
		for (const [name, count] of Object.entries(counts)) console.log(`  ${name}: ${count}`);
		console.log(`  violations: ${violations.length}`);
		for (const violation of violations.slice(0, 20)) console.log(`    ${violation}`);
	}
	return outcomes.some(([, { violations }]) => violations.length > 0) ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error instanceof Trouble ? `${error.message}\n${error.output}` : error);
		process.exit(1);
	},
);
