import { Remarks } from '../../nodes/Ecotrack/watch/attempts';
import type { Activity } from '../../nodes/Ecotrack/watch/port';

const row = (time: string, driver = 'Livreur', station = ''): Activity => ({
	date: '2026-03-02',
	time,
	reason: `at ${time}`,
	details: '',
	station,
	driver,
	postponedTo: null,
});
const reasons = (rows: readonly Activity[]) => rows.map(({ reason }) => reason);

/** Reads one after the other, through the saved form each time. */
function readAll(readings: Activity[][]): string[][] {
	let saved = '';
	return readings.map((activity, index) => {
		const remarks = new Remarks(saved);
		const { news, mark } = remarks.read('A1', activity, index === 0);
		remarks.keep('A1', mark);
		saved = remarks.save();
		return reasons(news);
	});
}

describe("a driver's remark", () => {
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
		const remarks = new Remarks(undefined);
		const rows = ['10:00:00', '10:00:05', '11:00:00'].map((time) => row(time));
		remarks.keep('A1', remarks.read('A1', rows.slice(0, 2), false).mark);
		remarks.keep('A1', remarks.read('A1', rows, false).mark);
		expect(remarks.save()).toMatch(/^\.A1:[a-z0-9]{4}\.[a-z0-9]{3}$/);
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
		const remarks = new Remarks(undefined);
		for (let shown = 0; shown <= rows.length; shown++) {
			const list = rows.slice(0, shown);
			if (shown % 2) list.reverse();
			const { news, mark } = remarks.read('A1', list, false);
			remarks.keep('A1', mark);
			told.push(...reasons(news));
		}
		expect(told.sort()).toEqual(reasons(rows).sort());
	});

	describe('of a state that an earlier version saved', () => {
		const saved = (mark: string) => `A1:${mark}`;
		const read = (remarks: Remarks, rows: Activity[], tracking = 'A1') => {
			const { news, mark } = remarks.read(tracking, rows, false);
			remarks.keep(tracking, mark);
			return reasons(news);
		};
		/** Minutes since 2025, in base 36. */
		const TEN = ((Date.parse('2026-03-02T10:00Z') - Date.parse('2025-01-01')) / 60_000).toString(
			36,
		);

		it('is told when it is new, and only then', () => {
			const rows = [row('10:00:05'), row('10:00:20'), row('11:00:00')];
			const remarks = new Remarks(saved(TEN));
			expect(read(remarks, rows.slice(0, 1))).toEqual([]);
			expect(read(remarks, rows)).toEqual(['at 10:00:20', 'at 11:00:00']);
			expect(read(new Remarks(saved(`${TEN}~2`)), rows)).toEqual(['at 11:00:00']);
		});

		it('is not told when that version could not read it and may have known it for weeks', () => {
			const odd = { ...row('10:00:00'), date: '2026-03-02 10:00:00' };
			for (const text of [saved(TEN), '']) {
				const remarks = new Remarks(text, () => ['a1']);
				expect(read(remarks, [odd])).toEqual([]);
				expect(read(new Remarks(remarks.save()), [odd, row('12:00:00')])).toEqual(['at 12:00:00']);
			}
		});

		it('is told when there was none before', () => {
			const remarks = new Remarks('', () => ['A1', 'B1']);
			expect(read(remarks, [row('10:00:00')])).toEqual(['at 10:00:00']);
			const later = new Remarks(remarks.save());
			expect(read(later, [row('10:00:00')])).toEqual([]);
			expect(read(later, [row('10:00:00')], 'B1')).toEqual(['at 10:00:00']);
		});
	});

	it('is forgotten with its order', () => {
		const remarks = new Remarks('A1:abcd,B1:abcd~2');
		remarks.forget('a1');
		expect(remarks.save()).toBe('.B1:abcd~2');
		expect(remarks.save((key) => key !== 'B1')).toBe('.');
	});
});
