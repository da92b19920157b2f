/** Says one line to whoever waits. */
export type Say = (line: string) => void;

const HEARTBEAT_MS = 15_000;

/** Makes a `Say` that puts the seconds since now before each line. */
export function startProgress(write: (line: string) => void = console.log): Say {
	const start = Date.now();
	return (line) => {
		const seconds = Math.round((Date.now() - start) / 1000);
		write(`[${String(seconds).padStart(4)} s] ${line}`);
	};
}

/** Runs `work`, and while it lasts says every 15 s that it still does: silence looks like a hang. */
export async function withHeartbeat<T>(say: Say, text: string, work: () => Promise<T>): Promise<T> {
	say(text);
	const timer = setInterval(() => say(`  still busy: ${text}`), HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
