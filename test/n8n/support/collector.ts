/** Where the workflows post what they act upon. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** An event that a workflow acted upon. */
export interface Act {
	execution: string;
	tracking: string;
	status: string;
	repeated: boolean;
}

/** A server on the loopback address that keeps every act, by the path it was posted to. */
export class Collector {
	private readonly acts = new Map<string, Act[]>();
	private readonly known = new Set<string>();
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			const name = request.url?.slice(1) ?? '';
			json(request).then(
				(act) => {
					this.of(name).push(act as Act);
					this.known.add(`${name} ${(act as Act).tracking}`);
					response.end('{}');
				},
				() => response.destroy(), // n8n died while it spoke
			);
		});
	}

	static async start(): Promise<Collector> {
		const collector = new Collector();
		collector.server.listen(0, '127.0.0.1');
		await once(collector.server, 'listening');
		return collector;
	}

	urlOf(name: string): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}`;
	}

	/** What has come under this name so far; grows. */
	of(name: string): Act[] {
		const acts = this.acts.get(name) ?? [];
		this.acts.set(name, acts);
		return acts;
	}

	/** Whether anything has come about this order. */
	knows(name: string, tracking: string): boolean {
		return this.known.has(`${name} ${tracking}`);
	}

	stop(): void {
		this.server.close();
		this.server.closeAllConnections();
	}
}
