import { startSandbox } from '../../sandbox';
import { describeN8n } from './support/n8n';
import { OwnN8n } from './support/own';
import { Watch } from './support/watch';

const OUT = 'en_livraison';
const HELD = 'suspendu';
const DELIVERED = 'livre_non_encaisse';

/** n8n is killed, things happen on five platforms, and n8n is started again. */
describeN8n('after a crash and a start of n8n', () => {
	let n8n: OwnN8n;
	const watches: Watch[] = [];
	let well: Watch;
	let repeating: Watch;
	let gone: Watch;
	let down: Watch;
	let revoked: Watch;
	/** On each account: the order that moves on while n8n is down. */
	const moved = new Map<Watch, string>();
	let created: string;

	beforeAll(async () => {
		n8n = await OwnN8n.start();
		const open = async (options = {}) => {
			const watch = await Watch.open(n8n.rest, { options });
			watches.push(watch);
			moved.set(watch, watch.order());
			return watch;
		};
		well = await open();
		repeating = await open({ repeatAfterRestart: true });
		gone = await open();
		down = await open();
		revoked = await open();
		await Promise.all(watches.map((watch) => watch.start()));
		for (const watch of [well, repeating]) watch.move(trackingOf(watch), HELD);
		await Promise.all([well, repeating].map((watch) => watch.awaitEvents(1)));

		await n8n.crash();
		for (const watch of [well, down, revoked]) watch.move(trackingOf(watch), DELIVERED);
		created = well.order('vers_wilaya');
		await gone.sandbox.close();
		down.sandbox.quirks.on('html-maintenance');
		revoked.sandbox.quirks.on('revoked-token');
		await n8n.restart();
	});
	afterAll(async () => {
		await n8n?.remove();
		await Promise.all(watches.map(({ sandbox }) => sandbox.close()));
	});

	const trackingOf = (watch: Watch) => moved.get(watch) ?? '';

	it.concurrent('what happened meanwhile is handed over, and nothing twice', async () => {
		await well.awaitEvents(3);
		await well.awaitPolls(2);
		const events = await well.events();
		const tracking = trackingOf(well);
		expect(events).toHaveLength(3);
		expect(events[0]).toMatchObject({ tracking, previousStatus: OUT, status: HELD });
		expect(events.slice(1)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ tracking, previousStatus: HELD, status: DELIVERED }),
				expect.objectContaining({ tracking: created, previousStatus: null }),
			]),
		);
		for (const event of events) expect(event).not.toHaveProperty('repeated');
	});

	it.concurrent('Repeat After Restart sends the last events once more, marked', async () => {
		await repeating.awaitEvents(2);
		await repeating.awaitPolls(2);
		const [first, second, ...others] = await repeating.events();
		expect(others).toEqual([]);
		expect(first).not.toHaveProperty('repeated');
		const { event, tracking, previousStatus, status, phaseChanged, detectedAt } = first;
		expect(second).toMatchObject({
			...{ event, tracking, previousStatus, status, phaseChanged, detectedAt },
			repeated: true,
		});
	});

	it.concurrent('a trigger whose platform did not listen catches up when it does', async () => {
		await gone.awaitExecution('error');
		gone.sandbox = await startSandbox({
			port: Number(new URL(gone.sandbox.url).port),
			limits: 'off',
		});
		gone.sandbox.platform.create({ tracking: trackingOf(gone), status: DELIVERED });
		expect(await gone.awaitEvents(1)).toEqual([
			expect.objectContaining({ tracking: trackingOf(gone), status: DELIVERED }),
		]);
	});

	it.concurrent.each([
		['was under maintenance', () => down, /not available/],
		['had revoked the token', () => revoked, /API token/],
	])('a trigger whose platform %s says so and catches up', async (_, get, message) => {
		const watch = get();
		const failed = await watch.awaitExecution('error');
		expect(failed.data.resultData.error?.message).toMatch(message);
		watch.sandbox.quirks.clear();
		expect(await watch.awaitEvents(1)).toEqual([
			expect.objectContaining({ tracking: trackingOf(watch), status: DELIVERED }),
		]);
	});
});
