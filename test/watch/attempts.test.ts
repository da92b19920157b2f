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

	it('without a time that can be read is passed over', () => {
		expect(readAll([[], [{ ...row('10:00:00'), date: 'hier' }]])).toEqual([[], []]);
	});

	it('is forgotten with its order', () => {
		const remarks = new Remarks('A1:abcd,B1:abcd~2');
		remarks.forget('a1');
		expect(remarks.save()).toBe('B1:abcd~2');
	});
});
