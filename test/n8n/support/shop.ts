/** An account whose orders move all the time, whatever n8n does. */
import { type Sandbox, startSandbox } from '../../../sandbox';
import { drawStep, FINAL } from '../../watch/support/lives';
import type { Random } from '../../watch/support/random';

const ORDERS = 30;
const FIRST = 'en_ramassage';
/** Between two moves of an account, on average. */
const GAP_MS = 150;
const POLL_GAP_MS = 3_000;

export class Shop {
	/** Of each order, every status it has had. None comes twice, so a status says how far it is. */
	readonly paths = new Map<string, string[]>();
	private timer: NodeJS.Timeout | undefined;

	private constructor(
		readonly name: string,
		readonly sandbox: Sandbox,
		private readonly luck: Random,
		private readonly mayEnd: (tracking: string) => boolean,
	) {}

	/** @param mayEnd whether an order may reach its end: one that nobody has seen by then is not promised */
	static async open(
		name: string,
		luck: Random,
		mayEnd: (tracking: string) => boolean,
	): Promise<Shop> {
		return new Shop(name, await startSandbox({ limits: 'off' }), luck, mayEnd);
	}

	/** Opens with new orders, and moves them from now on. */
	start(): void {
		while (this.live().length < ORDERS) this.create();
		const next = () => {
			this.move();
			this.timer = setTimeout(next, this.luck.between(1, 2 * GAP_MS));
		};
		next();
	}

	stop(): void {
		clearTimeout(this.timer);
	}

	/** How often the status endpoint has answered since `forget`. */
	get answers(): number {
		return this.count('get/orders/status').length;
	}

	/** How many polls have looked for orders since `forget`: those of a poll follow one another at once. */
	get polls(): number {
		const times = this.count('get/orders').map(({ at }) => at.getTime());
		return times.filter((time, index) => !(time - times[index - 1] < POLL_GAP_MS)).length;
	}

	forget(): void {
		this.sandbox.requests.length = 0;
	}

	private count(endpoint: string) {
		return this.sandbox.requests.filter(({ path }) => path.endsWith(`/${endpoint}`));
	}

	/** One order goes on, and one that ends makes room for a new one. */
	private move(): void {
		const [tracking, path] = this.luck.pick(this.live());
		const to = this.drawNext(path);
		if (to === undefined || (FINAL.has(to) && !this.mayEnd(tracking))) return;
		this.sandbox.platform.setStatus(tracking, to);
		path.push(to);
		if (FINAL.has(to)) this.create();
	}

	private create(): void {
		this.paths.set(this.sandbox.platform.create({ status: FIRST }).tracking, [FIRST]);
	}

	private live(): Array<[tracking: string, path: string[]]> {
		return [...this.paths].filter(([, path]) => !FINAL.has(path[path.length - 1]));
	}

	private drawNext(path: string[]): string | undefined {
		for (let tries = 0; tries < 20; tries++) {
			const step = drawStep(path[path.length - 1], this.luck);
			if (step && !path.includes(step.to)) return step.to;
		}
		return undefined;
	}
}
