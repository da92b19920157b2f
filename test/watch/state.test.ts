import { cycle } from '../../nodes/Ecotrack/watch/cycle';
import { openState, VERSION } from '../../nodes/Ecotrack/watch/state';
import { settingsWith } from './support/settings';
import { DAY, MORNING, Story } from './support/story';
import { fail } from './support/failures';

/** Every place in a state, down to two levels. */
const paths = (whole: object): string[][] =>
	Object.entries(whole).flatMap(([key, value]) =>
		typeof value === 'object' && value !== null
			? [[key], ...Object.keys(value).map((inner) => [key, inner])]
			: [[key]],
	);

function damaged(whole: object, [key, inner]: string[], damage: unknown): unknown {
	if (inner === undefined) return { ...whole, [key]: damage };
	const outer = (whole as Record<string, object>)[key];
	return { ...whole, [key]: { ...outer, [inner]: damage } };
}

const settings = settingsWith();
const open = (stored: unknown) => openState(stored, settings, MORNING);

describe('the state', () => {
	it('begins with nothing, without a warning', () => {
		for (const stored of [undefined, null, {}]) {
			const { state, warning } = open(stored);
			expect(state).toMatchObject({ v: VERSION, since: '2026-03-02', day: '2026-03-01', q: {} });
			expect(warning).toBeNull();
		}
	});

	it('is read back as it was written', () => {
		const { state } = open({});
		expect(open(JSON.parse(JSON.stringify(state)))).toEqual({ state, warning: null });
	});

	it.each<[string, unknown]>([
		['text', 'rubbish'],
		['a list', [1, 2]],
		['no version', { q: {} }],
		['a later version', { ...open({}).state, v: VERSION + 1 }],
		['a version that is no number', { ...open({}).state, v: 'one' }],
		['a queue of numbers', { ...open({}).state, q: { en_livraison: 3 } }],
		['no queue', { ...open({}).state, q: undefined }],
		['a filter that is no filter', { ...open({}).state, filter: '{' }],
		['a day that is none', { ...open({}).state, day: 'soon' }],
		['pending events that are none', { ...open({}).state, pending: [{}] }],
	])('that cannot be read (%s) is a new silent baseline with a warning', (_, stored) => {
		const { state, warning } = open(stored);
		expect(state).toEqual(open({}).state);
		expect(warning).toMatch(/could not be read/);
	});

	it.each([{ rows: {} }, { at: 'today', rows: {} }, { at: 1, rows: { a: 3 } }, 'rubbish'])(
		'with a remembered batch that cannot be read (%j) keeps the orders and forgets the batch',
		async (last) => {
			const story = new Story({ repeatAfterRestart: true });
			const order = story.order(3);
			await story.settle();
			story.state = { ...story.remembered, last };
			story.platform.move(order, 'suspendu');
			expect((await story.poll(DAY, { isAfterRestart: true })).events).toMatchObject([
				{ tracking: order.tracking, previousStatus: 'en_livraison' },
			]);
		},
	);

	it.each([{}, { at: 1, polled: 2 }])(
		'without its budget (%j) is a new baseline, and not the end of all requests',
		async (budget) => {
			const { state, warning } = open({ ...open({}).state, budget });
			expect([state.budget.polled, warning]).toEqual([0, expect.stringMatching(/not be read/)]);
		},
	);

	it('that is damaged anywhere ends no poll, and stops no later one', async () => {
		const story = new Story({
			filter: { events: ['orderStatusChanged', 'orderCreated', 'deliveryAttempt'] },
			repeatAfterRestart: true,
			includeOrderDetails: true,
		});
		const orders = story.orders(150, 3);
		await story.settle();
		for (const order of orders.slice(0, 3)) story.platform.move(order, 'suspendu');
		const choose = { ...story.settings.filter, statuses: ['suspendu'] };
		story.settings = { ...story.settings, filter: choose };
		story.trouble = (name) => (name === 'details' ? fail('unavailable') : null);
		await story.poll();
		story.trouble = null;
		story.order();
		const whole = {
			...story.remembered,
			miss: { X1: [Math.floor(MORNING / 3_600_000), 2, 9e9] },
			walk: { page: 2, total: 50, heads: 'A' },
			cutShort: '2026-03-03',
			sweep: { start: '2026-01-01', end: '2026-03-01', page: 2 },
			suspects: orders[5].tracking,
			last: { at: MORNING, rows: { 'orderCreated  en_hub !': 'A1,A2' } },
		};
		const damages = [undefined, null, -1, 0.5, 1e300, '', 'x', '9999-12-31', [], {}, [null], true];
		const { platform } = story;
		for (const [at, damage] of paths(whole).flatMap((path) => damages.map((d) => [path, d]))) {
			const stored = damaged(whole, at as string[], damage);
			let state: unknown = JSON.parse(JSON.stringify(stored));
			let spent = 0;
			for (let poll = 0; poll < 3; poll++) {
				platform.advanceTo(platform.now + (poll === 0 ? 60_000 : 3_600_000 * 25));
				const run = { isAfterRestart: poll === 0, isSwitchedOn: poll === 0 };
				const outcome = await cycle(state, story.client, story.settings, run);
				spent += outcome.spent;
				state = JSON.parse(JSON.stringify(outcome.state));
			}
			if (spent === 0) throw new Error(`Silent with ${String(at)} = ${JSON.stringify(damage)}`);
		}
	});

	it('of another account is a new silent baseline', () => {
		const { state, warning } = openState(
			{ ...open({}).state, q: { en_hub: 'A1' }, scope: 'other' },
			settings,
			MORNING,
		);
		expect(state.q).toEqual({});
		expect(warning).toMatch(/another account/i);
	});

	it('that was stored is never written into', async () => {
		const story = new Story({ filter: { events: ['orderStatusChanged', 'deliveryAttempt'] } });
		const orders = story.orders(120, 3);
		await story.settle();
		const freeze = (value: unknown): unknown => {
			if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
			return Object.freeze(value);
		};
		story.platform.move(orders[0], 'suspendu');
		story.settings = {
			...story.settings,
			filter: { ...story.settings.filter, phases: ['exception'] },
		};
		freeze(story.state);
		expect((await story.poll()).failure).toBeNull();
	});

	it.each([
		['20 bytes per order and 2 kB', ['orderStatusChanged'] as const, 20],
		['45 with remarks', ['orderStatusChanged', 'deliveryAttempt'] as const, 45],
	])('takes at most %s', async (_, events, bytes) => {
		const story = new Story({ filter: { events: [...events] } });
		const orders = [
			...story.orders(400, 5, 'en_livraison'),
			...story.orders(400, 3, 'encaisse_non_paye'),
			...story.orders(200, 2, 'suspendu'),
		];
		await story.settle();
		for (const order of orders) {
			story.platform.remark(order);
			story.platform.remark(order);
		}
		for (let polls = 0; polls < 60; polls++) await story.poll();
		expect(story.remembered.seen === undefined).toBe(bytes === 20);
		expect(JSON.stringify(story.state).length).toBeLessThanOrEqual(orders.length * bytes + 2_000);
	});

	it('takes at most 40 bytes more per event remembered for a repetition', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const orders = story.orders(300, 5);
		await story.settle();
		const before = JSON.stringify(story.state).length;
		for (const order of orders) story.platform.move(order, 'livre_non_encaisse');
		expect(await story.events()).toHaveLength(300);
		expect(JSON.stringify(story.state).length - before).toBeLessThanOrEqual(300 * 40);
	});

	it('keeps no remarks of orders that are not followed any more', async () => {
		const story = new Story({ filter: { events: ['deliveryAttempt'] } });
		for (const order of story.orders(200, 5, 'livre_non_encaisse')) story.platform.remark(order);
		await story.settle();
		expect(story.remembered.seen?.length).toBeGreaterThan(200 * 20);
		story.settings = { ...story.settings, trackUntil: 'deliveredOrReturned' };
		expect((await story.poll()).active).toBe(0);
		expect(story.remembered.seen?.length).toBeLessThan(10);
	});

	it('does not grow with orders that have ended', async () => {
		const story = new Story({ lookbackDays: 5 });
		story.orders(300, 2);
		await story.settle();
		for (const order of story.platform.orders.values()) story.platform.move(order, 'annule');
		for (let polls = 0; polls < 40; polls++) await story.poll(DAY / 4);
		expect(JSON.stringify(story.state).length).toBeLessThan(2_000);
	});
});
