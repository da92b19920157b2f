import { readActivity } from '../../../../nodes/Ecotrack/platform/activities';

const step = (date: string, time: string, status: string) => ({ date, time, status });

describe('the history of an order', () => {
	it('is sorted by time, each row with an ISO time at +01:00 and a label', () => {
		const activity = [
			step('2026-08-17', '10:31:05', 'dispatched_to_driver'),
			step('2026-08-15', '17:02:11', 'picked'),
			step('2026-08-15', '09:12:40', 'order_information_received_by_carrier'),
		];
		expect(readActivity(activity)).toEqual([
			{ ...activity[2], at: '2026-08-15T09:12:40+01:00', label: 'Registered by the sender' },
			{ ...activity[1], at: '2026-08-15T17:02:11+01:00', label: 'Picked up by the carrier' },
			{ ...activity[0], at: '2026-08-17T10:31:05+01:00', label: 'Handed to the driver' },
		]);
	});

	it('keeps the order of rows with the same time', () => {
		const at = ['2026-08-17', '10:31:05'] as const;
		const rows = readActivity([step(...at, 'picked'), step(...at, 'accepted_by_carrier')]);
		expect(rows.map(({ status }) => status)).toEqual(['picked', 'accepted_by_carrier']);
	});

	it('keeps every field of the platform', () => {
		const row = { ...step('2026-08-15', '09:12:40', 'picked'), station: 'Alger', scan: 'HUB' };
		expect(readActivity([row])[0]).toMatchObject(row);
	});

	it.each([
		['order_information_received_by_carrier', 'Registered by the sender'],
		['notification_on_order', 'Remark added'],
		['picked', 'Picked up by the carrier'],
		['accepted_by_carrier', 'Received at the sorting centre'],
		['dispatched_to_driver', 'Handed to the driver'],
		['attempt_delivery', 'Delivery attempted'],
		['return_asked', 'Return started'],
		['return_in_transit', 'Return on its way'],
		['Return_received', 'Return received by the sender'],
		['return_received', 'Return received by the sender'],
		['livred', 'Delivered'],
		['encaissed', 'Cash collected'],
		['payed', 'Paid out'],
	])('calls %s "%s"', (status, label) => {
		expect(readActivity([step('2026-08-15', '09:12:40', status)])[0]).toMatchObject({
			status,
			label,
		});
	});

	it('keeps an event that nobody documented, in its own words', () => {
		const [row] = readActivity([step('2026-08-15', '09:12:40', 'colis_perdu')]);
		expect(row).toMatchObject({ status: 'colis_perdu', label: 'colis perdu' });
	});

	it.each(['constructor', 'toString', '__proto__'])(
		'keeps an event called %s, which every object knows, in its own words',
		(status) => {
			const [row] = readActivity([step('2026-08-15', '09:12:40', status)]);
			expect(row.label).toBe(status.replace(/_/g, ' '));
		},
	);

	it.each([
		['without a time', { date: '2026-08-15', status: 'picked' }, '2026-08-15T00:00:00+01:00'],
		['without a date', { status: 'picked' }, null],
		['without a status', { date: '2026-08-15' }, '2026-08-15T00:00:00+01:00'],
	])('keeps a row %s', (_, row, at) => {
		expect(readActivity([row])[0]).toMatchObject({ ...row, at });
	});

	it('may come as an object with index keys', () => {
		const row = step('2026-08-15', '09:12:40', 'picked');
		expect(readActivity({ 0: row })).toHaveLength(1);
	});

	it.each([[[]], [{}], [null], [undefined], [''], [['picked']]])('may be empty: %j', (activity) => {
		expect(readActivity(activity)).toEqual([]);
	});
});
