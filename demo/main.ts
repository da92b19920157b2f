import { join } from 'node:path';
import { findChromium, NO_CHROMIUM } from '../host/browser';
import { type Say, startProgress, Trouble } from '../host/command';
import { chooseFolders } from '../host/folders';
import { findRuntime } from '../host/install';
import { type Flags, readFlags, usage } from './flags';
import { describePlan } from './plan';
import { type Ground, openGround, openStage, owner, type Stage } from './stage';
import { playTour } from './tour/play';
import { followEvents, type OrdersResult, playOrders, provoke, startWatching } from './workflows';

/** The demo from the command line to its end; sets the exit code. */
export async function main(args = process.argv.slice(2)): Promise<void> {
	let ground: Ground | undefined;
	let stopping = false;
	const stopped = new AbortController();
	const stop = async () => {
		// npm passes a Ctrl-C on that the terminal has sent as well.
		if (stopping) return;
		stopping = true;
		stopped.abort();
		console.log('\nStopping');
		await ground?.close();
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

	try {
		const flags = readFlags(args);
		if (flags.help) return console.log(usage);
		if (flags.tour && !findChromium()) throw new Trouble(NO_CHROMIUM);
		console.log(describePlan({ isInstalled: findRuntime() !== undefined, isTour: flags.tour }));
		const say = startProgress();
		if (flags.tour) {
			ground = await openGround({ ...flags, isTour: true }, say);
			await tour(ground, flags, stopped.signal, say);
			return await stop();
		}
		const stage = await openStage(flags, say);
		ground = stage;
		const result = await playOrders(stage);
		const watching = await startWatching(stage);
		report(stage, result, watching);
		if (flags.check) {
			await judge(stage, result, watching);
			return await stop();
		}
		console.log(
			'Push an order on the platform page: within a minute it shows here. Ctrl-C stops.\n',
		);
		await followEvents(stage, watching, (line) => console.log(line), stopped.signal);
	} catch (error) {
		if (stopping) return;
		console.error(`\n${explain(error)}`);
		process.exitCode = 1;
		await ground?.close();
	}
}

/** Plays the tour, and judges it. */
async function tour(
	ground: Ground,
	{ check }: Flags,
	signal: AbortSignal,
	say: Say,
): Promise<void> {
	const folder = join(chooseFolders().tour, 'pictures');
	const { wrong, hasPictures } = await playTour(ground, { check, folder, signal }, say);
	if (hasPictures) console.log(`\nA picture of each step: ${folder}`);
	for (const line of wrong) console.log(`\n${line}`);
	console.log(wrong.length === 0 ? 'Everything is right.' : 'Something is not right, see above.');
	process.exitCode = wrong.length === 0 ? 0 : 1;
}

function explain(error: unknown): string {
	if (!(error instanceof Trouble)) return (error as Error).stack ?? String(error);
	return [error.output, error.message].filter(Boolean).join('\n\n');
}

function report(
	{ n8n, sandbox, verdict }: Stage,
	{ workflowId, execution, lines }: OrdersResult,
	watching: string,
): void {
	console.log(`
Connection test: ${verdict.status} (${verdict.message})
Workflow: ${execution.status}
`);
	console.table(lines, ['tracking', 'recipient', 'amount', 'status', 'remark']);
	console.log(`
n8n        ${n8n.url}/workflow/${workflowId}
           ${owner.email}, password ${owner.password}
Events     ${n8n.url}/workflow/${watching}/executions
Platform   ${sandbox.url}/console
Log        ${n8n.logFile}
`);
}

/** All of it must be right: the platform has got the remark, and a pushed order starts a workflow. */
async function judge(stage: Stage, result: OrdersResult, watching: string): Promise<void> {
	const { sandbox, verdict } = stage;
	const remarked = result.lines.find(({ remark }) => remark);
	const arrived = sandbox.platform
		.get(remarked?.tracking ?? '')
		?.remarks.some(({ text }) => text.includes(remarked?.remark ?? ''));
	console.log('Pushing an order and waiting for the trigger, up to two minutes');
	const event = await provoke(stage, watching);
	console.log(event || 'The event did not come');
	const right = verdict.status === 'OK' && result.execution.status === 'success' && arrived;
	console.log(right && event ? 'Everything is right.' : 'Something is not right, see above.');
	process.exitCode = right && event ? 0 : 1;
}
