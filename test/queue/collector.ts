import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What the workflow's second node sends: its execution, and of each event the order and its status. */
interface Delivery {
	execution: string;
	events: Array<[tracking: string, status: string]>;
}

/** Receives what workflows do with the events: the proof that n8n has run them. */
export interface Collector {
	url: string;
	/** How often each execution has delivered. */
	deliveries: Map<string, number>;
	/** Events received so far. */
	events: number;
	/** The status that each order was last seen to enter, as far as workflows know. */
	latest: Map<string, string>;
	/** When the last delivery came. */
	lastAt: number;
	close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
	const server = createServer((request, response) => {
		void json(request).then(
			(body) => {
				receive(body as Delivery);
				response.end('{}');
			},
			() => response.writeHead(400).end(),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const collector: Collector = {
		url: `http://127.0.0.1:${port}/events`,
		deliveries: new Map(),
		events: 0,
		latest: new Map(),
		lastAt: 0,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	function receive({ execution, events }: Delivery): void {
		collector.deliveries.set(execution, (collector.deliveries.get(execution) ?? 0) + 1);
		collector.events += events.length;
		collector.lastAt = Date.now();
		for (const [tracking, status] of events) collector.latest.set(tracking, status);
	}
	return collector;
}
