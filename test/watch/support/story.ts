import type { Failure, Outcome } from '../../../nodes/Ecotrack/transport/response';
import { DAY, HOUR, MINUTE } from '../../../nodes/Ecotrack/platform/time';
import { cycle, type PollOptions, type PollResult } from '../../../nodes/Ecotrack/watch/cycle';
import type { Settings, WatchClient, WatchEvent } from '../../../nodes/Ecotrack/watch/types';
import type { State } from '../../../nodes/Ecotrack/watch/state';
import { fail } from './failures';
import type { Order } from './platform';
import { Platform } from './platform';
import type { ClientOptions, RequestName } from './client';
import { clientOf } from './client';
import { settingsWith } from './settings';

export { DAY, HOUR, MINUTE };
/** Ten in the morning in Algiers: no sweep comes between. */
export const MORNING = Date.parse('2026-03-02T09:00:00Z');

/** A short story for a test: a platform on which nothing moves by itself, and a watcher. */
export class Story {
	readonly platform: Platform;
	readonly client;
	state: unknown = {};
	settings: Settings;
	/** How requests fail from now on; null again for a platform that is well. */
	trouble: ((name: RequestName) => Failure | null) | null = null;

	constructor(
		settings: Parameters<typeof settingsWith>[0] = {},
		options: ClientOptions & { isOldestFirst?: boolean } = {},
	) {
		this.platform = new Platform(MORNING, 1, { pace: 0, isOldestFirst: options.isOldestFirst });
		this.client = clientOf(this.platform, {
			interfere: (name) => this.trouble?.(name) ?? null,
			...options,
		});
		this.settings = settingsWith(settings);
	}

	/** So many orders, created so many days ago. */
	orders(count: number, daysAgo = 0, status = 'en_livraison'): Order[] {
		const at = this.platform.now - daysAgo * DAY;
		return Array.from({ length: count }, () => this.platform.create(at, status));
	}

	order(daysAgo = 0, status = 'en_livraison'): Order {
		return this.orders(1, daysAgo, status)[0];
	}

	/** The next poll, a minute later unless said otherwise. */
	async poll(after = MINUTE, options: PollOptions = {}): Promise<PollResult> {
		this.platform.advanceTo(this.platform.now + after);
		this.client.sent.length = 0;
		const result = await cycle(this.state, this.client, this.settings, options);
		this.state = JSON.parse(JSON.stringify(result.state));
		return result;
	}

	/** The same with durable cursors: a poll that throws, since it has learned nothing, is forgotten entirely. */
	async pollDurably(after = MINUTE, options: PollOptions = {}): Promise<PollResult> {
		const kept = this.state;
		const result = await this.poll(after, options);
		if (result.succeeded === 0 && result.failure && result.events.length === 0) this.state = kept;
		return result;
	}

	/** Polls until the baseline is complete. */
	async settle(): Promise<void> {
		for (let polls = 0; polls < 200; polls++) if ((await this.poll()).state.stage === 3) return;
		throw new Error('The baseline is never complete');
	}

	/** The events of so many polls. */
	async events(polls = 1, after = MINUTE): Promise<WatchEvent[]> {
		const events: WatchEvent[] = [];
		for (let poll = 0; poll < polls; poll++) events.push(...(await this.poll(after)).events);
		return events;
	}

	/**
	 * From now on such requests fail, when they are about what is given; one that fails on the way takes
	 * all of its time. Call what comes back to make the platform well again.
	 */
	spoil<Name extends RequestName>(
		name: Name,
		kind: Failure['kind'],
		isHit: (subject: Parameters<WatchClient[Name]>[0]) => boolean,
	): () => void {
		const { client, platform } = this;
		const send = client[name] as (...args: Parameters<WatchClient[Name]>) => Promise<Outcome>;
		let isWell = false;
		const spoiled = async (...args: Parameters<WatchClient[Name]>) => {
			const [subject, timeoutMs] = args;
			if (isWell || !isHit(subject)) return await send(...args);
			if (kind === 'networkError') platform.advanceTo(platform.now + timeoutMs);
			return fail(kind);
		};
		Object.assign(client, { [name]: spoiled });
		return () => (isWell = true);
	}

	/** The state as it stands, for a look inside. */
	get remembered(): State {
		return this.state as State;
	}
}

/** "tracking: previous -> status" of each event, which is most of what tests ask about. */
export const told = (events: readonly WatchEvent[]) =>
	events.map(
		({ tracking, previousStatus, status }) => `${tracking}: ${previousStatus} -> ${status}`,
	);
