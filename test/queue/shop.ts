import type { INodeParameters } from 'n8n-workflow';
import { type Rest, saveCredential } from '../../host/rest';
import { activateWorkflow, awaitPublication, createWorkflow } from '../../host/workflow';
import { type Sandbox, startSandbox, type SandboxOptions } from '../../sandbox';
import { drawStep, FINAL } from '../watch/support/lives';
import { Random } from '../watch/support/random';
import type { Change, Reading, Request } from './books';
import { describeWatching } from './watching';

/** One move in so many is a new order. */
const NEW_ORDER = 0.1;
const WAIT_SECONDS = 25;

interface ShopOptions {
	rest: Rest;
	name: string;
	orders: number;
	seed: number;
	/** Where its workflow posts events to. */
	collector: string;
	everySeconds: number;
	options?: INodeParameters;
	limits?: SandboxOptions['limits'];
}

/** An account on a platform of its own with a workflow that watches it, and what happened there. */
export class Shop {
	readonly histories = new Map<string, Change[]>();
	private readonly active: string[] = [];

	private constructor(
		readonly sandbox: Sandbox,
		readonly workflowId: string,
		private readonly luck: Random,
	) {
		for (const { tracking, status } of sandbox.platform.all()) {
			if (!FINAL.has(status)) this.enter(tracking, status); // others are not worth following
		}
	}

	/** Opens an account, and switches on a workflow that watches it. */
	static async open(options: ShopOptions): Promise<Shop> {
		const { rest, name, orders, seed, limits } = options;
		const prefix = name.replaceAll(/\W/g, '').toUpperCase(); // trackings of all shops differ
		const sandbox = await startSandbox({ orders, seed, limits, prefix });
		const credential = await saveCredential(rest, {
			name,
			type: 'ecotrackApi',
			data: { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token },
		});
		const workflow = describeWatching(name, credential, options.collector, options);
		const { id } = await createWorkflow(rest, workflow);
		const shop = new Shop(sandbox, id, new Random(seed));
		await activateWorkflow(rest, id);
		const { status, triggers } = await awaitPublication(rest, id, 300_000);
		if (status !== 'published') throw new Error(`${name}: ${triggers[0]?.errorMessage ?? status}`);
		return shop;
	}

	/** Takes one order a step on, or creates one. */
	move(): void {
		const { platform } = this.sandbox;
		if (this.luck.chance(NEW_ORDER)) {
			const { tracking, status } = platform.create();
			return this.enter(tracking, status);
		}
		while (this.active.length > 0) {
			const index = Math.floor(this.luck.next() * this.active.length);
			const tracking = this.active[index];
			const step = drawStep(this.statusOf(tracking), this.luck);
			if (step) return this.take(tracking, step.to);
			this.active[index] = this.active[this.active.length - 1];
			this.active.pop();
		}
	}

	/** Takes an order to a status. */
	take(tracking: string, status: string): void {
		this.histories.get(tracking)?.push({ status, at: Date.now() });
		this.sandbox.platform.setStatus(tracking, status);
	}

	/** Refuses the next request with a 429 that asks for a wait. */
	refuseOnce(): void {
		this.sandbox.quirks.on('too-many-attempts', { retryAfter: WAIT_SECONDS, times: 1 });
	}

	statusOf(tracking: string): string {
		return this.histories.get(tracking)?.at(-1)?.status ?? '';
	}

	/** What the status endpoint has answered so far, oldest first. */
	readings(): Reading[] {
		return this.sandbox.requests
			.filter(({ path, status }) => path.endsWith('/get/orders/status') && status === 200)
			.flatMap(({ query, at }) =>
				String(query.trackings)
					.split(',')
					.flatMap((tracking) => this.readingAt(tracking, at.getTime()) ?? []),
			);
	}

	private readingAt(tracking: string, at: number): Reading | undefined {
		const change = this.histories.get(tracking)?.findLast((past) => past.at <= at);
		return change && { tracking, status: change.status, at };
	}

	/** Every request that the platform has got. */
	requests(): Request[] {
		return this.sandbox.requests.map(({ at, status }) => ({
			at: at.getTime(),
			...(status === 429 && { waitMs: WAIT_SECONDS * 1_000 }),
		}));
	}

	private enter(tracking: string, status: string): void {
		this.histories.set(tracking, [{ status, at: Date.now() }]);
		this.active.push(tracking);
	}
}
