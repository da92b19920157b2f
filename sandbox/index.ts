import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createConsole } from './console/console';
import { openLimits, type LimitOptions } from './http/rate-limits';
import { createHttpServer, type RequestLog } from './http/server';
import { Clock, type ClockKind } from './platform/clock';
import { Platform } from './platform/platform';
import { Quirks, type QuirkName } from './quirks';

export { Clock } from './platform/clock';
export { Platform } from './platform/platform';
export type { Order, OrderFields } from './platform/order';
export type { RequestLog } from './http/server';
export type { QuirkName } from './quirks';
export type { QuirkOptions } from './quirks/quirk';

export interface SandboxOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** `manual` moves with `platform.clock.advance` alone. */
	clock?: ClockKind;
	startAt?: Date;
	/** The same seed makes the same orders. */
	seed?: number;
	/** What every tracking number begins with; `EC` unless given, `DHD` for example. */
	prefix?: string;
	/** So many orders of the last twelve days, in all stages short of the archive. */
	orders?: number;
	token?: string;
	limits?: LimitOptions;
	quirks?: QuirkName[];
	/** Orders move by themselves as the clock runs. */
	autoMove?: boolean;
	/** Their life cycle runs this many times faster than the clock. */
	pace?: number;
	/** With `autoMove`: so many new orders a day, times the pace. */
	arrivals?: number;
}

export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	url: string;
	token: string;
	platform: Platform;
	quirks: Pick<Quirks, 'on' | 'off' | 'isOn' | 'clear'>;
	/** Every API request so far; `requests.length = 0` forgets them. */
	requests: RequestLog[];
	close(): Promise<void>;
}

/** Starts a local ECOTRACK platform on the loopback address. Fails when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const clock = new Clock(options.clock, options.startAt);
	const platform = new Platform({ ...options, clock });
	platform.populate(options.orders ?? 0);
	const token = options.token ?? 'sandbox-token';
	const quirks = new Quirks(token, platform);
	for (const name of options.quirks ?? []) quirks.on(name);

	const requests: RequestLog[] = [];
	const limits = openLimits(options.limits);
	const backstage = { platform, limits, quirks };
	const server = createHttpServer(backstage, requests, createConsole(backstage, requests));
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	const close = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${port}`, token, platform, quirks, requests, close };
}
