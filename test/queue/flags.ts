import { parseArgs } from 'node:util';
import { Trouble } from '../../host/command';

const MODES = ['classic', 'durable'] as const;
/** How n8n keeps the trigger's state: beside each execution, or in one transaction with it. */
export type Mode = (typeof MODES)[number];

/** What `npm run test:queue` was asked for. */
export interface Flags {
	minutes: number;
	/** How many orders all shops have together at first. */
	orders: number;
	/** Changes of orders a minute, new orders among them. */
	moves: number;
	/** One mode after the other. */
	modes: Mode[];
	workers: number;
	/** So many shops, each with an account, a credential and a trigger of its own. */
	triggers: number;
	/** Seconds between two polls of a trigger. */
	every: number;
	/** Further settings of every n8n. */
	env: Record<string, string>;
	kills: boolean;
	/** Try to start a second main, and note what n8n says. */
	secondMain: boolean;
	/** A file for what happened, so that the books can be closed anew. */
	record?: string;
	/** Close the books of such a file instead of running anything. */
	reckon?: string;
	/** Measure what workers carry instead. */
	throughput: boolean;
	help: boolean;
}

export const usage = `npm run test:queue -- [flags]

  --minutes N      how long orders move, per mode (10)
  --orders N       orders of all shops together (2000)
  --moves N        changes a minute (200)
  --mode MODE      classic or durable; both, one after the other, unless named
  --workers N      n8n workers (2)
  --triggers N     shops, each with a trigger of its own (1; 20 for --throughput)
  --every N        seconds between two polls of a trigger, a divisor of 60 (20)
  --env NAME=VALUE a setting of every n8n; as often as wanted
  --no-kills       nothing is killed
  --second-main    try a second main, which needs a licence
  --record FILE    write down what happened, a line of JSON per mode
  --reckon FILE    close the books of such a file anew instead
  --throughput     measure what one, two and four workers carry instead
  --help           show this`;

/** Reads the command line. Throws `Trouble` with the usage where it does not understand it. */
export function readFlags(args: string[]): Flags {
	try {
		const { values } = parseArgs({
			args,
			options: {
				minutes: { type: 'string', default: '10' },
				orders: { type: 'string', default: '2000' },
				moves: { type: 'string', default: '200' },
				mode: { type: 'string' },
				workers: { type: 'string', default: '2' },
				triggers: { type: 'string', default: '1' },
				every: { type: 'string', default: '20' },
				env: { type: 'string', multiple: true, default: [] },
				'no-kills': { type: 'boolean', default: false },
				'second-main': { type: 'boolean', default: false },
				record: { type: 'string' },
				reckon: { type: 'string' },
				throughput: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		const { record, reckon, throughput, help } = values;
		return {
			minutes: readAmount('--minutes', values.minutes),
			orders: readCount('--orders', values.orders),
			moves: readCount('--moves', values.moves),
			modes: readModes(values.mode),
			workers: readCount('--workers', values.workers),
			triggers: readCount('--triggers', values.triggers),
			every: readEvery(values.every),
			env: Object.fromEntries(values.env.map(readSetting)),
			kills: !values['no-kills'],
			secondMain: values['second-main'],
			record,
			reckon,
			throughput,
			help,
		};
	} catch (error) {
		throw new Trouble(`${(error as Error).message}\n\n${usage}`);
	}
}

function readModes(text?: string): Mode[] {
	if (text === undefined) return [...MODES];
	const mode = MODES.find((known) => known === text);
	if (!mode) throw new Error(`--mode is classic or durable, not "${text}"`);
	return [mode];
}

function readSetting(text: string): [string, string] {
	const [, name, value] = /^(\w+)=(.*)$/.exec(text) ?? [];
	if (name) return [name, value];
	throw new Error(`--env needs NAME=VALUE, not "${text}"`);
}

function readEvery(text: string): number {
	const seconds = readCount('--every', text);
	if (60 % seconds === 0) return seconds;
	throw new Error(`--every needs a divisor of 60, not "${text}"`);
}

function readAmount(flag: string, text: string): number {
	const amount = Number(text);
	if (amount > 0 && Number.isFinite(amount)) return amount;
	throw new Error(`${flag} needs a number above 0, not "${text}"`);
}

function readCount(flag: string, text: string): number {
	const count = readAmount(flag, text);
	if (Number.isInteger(count)) return count;
	throw new Error(`${flag} needs a whole number, not "${text}"`);
}
