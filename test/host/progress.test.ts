import { startProgress, withHeartbeat } from '../../host/progress';

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
});
