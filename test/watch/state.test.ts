import { cycle } from '../../nodes/Ecotrack/watch/cycle';
import {
	formatFilter,
	freshState,
	newsDay,
	openState,
	parseFilter,
	type State,
	toPresent,
	VERSION,
} from '../../nodes/Ecotrack/watch/state';
import type { WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { fail, limited } from './support/failures';
import { settingsWith } from './support/settings';
import { DAY, HOUR, MINUTE, MORNING, Story, told } from './support/story';

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

/** A state in the middle of everything, as it is between two polls. */
const full: State = {
	...open({}).state,
	stage: 3,
	visit: { to: '[[],[],[],[]]', left: { en_hub: 1 }, walked: false },
	walk: { page: 0, total: 10, heads: null },
	cutShort: '2026-03-02',
	sweep: { start: '2026-01-01', end: '2026-03-01', page: 0 },
	q: { en_hub: 'A1,A2', '+': 'B1' },
	miss: { A1: [Math.floor(MORNING / HOUR), 2], A2: [Math.floor(MORNING / HOUR), 1, 490_000] },
	suspects: 'A2',
	overdue: false,
	size: 50,
	credit: { en_hub: 0.5 },
	budget: { at: MORNING, polled: MORNING - MINUTE, daily: 15_000, every: MINUTE },
	sent: [MORNING, 1, 2],
	pending: [{ event: { tracking: 'A1' } as WatchEvent, tries: 1 }],
	seen: 'A1:x',
	last: [{ at: MORNING, rows: { 'orderCreated  en_hub !': 'A1' } }],
};

const without = (field: string) =>
	Object.fromEntries(Object.entries(full).filter(([name]) => name !== field));

describe('the state', () => {
	it('begins with nothing, without a warning', () => {
		for (const stored of [undefined, null, {}]) {
			const { state, warning } = open(stored);
			expect(state).toMatchObject({ v: VERSION, since: '2026-03-02', day: '2026-03-01', q: {} });
			expect(warning).toBeNull();
		}
	});

	it('begins with nothing found, yesterday as the first day to read, and an hour of requests', () => {
		expect(freshState(settings, MORNING)).toEqual({
			v: 1,
			scope: settings.scope,
			since: '2026-03-02',
			stage: 0,
			filter: '[["orderStatusChanged"],[],[],[]]',
			until: 'archived',
			day: '2026-03-01',
			heads: '',
			walk: null,
			walked: 0,
			newest: { first: true, judged: '' },
			sweep: null,
			due: '2026-03-02',
			q: {},
			miss: {},
			credit: {},
			turn: 0,
			budget: { at: MORNING - HOUR, polled: 0, daily: 0 },
			unsaved: 0,
			notBefore: 0,
		});
	});

	it('is read back as it was written', () => {
		const { state } = open({});
		expect(open(JSON.parse(JSON.stringify(state)))).toEqual({ state, warning: null });
		expect(open(full)).toEqual({ state: full, warning: null });
	});

	it.each<[keyof State, unknown[]]>([
		['v', [0, '1', null]],
		['scope', [1, null]],
		['since', [5, '', 'soon', null]],
		['stage', ['3', null]],
		['filter', [5, 'x', '{}', '{"length":4}', '[[],[],[]]', '[[],[],[],{}]', null]],
		['visit', ['x', [], {}, { left: [] }, { left: { en_hub: '1' } }, null]],
		['until', [1, null]],
		['day', [5, 'soon', null]],
		['heads', [5, null]],
		['walk', ['x', [], {}, { page: '1' }, { page: -1 }, { page: null }]],
		['cutShort', [5, 'soon', null]],
		['walked', ['0', null, NaN, Infinity]],
		['newest', ['x', [], {}, { judged: 5 }, null]],
		['sweep', ['x', [], {}, { page: '1' }, { page: -1 }]],
		['due', [5, 'soon', null]],
		['q', ['x', ['A1'], { en_hub: 1 }, { en_hub: 'A1', suspendu: null }, null]],
		['miss', ['x', [], { A1: 1 }, { A1: ['1', 2] }, { A1: [1, 2], B1: [1, null] }, null]],
		['suspects', [5, null]],
		['overdue', ['true', 1, null]],
		['size', ['50', null]],
		['credit', ['x', [], { en_hub: '1' }, { en_hub: 1, suspendu: null }, null]],
		['turn', ['1', null]],
		['budget', ['x', [], {}, { at: 1, polled: 1 }, { at: 1, daily: 1 }, { polled: 1, daily: 1 }]],
		['budget', [0, -1, '60', null].map((every) => ({ at: 1, polled: 1, daily: 1, every }))],
		['sent', ['x', {}, ['1'], [1, null], null]],
		['unsaved', ['0', null]],
		['notBefore', ['0', null]],
		['pending', ['x', {}, [1], [{}], [{ event: {} }], [{ event: { tracking: 5 } }], null]],
		['seen', [5, null]],
	])('cannot be read where `%s` is what it never is', (field, values) => {
		for (const value of values) {
			expect([value, open({ ...full, [field]: value }).warning]).toEqual([
				value,
				expect.stringMatching(/could not be read/),
			]);
		}
	});

	it.each(['visit', 'cutShort', 'suspects', 'overdue', 'size', 'sent', 'pending', 'seen', 'last'])(
		'can be read without `%s`',
		(field) => {
			const rest = without(field);
			expect(open(rest)).toEqual({ state: rest, warning: null });
		},
	);

	it.each(['walk', 'sweep'])('can be read without a %s under way', (field) => {
		expect(open({ ...full, [field]: null })).toEqual({
			state: { ...full, [field]: null },
			warning: null,
		});
	});

	it.each([
		'x',
		{},
		[{}],
		[{ at: '1', rows: {} }],
		[{ at: 1, rows: [] }],
		[{ at: 1, rows: { a: 1 } }],
		[null],
		null,
	])('forgets a batch to repeat that it cannot read (%j), and keeps the rest', (last) => {
		const rest = without('last');
		expect(open({ ...full, last })).toEqual({ state: rest, warning: null });
	});

	it('knows a filter again, in whatever order it was chosen', () => {
		const { filter } = settingsWith({
			filter: {
				events: ['orderStatusChanged', 'orderCreated'],
				phases: ['return', 'delivered'],
				statuses: ['suspendu', 'annule'],
				previousStatuses: ['en_hub'],
			},
		});
		const events = [...filter.events].reverse();
		expect(formatFilter({ ...filter, events })).toBe(formatFilter(filter));
		expect(filter.events).toEqual(['orderStatusChanged', 'orderCreated']);
		expect(parseFilter(formatFilter(filter))).toEqual({
			events: ['orderCreated', 'orderStatusChanged'],
			phases: ['delivered', 'return'],
			statuses: ['annule', 'suspendu'],
			previousStatuses: ['en_hub'],
		});
	});

	it.each<[string, unknown]>([
		['text', 'rubbish'],
		['a list', [1, 2]],
		['an empty list', []],
		['no version', { q: {} }],
		['a later version', { ...open({}).state, v: VERSION + 1 }],
		['a version that is no number', { ...open({}).state, v: 'one' }],
		['a queue of numbers', { ...open({}).state, q: { en_livraison: 3 } }],
		['no queue', { ...open({}).state, q: undefined }],
		['a filter that is no filter', { ...open({}).state, filter: '{' }],
		['a filter that says too little', { ...open({}).state, filter: '[[],[]]' }],
		['a filter of something else', { ...open({}).state, filter: '[[],[],[],1]' }],
		['a day that is none', { ...open({}).state, day: 'soon' }],
		['pending events that are none', { ...open({}).state, pending: [{}] }],
	])('that cannot be read (%s) is a new silent baseline with a warning', (_, stored) => {
		const { state, warning } = open(stored);
		expect(state).toEqual(open({}).state);
		expect(warning).toMatch(/could not be read/);
	});

	it.each([[{ rows: {} }], [{ at: 'today', rows: {} }], [{ at: 1, rows: { a: 3 } }], 'rubbish'])(
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
			last: [{ at: MORNING, rows: { 'orderCreated  en_hub !': 'A1,A2' } }],
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

	it('that was stored shares nothing that a poll writes into', () => {
		const later = '2026-03-05';
		const stored = {
			...open({}).state,
			miss: { A1: [Math.floor(MORNING / HOUR) + 72, 2] },
			credit: { en_hub: 0.5 },
			newest: { first: true, judged: later },
			visit: { to: open({}).state.filter, left: { en_hub: 1 }, walked: false },
		};
		const before = structuredClone(stored);
		const { state } = open(stored);
		expect(state.newest.judged < later).toBe(true);
		Object.assign(state.miss, { B1: [1, 1] });
		Object.assign(state.credit, { en_hub: 9 });
		Object.assign(state.budget, { at: 1 });
		Object.assign(state.visit ?? {}, { walked: true });
		Object.assign(state.visit?.left ?? {}, { en_hub: 9 });
		expect(stored).toEqual(before);
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

const BOTH = { filter: { events: ['orderCreated' as const, 'orderStatusChanged' as const] } };

/** A watcher whose server's clock is off by so much while it makes some polls. */
async function mistimed(story: Story, off: number, polls = 1): Promise<void> {
	story.client.now = () => story.platform.now + off;
	for (let poll = 0; poll < polls; poll++) await story.poll();
	story.client.now = () => story.platform.now;
}

describe('a clock that was wrong', () => {
	it.each([
		['three days ahead', 3 * DAY],
		['400 days ahead', 400 * DAY],
		['an hour ahead', HOUR],
		['three days behind', -3 * DAY],
		['back in 1970', -MORNING],
	])('for one poll (%s) hides no order created afterwards', async (_, off) => {
		const story = new Story(BOTH);
		const known = story.orders(5, 3);
		await story.settle();
		await mistimed(story, off);
		const order = story.order();
		const events = await story.events(3);
		expect(events.map(({ event, tracking }) => [event, tracking])).toEqual([
			['orderCreated', order.tracking],
			['orderStatusChanged', order.tracking],
		]);
		story.platform.move(known[0], 'suspendu');
		expect(told(await story.events(2))).toEqual([`${known[0].tracking}: en_livraison -> suspendu`]);
	});

	it.each([3, 400])('by %i days for an hour tells what was created meanwhile', async (days) => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		await mistimed(story, days * DAY, 30);
		const order = story.order();
		await mistimed(story, days * DAY, 30);
		const events = await story.events(3);
		expect(events.map(({ tracking }) => tracking)).toContain(order.tracking);
	});

	it('before the server was off for days hides none of the orders created meanwhile', async () => {
		const story = new Story(BOTH);
		story.orders(5, 3);
		await story.settle();
		await mistimed(story, 3 * DAY);
		story.platform.advanceTo(story.platform.now + HOUR);
		const order = story.order();
		story.platform.advanceTo(story.platform.now + 2.5 * DAY);
		const events = await story.events(5);
		expect(events.map(({ tracking }) => tracking)).toContain(order.tracking);
	});

	it('in the middle of a walk that was cut short hides none of the orders behind it', async () => {
		const story = new Story(BOTH);
		story.orders(5, 1);
		await story.settle();
		const imported = story.orders(200).map(({ tracking }) => tracking);
		let listed = 0;
		story.trouble = (name) => (name === 'listPage' && ++listed > 2 ? fail('networkError') : null);
		const events = await story.events();
		await mistimed(story, 3 * DAY);
		story.trouble = null;
		events.push(...(await story.events(5)));
		const created = events.filter(({ event }) => event === 'orderCreated');
		expect(created.map(({ tracking }) => tracking).sort()).toEqual(imported.sort());
	});

	it('in the middle of a sweep, into which today fell, hides none of the orders of today', async () => {
		const story = new Story(BOTH);
		story.orders(60, 1);
		story.orders(5);
		await story.settle();
		await story.poll();
		expect(story.remembered.newest.judged).toBe('2026-03-02');
		story.client.now = () => story.platform.now + 3 * DAY;
		const polls = async (count: number) => {
			for (let poll = 0; poll < count; poll++) await story.poll(MINUTE, { maxRequests: 5 });
		};
		await polls(1);
		expect(story.remembered.sweep?.page).toBe(2);
		const imported = story.orders(400);
		await polls(2);
		story.client.now = () => story.platform.now;
		await story.events(10);
		const known = JSON.stringify(story.remembered.q);
		expect(imported.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it('that was behind does not make up for a walk that was cut short', async () => {
		const story = new Story(BOTH);
		story.orders(50, 1);
		await story.settle();
		const heal = story.spoil('listPage', 'rejected', ({ page }) => page === 3);
		const imported = story.orders(400);
		await story.events(4);
		await mistimed(story, -4 * DAY, 3);
		heal();
		await story.events(20);
		const known = JSON.stringify(story.remembered.q);
		expect(imported.filter(({ tracking }) => !known.includes(tracking))).toEqual([]);
	});

	it.each([
		['three days', 3 * DAY, 30],
		['three days, in the middle of the baseline', 3 * DAY, 1],
		['400 days', 400 * DAY, 30],
	])('at the activation (%s ahead) announces new orders and no old ones', async (_, off, polls) => {
		const story = new Story(BOTH);
		story.orders(300, 3);
		story.orders(5, 0);
		await mistimed(story, off, polls);
		expect(await story.events(30)).toEqual([]);
		const order = story.order();
		const [event] = await story.events();
		expect(event).toMatchObject({ event: 'orderCreated', tracking: order.tracking });
		story.platform.advanceTo(story.platform.now + 3 * DAY);
		await story.poll();
		expect(story.remembered.since <= '2026-03-02').toBe(true);
	});

	it('lengthens no wait that the platform asked for', async () => {
		const story = new Story(BOTH);
		story.order(3);
		await story.settle();
		story.trouble = () => limited(3 * MINUTE);
		await mistimed(story, 3 * DAY);
		story.trouble = null;
		const spent = [];
		for (let poll = 0; poll < 5; poll++) spent.push((await story.poll()).spent);
		expect(spent.slice(0, 3)).toEqual([0, 0, 0]);
		expect(spent[4]).toBeGreaterThan(0);
	});

	it('sets nobody aside for longer than a day', async () => {
		const story = new Story();
		const [refused] = story.orders(3, 3);
		await story.settle();
		refused.poisonedUntil = story.platform.now + HOUR;
		await mistimed(story, 400 * DAY);
		await story.poll();
		story.platform.advanceTo(story.platform.now + DAY + HOUR);
		story.platform.move(refused, 'suspendu');
		expect(await story.events(2)).toHaveLength(1);
	});

	it.each(['refused', 'left out'])('gives up no order that is %s meanwhile', async (how) => {
		const story = new Story();
		const [order] = story.orders(12, 3);
		await story.settle();
		story.platform.move(order, 'paye_et_archive');
		if (how === 'refused') order.poisonedUntil = Infinity;
		else story.platform.orders.delete(order.tracking);
		for (let hour = 0; hour < 18; hour++) await story.poll(HOUR);
		if (how === 'refused') for (let hour = 0; hour < 12; hour++) await story.poll(HOUR);
		await mistimed(story, 3 * DAY, 5);
		order.poisonedUntil = 0;
		story.platform.orders.set(order.tracking, order);
		expect(told(await story.events(26, HOUR))).toEqual([
			`${order.tracking}: en_livraison -> paye_et_archive`,
		]);
	});

	it('repeats no batch for longer than a day', async () => {
		const story = new Story({ repeatAfterRestart: true });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'suspendu');
		await mistimed(story, 3 * DAY);
		expect((await story.poll(MINUTE, { isAfterRestart: true })).events).toHaveLength(1);
		expect((await story.poll(DAY + HOUR, { isAfterRestart: true })).events).toEqual([]);
	});

	describe('leaves of what it wrote', () => {
		const settings = settingsWith();
		const hour = Math.floor(MORNING / HOUR);
		const ahead = MORNING + 3 * DAY;
		/** As a poll three days ahead leaves it. */
		const opened = (changes: Partial<State>) => {
			const { state } = openState({}, settings, MORNING);
			Object.assign(state, { stage: 3, since: '2026-01-01', q: { en_hub: 'A1' } }, changes);
			toPresent(state, settings, MORNING);
			return state;
		};
		const budget = { at: ahead, polled: ahead, daily: 0 };

		it('no day of discovery, no place of a walk and no sweep in a window that is still open', () => {
			const walk = { page: 3, total: 100, heads: 'A1' };
			const sweep = { start: '2026-01-01', end: '2026-03-04', page: 2 };
			const anew = { page: 1, total: null, heads: null };
			const left = { day: '2026-03-01', walk: anew, walked: 0, sweep: null, due: '2026-02-28' };
			for (const changes of [
				{ budget },
				{ walked: ahead },
				{ unsaved: ahead },
				{ day: '2026-03-04' },
				{ due: '2026-03-06' },
				{ sweep },
			]) {
				expect(opened({ day: '2026-03-01', walk, ...changes })).toMatchObject(left);
			}
		});

		it('the day of discovery, where that is an earlier one: everything since then is still to be read', () => {
			const state = opened({ budget, day: '2026-02-20', walk: null });
			expect([state.day, state.walk]).toEqual(['2026-02-20', null]);
		});

		it('a walk to make up for as far as tomorrow, or further where that was due already', () => {
			expect(opened({ budget }).cutShort).toBe('2026-03-03');
			expect(opened({ budget, cutShort: '2026-03-02' }).cutShort).toBe('2026-03-03');
			expect(opened({ budget, cutShort: '2026-03-09' }).cutShort).toBe('2026-03-09');
		});

		it('today as the day that was judged', () => {
			const newest = { first: false, judged: '2026-03-02' };
			expect(opened({ newest }).newest.judged).toBe('2026-03-02');
		});

		it('no instant and no day that is still to come', () => {
			const last = [{ at: ahead, rows: {} }];
			const newest = { first: true, judged: '2026-03-05' };
			const miss: State['miss'] = { A1: [hour + 72, 2], B1: [hour + 72, 1, hour + 96], C1: [1, 1] };
			const state = opened({ unsaved: ahead, last, newest, miss });
			expect(state).toMatchObject({
				unsaved: MORNING,
				last: [{ at: MORNING }],
				newest: { first: true, judged: '2026-03-01' },
				miss: { A1: [hour, 2], B1: [hour, 1, hour + 24], C1: [1, 1] },
			});
		});

		it('of a wait what was left of it, and a day at most', () => {
			for (const [left, expected] of [
				[HOUR, HOUR],
				[9 * DAY, DAY],
				[-HOUR, -HOUR],
			]) {
				const state = opened({ budget, notBefore: ahead + left });
				expect(state.notBefore).toBe(MORNING + expected);
			}
			expect(opened({ notBefore: MORNING + 9 * DAY }).notBefore).toBe(MORNING + DAY);
		});

		it('the hours in which an order was missed, but for those in which nobody looked', () => {
			const polled = MORNING - 10 * HOUR;
			const miss: State['miss'] = { A1: [hour - 20, 2], B1: [hour - 20, 0, 20 - hour] };
			const state = opened({ budget: { at: polled, polled, daily: 0 }, miss });
			// Ten hours without a poll, of which six count. Who failed alone was not missed.
			expect(state.miss).toEqual({ A1: [hour - 16, 2], B1: [hour - 20, 0, 20 - hour] });
		});

		it('a baseline under way as it is, where its day is not still to come', () => {
			for (const since of ['2026-01-01', '2026-03-02']) {
				expect(opened({ stage: 1, since })).toMatchObject({ stage: 1, since });
				expect(newsDay(opened({ since }), MORNING)).toBe(since);
			}
			expect(opened({ q: { en_hub: '' }, since: '2026-03-05' })).toMatchObject({ stage: 0 });
		});

		it('a baseline to take once more when it was not complete, and yesterday as its day else', () => {
			for (const stage of [0, 1, 2] as const) {
				const state = opened({ stage, since: '2026-03-05' });
				expect(state).toMatchObject({ stage: 0, since: '2026-03-02', q: { en_hub: 'A1' } });
			}
			expect(opened({ q: {}, since: '2026-03-05' })).toMatchObject({ stage: 0 });
			const complete = opened({ since: '2026-03-05' });
			expect([complete.stage, newsDay(complete, MORNING)]).toEqual([3, '2026-03-01']);
			expect(newsDay(opened({}), MORNING)).toBe('2026-01-01');
		});
	});

	it.each([
		[30_000, true],
		[MINUTE, true],
		[2 * MINUTE, false],
	])('set right by %d ms keeps the place of a walk: %j', (ms, isKept) => {
		const { state } = openState({}, settings, MORNING);
		state.walk = { page: 3, total: 100, heads: 'A1' };
		state.budget.polled = MORNING + ms;
		toPresent(state, settings, MORNING);
		expect(state.walk.page === 3).toBe(isKept);
	});

	it('leaves a state of the present as it is', () => {
		const settings = settingsWith();
		const { state } = openState({}, settings, MORNING);
		state.miss = { A1: [Math.floor(MORNING / HOUR), 1, Math.floor(MORNING / HOUR) + 24] };
		state.notBefore = MORNING + HOUR;
		state.last = [{ at: MORNING, rows: {} }];
		state.sweep = { start: '2026-01-01', end: '2026-03-01', page: 3 };
		const before = structuredClone(state);
		toPresent(state, settings, MORNING);
		expect(state).toEqual(before);
	});
});
