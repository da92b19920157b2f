import { describeN8n } from './support/n8n';
import { story } from './support/story';

const OUT = 'en_livraison';
const HELD = 'suspendu';

/** The activation may use up the minute's share: the tick after it then has nothing to send. */
const SEVERAL_POLLS_MS = 240_000;

describeN8n('a workflow with the ECOTRACK Trigger', () => {
	story('starts with one item for an order that changes status, once', {}, async (watch) => {
		const tracking = watch.order();
		watch.order();
		await watch.start();
		watch.move(tracking, 'livre_non_encaisse');
		const { reference, recipient, phone } = watch.sandbox.platform.get(tracking) ?? {};

		const [event] = await watch.awaitEvents(1);
		expect(event).toEqual({
			event: 'orderStatusChanged',
			tracking,
			reference,
			previousStatus: OUT,
			status: 'livre_non_encaisse',
			statusLabel: 'Delivered, cash with driver',
			statusLabelFr: 'Livré',
			statusLabelAr: 'تم التسليم',
			phase: 'delivered',
			phaseChanged: true,
			isFinal: false,
			detectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			order: expect.objectContaining({ reference, recipient, phone }),
		});
		await watch.awaitPolls(2);
		const [execution, ...others] = await watch.executions();
		expect(others).toEqual([]);
		expect(execution).toMatchObject({ status: 'success', mode: 'trigger' });
		expect(Object.keys(execution.data.resultData.runData)).toContain('Go on');
	});

	const withoutDetails = { options: { includeOrderDetails: false } };
	story('hears of a change once when polls overlap', withoutDetails, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		watch.sandbox.quirks.on('slow-answers', { path: 'get/orders/status', ms: 10_400 });
		watch.move(tracking, HELD);
		await watch.awaitEvents(1);
		watch.sandbox.quirks.clear();
		await watch.awaitPolls(2);
		expect(await watch.events()).toHaveLength(1);
	});

	story('learns when switched on again what changed while it was off', {}, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		await watch.switchOff();
		watch.move(tracking, HELD);
		const created = watch.order('vers_wilaya');
		await watch.start();
		const events = await watch.awaitEvents(2);
		expect(events).toHaveLength(2);
		expect(events).toContainEqual(
			expect.objectContaining({ tracking, previousStatus: OUT, status: HELD }),
		);
		expect(events).toContainEqual(
			expect.objectContaining({ tracking: created, previousStatus: null, status: 'vers_wilaya' }),
		);
	});

	story('fails for all to see while the token is revoked, then catches up', {}, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		watch.sandbox.quirks.on('revoked-token');
		watch.move(tracking, HELD);
		const failed = await watch.awaitExecution('error');
		expect(failed.data.resultData.error?.message).toBe('The carrier did not accept the API token');
		watch.sandbox.quirks.clear();
		expect(await watch.awaitEvents(1)).toEqual([
			expect.objectContaining({ tracking, previousStatus: OUT, status: HELD }),
		]);
	});

	const smallShare = { options: { rateLimitShare: 16 } };
	story('saves a baseline that took several polls by one empty run', smallShare, async (watch) => {
		for (let index = 0; index < 200; index++) watch.order();
		await watch.start();
		expect((await watch.savedState())?.stage).toBeLessThan(3);

		const { data } = await watch.awaitExecution('success', SEVERAL_POLLS_MS);
		expect(Object.keys(data.resultData.runData)).toEqual(['Watch orders']);
		const saved = await watch.savedState();
		expect(saved).toMatchObject({ stage: 3 });
		expect(JSON.stringify(saved?.q).match(/EC/g)).toHaveLength(200);
		await watch.awaitPolls(2);
		expect(await watch.executions()).toHaveLength(1);
		expect(await watch.events()).toEqual([]);
	});
});
