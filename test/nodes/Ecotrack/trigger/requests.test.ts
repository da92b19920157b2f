import type { IPollFunctions } from 'n8n-workflow';

import { createClient } from '../../../../nodes/Ecotrack/transport/client';
import { createRequests } from '../../../../nodes/Ecotrack/trigger/requests';

/** The four requests over a platform that answers this, whatever is asked. */
function requestsTo(answer: unknown, statusCode = 200) {
	const sent: Array<{ url: string; qs: unknown; timeout: number }> = [];
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: (typeof sent)[0]) => {
				sent.push(options);
				return { statusCode, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
			},
		},
		getCredentials: async () => ({ carrier: 'packers', apiToken: 'first-token' }),
		logger: { info: () => {} },
	};
	return { requests: createRequests(createClient(context as unknown as IPollFunctions)), sent };
}

const WINDOW = { startDate: '2026-03-01', endDate: '2026-03-02', page: 2 };
const ROW = { tracking: ' Ec-1 ', status: 'Prête', created_at: '2026-03-01', client: 'Amina' };

describe('the requests of the watcher', () => {
	it('reads a page, leaves out rows without a tracking, and asks once for as long as it is told', async () => {
		const data = [ROW, { status: 'vers_hub' }];
		const { requests, sent } = requestsTo({ data, current_page: 2, last_page: 3, total: '81' });
		expect(await requests.listPage(WINDOW, 7_000)).toMatchObject({
			kind: 'ok',
			data: {
				rows: [
					{
						tracking: 'Ec-1',
						status: 'Prête',
						reference: null,
						createdAt: '2026-03-01',
						order: { recipient: 'Amina' },
					},
				],
				lastPage: 3,
				total: 81,
			},
		});
		const qs = { start_date: '2026-03-01', end_date: '2026-03-02', page: 2 };
		expect(sent).toMatchObject([{ url: '/api/v1/get/orders', qs, timeout: 7_000 }]);
	});

	it('takes no other order for the one looked for', async () => {
		const { requests } = requestsTo({ data: [ROW], current_page: 1, last_page: 1 });
		expect(await requests.findListed('EC-1', 1)).toMatchObject({ data: { tracking: 'Ec-1' } });
		expect(await requests.findListed('EC-2', 1)).toMatchObject({ kind: 'ok', data: undefined });
	});

	it('reads statuses by tracking, however their rows come', async () => {
		const row = {
			status: 'livre_non_encaisse',
			order_id: 'R-1',
			activity: { 0: { driver: 'Ali' } },
		};
		const { requests } = requestsTo({ data: { 'Ec-1': row, 'EC-2': null } });
		const outcome = await requests.statuses(['EC-1', 'EC-2'], 1);
		expect(outcome.kind === 'ok' && [...outcome.data]).toMatchObject([
			[
				'EC-1',
				{ status: row.status, reference: 'R-1', attempts: [{ driver: 'Ali', station: '' }] },
			],
		]);
	});

	it('reads details, and has none where the carrier has no such endpoint', async () => {
		const known = requestsTo({ 'EC-1': { OrderInfo: { client: 'Amina' } }, 'EC-2': {} });
		const outcome = await known.requests.details(['EC-1', 'EC-2'], 1);
		expect(outcome.kind === 'ok' && [...outcome.data]).toMatchObject([
			['EC-1', { recipient: 'Amina' }],
		]);
		const missing = { message: 'The route get/trackings/info could not be found.' };
		const without = requestsTo(missing, 404).requests;
		expect(await without.details(['EC-1'], 1)).toMatchObject({ kind: 'ok', data: new Map() });
		expect(await without.statuses(['EC-1'], 1)).toMatchObject({ kind: 'notSupported' });
	});

	it.each([429, 500])('does not send again what failed with %i', async (status) => {
		const { requests, sent } = requestsTo({ message: 'Server Error' }, status);
		expect((await requests.listPage(WINDOW, 1)).kind).not.toBe('ok');
		expect(sent).toHaveLength(1);
	});
});
