import { parseArgs } from 'node:util';
import { Trouble } from '../host/command';

/** What the demo was asked for. */
export interface Flags {
	/** Ports somebody insists on; without, a free one near the usual one is taken. */
	port?: number;
	sandboxPort?: number;
	/** Begin with a new n8n account instead of the one of the last run. */
	fresh: boolean;
	/** Run everything once, stop, and end with 0 or 1. */
	check: boolean;
	/** Play the five minutes of `tour/script.ts` instead. */
	tour: boolean;
	help: boolean;
}

export const usage = `npm run demo -- [flags]

  --port N           port of n8n (usual: 5678)
  --sandbox-port N   port of the local ECOTRACK platform (usual: 4780)
  --fresh            forget the n8n account and workflows of the last run
  --tour             play a demo of five minutes with captions, in a browser with a window or,
                     where there is no display, with a picture of each step
  --check            run everything once and stop; ends with 1 if something was not right;
                     with --tour: play it without pauses and without a window
  --help             show this`;

/** Reads the command line. Throws `Trouble` with the usage where it does not understand it. */
export function readFlags(args: string[]): Flags {
	try {
		const { values } = parseArgs({
			args,
			options: {
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				fresh: { type: 'boolean', default: false },
				check: { type: 'boolean', default: false },
				tour: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		const { port, 'sandbox-port': sandboxPort, ...switches } = values;
		return {
			...switches,
			port: readPort('--port', port),
			sandboxPort: readPort('--sandbox-port', sandboxPort),
		};
	} catch (error) {
		throw new Trouble(`${(error as Error).message}\n\n${usage}`);
	}
}

function readPort(flag: string, text?: string): number | undefined {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`${flag} needs a port from 1 to 65535, not "${text}"`);
}
