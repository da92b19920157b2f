import { startOfDay, toDay, toStamp, toTime } from '../../../sandbox/platform/clock';

describe('dates of the platform', () => {
	it('are an hour ahead of Greenwich all year, without an offset', () => {
		expect(toStamp(new Date('2026-08-15T08:12:40Z'))).toBe('2026-08-15 09:12:40');
		expect(toStamp(new Date('2026-01-15T08:12:40Z'))).toBe('2026-01-15 09:12:40');
	});

	it('change the day at 23:00 of Greenwich', () => {
		const late = new Date('2026-08-15T23:30:00Z');
		expect([toDay(late), toTime(late)]).toEqual(['2026-08-16', '00:30:00']);
	});

	it('start a day at its local midnight', () => {
		expect(new Date(startOfDay('2026-08-16') as number).toISOString()).toBe(
			'2026-08-15T23:00:00.000Z',
		);
	});

	it.each(['', '2026-02-30', '2026-13-01', '16/08/2026', '2026-8-1', 'today'])(
		'know that "%s" is no day',
		(text) => expect(startOfDay(text)).toBeUndefined(),
	);
});
