import type { Failure } from '../../../nodes/Ecotrack/transport/response';
import { fail, limited } from './failures';
import { Crash } from './host';
import { FINAL } from './lives';
import type { Order, Platform, Stumble } from './platform';
import type { About, RequestName } from './client';
import type { Random } from './random';
import type { Scenario } from './scenario';
import { FILTERS } from './scenario';

const DAY = 86_400_000;
/** After three refusals in three days an order that is not listed either is given up. */
const LONGEST_POISON = 1.9 * DAY;
/** One import at a time: two in a row take the share of more polls than are promised. */
const IMPORT_GAP = 16;

const KINDS: readonly Failure['kind'][] = [
	'limited',
	'unavailable',
	'networkError',
	'unreadable',
	'rejected',
	'denied',
];

const STUMBLES: readonly Stumble[] = ['unavailable', 'rejected', 'unreadable', 'slow', 'null'];
const PAGE_STUMBLES = STUMBLES.slice(0, 4);

/** Everything that happens to the orders, the requests and the process. */
export class Trouble {
	/** How often each kind of trouble came. */
	readonly counts: Record<string, number> = {};
	isOver = false;
	private downUntil = 0;
	private downWith: Failure['kind'] = 'unavailable';
	private closedUntil = 0;
	private badPage: { page: number; until: number; kind: Stumble } | null = null;
	private badEndpoint: { name: RequestName; until: number; kind: Stumble } | null = null;
	private sinceImport = IMPORT_GAP;

	constructor(
		private readonly platform: Platform,
		private readonly scenario: Scenario,
		private readonly luck: Random,
		/** Called for every order that is created. */
		private readonly onCreate: (order: Order) => void,
		private readonly blame: (what: string) => void,
	) {}

	/** What other people do meanwhile. */
	stir(): void {
		const { platform, luck, scenario } = this;
		if (luck.chance(scenario.arrivals)) this.bring(1);
		if (++this.sinceImport > IMPORT_GAP && luck.chance(0.001)) {
			this.bring(400);
			this.sinceImport = 0;
			this.count('imports');
		}
		if (luck.chance(0.01)) this.tamper((order) => platform.remove(order), luck.between(1, 3));
		if (luck.chance(0.0005)) this.tamper((order) => platform.remove(order), 60);
		if (luck.chance(0.0005)) {
			const until = platform.now + luck.next() * LONGEST_POISON;
			this.tamper((order) => (order.poisonedUntil = until), 1);
			this.count('poisoned');
		}
		if (luck.chance(0.002)) {
			const kind = luck.pick(STUMBLES);
			// A row that is none is a missing one: after a day it is given up when nothing lists it either.
			const longest = kind === 'null' ? 0.9 * DAY : 4 * DAY;
			const until = platform.now + luck.next() * longest;
			this.tamper((order) => (order.stumble = { kind, until }), 1);
			this.count('orders stumbled over');
		}
		if (luck.chance(0.001)) {
			const until = platform.now + luck.next() * DAY;
			this.badPage = { page: luck.between(1, 4), until, kind: luck.pick(PAGE_STUMBLES) };
			this.count('pages that fail');
		}
		if (luck.chance(0.0005)) {
			const until = platform.now + (luck.next() * DAY) / 2;
			const name = luck.pick(['listPage', 'findListed', 'details'] as const);
			this.badEndpoint = { name, until, kind: luck.pick(PAGE_STUMBLES) };
			this.count('endpoints that fail');
		}
		if (luck.chance(0.02)) this.tamper((order) => platform.remark(order), 2);
		if (luck.chance(0.02)) this.tamper((order) => platform.remark(order, platform.now, ''), 2);
		if (luck.chance(0.001)) {
			this.downUntil = platform.now + (luck.next() * 2 * DAY) / scenario.pace;
			this.downWith = luck.pick(KINDS);
			this.count('outages');
		}
		if (!scenario.isUnfiltered && luck.chance(0.003)) {
			const { events } = scenario.settings.filter;
			const filter = { events, ...luck.pick(FILTERS) };
			scenario.settings = { ...scenario.settings, filter };
			this.count('filter changes');
		}
	}

	/** Decides the fate of a request, and whether the process survives it. */
	interfere(name: RequestName, about: About): Failure | null {
		const { luck, scenario, platform } = this;
		this.count('requests');
		if (platform.now < this.closedUntil) this.blame('asked before the wait of a 429 was over');
		if (this.isOver) return null;
		if (luck.chance(this.sinceImport < IMPORT_GAP ? 0.02 : 0.001)) this.shift();
		if (luck.chance(scenario.crashes)) throw new Crash();
		if (platform.now < this.downUntil) return this.fail(this.downWith);
		return luck.chance(scenario.failures) ? this.fail(luck.pick(KINDS)) : this.stumble(name, about);
	}

	/** Faults that stay: of one page of the listing, of one endpoint, or of one order. */
	private stumble(name: RequestName, { page, orders = [], timeoutMs }: About): Failure | null {
		const { platform, badPage, badEndpoint } = this;
		const kinds: Stumble[] = orders.flatMap((order) => platform.stumbles(order) ?? []);
		if (page !== undefined && page === badPage?.page && platform.now < badPage.until) {
			kinds.push(badPage.kind);
		}
		if (badEndpoint?.name === name && platform.now < badEndpoint.until) {
			kinds.push(badEndpoint.kind);
		}
		const kind = kinds.find((one) => one !== 'null');
		if (kind === undefined) return null;
		this.count('failures');
		if (kind !== 'slow') return fail(kind);
		platform.advanceTo(platform.now + timeoutMs);
		return fail('networkError');
	}

	/** True while every page of the listing can be read. */
	get areAllPagesWell(): boolean {
		const { now } = this.platform;
		const isListingBad = this.badEndpoint?.name === 'listPage' && now < this.badEndpoint.until;
		return !isListingBad && (!this.badPage || now >= this.badPage.until);
	}

	/** True while the platform as a whole is well, whatever it does about single orders or pages. */
	get isHealthy(): boolean {
		return this.platform.now >= this.downUntil;
	}

	/** The process that knew of a wait is gone, or its clock is wrong. */
	forget(): void {
		this.closedUntil = 0;
	}

	count(what: string): void {
		this.counts[what] = (this.counts[what] ?? 0) + 1;
	}

	private fail(kind: Failure['kind']): Failure {
		this.count('failures');
		if (kind !== 'limited') return fail(kind);
		const waitMs = 30_000 + this.luck.next() * 600_000;
		// Durable cursors discard what a poll that throws has learned; n8n's own back-off waits then.
		if (this.scenario.mode === 'classic') this.closedUntil = this.platform.now + waitMs;
		return limited(waitMs);
	}

	/** Rows of the listing move while somebody reads its pages. */
	private shift(): void {
		this.count('shifts');
		if (this.luck.chance(0.5)) return this.bring(45);
		const newest = [...this.platform.orders.values()].slice(-this.luck.between(60, 200));
		for (const order of newest.slice(0, 50)) {
			if (!FINAL.has(order.status)) this.platform.remove(order);
		}
	}

	bring(count: number): void {
		for (let made = 0; made < count; made++) this.onCreate(this.platform.create());
	}

	private tamper(deed: (order: Order) => void, count: number): void {
		const orders = [...this.platform.orders.values()].filter(({ status }) => !FINAL.has(status));
		for (let done = 0; done < count && orders.length > 0; done++) deed(this.luck.pick(orders));
	}
}
