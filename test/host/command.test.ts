import {
	explainOutput,
	runCommand,
	startProgress,
	Trouble,
	until,
	withHeartbeat,
} from '../../host/command';

const node = (script: string) => runCommand(process.execPath, ['-e', script], { cwd: __dirname });

describe('running a command', () => {
	it('answers what it printed', async () => {
		expect(await node('console.log("hello"); console.error("aside")')).toBe('hello');
	});

	it('turns a failure with a known meaning into that meaning, output included', async () => {
		const failing = node('console.error("npm error code ENOSPC"); process.exit(1)');
		await expect(failing).rejects.toThrow(/disk is full/);
		await expect(failing).rejects.toMatchObject({ output: 'npm error code ENOSPC' });
	});

	it('names the command where the failure means nothing known', async () => {
		await expect(node('process.exit(3)')).rejects.toThrow(/process\.exit\(3\)/);
	});

	it('names a program that is not there', async () => {
		const failing = runCommand('no-such-program', [], { cwd: __dirname });
		await expect(failing).rejects.toThrow(Trouble);
		await expect(failing).rejects.toThrow(/no-such-program/);
	});
});

describe('what the output of a failed command means', () => {
	it.each([
		['npm error code ENOSPC\nnpm error no space left on device, write', /disk is full/],
		['npm error network request to https://x failed, reason: getaddrinfo ENOTFOUND x', /network/],
		['npm error code EAI_AGAIN', /network/],
		['npm error code E403\nnpm error 403 Forbidden - GET', /registry refuses/],
		['npm error code E429', /registry refuses/],
		['npm error code ETARGET\nnpm error notarget No matching version found', /N8N_VERSION/],
		['gyp ERR! find Python You need to install the latest version', /python3, make/],
		['Error: EACCES: permission denied, mkdir', /may not be written/],
	])('%s', (output, meaning) => {
		expect(explainOutput(output)).toMatch(meaning);
	});

	it('is left open where nothing in it is known', () => {
		expect(explainOutput('Segmentation fault')).toBeUndefined();
	});

	it('names the full disk, not the compiler that stumbled over it', () => {
		expect(explainOutput('gyp ERR! build error\nNo space left on device')).toMatch(/disk is full/);
	});
});

describe('progress', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('puts the seconds since the start before each line', () => {
		const lines: string[] = [];
		const say = startProgress((line) => lines.push(line));
		jest.advanceTimersByTime(12_000);
		say('Half way');
		expect(lines).toEqual(['[  12 s] Half way']);
	});

	it('says every 15 seconds that long work goes on, and stops when it ends', async () => {
		const lines: string[] = [];
		let finish: (value: string) => void = () => {};
		const work = () => new Promise<string>((resolve) => (finish = resolve));
		const result = withHeartbeat((line) => lines.push(line), 'Packing', work);
		jest.advanceTimersByTime(31_000);
		finish('done');
		expect(await result).toBe('done');
		jest.advanceTimersByTime(60_000);
		expect(lines).toEqual(['Packing', '  still busy: Packing', '  still busy: Packing']);
	});

	it('says how long it takes and what comes next', async () => {
		const lines: string[] = [];
		const outlook = { takes: 'a minute', next: 'n8n starts' };
		await withHeartbeat(
			(line) => lines.push(line),
			'Packing',
			async () => {},
			outlook,
		);
		expect(lines).toEqual(['Packing (a minute)', '  next: n8n starts']);
	});
});

describe('waiting', () => {
	it('returns the first answer that is one', async () => {
		const answers = [undefined, false as const, 'here'];
		expect(await until('it comes', () => answers.shift())).toBe('here');
	});

	it('names what did not come in time', async () => {
		const waiting = until('it comes', () => false, 0);
		await expect(waiting).rejects.toThrow('Not within 0 s: it comes');
	});
});
