import type { Quirks } from '../quirks/quirks';
import { json, type Answer } from './answer';
import type { Call } from './call';

/** Endpoints whose documentation asks for `api_token` in the query (section 2). */
const NEEDS_QUERY_TOKEN = new Set(['validate/token', 'get/orders/status']);

const bearerOf = (call: Call) => /^Bearer\s+(.+)$/i.exec(call.headers.authorization ?? '')?.[1];

/** The token a call counts with: `api_token` first, the header where the endpoint takes it. */
function tokenOf(call: Call, quirks: Quirks): string | undefined {
	const given = call.input.api_token;
	if (typeof given === 'string' && given !== '') return given;
	if (quirks.acts('bearer-refused', call)) return undefined;
	if (NEEDS_QUERY_TOKEN.has(call.path) && !quirks.acts('bearer-everywhere', call)) return undefined;
	return bearerOf(call);
}

const isRight = (call: Call, quirks: Quirks) =>
	tokenOf(call, quirks) === quirks.token && !quirks.acts('revoked-token', call);

/** What `validate/token` says: always with HTTP 200 (docs/ecotrack-api.md section 6.1). */
export function judgeValidation(call: Call, quirks: Quirks): string {
	if (!isRight(call, quirks)) return 'INVALID_TOKEN';
	return quirks.acts('token-not-allowed', call) ? 'TOKEN_NOT_ALLOWED' : 'VALID_TOKEN';
}

/** The refusal of a call without a right token; undefined when it may pass. */
export function judgeToken(call: Call, quirks: Quirks): Answer | undefined {
	if (!isRight(call, quirks)) return json({ message: 'Unauthenticated.' }, 401);
	if (quirks.acts('token-not-allowed', call)) return json({ message: 'TOKEN_NOT_ALLOWED' }, 403);
	return undefined;
}
