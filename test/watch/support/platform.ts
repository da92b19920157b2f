/**
 * A lean ECOTRACK in memory, fast enough for half a million polls: the rules a watcher can observe and
 * nothing else. Its clock is moved by hand.
 */
import type { Attempt } from '../../../nodes/Ecotrack/platform/rows';
import { Agenda } from '../../../sandbox/platform/agenda';
import { ACCENTED, drawStep, FINAL } from './lives';
import { Random } from './random';

const HOUR = 3_600_000;
const PER_PAGE = 40;

export interface Order {
	tracking: string;
	reference: string;
	createdAt: number;
	status: string;
	changedAt: number;
	attempts: Attempt[];
	/** When it moves by itself, and where to. */
	dueAt: number;
	to: string;
	isDeleted: boolean;
	/** Until then the platform refuses requests that name it (422). */
	poisonedUntil: number;
	/** Until then the platform stumbles over requests that name it, in one of these ways. */
	stumble: { kind: Stumble; until: number } | null;
}

/** `slow` also stands for a body that trickles: nothing comes in time. `null` is a row that is none. */
export type Stumble = 'unavailable' | 'rejected' | 'unreadable' | 'slow' | 'null';

export const local = (instant: number) => new Date(instant + HOUR).toISOString();

export class Platform {
	readonly orders = new Map<string, Order>();
	/** What the listing shows, oldest first. */
	private readonly shelf: Order[] = [];
	private readonly agenda = new Agenda<Order>();
	private readonly luck: Random;
	private count = 0;
	private remarks = 0;
	/** Called at every change of a status, the first one included. */
	onMove: (order: Order, previous: string | null, at: number) => void = () => {};

	constructor(
		public now: number,
		seed: number,
		private readonly options: { pace?: number; isOldestFirst?: boolean } = {},
	) {
		this.luck = new Random(seed);
	}

	create(at = this.now, status = 'prete_a_expedier'): Order {
		const serial = (++this.count).toString(36).toUpperCase().padStart(4, '0');
		const tracking = `EC${serial.slice(-4)}${local(at).slice(2, 10).replaceAll('-', '')}${String(this.count % 10_000).padStart(4, '0')}`;
		const order: Order = {
			tracking,
			reference: `R-${this.count}`,
			createdAt: at,
			status,
			changedAt: at,
			attempts: [],
			dueAt: Infinity,
			to: '',
			isDeleted: false,
			poisonedUntil: 0,
			stumble: null,
		};
		this.orders.set(tracking, order);
		this.shelf.push(order);
		this.onMove(order, null, at);
		this.plan(order, at);
		return order;
	}

	/** Lets time pass: every order whose time has come moves at that time. */
	advanceTo(now: number): void {
		this.now = Math.max(this.now, now);
		const next = () => this.agenda.takeDue(this.now);
		for (let order = next(); order; order = next()) {
			if (!order.isDeleted) this.move(order, order.to, order.dueAt);
		}
	}

	move(order: Order, status: string, at = this.now): void {
		const previous = order.status;
		order.status = status;
		order.changedAt = at;
		if (previous === 'en_livraison' && status === 'suspendu') this.remark(order, at);
		if (FINAL.has(status)) this.unlist(order);
		this.onMove(order, previous, at);
		this.plan(order, at);
	}

	/** A driver's remark; without a driver, the sender's own. */
	remark(order: Order, at = this.now, driver = 'Livreur'): void {
		const [date, time] = [local(at).slice(0, 10), local(at).slice(11, 19)];
		const row = { date, time, reason: 'Client ne répond pas', postponedTo: null };
		const details = `remark ${++this.remarks}`;
		order.attempts.push({ ...row, details, driver, station: '' });
	}

	remove(order: Order): void {
		order.isDeleted = true;
		this.orders.delete(order.tracking);
		this.unlist(order);
	}

	list(startDate: string, endDate: string, page: number) {
		const first = this.indexOf(Date.parse(startDate) - HOUR);
		const end = this.indexOf(Date.parse(endDate) - HOUR + 24 * HOUR);
		const total = end - first;
		const skip = (page - 1) * PER_PAGE;
		const rows = this.options.isOldestFirst
			? this.shelf.slice(first + skip, Math.min(first + skip + PER_PAGE, end))
			: this.shelf
					.slice(Math.max(first, end - skip - PER_PAGE), Math.max(first, end - skip))
					.reverse();
		return { rows, total, lastPage: Math.max(1, Math.ceil(total / PER_PAGE)) };
	}

	/** Orders in the listing. */
	get listed(): number {
		return this.shelf.length;
	}

	isPoisoned({ poisonedUntil }: Order): boolean {
		return this.now < poisonedUntil;
	}

	/** How the platform stumbles over this order at present. */
	stumbles({ stumble }: Order): Stumble | null {
		return stumble && this.now < stumble.until ? stumble.kind : null;
	}

	isListed(order: Order): boolean {
		return !order.isDeleted && !FINAL.has(order.status);
	}

	spelled(order: Order): string {
		return Object.hasOwn(ACCENTED, order.status) ? ACCENTED[order.status] : order.status;
	}

	private plan(order: Order, at: number): void {
		const step = drawStep(order.status, this.luck);
		order.dueAt = step ? at + (step.hours * HOUR) / (this.options.pace ?? 1) : Infinity;
		order.to = step?.to ?? '';
		this.agenda.note(order);
	}

	private unlist(order: Order): void {
		for (let at = this.indexOf(order.createdAt); at < this.shelf.length; at++) {
			if (this.shelf[at] !== order) continue;
			this.shelf.splice(at, 1);
			return;
		}
	}

	/** The place of the first order created at or after this instant. */
	private indexOf(instant: number): number {
		let [low, high] = [0, this.shelf.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.shelf[middle].createdAt < instant) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
