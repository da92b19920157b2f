import { SeenAttempts } from '../../nodes/Ecotrack/watch/attempts';
import type { Attempt } from '../../nodes/Ecotrack/platform/rows';

const row = (time: string, driver = 'Livreur', station = ''): Attempt => ({
	date: '2026-03-02',
	time,
	reason: `at ${time}`,
	details: '',
	station,
	driver,
	postponedTo: null,
});
const reasons = (rows: readonly Attempt[]) => rows.map(({ reason }) => reason);

/** Reads one after the other, through the saved form each time. */
function readAll(readings: Attempt[][]): string[][] {
	let saved = '';
	return readings.map((activity, index) => {
		const seen = new SeenAttempts(saved);
		const { news, mark } = seen.read('A1', activity, index === 0);
		seen.keep('A1', mark);
		saved = seen.save();
		return reasons(news);
	});
}

describe('an attempt of a driver', () => {
	it('is silent at the first reading, then told once', () => {
		const [one, two] = [row('10:00:00'), row('11:30:00')];
		expect(readAll([[one], [one], [one, two], [one, two]])).toEqual([[], [], ['at 11:30:00'], []]);
	});

	it('is told when the first reading found none', () => {
		expect(readAll([[], [row('10:00:00')]])).toEqual([[], ['at 10:00:00']]);
	});

	it('in the same minute as the last one is told too', () => {
		const rows = [row('10:00:05'), row('10:00:20'), row('10:00:59')];
		expect(readAll([[], rows.slice(0, 1), rows.slice(0, 2), rows, rows])).toEqual([
			[],
			['at 10:00:05'],
			['at 10:00:20'],
			['at 10:00:59'],
			[],
		]);
	});

	it('counts in the order of time, not of the list', () => {
		const [one, two, three] = [row('08:00:00'), row('09:00:00'), row('10:00:00')];
		expect(readAll([[one], [three, one, two]])[1]).toEqual(['at 09:00:00', 'at 10:00:00']);
	});

	it('with neither driver nor station is the sender’s own and no event', () => {
		expect(readAll([[], [row('10:00:00', '', '')]])).toEqual([[], []]);
		expect(readAll([[], [row('10:00:00', '', 'Station Oran')]])[1]).toHaveLength(1);
	});

	it.each([
		['in its date', { date: '2026-03-02 10:00:00', time: '' }],
		['in its date as well', { date: '2026-03-02 10:00:00', time: '10:00:00' }],
		['in its date, in the other form', { date: '2026-03-02T10:00:00', time: '' }],
		['of one digit', { time: '9:05:00' }],
		['without seconds', { time: '10:00' }],
		['nowhere', { time: '' }],
		['that nobody can read', { time: 'matin' }],
	])('with its time %s is told once', (_, changes) => {
		const one = { ...row('08:00:00'), ...changes, reason: 'one' };
		const two = { ...row('08:00:00'), ...changes, reason: 'two' };
		expect(readAll([[], [one], [one], [one, two], [two, one], [two, one]])).toEqual([
			[],
			['one'],
			[],
			['two'],
			[],
			[],
		]);
	});

	it('without a day that can be read is told once, whatever the day is called tomorrow', () => {
		const one = { ...row('10:00:00'), date: 'hier' };
		const again = { ...one, date: 'avant-hier' };
		expect(readAll([[], [one], [again], [again, one]])).toEqual([
			[],
			['at 10:00:00'],
			[],
			['at 10:00:00'],
		]);
	});

	it('of the same minute as the one before is told once where the newest stands first', () => {
		const [one, two, three] = ['one', 'two', 'three'].map((reason) => ({
			...row('10:00:00'),
			reason,
		}));
		expect(readAll([[], [one], [two, one], [three, two, one], [three, two, one]])).toEqual([
			[],
			['one'],
			['two'],
			['three'],
			[],
		]);
	});

	it('is told in the order of the seconds, or of a list that is turned', () => {
		const first = row('09:00:00');
		const [one, two] = [row('10:00:00'), row('10:00:00')];
		one.reason = 'one';
		two.reason = 'two';
		expect(readAll([[], [two, one, first]])[1]).toEqual(['at 09:00:00', 'one', 'two']);
		expect(readAll([[], [row('10:00:40'), row('10:00:05')]])[1]).toEqual([
			'at 10:00:05',
			'at 10:00:40',
		]);
	});

	it('counts in the order of times that stand in the date', () => {
		const at = (time: string) => ({ ...row(''), date: `2026-03-02 ${time}`, reason: time });
		expect(readAll([[], [at('09:00:00'), at('11:00:00'), at('10:00:00')]])[1]).toEqual([
			'09:00:00',
			'10:00:00',
			'11:00:00',
		]);
	});

	it('costs no more than the last minute had', () => {
		const seen = new SeenAttempts();
		const rows = ['10:00:00', '10:00:05', '11:00:00'].map((time) => row(time));
		seen.keep('A1', seen.read('A1', rows.slice(0, 2), false).mark);
		seen.keep('A1', seen.read('A1', rows, false).mark);
		expect(seen.save()).toMatch(/^A1:[a-z0-9]{4}\.[a-z0-9]{3}$/);
	});

	it('that an answer lacks is not told again when it is back', () => {
		const [one, two] = [row('10:00:00'), { ...row(''), reason: 'two' }];
		expect(readAll([[one], [one, two], [], [one, two], [two], [two, one]])).toEqual([
			[],
			['two'],
			[],
			[],
			[],
			[],
		]);
	});

	it('is told once in whatever order and company it is listed', () => {
		const told: string[] = [];
		const rows = Array.from({ length: 12 }, (_, at) => ({
			...row(['10:00:00', '', '11:00', '2026'][at % 4]),
			reason: `remark ${at}`,
		})).sort((a, b) => a.time.localeCompare(b.time));
		const seen = new SeenAttempts();
		for (let shown = 0; shown <= rows.length; shown++) {
			const list = rows.slice(0, shown);
			if (shown % 2) list.reverse();
			const { news, mark } = seen.read('A1', list, false);
			seen.keep('A1', mark);
			told.push(...reasons(news));
		}
		expect(told.sort()).toEqual(reasons(rows).sort());
	});

	it('is forgotten with its order', () => {
		const seen = new SeenAttempts('A1:abcd,B1:abcd.1a2');
		seen.forget('a1');
		expect(seen.save()).toBe('B1:abcd.1a2');
		expect(seen.save((key) => key !== 'B1')).toBe('');
	});
});
