import type { Random } from './random';

/** A line about an order: a driver's or station's failed attempt, or the sender's own words. */
export interface Remark {
	at: Date;
	text: string;
	details: string;
	/** Both empty: the sender wrote it. */
	driver: string;
	station: string;
	/** `Y-m-d`, when the delivery was put off to a day. */
	postponedTo: string | null;
}

/** One entry of an order's history (docs/ecotrack-api.md section 12.1). */
export interface Milestone {
	at: Date;
	event: string;
	station: string;
	scanned: string;
}

/** An order as the platform keeps it; how it is written on the wire stands in rows.ts. */
export interface Order {
	/** Counts up with every order of the platform. */
	number: number;
	tracking: string;
	reference: string | null;
	recipient: string;
	phone: string;
	phone2: string | null;
	address: string;
	commune: string;
	wilayaId: number;
	/** Cash on delivery in dinars. */
	amount: number;
	product: string;
	/** 1 delivery, 2 exchange, 3 pickup, 4 collection. */
	type: number;
	stopDesk: 0 | 1;
	fragile: 0 | 1;
	/** Prepared from goods the carrier keeps. */
	fromStock: 0 | 1;
	/** What the sender asks of the carrier at creation. */
	instructions: string;
	/** Kilograms. */
	weight: number;
	shop: string;
	createdAt: Date;
	status: string;
	changedAt: Date;
	/** When the life cycle moves it on, in milliseconds; Infinity when it never will. */
	dueAt: number;
	returnAskedAt: Date | null;
	deliveredAt: Date | null;
	driver: { name: string; phone: string };
	remarks: Remark[];
	history: Milestone[];
	/** Its own chance, so that no other order, and no moment of asking, changes its way. */
	luck: Random;
}

/** What may change about an order without moving it. */
export type EditFields = Omit<OrderFields, 'tracking' | 'status' | 'createdAt'>;

/** What a new order may be given; everything else is made up from the seed. */
export type OrderFields = Partial<
	Omit<Order, 'number' | 'changedAt' | 'dueAt' | 'remarks' | 'history' | 'driver' | 'luck'>
>;
