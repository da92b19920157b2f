import { operationOf, reader, refusalOf } from '../../../support/reader';

describe('the history of an order', () => {
	const getHistory = operationOf('tracking.getHistory', 'single');
	const read = reader({ tracking: 'ECXX9Q2608150001' });

	it('is asked for by number', () => {
		expect(getHistory.query(read)).toEqual({ tracking: 'ECXX9Q2608150001' });
	});

	it('has the fields of the platform, and its milestones sorted and labelled', () => {
		const answer = {
			recipientName: 'Client Exemple',
			shippedBy: 'Boutique Démo',
			originCity: 16,
			destLocationCity: 31,
			currentStation: 'Station Oran',
			activity: [
				{ date: '2026-08-17', time: '10:31:05', status: 'Return_received' },
				{ date: '2026-08-15', time: '09:12:40', status: 'picked', station: 'Alger' },
			],
			reasons: [],
		};
		expect(getHistory.rows(answer, read)).toEqual([
			{
				...answer,
				tracking: 'ECXX9Q2608150001',
				activity: [
					{
						...answer.activity[1],
						at: '2026-08-15T09:12:40+01:00',
						label: 'Picked up by the carrier',
					},
					{
						...answer.activity[0],
						at: '2026-08-17T10:31:05+01:00',
						label: 'Return received by the sender',
					},
				],
			},
		]);
	});

	it('may have no milestone yet', () => {
		expect(getHistory.rows({ activity: [] }, read)).toEqual([
			{ tracking: 'ECXX9Q2608150001', activity: [] },
		]);
	});

	it.each([[[]], [{}], [null], [{ message: 'Server Error' }], ['rien']])(
		'is not readable from %j',
		(answer) => {
			expect(refusalOf(() => getHistory.rows(answer, read))).toMatchObject({
				kind: 'unreadable',
				message: 'The answer holds no history',
			});
		},
	);
});
