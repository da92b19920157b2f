import { Agenda } from './agenda';
import { Clock, DAY } from './clock';
import {
	dueTime,
	likelyNext,
	recordRemark,
	takeTo,
	usualNext,
	type RemarkSource,
} from './lifecycle';
import { pageOf, Shelf, sliceByDate, sliceOf, type ListQuery, type OrderPage } from './listing';
import { newOrder } from './new-order';
import type { EditFields, Order, OrderFields, Remark } from './order';
import { Random } from './random';
import { statusRow, type StatusRow } from './rows';
import { isArchived, isStatus } from './statuses';

export interface PlatformOptions {
	clock?: Clock;
	seed?: number;
	/** What every tracking number begins with. */
	prefix?: string;
	/** Reads first move every order whose time has come. */
	autoMove?: boolean;
	/** The life cycle runs this many times faster than the clock. */
	pace?: number;
	/** So many new orders a day arrive by themselves; the pace speeds them up too. */
	arrivals?: number;
}

const keyOf = (tracking: string) => tracking.trim().toUpperCase();

/** An ECOTRACK platform in memory, without HTTP: its orders, their life cycle and its clock. */
export class Platform {
	readonly clock: Clock;
	readonly seed: number;
	/** What every tracking number begins with: `EC`, or the carrier's own letters. */
	readonly prefix: string;
	private readonly orders = new Map<string, Order>();
	private readonly shelf = new Shelf();
	private readonly agenda = new Agenda<Order>();
	private readonly autoMove: boolean;
	private readonly pace: number;
	private readonly arrivalGap: number;
	private nextArrival: number;
	private created = 0;

	constructor(options: PlatformOptions = {}) {
		this.clock = options.clock ?? new Clock();
		this.seed = options.seed ?? 1;
		this.prefix = options.prefix ?? 'EC';
		this.autoMove = options.autoMove ?? false;
		this.pace = options.pace ?? 1;
		this.arrivalGap = options.arrivals ? DAY / (options.arrivals * this.pace) : Infinity;
		this.nextArrival = this.clock.now().getTime() + this.arrivalGap;
	}

	/** How many orders there are, archived ones included. */
	get size(): number {
		return this.orders.size;
	}

	/** Creates one order, now and ready to ship unless the fields say otherwise. */
	create(fields: OrderFields = {}): Order {
		const order = this.invent(fields);
		this.created++;
		this.orders.set(keyOf(order.tracking), order);
		if (!isArchived(order.status)) this.shelf.add(order);
		this.schedule(order);
		return order;
	}

	/** The order that would be created now. */
	invent(fields: OrderFields = {}): Order {
		const isTaken = (tracking: string) => this.orders.has(tracking);
		return newOrder(this.created + 1, fields, this.clock.now(), this, isTaken);
	}

	createMany(count: number, fields: OrderFields = {}): Order[] {
		return Array.from({ length: count }, () => this.create(fields));
	}

	/** Creates orders of the last twelve days, each as far as it would have come; none archived. */
	populate(count: number): Order[] {
		const chance = new Random(this.seed);
		const now = this.clock.now().getTime();
		const births = Array.from({ length: count }, () => now - chance.next() * 12 * DAY);
		return births
			.sort((a, b) => a - b)
			.map((birth) => {
				const order = this.create({ createdAt: new Date(birth) });
				this.age(order, now);
				return order;
			});
	}

	/** The order of a tracking number, whatever its case; undefined when there is none. */
	get(tracking: string): Order | undefined {
		this.settle();
		return this.orders.get(keyOf(tracking));
	}

	/** Every order, archived ones included, in the order they were made. */
	all(): Order[] {
		this.settle();
		return [...this.orders.values()];
	}

	/** A page of `get/orders`: archived orders are left out (docs/ecotrack-api.md section 8.6). */
	list(query: ListQuery = {}): OrderPage {
		this.settle();
		if (query.tracking === undefined)
			return pageOf(sliceByDate(this.shelf, query, this.clock.now()), query);
		const order = this.orders.get(keyOf(query.tracking));
		return pageOf(sliceOf(order && !isArchived(order.status) ? order : undefined), query);
	}

	/** The rows of `get/orders/status`; unknown and non-matching numbers are left out (8.7). */
	statuses(trackings: readonly string[], wanted: readonly string[] | 'all' = 'all') {
		this.settle();
		const rows: Record<string, StatusRow> = {};
		for (const tracking of trackings) {
			const order = this.orders.get(keyOf(tracking));
			if (order && (wanted === 'all' || wanted.includes(order.status)))
				rows[order.tracking] = statusRow(order);
		}
		return rows;
	}

	/** Moves an order to its next usual status; one that is at its end stays. */
	push(tracking: string): Order {
		const order = this.require(tracking);
		const next = usualNext(order);
		return next ? this.setStatus(tracking, next) : order;
	}

	setStatus(tracking: string, slug: string): Order {
		if (!isStatus(slug)) throw new RangeError(`No such status: ${slug}`);
		const order = this.require(tracking);
		if (order.status !== slug) this.move(order, slug, this.clock.now());
		return order;
	}

	/** Adds a remark; with a driver or a station it is the carrier's, otherwise the sender's. */
	addRemark(tracking: string, content: string, by: RemarkSource = {}): Remark {
		return recordRemark(this.require(tracking), content, by, this.clock.now());
	}

	/** Changes fields of an order as `update/order` does. */
	edit(tracking: string, fields: EditFields): Order {
		return Object.assign(this.require(tracking), fields);
	}

	/** Deletes an order as `delete/order` does: it vanishes from every endpoint. */
	remove(tracking: string): void {
		const order = this.require(tracking);
		this.orders.delete(keyOf(order.tracking));
		this.shelf.remove(order);
		order.dueAt = Infinity;
	}

	/** Moves every order whose time has come, at those times; new ones arrive when they are due. */
	tick(): void {
		const now = this.clock.now().getTime();
		for (; this.nextArrival <= now; this.nextArrival += this.arrivalGap)
			this.create({ createdAt: new Date(this.nextArrival) });
		for (let order = this.agenda.takeDue(now); order; order = this.agenda.takeDue(now)) {
			const next = likelyNext(order);
			if (next) this.move(order, next, new Date(order.dueAt));
		}
	}

	/** Lives an order up to now at the usual speed, whatever the pace from now on. */
	private age(order: Order, now: number): void {
		const since = () => order.changedAt.getTime();
		const leaves = () => since() + (order.dueAt - since()) * this.pace;
		while (leaves() <= now) {
			const next = likelyNext(order);
			if (!next || isArchived(next)) return this.schedule(order, new Date(now));
			this.move(order, next, new Date(leaves()));
		}
		order.dueAt = now + (leaves() - now) / this.pace;
		this.agenda.note(order);
	}

	private settle(): void {
		if (this.autoMove) this.tick();
	}

	private require(tracking: string): Order {
		const order = this.get(tracking);
		if (!order) throw new RangeError(`No such order: ${tracking}`);
		return order;
	}

	private move(order: Order, status: string, at: Date): void {
		if (isArchived(status) && !isArchived(order.status)) this.shelf.remove(order);
		if (isArchived(order.status) && !isArchived(status)) this.shelf.add(order);
		takeTo(order, status, at);
		this.schedule(order);
	}

	private schedule(order: Order, since = order.changedAt): void {
		order.dueAt = dueTime(order, since, this.pace);
		this.agenda.note(order);
	}
}
