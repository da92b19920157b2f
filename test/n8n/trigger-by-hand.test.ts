import { describeN8n } from './support/n8n';
import { story } from './support/story';

describeN8n('Fetch Test Event', () => {
	story('shows recent orders in the production shape and touches no state', {}, async (watch) => {
		const trackings = [watch.order(), watch.order()];
		await watch.start();
		const before = await watch.savedState();
		const { status, data } = await watch.fetchByHand();
		expect(status).toBe('success');
		const [items] = data.resultData.runData['Watch orders'][0].data?.main ?? [];
		expect(items?.map(({ json }) => json)).toEqual(
			expect.arrayContaining(
				trackings.map((tracking) =>
					expect.objectContaining({
						event: 'orderStatusChanged',
						tracking,
						previousStatus: 'en_preparation',
						status: 'en_livraison',
						order: expect.objectContaining({ recipient: expect.any(String) }),
					}),
				),
			),
		);
		expect(await watch.savedState()).toEqual(before);
	});

	story('leaves no state in a workflow that has never been on', {}, async (watch) => {
		watch.order();
		expect((await watch.fetchByHand()).status).toBe('success');
		expect(await watch.savedState()).toBeNull();
	});

	story('says so on an account without orders', {}, async (watch) => {
		const { status, data } = await watch.fetchByHand();
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toBe('This account has no order in process to show');
	});
});
