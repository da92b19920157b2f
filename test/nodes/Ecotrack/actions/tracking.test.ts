import { runOperation } from '../../../support/reader';

describe('the history of an order', () => {
	const tracking = 'ECXX9Q2608150001';
	const read = (answer: unknown) => runOperation('tracking.getHistory', { tracking }, answer);

	it('is asked for by number, has the fields of the platform, and its milestones sorted and labelled', async () => {
		const answer = {
			recipientName: 'Client Exemple',
			originCity: 16,
			currentStation: 'Station Oran',
			activity: [
				{ date: '2026-08-17', time: '10:31:05', status: 'Return_received' },
				{ date: '2026-08-15', time: '09:12:40', status: 'picked', station: 'Alger' },
			],
			reasons: [],
		};
		const [back, picked] = answer.activity;
		const { rows, sent } = await read(answer);
		expect(sent).toMatchObject([{ path: 'get/tracking/info', query: { tracking } }]);
		expect(rows).toEqual([
			{
				...answer,
				tracking,
				activity: [
					{ ...picked, at: '2026-08-15T09:12:40+01:00', label: 'Picked up by the carrier' },
					{ ...back, at: '2026-08-17T10:31:05+01:00', label: 'Return received by the sender' },
				],
			},
		]);
	});

	it('may have no milestone yet', async () => {
		expect((await read({ activity: [] })).rows).toEqual([{ tracking, activity: [] }]);
	});

	it.each([[[]], [{}], [null], [{ message: 'Server Error' }], ['rien']])(
		'is not readable from %j',
		async (answer) => {
			expect((await read(answer)).failure).toMatchObject({
				kind: 'unreadable',
				message: 'The answer holds no history',
			});
		},
	);
});
