import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is something other than undefined or false. */
export async function until<T>(
	what: string,
	ask: () => Promise<T | undefined | false> | T | undefined | false,
	timeout = 90_000,
): Promise<T> {
	const deadline = Date.now() + timeout;
	while (Date.now() < deadline) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await pause(200);
	}
	throw new Error(`Not within ${timeout / 1000} s: ${what}`);
}
