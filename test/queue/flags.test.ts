import { readFlags } from './flags';

describe('the flags of npm run test:queue', () => {
	it('ask for the whole proof when there are none', () => {
		expect(readFlags([])).toEqual({
			minutes: 10,
			orders: 2_000,
			moves: 200,
			modes: ['classic', 'durable'],
			workers: 2,
			triggers: 1,
			every: 20,
			env: {},
			kills: true,
			secondMain: false,
			throughput: false,
			record: undefined,
			reckon: undefined,
			help: false,
		});
	});

	it('make it shorter, smaller or calmer', () => {
		const flags = '--minutes 0.5 --orders 200 --mode durable --workers=4 --no-kills'.split(' ');
		expect(readFlags(flags)).toMatchObject({
			minutes: 0.5,
			orders: 200,
			modes: ['durable'],
			workers: 4,
			kills: false,
		});
	});

	it.each([
		['--minutes', 'soon', /--minutes needs a number above 0/],
		['--orders', '0', /--orders needs a number above 0/],
		['--workers', '1.5', /--workers needs a whole number/],
		['--mode', 'fast', /--mode is classic or durable/],
		['--env', 'LAZY', /--env needs NAME=VALUE/],
		['--every', '25', /--every needs a divisor of 60/],
		['--speed', '2', /--speed/],
	])('refuse %s %s, and show how to use them', (flag, value, complaint) => {
		const reading = () => readFlags([flag, value]);
		expect(reading).toThrow(complaint);
		expect(reading).toThrow(/npm run test:queue -- \[flags\]/);
	});
});
