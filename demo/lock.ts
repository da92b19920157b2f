import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../host/trouble';

interface Note {
	/** The process id of the demo's n8n. */
	pid: number;
	url: string;
}

const noteIn = (folder: string) => join(folder, 'running.json');

/** Notes that this n8n uses the folder. Two on one database would damage it. */
export function takeFolder(folder: string, { pid, url }: Note): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(noteIn(folder), JSON.stringify({ pid, url }));
}

/** Takes the note back. */
export function leaveFolder(folder: string): void {
	rmSync(noteIn(folder), { force: true });
}

/** Throws `Trouble` where an n8n of another demo, or of one that was killed, still runs. */
export async function refuseSecond(folder: string): Promise<void> {
	if (!existsSync(noteIn(folder))) return;
	const { pid, url } = JSON.parse(readFileSync(noteIn(folder), 'utf8')) as Note;
	if (!isAlive(pid) || !(await answers(url))) return leaveFolder(folder);
	throw new Trouble(
		`The demo is running already: ${url} (process ${pid}). Stop it with Ctrl-C where it was started; if that window is gone, with: kill ${pid}`,
	);
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) })).ok;
	} catch {
		return false;
	}
}
