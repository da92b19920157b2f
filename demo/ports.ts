import getPort from 'get-port';
import type { Say } from '../host/progress';
import { Trouble } from '../host/trouble';

const NEIGHBOURS = 50;

export interface PortWish {
	/** What will listen there, for messages. */
	what: string;
	usual: number;
	/** The port a person insists on, and the flag it was given with. */
	wanted?: number;
	flag: string;
}

/**
 * The port for one of the demo's servers: the wanted one or `Trouble`; without a wish the usual
 * one, or the next free one, with a line that says so.
 */
export async function choosePort(
	{ what, usual, wanted, flag }: PortWish,
	say: Say,
): Promise<number> {
	const first = wanted ?? usual;
	const last = wanted ?? usual + NEIGHBOURS;
	const port = await getPort({ host: '127.0.0.1', port: getPort.makeRange(first, last) });
	if (port === first) return port;
	if (wanted) {
		throw new Trouble(
			`Port ${wanted} is in use. Choose another one for ${what} with ${flag}, or leave the flag out.`,
		);
	}
	say(`Port ${usual} is in use, so ${what} takes ${port}`);
	return port;
}
