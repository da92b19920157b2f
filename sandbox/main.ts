/** `npm run sandbox`: a local ECOTRACK platform to try the node against. */
import { parseArgs } from 'node:util';
import { startSandbox } from '.';

const USAGE = `Starts a local ECOTRACK platform on 127.0.0.1.

  npm run sandbox -- [options]

  --port 4780     where it listens; 0 takes a free port
  --orders 60     how many orders it starts with
  --speed 1       how many times faster than in reality orders move (the clock stays right)
  --seed 1        the same seed makes the same orders
  --prefix EC     what tracking numbers begin with; some carriers have their own letters: DHD
  --help          this text
`;

const DAYS_ON_THE_WAY = 9;

class UsageError extends Error {}

function readNumber(name: string, text: string, min: number, max = Infinity): number {
	const value = Number(text);
	if (text.trim() !== '' && value >= min && value <= max) return value;
	const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
	throw new UsageError(`--${name} takes a number ${range}, not "${text}"`);
}

function readOptions() {
	const text = (preset: string) => ({ type: 'string', default: preset }) as const;
	const { values } = parseArgs({
		options: {
			port: text('4780'),
			orders: text('60'),
			speed: text('1'),
			seed: text('1'),
			prefix: text('EC'),
			help: { type: 'boolean', default: false },
		},
	});
	return {
		help: values.help,
		port: readNumber('port', values.port, 0, 65_535),
		orders: readNumber('orders', values.orders, 0, 100_000),
		pace: readNumber('speed', values.speed, 0.001),
		seed: readNumber('seed', values.seed, 0),
		prefix: values.prefix,
	};
}

const describePace = (pace: number) =>
	pace === 1 ? 'as fast as in reality' : `${pace} times as fast as in reality`;

async function main(): Promise<void> {
	const options = readOptions();
	if (options.help) return void process.stdout.write(USAGE);
	// As many arrive as leave, so that the account neither dries up nor fills.
	const arrivals = options.orders / DAYS_ON_THE_WAY;
	const sandbox = await startSandbox({ ...options, autoMove: true, arrivals });
	process.stdout.write(
		[
			'The ECOTRACK sandbox is running.',
			'',
			`  Base URL   ${sandbox.url}`,
			`  API token  ${sandbox.token}`,
			`  Web page   ${sandbox.url}/console`,
			'',
			`${options.orders} orders, moving ${describePace(options.pace)}. Stop with Ctrl-C.`,
			'',
		].join('\n'),
	);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function explain(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === 'EADDRINUSE')
		return 'That port is in use. Stop what runs there, or choose another with --port (0: any free one).';
	if (code === 'EACCES')
		return 'This port needs special rights. Choose one above 1023 with --port.';
	if (error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS'))
		return `${message}\n\n${USAGE}`;
	return `The sandbox could not start: ${message}`;
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exitCode = 1;
});
