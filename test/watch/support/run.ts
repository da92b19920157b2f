import type { WatchClient } from '../../../nodes/Ecotrack/watch/types';
import type { Accident } from './host';
import { Host } from './host';
import { Ledger } from './ledger';
import { Platform, type Order } from './platform';
import { clientOf } from './client';
import { Random } from './random';
import type { Scenario } from './scenario';
import { drawScenario } from './scenario';
import { Trouble } from './trouble';
import { Witness } from './witness';

const DAY = 86_400_000;
const START = Date.parse('2026-03-02T07:00:00Z');
/** A day and a half at least in which nothing happens any more. */
const CALM_POLLS = 432;

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
	private readonly witness: Witness;
	private readonly trouble: Trouble;
	private readonly client: WatchClient;
	/** By how much the server's clock is wrong. */
	private skew = 0;
	private wrongPolls = 0;
	/** How many finished polls had a remark to read. */
	private remarked = 0;
	/** Orders of which only the listing told for a while: its word may be taken. */
	private readonly listedAlone = new Set<Order>();

	constructor(private readonly seed: number) {
		const luck = (this.luck = new Random(seed));
		const scenario = (this.scenario = drawScenario(luck));
		const platform = (this.platform = populate(scenario, seed));
		const ledger = (this.ledger = new Ledger(scenario.isUnfiltered));
		for (const order of platform.orders.values()) ledger.enter(order, order.status);
		platform.onMove = (order) => ledger.enter(order, order.status);
		this.host = new Host(scenario.mode);
		this.witness = new Witness(platform, scenario, ledger);
		this.trouble = new Trouble(
			platform,
			scenario,
			luck,
			(order) => this.witness.expect(order),
			(what) => ledger.violations.push(what),
		);
		this.client = clientOf(platform, {
			latency: () => Math.round(scenario.latencyMs * (0.5 + luck.next())),
			interfere: (name, about) => {
				if (luck.chance(0.002)) this.overlap();
				return this.trouble.interfere(name, about);
			},
			isBroken: (order) => platform.stumbles(order) === 'null',
			isHidden: ({ status }) => scenario.hidesDrafts && status === 'prete_a_expedier',
			onListed: (order, isAnswered) => {
				if (!isAnswered) this.listedAlone.add(order);
				if (this.listedAlone.has(order)) ledger.read(order);
			},
			hasTimeInDate: scenario.hasTimeInDate,
			skew: () => this.skew,
			onRead: (order) => {
				ledger.read(order);
				if (order.attempts.length > 0) this.remarked++;
			},
		});
	}

	async step(): Promise<void> {
		const { platform, luck, scenario, trouble, host } = this;
		const began = platform.now;
		this.turnClock();
		platform.advanceTo(platform.now + scenario.intervalMs * (0.98 + 0.04 * luck.next()));
		trouble.stir();
		const hasEnded = await this.poll();
		if (luck.chance(0.02)) await this.poll();
		const isWell = hasEnded && this.skew === 0 && trouble.isHealthy;
		this.witness.pass(isWell ? Math.min(platform.now - began, scenario.intervalMs) : 0);
		if (luck.chance(0.0002)) this.leaveOff();
		const isOff = luck.chance(0.001);
		if (isOff) {
			// The server is off for up to two days. A lost batch is repeated within one only.
			const pause = (luck.next() * 2 * DAY) / scenario.pace;
			if (pause > DAY / 2) this.ledger.forgive();
			platform.advanceTo(platform.now + pause);
			trouble.count('pauses');
		}
		if (isOff || luck.chance(0.003)) {
			host.restart();
			this.loseMemory();
		}
	}

	/** A clock that is wrong for some polls: ahead by hours or by a year, or behind by days. */
	private turnClock(): void {
		const { luck, trouble } = this;
		if (this.wrongPolls > 0) {
			if (--this.wrongPolls > 0) return;
			this.skew = 0;
		} else if (luck.chance(0.0005)) {
			this.skew = Math.round(luck.pick([1 / 24, 3, 400, -1 / 24, -3]) * DAY * (0.5 + luck.next()));
			this.wrongPolls = luck.between(1, 5);
			this.ledger.forgive();
			trouble.count('clocks that jumped');
		} else return;
		// How long a 429 closes nobody can tell by a clock that jumps.
		trouble.forget();
	}

	/** The workflow is off for weeks, orders come meanwhile, and a person switches it on again. */
	private leaveOff(): void {
		const { platform, luck, trouble } = this;
		for (let part = 0; part < 10; part++) {
			platform.advanceTo(platform.now + (1.5 + 2.5 * luck.next()) * DAY);
			trouble.bring(2);
		}
		this.ledger.forgive();
		this.host.switchOn();
		this.loseMemory();
		trouble.count('weeks off');
	}

	/** No more trouble, no more changes: everything that can be learned is learned. */
	async calmDown(): Promise<void> {
		const { platform, scenario } = this;
		this.trouble.isOver = true;
		this.skew = 0;
		this.trouble.forget();
		for (const order of platform.orders.values()) {
			order.dueAt = Infinity;
			order.poisonedUntil = 0;
			order.stumble = null;
		}
		for (let poll = 0; poll < CALM_POLLS; poll++) {
			platform.advanceTo(platform.now + Math.max(scenario.intervalMs, 300_000));
			await this.poll();
		}
		this.ledger.close();
	}

	reckon(): Result {
		const { seed, scenario, ledger, trouble, witness } = this;
		const counts = { ...trouble.counts, ...ledger.counts, ...witness.reckon() };
		const { events } = scenario.settings.filter;
		const isQuick = scenario.intervalMs <= 60_000;
		if (isQuick && events.includes('orderCreated') && this.listedAlone.size >= 40) {
			if (counts['drafts announced'] === 0) ledger.violations.push('no draft was announced');
		}
		if (isQuick && events.includes('deliveryAttempt') && this.remarked >= 40) {
			if (counts['remarks told'] === 0) ledger.violations.push('no remark was told');
		}
		return { seed, scenario, violations: ledger.violations, counts };
	}

	/** Answers whether the poll came to its end. */
	private async poll(): Promise<boolean> {
		const { luck, scenario, ledger, trouble, witness } = this;
		const listed = witness.listed();
		const accident: Accident =
			!trouble.isOver && luck.chance(scenario.accidents)
				? luck.pick(['nothing', 'stateOnly', 'itemsOnly', 'all'])
				: 'none';
		const report = await this.host.poll(this.client, scenario.settings, accident);
		trouble.count('polls');
		ledger.deliver(report.delivered, report.hasCrashed && !report.isSaved);
		ledger.lose(report.lost, scenario.settings.repeatAfterRestart);
		if (report.lost.length > 0) trouble.count('batches lost in the hand-off');
		witness.observe(report, listed, this.skew === 0 && trouble.areAllPagesWell);
		if (!report.hasCrashed) return true;
		trouble.count('crashes');
		this.loseMemory();
		return false;
	}

	/** A second poll begins while one is under way; n8n is told that there is nothing new. */
	private overlap(): void {
		this.trouble.count('overlapping polls');
		void this.host.poll(this.client, this.scenario.settings).then(({ delivered }) => {
			if (delivered.length > 0) this.ledger.violations.push('told by an overlapping poll');
		});
	}

	private loseMemory(): void {
		this.trouble.forget();
		this.witness.loseMemory();
	}
}

/** A platform whose orders have been on their way for as long as an order lives. */
function populate({ existing, pace, isOldestFirst }: Scenario, seed: number): Platform {
	const span = (12 * DAY) / pace;
	const platform = new Platform(START - span, seed, { pace, isOldestFirst });
	for (let count = 0; count < existing; count++) {
		platform.advanceTo(START - span + (span * count) / existing);
		platform.create();
	}
	platform.advanceTo(START);
	return platform;
}
