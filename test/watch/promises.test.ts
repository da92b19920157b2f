/** What docs/watch.md promises, each sentence as the name of a test. */
import type { Accident, Mode } from './support/host';
import { Host } from './support/host';
import { DAY, HOUR, MINUTE, Story, told } from './support/story';
import { LIFE } from './support/lives';
import { fail } from './support/failures';

const down = fail('unavailable');

describe('what the watcher promises', () => {
	it('Every status read that differs from the last one read for that order is a change', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		for (const status of ['suspendu', 'en_livraison', 'en_preparation', 'jamais_vu']) {
			const previous = order.status;
			story.platform.move(order, status);
			expect(told(await story.events())).toEqual([`${order.tracking}: ${previous} -> ${status}`]);
		}
		expect(await story.events(5)).toEqual([]);
	});

	it('per order the chain is continuous: previousStatus is the status last read', async () => {
		const story = new Story();
		const order = story.order(3);
		await story.settle();
		const chain: Array<string | null> = [];
		for (const status of Object.keys(LIFE)) {
			story.platform.move(order, status);
			story.trouble = chain.length % 3 === 1 ? () => down : null;
			for (const event of await story.events()) chain.push(event.previousStatus, event.status);
			story.trouble = null;
			for (const event of await story.events()) chain.push(event.previousStatus, event.status);
		}
		expect(chain[0]).toBe('en_livraison');
		expect(chain.length).toBeGreaterThan(20);
		for (let at = 1; at + 1 < chain.length; at += 2) expect(chain[at + 1]).toBe(chain[at]);
	});

	it('Filters act at emission only', async () => {
		const story = new Story({ filter: { statuses: ['paye_et_archive'] } });
		const order = story.order(3);
		await story.settle();
		story.platform.move(order, 'livre_non_encaisse');
		expect(await story.events(2)).toEqual([]);
		story.platform.move(order, 'paye_et_archive');
		const [event] = await story.events();
		expect(event).toMatchObject({ previousStatus: 'livre_non_encaisse', isFinal: true });
	});

	it('No lost final status: an order taken in while in process is tracked until a final status is read, whatever the listing shows', async () => {
		const story = new Story();
		const [kept, ...rest] = story.orders(50, 80);
		await story.settle();
		for (const order of rest) story.platform.move(order, 'annule');
		expect(await story.events()).toHaveLength(49);
		// The listing has long dropped it out of the look back, and sweeps have come and gone.
		story.settings = { ...story.settings, lookbackDays: 10 };
		for (let night = 0; night < 40; night++) await story.poll(DAY / 2);
		story.platform.move(kept, 'retour_archive');
		expect(told(await story.events())).toEqual([
			`${kept.tracking}: en_livraison -> retour_archive`,
		]);
	});

	it.each<[Mode, Accident]>([
		['classic', 'nothing'],
		['classic', 'all'],
		['durable', 'nothing'],
		['durable', 'all'],
	])(
		'At least once across restarts and API failures, once the baseline is complete (%s, a crash after %s was written)',
		async (mode, accident) => {
			const { story, host, order } = await hosted(mode);
			story.platform.move(order, 'suspendu');
			story.trouble = () => down;
			for (let poll = 0; poll < 3; poll++) expect((await tick(story, host)).delivered).toEqual([]);
			story.trouble = null;
			host.restart();
			const first = await tick(story, host, accident);
			const second = await tick(story, host);
			const third = await tick(story, host);
			const all = [first, second, third].flatMap(({ delivered }) => delivered);
			expect(told(all)).toEqual([`${order.tracking}: en_livraison -> suspendu`]);
		},
	);

	it('exactly once with durable cursors', async () => {
		const { story, host, order } = await hosted('durable');
		const delivered: string[] = [];
		for (const status of ['suspendu', 'en_livraison', 'livre_non_encaisse']) {
			story.platform.move(order, status);
			for (const accident of ['nothing', 'all', 'none'] as const) {
				delivered.push(...told((await tick(story, host, accident)).delivered));
			}
		}
		expect(delivered).toEqual([
			`${order.tracking}: en_livraison -> suspendu`,
			`${order.tracking}: suspendu -> en_livraison`,
			`${order.tracking}: en_livraison -> livre_non_encaisse`,
		]);
	});

	it.each<[Accident, number]>([
		['stateOnly', 0],
		['itemsOnly', 2],
	])(
		'In the classic engine a crash in the instant of the hand-off can repeat or lose that one batch (%s: told %i times)',
		async (accident, times) => {
			const { story, host, order } = await hosted('classic');
			story.platform.move(order, 'suspendu');
			const reports = [await tick(story, host, accident), await tick(story, host)];
			expect(reports.flatMap(({ delivered }) => delivered)).toHaveLength(times);
		},
	);

	it('The option repeatAfterRestart closes the hand-off: the last emitted batch is emitted once more by the first poll after a server start, within 24 h, even if the platform is down, each item marked repeated: true', async () => {
		const { story, host, order } = await hosted('classic', true);
		story.platform.move(order, 'suspendu');
		const { lost } = await tick(story, host, 'stateOnly');
		expect(lost).toHaveLength(1);
		story.trouble = () => down;
		const { delivered } = await tick(story, host);
		expect(delivered).toMatchObject([{ ...lost[0], repeated: true, reference: null }]);
		expect((await tick(story, host)).delivered).toEqual([]);
		story.platform.advanceTo(story.platform.now + DAY + HOUR);
		host.restart();
		expect((await tick(story, host)).delivered).toEqual([]);
	});

	it('Default off: a customer gets no message twice', async () => {
		const { story, host, order } = await hosted('classic');
		story.platform.move(order, 'suspendu');
		expect((await tick(story, host)).delivered).toHaveLength(1);
		host.restart();
		expect((await tick(story, host)).delivered).toEqual([]);
	});

	it('A changed base URL or credential is a new silent baseline; a renewed token is not', async () => {
		const story = new Story();
		const orders = story.orders(3, 3);
		await story.settle();
		for (const order of orders) story.platform.move(order, 'suspendu');
		story.settings = { ...story.settings, scope: 'https://other.ecotrack.dz 2' };
		const outcome = await story.poll();
		expect(outcome.warnings.join()).toMatch(/another account/i);
		expect(outcome.events).toEqual([]);
		await story.settle();
		// A token is not part of the scope: nothing of it is in the state.
		story.platform.move(orders[0], 'en_livraison');
		expect(await story.events()).toHaveLength(1);
	});
});

describe('what the watcher promises in odd weather', () => {
	it('A clock that was wrong for a while hides no order from later polls', async () => {
		for (const off of [3 * DAY, 400 * DAY, -3 * DAY]) {
			const story = new Story({ filter: { events: ['orderCreated'] } });
			story.orders(3, 3);
			await story.events(10);
			story.client.now = () => story.platform.now + off;
			const orders = [story.order()];
			const events = await story.events(5);
			story.client.now = () => story.platform.now;
			orders.push(story.order());
			events.push(...(await story.events(3)));
			const found = events.map(({ tracking }) => tracking).sort();
			expect(found).toEqual(orders.map(({ tracking }) => tracking).sort());
		}
	});

	it.each([
		[true, 14],
		[false, 30],
	])(
		'Switched on after weeks, the trigger takes orders created more than 14 days before in silently and says how many; after a restart or an outage nothing is bounded, and changes of orders already tracked are always told (switched on: %s)',
		async (isSwitchedOn, announced) => {
			const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
			const followed = story.order(3);
			await story.settle();
			for (let day = 0; day < 30; day++) {
				story.platform.advanceTo(story.platform.now + DAY);
				if (day < 29) story.order();
			}
			story.order();
			story.platform.move(followed, 'paye_et_archive');
			const { events, warnings } = await story.poll(MINUTE, { isSwitchedOn });
			const created = events.filter(({ event }) => event === 'orderCreated');
			expect(created).toHaveLength(isSwitchedOn ? announced + 1 : announced);
			expect(told(events)).toContain(`${followed.tracking}: en_livraison -> paye_et_archive`);
			expect(warnings.join()).toMatch(isSwitchedOn ? /without an event.*: 15\./ : /^$/);
		},
	);

	it('Every attempt of a driver is told once, whatever its time looks like', async () => {
		const shapes = [{}, { date: '2026-03-02 10:00:00', time: '' }, { date: 'hier' }, { time: '' }];
		for (const shape of shapes) {
			const story = new Story({ filter: { events: ['deliveryAttempt'] } });
			const order = story.order(3);
			await story.settle();
			const seen: string[] = [];
			for (let remark = 0; remark < 4; remark++) {
				story.platform.remark(order);
				Object.assign(order.attempts[order.attempts.length - 1], shape);
				// Now newest first, now oldest first.
				order.attempts.reverse();
				for (const { attempt } of await story.events(2)) seen.push(attempt?.details ?? '');
				order.attempts.sort((a, b) => a.details.localeCompare(b.details));
			}
			expect(seen).toEqual(['remark 1', 'remark 2', 'remark 3', 'remark 4']);
		}
	});

	it('One order over which the platform stumbles silences no other; it is set aside for an hour first, a day at most, and named; an outage blames nobody', async () => {
		const story = new Story();
		const [bad, ...others] = story.orders(150, 3);
		await story.settle();
		story.spoil('statuses', 'unavailable', (trackings) => trackings.includes(bad.tracking));
		for (const order of others) story.platform.move(order, 'livre_non_encaisse');
		let named = 0;
		let untold = others.length;
		for (let poll = 0; poll < 5; poll++) {
			const { events, warnings } = await story.poll();
			untold -= events.length;
			named += warnings.filter((warning) => warning.includes(bad.tracking)).length;
		}
		expect([untold, named]).toEqual([0, 1]);
		story.spoil('statuses', 'unavailable', () => true);
		for (let hour = 0; hour < 72; hour++) expect((await story.poll(HOUR)).warnings).toEqual([]);
	});

	it('A page of the listing that always fails hides no newer order', async () => {
		const story = new Story();
		story.orders(5, 3);
		await story.settle();
		story.spoil('listPage', 'unavailable', ({ page }) => page === 2);
		story.orders(100);
		await story.events(5);
		const newer = story.orders(20);
		const found = new Set((await story.events(3)).map(({ tracking }) => tracking));
		expect(newer.filter(({ tracking }) => !found.has(tracking))).toEqual([]);
	});

	it('A new order that only the listing knows is announced all the same', async () => {
		const story = new Story({ filter: { events: ['orderCreated', 'orderStatusChanged'] } });
		await story.settle();
		const draft = story.order(0, 'prete_a_expedier');
		story.client.statuses = async () => ({ kind: 'ok', data: new Map(), windows: [] });
		expect(told(await story.events(5))).toEqual([`${draft.tracking}: null -> prete_a_expedier`]);
	});

	it('The share holds over any minute, any hour and any day', async () => {
		const sent: number[] = [];
		const story = new Story({ rateLimitShare: 50 }, { latency: () => 200 });
		story.orders(3_000, 3);
		story.trouble = () => {
			sent.push(story.platform.now);
			return null;
		};
		for (let poll = 0; poll < 1_600; poll++) await story.poll(MINUTE);
		const most = (span: number) => {
			let [best, from] = [0, 0];
			for (let to = 0; to < sent.length; to++) {
				while (sent[to] - sent[from] >= span) from++;
				best = Math.max(best, to - from + 1);
			}
			return best;
		};
		expect([most(MINUTE), most(HOUR) <= 750, most(DAY) <= 7_500]).toEqual([25, true, true]);
		expect(most(DAY)).toBeGreaterThan(7_000);
	});
});

describe('what the prototype fell for', () => {
	it('a discovery walk interrupted after page 1 does not hide the pages behind known orders', async () => {
		const story = new Story();
		story.orders(5, 3);
		await story.settle();
		const orders = story.orders(200);
		let pages = 0;
		story.trouble = (name) => (name === 'listPage' && ++pages > 1 ? down : null);
		const first = (await story.poll()).events;
		story.trouble = null;
		const newer = story.orders(60);
		const events = [...first, ...(await story.events(4))];
		const found = new Set(events.map(({ tracking }) => tracking));
		expect([...orders, ...newer].filter(({ tracking }) => !found.has(tracking))).toEqual([]);
	});

	it('a sweep loses no order that shifts between its pages', async () => {
		const story = new Story();
		const orders = story.orders(400, 3);
		story.orders(30);
		// While the sweep is on its way, orders of pages it has read and will read leave the listing.
		let pages = 0;
		const listPage = story.client.listPage;
		story.client.listPage = async (window, timeoutMs) => {
			if (window.endDate === '2026-03-01' && ++pages > 1) {
				for (const at of [pages * 3, 399 - pages * 5]) story.platform.move(orders[at], 'annule');
			}
			return listPage(window, timeoutMs);
		};
		await story.settle();
		const queue = JSON.stringify(story.remembered.q);
		const open = orders.filter((order) => story.platform.isListed(order));
		expect(pages).toBeGreaterThan(8);
		expect(open.filter(({ tracking }) => !queue.includes(tracking))).toEqual([]);
	});

	it('orders that leave the listing do not hide others from a walk between two pages', async () => {
		const story = new Story();
		story.order(3);
		await story.settle();
		const orders = story.orders(300);
		const listPage = story.client.listPage;
		let pages = 0;
		story.client.listPage = async (window, timeoutMs) => {
			const answer = await listPage(window, timeoutMs);
			if (++pages === 4) {
				for (const order of orders.slice(-100, -40)) story.platform.remove(order);
			}
			return answer;
		};
		const events = await story.events(3);
		const found = new Set(events.map(({ tracking }) => tracking));
		const open = orders.filter((order) => !order.isDeleted);
		expect(open.filter(({ tracking }) => !found.has(tracking))).toEqual([]);
	});
});

async function hosted(mode: Mode, repeatAfterRestart = false) {
	const story = new Story({ repeatAfterRestart });
	const [order] = story.orders(3, 3);
	const host = new Host(mode);
	for (let polls = 0; polls < 20; polls++) {
		const { result } = await tick(story, host);
		if (result?.state.stage === 3) break;
	}
	return { story, host, order };
}

async function tick(story: Story, host: Host, accident: Accident = 'none') {
	story.platform.advanceTo(story.platform.now + MINUTE);
	return host.poll(story.client, story.settings, accident);
}
