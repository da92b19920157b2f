import { request } from 'undici';

import type { RemoteSandbox } from './platform-process';

const BATCH_SIZE = 100;

/** The statuses of these orders with nothing of n8n in between: the floor of every comparison. */
export async function fetchRaw(
	{ url, token }: Pick<RemoteSandbox, 'url' | 'token'>,
	trackings: string[],
): Promise<unknown[]> {
	const rows: unknown[] = [];
	for (let start = 0; start < trackings.length; start += BATCH_SIZE) {
		const batch = trackings.slice(start, start + BATCH_SIZE).join(',');
		const query = { trackings: batch, status: 'all', api_token: token };
		const answer = await request(`${url}/api/v1/get/orders/status`, {
			query,
			headers: { accept: 'application/json', authorization: `Bearer ${token}` },
		});
		const { data } = (await answer.body.json()) as { data: Record<string, unknown> };
		rows.push(...Object.values(data));
	}
	return rows;
}
