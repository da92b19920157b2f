import { readFlags } from '../../demo/flags';

describe("the demo's flags", () => {
	it('are all off at first', () => {
		expect(readFlags([])).toEqual({
			fresh: false,
			check: false,
			tour: false,
			help: false,
			port: undefined,
			sandboxPort: undefined,
		});
	});

	it('take ports', () => {
		const flags = readFlags(['--port', '5700', '--sandbox-port=4790', '--check']);
		expect(flags).toMatchObject({ port: 5700, sandboxPort: 4790, check: true });
	});

	it('play the tour, also as a check', () => {
		expect(readFlags(['--tour'])).toMatchObject({ tour: true, check: false });
		expect(readFlags(['--tour', '--check'])).toMatchObject({ tour: true, check: true });
	});

	it.each([['0'], ['65536'], ['many']])('refuse %s as a port, and name the flag', (port) => {
		expect(() => readFlags(['--port', port])).toThrow(/--port needs a port from 1 to 65535/);
	});

	it('answer an unknown flag with how to use them', () => {
		expect(() => readFlags(['--fast'])).toThrow(/--fast[\s\S]*npm run demo -- \[flags\]/);
	});
});
