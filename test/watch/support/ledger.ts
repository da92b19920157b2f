import type { WatchEvent } from '../../../nodes/Ecotrack/watch/types';
import type { Order } from './platform';

/** What the world knows of an order, to hold the watcher's events against. */
interface Account {
	/** How often the order really entered each status. */
	entered: Map<string, number>;
	/** Statuses that the status endpoint really answered. */
	read: Set<string>;
	/** How often each arrival was told. */
	told: Map<string, number>;
	/** The status of the last event. */
	last: string | null;
	/** The one before those whose hand-off crashed before the state was saved: the watcher still has it. */
	saved?: string | null;
	isCreationTold: boolean;
	/** So many of its events were in a hand-off that crashed: as many that come next may repeat or skip. */
	loose: number;
	remarksTold: Set<string>;
}

/** Everything that must hold of the events, whatever happened. */
export class Ledger {
	readonly violations: string[] = [];
	readonly counts = {
		events: 0,
		repeatsAfterHandOff: 0,
		lostInHandOff: 0,
		repeatedOnPurpose: 0,
		'drafts announced': 0,
		'remarks told': 0,
	};
	private readonly accounts = new Map<string, Account>();
	private readonly owed = new Set<string>();

	/** `isUnfiltered`: every change goes out, so that the chain of an order can be followed. */
	constructor(private readonly isUnfiltered: boolean) {}

	enter({ tracking }: Order, status: string): void {
		const { entered } = this.of(tracking);
		entered.set(status, (entered.get(status) ?? 0) + 1);
	}

	read({ tracking, status }: Order): void {
		this.of(tracking).read.add(status);
	}

	/** A batch that was handed over; `isLoose` when the state was not saved with it. */
	deliver(events: readonly WatchEvent[], isLoose = false): void {
		for (const { tracking } of events) {
			const account = this.of(tracking);
			account.saved = isLoose ? (account.saved ?? account.last) : undefined;
		}
		for (const event of events) this.check(event);
		for (const { tracking, repeated } of events) {
			if (repeated) continue;
			const account = this.of(tracking);
			account.loose = Math.max(0, account.loose + (isLoose ? 1 : -1));
		}
	}

	/** A batch that was lost in the hand-off: the watcher believes that it was told. */
	lose(events: readonly WatchEvent[], isOwed: boolean): void {
		this.counts.lostInHandOff += events.length;
		for (const event of events) {
			const account = this.of(event.tracking);
			if (event.event !== 'deliveryAttempt') account.last = event.status;
			if (event.event === 'orderCreated') account.isCreationTold = true;
			account.loose++;
			if (isOwed) this.owed.add(nameOf(event));
		}
	}

	/** Too late to be repeated: nothing is promised after a day. */
	forgive(): void {
		this.owed.clear();
	}

	lastTold(tracking: string): string | null {
		return this.of(tracking).last;
	}

	/**
	 * Told in a hand-off that crashed before the state was saved, and back where the saved state has it
	 * before anybody looked again: there is nothing to notice.
	 */
	isBack({ tracking, status }: Order): boolean {
		return this.of(tracking).saved === status;
	}

	/** Batches lost in the hand-off that were to be repeated and never were. */
	close(): void {
		for (const name of this.owed) this.violations.push(`lost in the hand-off: ${name}`);
	}

	private check(event: WatchEvent): void {
		const account = this.of(event.tracking);
		const { status, previousStatus } = event;
		const blame = (what: string) =>
			this.violations.push(
				`${what}: ${nameOf(event)} after ${account.last} at ${event.detectedAt}`,
			);
		this.counts.events++;
		if (!account.read.has(status)) blame('phantom');
		if (previousStatus !== null && !account.read.has(previousStatus)) blame('phantom previous');
		if (event.repeated) {
			this.counts.repeatedOnPurpose++;
			this.owed.delete(nameOf(event));
			return;
		}
		if (event.event === 'deliveryAttempt') return this.checkRemark(event, account, blame);
		if (event.event === 'orderCreated') {
			if (account.isCreationTold && account.loose === 0) blame('created twice');
			account.isCreationTold = true;
			if (status === 'prete_a_expedier') this.counts['drafts announced']++;
		} else {
			this.checkChange(event, account, blame);
		}
		account.last = status;
	}

	private checkChange(event: WatchEvent, account: Account, blame: (what: string) => void): void {
		const { status, previousStatus } = event;
		const told = (account.told.get(status) ?? 0) + 1;
		if (
			account.loose > 0 &&
			(told > (account.entered.get(status) ?? 0) || account.last === status)
		) {
			this.counts.repeatsAfterHandOff++;
		}
		if (previousStatus === status) blame('no change');
		if (account.loose > 0) return;
		account.told.set(status, told);
		if (told > (account.entered.get(status) ?? 0)) blame('told too often');
		if (!this.isUnfiltered || account.last === null) return;
		const isFirst = previousStatus === null && account.isCreationTold && account.last === status;
		if (!isFirst && previousStatus !== account.last) blame('broken chain');
	}

	private checkRemark(event: WatchEvent, account: Account, blame: (what: string) => void): void {
		const { attempt } = event;
		if (!attempt || (attempt.driver === '' && attempt.station === '')) return blame('no remark');
		const name = `${attempt.date} ${attempt.time} ${attempt.details}`;
		if (account.remarksTold.has(name) && account.loose === 0) blame('remark told twice');
		account.remarksTold.add(name);
		// After a hand-off that crashed it tells what was read since.
		if (account.loose > 0) account.last = event.status;
		this.counts['remarks told']++;
	}

	private of(tracking: string): Account {
		let account = this.accounts.get(tracking);
		if (!account) {
			account = {
				entered: new Map(),
				read: new Set(),
				told: new Map(),
				last: null,
				isCreationTold: false,
				loose: 0,
				remarksTold: new Set(),
			};
			this.accounts.set(tracking, account);
		}
		return account;
	}
}

const nameOf = ({ event, tracking, previousStatus, status }: WatchEvent) =>
	`${event} ${tracking} ${previousStatus} -> ${status}`;
