import type { IDataObject } from 'n8n-workflow';

import { isRow, unreadable } from '../platform/rows';
import { toAlgiersTime } from '../platform/time';
import type { Window } from '../transport/rateLimits';
import { EcotrackFailure, isSuccess } from '../transport/response';
import type { Resource } from './operation';

/** The account behind the credential: docs/ecotrack-api.md, sections 6.1 and 6.2. */
export const account: Resource = {
	name: 'Account',
	value: 'account',
	initial: 'validateToken',
	operations: [
		{
			kind: 'steps',
			name: 'Get Rate Limit',
			value: 'getRateLimit',
			action: 'Get rate limit of account',
			description:
				'See how many requests the carrier still accepts this minute, hour and day, and when that starts anew',
			endpoint: 'GET /',
			fields: [],
			take: async (_read, port) => {
				// The root is documented for its headers only: its status says nothing.
				const root = await port.probe('GET /', { form: 'headers' });
				const outcome =
					root.kind === 'ok' && root.windows.length > 0
						? root
						: await port.probe('GET validate/token', {});
				if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome);
				if (outcome.windows.length === 0) throw unreadable('request limits');
				return [shapeWindows(outcome.windows, Date.now())];
			},
		},
		{
			kind: 'steps',
			name: 'Validate Token',
			value: 'validateToken',
			action: 'Validate token of account',
			description: 'Check whether the carrier still accepts the API token of the credential',
			endpoint: 'GET validate/token',
			fields: [],
			take: async (_read, port) => {
				const outcome = await port.probe('GET validate/token', {});
				// A refused token is what was asked about; anything else leaves the question open.
				if (outcome.kind === 'denied') return [{ valid: false, message: outcome.message }];
				if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome);
				if (!isRow(outcome.data) || !isSuccess(outcome.data.success)) {
					throw unreadable('verdict on the token');
				}
				return [{ valid: true, message: outcome.data.message ?? '' }];
			},
		},
	],
};

function shapeWindows(windows: readonly Window[], now: number): IDataObject {
	const shape = (name: Window['name']) => {
		const window = windows.find((other) => other.name === name);
		if (!window) return null;
		const { limit = null, remaining = null, resetMs } = window;
		const known = resetMs !== undefined;
		return {
			limit,
			remaining,
			resetsInSeconds: known ? Math.ceil(resetMs / 1000) : null,
			resetsAt: known ? toAlgiersTime(now + resetMs) : null,
		};
	};
	return { minute: shape('minute'), hour: shape('hour'), day: shape('day') };
}
