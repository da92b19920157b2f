import { startProgress } from '../host/progress';
import { Trouble } from '../host/trouble';
import { type Flags, readFlags, usage } from './flags';
import { type OrdersResult, playOrders } from './orders';
import { openStage, owner, type Stage } from './stage';
import { drawTable } from './table';

/** The demo from the command line to its end; sets the exit code. */
export async function main(args = process.argv.slice(2)): Promise<void> {
	let stage: Stage | undefined;
	let stopping = false;
	const stop = async () => {
		// npm passes a Ctrl-C on that the terminal has sent as well.
		if (stopping) return;
		stopping = true;
		console.log('\nStopping');
		await stage?.close();
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

	try {
		const flags = readFlags(args);
		if (flags.help) return console.log(usage);
		stage = await openStage(flags, startProgress());
		const result = await playOrders(stage);
		report(stage, result);
		await judge(flags, stage, result, stop);
	} catch (error) {
		if (stopping) return;
		console.error(`\n${explain(error)}`);
		process.exitCode = 1;
		await stage?.close();
	}
}

function explain(error: unknown): string {
	if (!(error instanceof Trouble)) return (error as Error).stack ?? String(error);
	return [error.output, error.message].filter(Boolean).join('\n\n');
}

function report(
	{ n8n, sandbox, verdict }: Stage,
	{ workflowId, execution, lines }: OrdersResult,
): void {
	console.log(`
Connection test: ${verdict.status} (${verdict.message})
Workflow: ${execution.status}

${drawTable(lines)}

n8n        ${n8n.url}/workflow/${workflowId}
           ${owner.email}, password ${owner.password}
Platform   ${sandbox.url}/console
Log        ${n8n.logFile}
`);
}

/** In a check, all of it must be right: also the platform must have got the remark. */
async function judge(
	{ check }: Flags,
	{ sandbox, verdict }: Stage,
	{ execution, lines }: OrdersResult,
	stop: () => Promise<void>,
): Promise<void> {
	if (!check) return console.log('Ctrl-C stops everything.');
	const remarked = lines.find(({ remark }) => remark);
	const arrived = sandbox.platform
		.get(remarked?.tracking ?? '')
		?.remarks.some(({ text }) => text.includes(remarked?.remark ?? ''));
	const right = verdict.status === 'OK' && execution.status === 'success' && arrived;
	console.log(right ? 'Everything is right.' : 'Something is not right, see above.');
	process.exitCode = right ? 0 : 1;
	await stop();
}
