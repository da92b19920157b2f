/**
 * An account whose memory does not grow: where each order stands is drawn anew from its number whenever
 * somebody asks, and only the instants of their ends are kept. So it can live in the process that is measured.
 */
import { DAY, HOUR } from '../../nodes/Ecotrack/platform/time';
import { Clock, Platform } from '../../sandbox';
import { infoRow, orderRow, statusRow } from '../../sandbox/platform/rows';
import { ACCENTED, drawStep, FINAL } from '../../test/watch/support/lives';
import { local } from '../../test/watch/support/platform';
import { Random } from '../../test/watch/support/random';

/** A request of the trigger, as n8n's helper is given it. */
export interface Ask {
	/** Below `/api/v1/`. */
	path: string;
	query: Record<string, unknown>;
}

export const START = Date.parse('2026-03-02T00:00:00Z');
/** Longer than any order lives but one in a thousand. */
const PAST = 40 * DAY;
const PER_PAGE = 40;
/** What a request takes. */
const LATENCY = 300;
/** Leaving one of these is what a merchant waits for. */
const OUT = new Set(['en_livraison', 'suspendu']);

interface Step {
	status: string;
	at: number;
}

export class Shop {
	now = START;
	requests = 0;
	private readonly gap: number;
	private readonly endsAt: Float64Array;

	/**
	 * @param size orders in process, on average
	 * @param wholeMs how long it is looked at
	 */
	constructor(
		size: number,
		wholeMs: number,
		private readonly seed: number,
	) {
		this.gap = LIFE_MS / size;
		const count = Math.ceil((PAST + wholeMs) / this.gap);
		this.endsAt = Float64Array.from({ length: count }, (_, index) => {
			let last = 0;
			for (const { at } of this.life(index)) last = at;
			return last;
		});
	}

	/** The answer's body; the clock goes on meanwhile. */
	answer({ path, query }: Ask): string {
		this.requests++;
		this.now += LATENCY;
		if (path === 'get/orders') return this.list(query);
		const { trackings } = query;
		const asked = typeof trackings === 'string' ? trackings.split(',') : (trackings as string[]);
		const write = path === 'get/orders/status' ? STATUS : DETAILS;
		const rows = asked.map((tracking) => {
			const index = indexOf(tracking);
			return `"${tracking}":${this.write(write, index, this.statusOf(index))}`;
		});
		const all = `{${rows.join(',')}}`;
		return write === STATUS ? `{"data":${all}}` : all;
	}

	/** When the order changed from the status that was told last, and whether a merchant waits for that. */
	changeOf(tracking: string, previous: string | null): { at: number; isOutcome: boolean } {
		const index = indexOf(tracking);
		let change = { at: this.createdAt(index), isOutcome: false };
		let was: Step | undefined;
		for (const step of this.life(index)) {
			if (step.at > this.now) break;
			if (was?.status === previous) change = { at: step.at, isOutcome: OUT.has(previous ?? '') };
			was = step;
		}
		return change;
	}

	/** How many orders have ended in this time. */
	countEnds(from: number, to: number): number {
		return this.endsAt.filter((at) => at >= from && at < to).length;
	}

	/** When it comes to its end, or will. */
	endOf(tracking: string): number {
		return this.endsAt[indexOf(tracking)];
	}

	/** What the order has been, from its creation to its end. */
	private *life(index: number): Generator<Step> {
		const luck = new Random(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
		let [status, at] = ['prete_a_expedier', this.createdAt(index)];
		for (;;) {
			yield { status, at };
			const step = drawStep(status, luck);
			if (!step) return;
			status = step.to;
			at += step.hours * SLOWNESS * HOUR;
		}
	}

	private statusOf(index: number): string {
		let now = '';
		for (const { status, at } of this.life(index)) {
			if (at > this.now) break;
			now = status;
		}
		return now;
	}

	private list({ start_date, end_date, page, tracking }: Record<string, unknown>): string {
		const rows: number[] = [];
		let total = 0;
		const isListed = (index: number) => this.endsAt[index] > this.now;
		if (typeof tracking === 'string') {
			if (isListed(indexOf(tracking))) total = rows.push(indexOf(tracking));
		} else {
			const first = this.firstSince(Date.parse(String(start_date)) - HOUR);
			const end = this.firstSince(
				Math.min(this.now + 1, Date.parse(String(end_date)) + DAY - HOUR),
			);
			const skip = (Number(page) - 1) * PER_PAGE;
			for (let index = end - 1; index >= first; index--) {
				if (!isListed(index)) continue;
				if (total >= skip && rows.length < PER_PAGE) rows.push(index);
				total++;
			}
		}
		const data = rows.map((index) => {
			const status = this.statusOf(index);
			return this.write(LISTED, index, Object.hasOwn(ACCENTED, status) ? ACCENTED[status] : status);
		});
		const lastPage = Math.max(1, Math.ceil(total / PER_PAGE));
		return `{"current_page":${Number(page ?? 1)},"last_page":${lastPage},"total":${total},"data":[${data.join(',')}]}`;
	}

	private createdAt(index: number): number {
		return START - PAST + index * this.gap;
	}

	/** The first order created at or after this instant. */
	private firstSince(instant: number): number {
		const index = Math.ceil((instant - START + PAST) / this.gap);
		return Math.min(Math.max(index, 0), this.endsAt.length);
	}

	private write(parts: readonly string[], index: number, status: string): string {
		const day = local(this.createdAt(index)).slice(0, 10);
		return parts
			.map((part) => {
				if (part === MARKS.tracking) return trackingOf(index, day);
				if (part === MARKS.status) return status;
				if (part === MARKS.reference) return `R-${index}`;
				return part === MARKS.day ? day : part;
			})
			.join('');
	}
}

/** As in bench/watch, with which orders live nine days. */
const SLOWNESS = 8.9 / 7.9;
/** The mean of many such lives. */
const LIFE_MS = 9.07 * DAY;

const trackingOf = (index: number, day: string) =>
	`EC${index.toString(36).toUpperCase().padStart(4, '0')}${day.slice(2).replaceAll('-', '')}${String(index % 10_000).padStart(4, '0')}`;

const indexOf = (tracking: string) => parseInt(tracking.slice(2, 6), 36);

export const isFinal = (status: string) => FINAL.has(status);

/** Where in a row stands what is an order's own. */
const MARKS = {
	tracking: '~tracking~',
	status: '~status~',
	reference: '~reference~',
	day: '~day~',
};

/** A row of the sandbox's, of the usual length, cut at what is an order's own. */
function cut(row: object): string[] {
	return JSON.stringify(row).split(/(~\w+~)/);
}

const sample = new Platform({ clock: new Clock('manual') }).create({ status: 'en_livraison' });
const order = { ...sample, tracking: MARKS.tracking, reference: MARKS.reference };
const LISTED = cut({ ...orderRow(order), status: MARKS.status, created_at: MARKS.day });
const STATUS = cut({ ...statusRow(order), status: MARKS.status });
const { OrderInfo: info, ...rest } = infoRow(order);
const DETAILS = cut({ ...rest, OrderInfo: { ...info, created_at: `${MARKS.day} 10:00:00` } });
