import type { IHttpRequestOptions } from 'n8n-workflow';

import { createClient } from '../nodes/Ecotrack/transport/client';
import { median, time, type Measurement } from './measurement';
import { fetchRaw, withPlatform } from './platform';

const PAIRS = 300;
const WARM_UP = 30;

/**
 * What our client adds to n8n's own request helper: the same request in turn through both, so that
 * a machine that slows down slows both down.
 */
export async function measureOverhead(): Promise<Measurement[]> {
	return await withPlatform({ orders: 100, limits: 'off' }, async (stage) => {
		const { sandbox, engine, credential } = stage;
		const context = engine.executeContext(credential);
		const query = { trackings: sandbox.trackings.join(','), status: 'all' };
		const bareOptions = (): IHttpRequestOptions => ({
			url: '/api/v1/get/orders/status',
			qs: query,
			headers: { Accept: 'application/json' },
			returnFullResponse: true,
		});

		const bare = () =>
			context.helpers.httpRequestWithAuthentication.call(context, 'ecotrackApi', bareOptions());
		const client = createClient(context);
		const read = (answer: unknown) => answer;
		const ours = () => client.request({ method: 'GET', path: 'get/orders/status', query, read });
		const wire = () => fetchRaw(sandbox, sandbox.trackings);

		const times: Record<'bare' | 'ours' | 'wire', number[]> = { bare: [], ours: [], wire: [] };
		for (let round = -WARM_UP; round < PAIRS; round++) {
			const results = {
				bare: (await time(bare)).ms,
				ours: (await time(ours)).ms,
				wire: (await time(wire)).ms,
			};
			if (round < 0) continue;
			for (const name of ['bare', 'ours', 'wire'] as const) times[name].push(results[name]);
		}
		const ratios = times.ours.map((ms, index) => ms / times.bare[index]);
		return [
			{ name: "our client's request", value: median(times.ours), unit: 'ms' },
			{ name: "n8n's bare helper", value: median(times.bare), unit: 'ms' },
			{ name: 'bare wire (undici)', value: median(times.wire), unit: 'ms', note: 'the floor' },
			{
				name: 'our client over the bare helper',
				value: median(ratios),
				unit: '×',
				note: `to reach: at most 1.10; median of ${PAIRS} pairs`,
			},
		];
	});
}
