import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../host/command';
import { type Daemon, startDaemon } from '../../host/daemon';

/** Starts another one of its kind, says both process ids, and ignores being asked to end if told so. */
const PARENT = `
	const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	if (process.argv[1] === 'stubborn') process.on('SIGTERM', () => {});
	else process.on('SIGTERM', () => process.exit(0));
	console.log('ready', child.pid);
	setInterval(() => {}, 1000);
`;

const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

describe('a daemon', () => {
	let folder: string;
	let daemon: Daemon;
	let childPid: number;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ecotrack-daemon-'));
	});
	afterEach(async () => {
		await daemon.kill();
		rmSync(folder, { recursive: true, force: true });
	});

	const start = async (...args: string[]) => {
		const logFile = join(folder, 'daemon.log');
		const options = { cwd: folder, env: process.env, logFile };
		daemon = startDaemon(process.execPath, ['-e', PARENT, ...args], options);
		const said = await until('it is ready', () => /ready (\d+)/.exec(daemon.readLog()) ?? false);
		childPid = Number(said[1]);
	};
	const untilGone = async () => {
		await daemon.exited;
		await until('what it started is gone', () => !isAlive(childPid));
	};

	it('takes what it has started with it when it is killed', async () => {
		await start();
		expect(daemon.hasEnded()).toBe(false);
		await daemon.kill();
		await untilGone();
		expect(daemon.hasEnded()).toBe(true);
	});

	it('ends when it is asked to', async () => {
		await start();
		await daemon.stop(60_000);
		await untilGone();
	});

	it('is not asked for ever', async () => {
		await start('stubborn');
		await daemon.stop(10);
		await untilGone();
	});

	it('may have ended already', async () => {
		await start();
		process.kill(daemon.pid, 'SIGKILL');
		await untilGone();
		await daemon.stop();
		await daemon.kill();
	});
});
