import { describeN8n } from './support/n8n';
import { OwnN8n } from './support/own';
import { Watch } from './support/watch';

/** n8n's scheduler without durable cursors: every poll gets the state that was last written. */
const SCHEDULED = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true', // n8n 2.37 would not use the scheduler otherwise
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};

/** The activation may use up the minute's share: the tick after it then has nothing to send. */
const SEVERAL_POLLS_MS = 240_000;

describeN8n("with n8n's scheduler and without durable cursors", () => {
	let n8n: OwnN8n;
	let watch: Watch;

	beforeAll(async () => {
		n8n = await OwnN8n.start(SCHEDULED);
		watch = await Watch.open(n8n.rest, { options: { rateLimitShare: 16 } });
	});
	afterAll(async () => {
		await n8n?.remove();
		await watch?.sandbox.close();
	});

	it('a baseline that takes several polls ends, and a change after it starts the workflow once', async () => {
		for (let index = 0; index < 200; index++) watch.order();
		await watch.start();
		expect((await watch.savedState())?.stage).toBeLessThan(3);
		await watch.awaitExecution('success', SEVERAL_POLLS_MS);
		expect(await watch.savedState()).toMatchObject({ stage: 3 });

		const [{ tracking }] = watch.sandbox.platform.all();
		watch.move(tracking, 'suspendu');
		await watch.awaitEvents(1);
		await watch.awaitPolls(2);
		expect(await watch.events()).toEqual([
			expect.objectContaining({ tracking, previousStatus: 'en_livraison', status: 'suspendu' }),
		]);
	});
});
