import execa from 'execa';
import { explainOutput, Trouble } from './trouble';

export interface CommandOptions {
	cwd: string;
	/** The whole environment: nothing is inherited. */
	env?: NodeJS.ProcessEnv;
}

const SHOWN_LINES = 25;

/**
 * Runs a command to its end and answers what it printed to stdout. Throws `Trouble` with a meaning
 * where the output has a known one, and always with the last lines of the output.
 */
export async function runCommand(
	command: string,
	args: string[],
	{ cwd, env = process.env }: CommandOptions,
): Promise<string> {
	const result = await execa(command, args, {
		cwd,
		env,
		extendEnv: false,
		all: true,
		reject: false,
	});
	if (!result.failed) return result.stdout;

	const output = result.all || String((result as unknown as Error).message ?? '');
	const tail = output.split('\n').slice(-SHOWN_LINES).join('\n');
	const called = [command, ...args].join(' ');
	throw new Trouble(explainOutput(output) ?? `This command did not succeed: ${called}`, tail);
}
