import type { Failure, FailureKind } from '../../../nodes/Ecotrack/watch/port';
import { Queue } from '../../../nodes/Ecotrack/watch/queue';
import type { State } from '../../../nodes/Ecotrack/watch/state';
import { isEndedList } from '../../../nodes/Ecotrack/watch/queue';
import type { Accident, Report } from './host';
import { Crash, Host } from './host';
import { Ledger } from './ledger';
import { FINAL } from './lives';
import type { Order } from './platform';
import { Platform } from './platform';
import { portOf } from './port';
import { Random } from './random';
import type { Scenario } from './scenario';
import { drawScenario, FILTERS } from './scenario';

const DAY = 86_400_000;
const START = Date.parse('2026-03-02T07:00:00Z');
/** After three refusals in three days an order that is not listed either is given up. */
const LONGEST_POISON = 1.9 * DAY;
/** After so many polls that could afford it a listed order must be known. */
const ENOUGH_POLLS = 8;
/** A poll that may send fewer requests than this takes walk and statuses in turns: it counts less. */
const AFFORDABLE = 5;

/** A day and a half in which nothing happens any more. */
const CALM_POLLS = 432;

const KINDS: readonly FailureKind[] = [
	'limited',
	'down',
	'lost',
	'unreadable',
	'rejected',
	'denied',
];

export interface Result {
	seed: number;
	scenario: Scenario;
	violations: string[];
	counts: Record<string, number>;
}

/** One run: a world drawn from the seed, so many polls in it, then calm, then the reckoning. */
export async function run(seed: number, polls: number): Promise<Result> {
	const world = new World(seed);
	for (let poll = 0; poll < polls; poll++) await world.step();
	await world.calmDown();
	return world.reckon();
}

class World {
	private readonly luck: Random;
	private readonly scenario: Scenario;
	private readonly platform: Platform;
	private readonly host: Host;
	private readonly ledger: Ledger;
	private readonly port;
	private readonly counts: Record<string, number> = {};
	/** Orders that must not get lost any more. */
	private readonly followed = new Set<string>();
	/** Per new order, polls without a failure during which the listing showed it. */
	private readonly shown = new Map<Order, number>();
	private readonly news = new Set<Order>();
	private isCalm = false;
	private downUntil = 0;
	private downWith: FailureKind = 'down';
	private closedUntil = 0;
	/** The poll before which the last import came. */
	private importedAt = -Infinity;

	constructor(private readonly seed: number) {
		this.luck = new Random(seed);
		this.scenario = drawScenario(this.luck);
		const { existing, pace, isOldestFirst, isUnfiltered, mode, latencyMs } = this.scenario;
		const span = (12 * DAY) / pace;
		this.platform = new Platform(START - span, seed, { pace, isOldestFirst });
		this.ledger = new Ledger(isUnfiltered);
		this.platform.onMove = (order, _, at) => {
			this.ledger.enter(order, order.status);
			if (at >= START && order.createdAt === at && !order.to) this.news.add(order);
		};
		for (let count = 0; count < existing; count++) {
			this.platform.advanceTo(START - span + (span * count) / existing);
			this.platform.create();
		}
		this.platform.advanceTo(START);
		this.host = new Host(mode);
		this.port = portOf(this.platform, {
			latency: () => Math.round(latencyMs * (0.5 + this.luck.next())),
			interfere: () => this.interfere(),
			onRead: (order) => this.ledger.read(order),
		});
	}

	async step(): Promise<void> {
		const { platform, luck, scenario } = this;
		platform.advanceTo(platform.now + scenario.intervalMs * (0.98 + 0.04 * luck.next()));
		this.stir();
		await this.poll();
		if (luck.chance(0.02)) await this.poll();
		if (luck.chance(0.003)) {
			this.host.restart();
			this.loseMemory();
		}
		if (luck.chance(0.001)) {
			// The server is off for up to two days.
			const pause = luck.next() * 2 * DAY;
			if (pause > DAY / 2) this.ledger.forgive();
			platform.advanceTo(platform.now + pause / scenario.pace);
			this.host.restart();
			this.loseMemory();
			this.count('pauses');
		}
	}

	/** What other people do to the orders meanwhile. */
	private stir(): void {
		const { platform, luck, scenario } = this;
		for (let due = scenario.arrivals; due > 0; due--) if (luck.chance(due)) this.bring(1);
		// One import at a time: two within a quarter of an hour take the share of more than eight polls.
		const sinceImport = (this.counts.polls ?? 0) - this.importedAt;
		if (luck.chance(0.001) && sinceImport > 2 * ENOUGH_POLLS) {
			this.bring(400);
			this.importedAt = this.counts.polls ?? 0;
			this.count('imports');
		}
		if (luck.chance(0.01)) this.tamper((order) => platform.remove(order), luck.between(1, 3));
		if (luck.chance(0.0005)) this.tamper((order) => platform.remove(order), 60);
		if (luck.chance(0.0005)) {
			const until = platform.now + luck.next() * LONGEST_POISON;
			this.tamper((order) => (order.poisonedUntil = until), 1);
		}
		if (luck.chance(0.02)) this.tamper((order) => platform.remark(order), 2);
		if (luck.chance(0.02)) this.tamper((order) => platform.remark(order, platform.now, ''), 2);
		if (luck.chance(0.001)) {
			// The platform is down for up to two days.
			this.downUntil = platform.now + (luck.next() * 2 * DAY) / scenario.pace;
			this.downWith = luck.pick(KINDS);
			this.count('outages');
		}
		if (!scenario.isUnfiltered && luck.chance(0.003)) {
			const { events } = scenario.settings.filter;
			scenario.settings = {
				...scenario.settings,
				filter: { events, ...luck.pick(FILTERS) },
			};
			this.count('filter changes');
		}
	}

	private bring(count: number): void {
		for (let made = 0; made < count; made++) {
			const order = this.platform.create();
			this.news.add(order);
			this.shown.set(order, 0);
		}
	}

	private tamper(deed: (order: Order) => void, count: number): void {
		const orders = [...this.platform.orders.values()].filter(({ status }) => !FINAL.has(status));
		for (let done = 0; done < count && orders.length > 0; done++) deed(this.luck.pick(orders));
	}

	/** Decides the fate of a request, and whether the process survives it. */
	private interfere(): Failure | null {
		const { luck, scenario, platform } = this;
		this.count('requests');
		if (platform.now < this.closedUntil) this.blame('asked before the wait of a 429 was over');
		if (this.isCalm) return null;
		if (luck.chance(scenario.crashes)) throw new Crash();
		if (platform.now < this.downUntil) return this.fail(this.downWith);
		return luck.chance(scenario.failures) ? this.fail(luck.pick(KINDS)) : null;
	}

	private fail(kind: FailureKind): Failure {
		if (kind !== 'limited') return { kind, message: kind };
		const retryAfterMs = 30_000 + this.luck.next() * 600_000;
		// Durable cursors discard what a poll that throws has learned; n8n's own back-off waits then.
		if (this.scenario.mode === 'classic') this.closedUntil = this.platform.now + retryAfterMs;
		return { kind, message: kind, retryAfterMs };
	}

	private async poll(): Promise<void> {
		const { luck, scenario, ledger } = this;
		const listed = [...this.shown.keys()].filter((order) => this.platform.isListed(order));
		const kind: Accident =
			!this.isCalm && luck.chance(scenario.accidents)
				? luck.pick(['nothing', 'stateOnly', 'itemsOnly', 'all'])
				: 'none';
		const before = this.counts.requests ?? 0;
		const report = await this.host.poll(this.port, scenario.settings, kind);
		this.count('polls');
		if ((this.counts.requests ?? 0) - before > 100) this.blame('too many requests in a poll');
		ledger.deliver(report.delivered, report.hasCrashed && !report.isSaved);
		ledger.lose(report.lost, scenario.settings.repeatAfterRestart);
		if (report.lost.length > 0) this.count('batches lost in the hand-off');
		if (report.hasCrashed) this.count('crashes');
		this.observe(report, listed);
		if (report.hasCrashed) this.loseMemory();
	}

	private observe({ outcome, hasCrashed, isSaved }: Report, listed: readonly Order[]): void {
		const isKept = isSaved || (this.scenario.mode === 'classic' && !hasCrashed);
		if (!outcome || !isKept) return;
		if (outcome.failure === null && outcome.spent > 0) {
			const { intervalMs, settings } = this.scenario;
			const perPoll = (intervalMs / DAY) * 150 * settings.rateLimitShare;
			const weight = perPoll >= AFFORDABLE ? 1 : 0;
			// Of two finished walks the second began after the order was listed.
			const score = outcome.hasWalked ? ENOUGH_POLLS / 2 : weight;
			for (const order of listed) {
				const shown = this.shown.get(order);
				if (shown !== undefined && this.platform.isListed(order)) {
					this.shown.set(order, shown + score);
				}
			}
		}
		if (isSaved) this.follow(outcome.state);
	}

	/** What the saved state follows, and what it should, is from now on not to get lost. */
	private follow(state: State): void {
		if (state.stage < 3) return;
		const queue = new Queue(state.q);
		for (const [list, joined] of Object.entries(state.q)) {
			if (isEndedList(list)) continue;
			for (const tracking of joined.split(',')) {
				if (list !== '' && list !== '+') this.followed.add(tracking);
			}
		}
		for (const [order, polls] of this.shown) {
			if (polls < ENOUGH_POLLS) continue;
			this.shown.delete(order);
			this.followed.add(order.tracking);
			if (queue.placeOf(order.tracking) !== undefined || order.isDeleted) continue;
			this.blame(`not discovered in time: ${order.tracking}`);
		}
	}

	private loseMemory(): void {
		this.closedUntil = 0;
		if (this.scenario.mode === 'durable') return;
		for (const order of this.shown.keys()) this.shown.set(order, 0);
	}

	/** No more trouble, no more changes: everything that can be learned is learned. */
	async calmDown(): Promise<void> {
		const { platform, scenario } = this;
		this.isCalm = true;
		for (const order of platform.orders.values()) {
			order.dueAt = Infinity;
			order.poisonedUntil = 0;
		}
		for (let poll = 0; poll < CALM_POLLS; poll++) {
			platform.advanceTo(platform.now + Math.max(scenario.intervalMs, 300_000));
			await this.poll();
		}
		this.observeEnd();
	}

	private observeEnd(): void {
		const { ledger, platform, scenario } = this;
		ledger.close();
		for (const tracking of this.followed) {
			const order = platform.orders.get(tracking);
			if (!order) continue;
			this.count('orders followed');
			const isFinal = FINAL.has(order.status);
			if (isFinal) this.count('finals');
			const told = ledger.lastTold(tracking);
			if (isFinal && told !== order.status) {
				this.blame(`lost final: ${tracking} is ${order.status}, last told ${told}`);
			}
			if (scenario.isUnfiltered && !isFinal && told !== null && told !== order.status) {
				this.blame(`left behind: ${tracking} is ${order.status}, last told ${told}`);
			}
		}
	}

	reckon(): Result {
		const { seed, scenario, ledger, counts } = this;
		return {
			seed,
			scenario,
			violations: ledger.violations,
			counts: { ...counts, ...ledger.counts },
		};
	}

	private count(what: string): void {
		this.counts[what] = (this.counts[what] ?? 0) + 1;
	}

	private blame(what: string): void {
		this.ledger.violations.push(what);
	}
}
