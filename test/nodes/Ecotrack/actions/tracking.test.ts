import { runOperation } from '../../../support/reader';

describe('the history of an order', () => {
	const tracking = 'ECXX9Q2608150001';
	/** @param statuses what the platform answers when it is asked for the status */
	const read = (answer: unknown, statuses: unknown = { data: [] }) =>
		runOperation('tracking.getHistory', { tracking }, answer, statuses);
	const noStatus = {
		status: null,
		statusLabel: null,
		statusLabelFr: null,
		statusLabelAr: null,
		phase: null,
	};

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
		const { rows, sent } = await read(answer, { data: { [tracking]: { status: 'retour_recu' } } });
		expect(sent).toMatchObject([
			{ path: 'get/tracking/info', query: { tracking } },
			{ path: 'get/orders/status', query: { trackings: tracking, status: 'all' } },
		]);
		expect(rows).toEqual([
			{
				...answer,
				tracking,
				status: 'retour_recu',
				statusLabel: 'Return received',
				statusLabelFr: "Retour reçu par l'expéditeur",
				statusLabelAr: 'تم استلام المرتجع',
				phase: 'return',
				activity: [
					{ ...picked, at: '2026-08-15T09:12:40+01:00', label: 'Picked up by the carrier' },
					{ ...back, at: '2026-08-17T10:31:05+01:00', label: 'Return received by the sender' },
				],
			},
		]);
	});

	it('may have no milestone yet', async () => {
		expect((await read({ activity: [] })).rows).toEqual([{ tracking, ...noStatus, activity: [] }]);
	});

	it.each([
		['does not know the number', { data: [] }],
		['answers nonsense', 'indisponible'],
		['fails', null],
	])('is whole without its status, when the platform %s', async (_, statuses) => {
		const { rows } = await read({ originCity: 16, activity: [] }, statuses);
		expect(rows).toEqual([{ tracking, ...noStatus, originCity: 16, activity: [] }]);
	});

	it('keeps what a platform itself says by those names', async () => {
		const own = { status: 'Livré', activity: [] };
		expect((await read(own, { data: { [tracking]: { status: 'annule' } } })).rows).toMatchObject([
			own,
		]);
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
