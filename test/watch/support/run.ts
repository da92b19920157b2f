import type { Port } from '../../../nodes/Ecotrack/watch/port';
import type { Accident } from './host';
import { Host } from './host';
import { Ledger } from './ledger';
import { Platform } from './platform';
import { portOf } from './port';
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
	private readonly port: Port;

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
		this.port = portOf(platform, {
			latency: () => Math.round(scenario.latencyMs * (0.5 + luck.next())),
			interfere: () => {
				if (luck.chance(0.002)) this.overlap();
				return this.trouble.interfere();
			},
			onRead: (order) => ledger.read(order),
		});
	}

	async step(): Promise<void> {
		const { platform, luck, scenario, trouble, host } = this;
		platform.advanceTo(platform.now + scenario.intervalMs * (0.98 + 0.04 * luck.next()));
		trouble.stir();
		await this.poll();
		if (luck.chance(0.02)) await this.poll();
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

	/** No more trouble, no more changes: everything that can be learned is learned. */
	async calmDown(): Promise<void> {
		const { platform, scenario } = this;
		this.trouble.isOver = true;
		for (const order of platform.orders.values()) {
			order.dueAt = Infinity;
			order.poisonedUntil = 0;
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
		return { seed, scenario, violations: ledger.violations, counts };
	}

	private async poll(): Promise<void> {
		const { luck, scenario, ledger, trouble, witness } = this;
		const listed = witness.listed();
		const accident: Accident =
			!trouble.isOver && luck.chance(scenario.accidents)
				? luck.pick(['nothing', 'stateOnly', 'itemsOnly', 'all'])
				: 'none';
		const report = await this.host.poll(this.port, scenario.settings, accident);
		trouble.count('polls');
		ledger.deliver(report.delivered, report.hasCrashed && !report.isSaved);
		ledger.lose(report.lost, scenario.settings.repeatAfterRestart);
		if (report.lost.length > 0) trouble.count('batches lost in the hand-off');
		witness.observe(report, listed);
		if (!report.hasCrashed) return;
		trouble.count('crashes');
		this.loseMemory();
	}

	/** A second poll begins while one is under way; n8n is told that there is nothing new. */
	private overlap(): void {
		this.trouble.count('overlapping polls');
		void this.host.poll(this.port, this.scenario.settings).then(({ delivered }) => {
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
