import { operationOf, reader, refusalOf } from '../../../support/reader';

describe('the request for a return', () => {
	const request = operationOf('return.request', 'single');
	const read = reader({ tracking: 'ECXX9Q2608150001' });

	it('names the order', () => {
		expect(request.query(read)).toEqual({ tracking: 'ECXX9Q2608150001' });
	});

	it('yields the answer of the carrier beside the order', () => {
		const answer = { success: true, message: 'Retour demandé avec succès' };
		expect(request.rows(answer, read)).toEqual([{ ...answer, tracking: 'ECXX9Q2608150001' }]);
	});

	it('is confirmed by a clear yes alone', () => {
		expect(refusalOf(() => request.rows({}, read))).toMatchObject({ kind: 'unreadable' });
	});
});
