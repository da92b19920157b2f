import { isRow, type Row } from '../platform/rows';
import { toAlgiersTime } from '../platform/time';
import type { RateWindow } from '../transport/rateLimits';
import { EcotrackFailure, isSuccess, unreadable, type Call } from '../transport/response';
import type { Resource } from './operation';

const VALIDATE_TOKEN: Call<unknown> = {
	method: 'GET',
	path: 'validate/token',
	read: (answer) => answer,
};
/** Documented for its headers only: its status says nothing. */
const ROOT: Call<unknown> = { method: 'GET', path: '', form: 'headers', read: () => null };

/** The account behind the credential: docs/ecotrack-api.md, sections 6.1 and 6.2. */
export const account: Resource = {
	name: 'Account',
	value: 'account',
	initial: 'validateToken',
	operations: [
		{
			name: 'Get Rate Limit',
			value: 'getRateLimit',
			action: 'Get rate limit of account',
			description:
				'See how many requests the carrier still accepts this minute, hour and day, and when that starts anew',
			method: 'GET',
			path: '',
			fields: [],
			each: async (_read, api) => {
				const root = await api.request(ROOT);
				const outcome =
					root.kind === 'ok' && root.windows.length > 0 ? root : await api.request(VALIDATE_TOKEN);
				if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome);
				if (outcome.windows.length === 0) throw unreadable('request limits');
				return [formatWindows(outcome.windows, Date.now())];
			},
		},
		{
			name: 'Validate Token',
			value: 'validateToken',
			action: 'Validate token of account',
			description: 'Check whether the carrier still accepts the API token of the credential',
			method: 'GET',
			path: 'validate/token',
			fields: [],
			each: async (_read, api) => {
				const outcome = await api.request(VALIDATE_TOKEN);
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

function formatWindows(windows: readonly RateWindow[], now: number): Row {
	const format = (name: RateWindow['name']) => {
		const window = windows.find((other) => other.name === name);
		if (!window) return null;
		const { limit = null, remaining = null, resetMs } = window;
		const isKnown = resetMs !== undefined;
		return {
			limit,
			remaining,
			resetsInSeconds: isKnown ? Math.ceil(resetMs / 1000) : null,
			resetsAt: isKnown ? toAlgiersTime(now + resetMs) : null,
		};
	};
	return { minute: format('minute'), hour: format('hour'), day: format('day') };
}
