import type { Publication } from '../../host/workflow';
import type { QuirkName } from '../../sandbox';
import { describeN8n } from './support/n8n';
import { story } from './support/story';
import type { Watch } from './support/watch';

const TOKEN_REFUSED = /carrier did not accept the API token/;

function expectRefusal({ status, triggers }: Publication, message: RegExp): void {
	expect(status).toBe('failed');
	expect(triggers).toEqual([
		expect.objectContaining({ errorMessage: expect.stringMatching(message) }),
	]);
}

async function expectLife(watch: Watch, tracking: string): Promise<void> {
	await watch.awaitPolls(1);
	watch.move(tracking, 'suspendu');
	expect(await watch.awaitEvents(1)).toEqual([
		expect.objectContaining({ tracking, status: 'suspendu' }),
	]);
}

describeN8n('switching a workflow on', () => {
	const blocking: Array<[situation: string, quirk: QuirkName, message: RegExp]> = [
		['a token the carrier does not accept', 'revoked-token', TOKEN_REFUSED],
		['an account without API access', 'token-not-allowed', /API access/],
		['an address that has moved', 'moved-alias', /moved|another/],
	];
	for (const [situation, quirk, message] of blocking) {
		story(`is refused with ${situation}, and works once it is mended`, {}, async (watch) => {
			const tracking = watch.order();
			watch.sandbox.quirks.on(quirk);
			expectRefusal(await watch.switchOn(), message);
			expect(await watch.executions()).toEqual([]);

			watch.sandbox.quirks.clear();
			await watch.switchOff();
			await watch.start();
			await expectLife(watch, tracking);
		});
	}

	const wrong = { options: { lookbackDays: 0 } };
	story('is refused with a setting that cannot be used', wrong, async (watch) => {
		expectRefusal(await watch.switchOn(), /'Lookback Days' is not between/);
		expect(watch.sandbox.requests).toEqual([]);
	});

	const passing: Array<[situation: string, quirk: QuirkName]> = [
		['limits its requests', 'too-many-attempts'],
		['is down for maintenance', 'html-maintenance'],
		['breaks connections off', 'dropped-connection'],
	];
	for (const [situation, quirk] of passing) {
		story(`is not held up by a platform that ${situation}`, {}, async (watch) => {
			const tracking = watch.order();
			watch.sandbox.quirks.on(quirk, { retryAfter: 2 });
			await watch.start();
			watch.sandbox.quirks.clear();
			await expectLife(watch, tracking);
		});
	}
});

describeN8n('publishing a changed trigger', () => {
	story('is refused with a revoked token, and works once it is back', {}, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		watch.sandbox.quirks.on('revoked-token');
		watch.move(tracking, 'suspendu');
		expectRefusal(await watch.publish({ filters: { phases: ['exception'] } }), TOKEN_REFUSED);

		watch.sandbox.quirks.clear();
		await watch.switchOff();
		await watch.start();
		expect(await watch.awaitEvents(1)).toEqual([
			expect.objectContaining({ tracking, previousStatus: 'en_livraison', status: 'suspendu' }),
		]);
	});

	story('is not held up by a platform that is down, and loses nothing', {}, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		watch.sandbox.quirks.on('html-maintenance');
		watch.move(tracking, 'suspendu');
		expect((await watch.publish({ filters: { phases: ['exception'] } })).status).toBe('published');
		watch.sandbox.quirks.clear();
		expect(await watch.awaitEvents(1)).toEqual([
			expect.objectContaining({ tracking, previousStatus: 'en_livraison', status: 'suspendu' }),
		]);
	});

	story('keeps what the trigger knows', {}, async (watch) => {
		const tracking = watch.order();
		await watch.start();
		watch.move(tracking, 'suspendu');
		await watch.publish({ options: { includeOrderDetails: false } });
		const [event] = await watch.awaitEvents(1);
		expect(event).toMatchObject({ tracking, previousStatus: 'en_livraison', status: 'suspendu' });
		expect(event).not.toHaveProperty('order');
	});
});
