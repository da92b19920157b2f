import { killInHandOff, type Moment } from './support/hand-off';
import { DURABLE } from './support/modes';
import { describeN8n } from './support/n8n';
import { OwnN8n } from './support/own';
import { Watch } from './support/watch';

const OUT = 'en_livraison';
const HELD = 'suspendu';

const ROUNDS: Array<[status: string, moment: Moment]> = [
	['vers_hub', ['events', 0]],
	['en_hub', ['events', 10]],
];

describeN8n('with durable cursors', () => {
	let n8n: OwnN8n;
	const watches: Watch[] = [];

	/** n8n drops what the first poll of an activation learns: the baseline is taken by the second. */
	const start = async (status = OUT) => {
		const watch = await Watch.open(n8n.rest);
		watches.push(watch);
		const tracking = watch.order(status);
		await watch.start();
		await watch.awaitPolls(2);
		return { watch, tracking };
	};

	beforeAll(async () => {
		n8n = await OwnN8n.start(DURABLE);
	});
	afterAll(async () => {
		await n8n?.remove();
		await Promise.all(watches.map(({ sandbox }) => sandbox.close()));
	});

	it.concurrent('a change starts the workflow once', async () => {
		const { watch, tracking } = await start();
		watch.move(tracking, HELD);
		await watch.awaitEvents(1);
		await watch.awaitPolls(2);
		expect(await watch.events()).toEqual([
			expect.objectContaining({ tracking, previousStatus: OUT, status: HELD, phase: 'exception' }),
		]);
		expect(await watch.executions()).toHaveLength(1); // none for the baseline: null is committed
	});

	it.concurrent(
		'a revoked token makes n8n wait until the workflow is switched on anew',
		async () => {
			const { watch, tracking } = await start();
			watch.sandbox.quirks.on('revoked-token');
			watch.move(tracking, HELD);
			const failed = await watch.awaitExecution('error');
			expect(failed.data.resultData.error?.message).toMatch(/API token/);

			expect((await watch.publish({ filters: { phases: ['exception'] } })).status).toBe('failed');
			watch.sandbox.quirks.clear();
			await watch.switchOff();
			await watch.start();
			expect(await watch.awaitEvents(1)).toEqual([
				expect.objectContaining({ tracking, previousStatus: OUT, status: HELD }),
			]);
		},
	);

	it.concurrent('n8n waits as long as the platform asks', async () => {
		const { watch, tracking } = await start();
		const { quirks, requests } = watch.sandbox;
		quirks.on('too-many-attempts', { retryAfter: 25 });
		const failed = await watch.awaitExecution('error');
		expect(failed.data.resultData.error?.message).toMatch(/limit/i);
		const refused = requests.filter(({ status }) => status === 429);
		quirks.clear();
		watch.move(tracking, HELD);
		await watch.awaitEvents(1);

		expect(refused).toHaveLength(1);
		const [{ at }] = refused;
		const next = requests.find((request) => request.at > at);
		expect(Number(next?.at) - Number(at)).toBeGreaterThanOrEqual(25_000);
	});

	it('through crashes, in the hand-off and between polls, each event comes exactly once', async () => {
		const started = await Promise.all([1, 2, 3].map(() => start('en_ramassage')));
		const several = started.map(({ watch }) => watch);
		for (const [status, moment] of ROUNDS) await killInHandOff(n8n, several, status, moment);
		await Promise.all(several.map((watch) => watch.awaitPolls(1)));
		await n8n.crash();
		for (const { watch, tracking } of started) watch.move(tracking, HELD);
		await n8n.restart();
		for (const watch of several) {
			await watch.awaitEvents(ROUNDS.length + 1);
			await watch.awaitPolls(2);
			expect((await watch.events()).map(({ status }) => status)).toEqual([
				...ROUNDS.map(([status]) => status),
				HELD,
			]);
		}
	});
});
