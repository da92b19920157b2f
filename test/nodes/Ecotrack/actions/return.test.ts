import { runOperation } from '../../../support/reader';

describe('the request for a return', () => {
	const tracking = 'ECXX9Q2608150001';
	const answer = { success: true, message: 'Retour demandé avec succès' };

	it('names the order, and yields the answer of the carrier beside it', async () => {
		const { rows, sent } = await runOperation('return.request', { tracking }, answer);
		expect(sent).toMatchObject([
			{ method: 'POST', path: 'ask/for/order/return', query: { tracking } },
		]);
		expect(rows).toEqual([{ ...answer, tracking }]);
	});

	it('is confirmed by a clear yes alone', async () => {
		const { failure } = await runOperation('return.request', { tracking }, {});
		expect(failure).toMatchObject({ kind: 'unreadable' });
	});
});
