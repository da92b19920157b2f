import type { Quirks } from '../quirks';
import type { Call } from './call';

/** Endpoints whose documentation asks for `api_token` in the query (section 2). */
const NEEDS_QUERY_TOKEN = new Set(['validate/token', 'get/orders/status']);

/** The token a call counts with: `api_token` first, the header where the endpoint takes it. */
function tokenOf(call: Call, quirks: Quirks): string | undefined {
	const given = call.input.api_token;
	if (typeof given === 'string' && given !== '') return given;
	if (quirks.acts('bearer-refused', call)) return undefined;
	if (NEEDS_QUERY_TOKEN.has(call.path) && !quirks.acts('bearer-everywhere', call)) return undefined;
	return /^Bearer\s+(.+)$/i.exec(call.headers.authorization ?? '')?.[1];
}

/** What `validate/token` says of a call, always with HTTP 200 (docs/ecotrack-api.md section 6.1). */
export function judgeToken(call: Call, quirks: Quirks) {
	const isRight = tokenOf(call, quirks) === quirks.token && !quirks.acts('revoked-token', call);
	if (!isRight) return 'INVALID_TOKEN';
	return quirks.acts('token-not-allowed', call) ? 'TOKEN_NOT_ALLOWED' : 'VALID_TOKEN';
}
