/**
 * How the connection test reads the answer of `validate/token`. n8n takes any 2xx for a success
 * unless a rule matches (docs/ecotrack-api.md, sections 2 and 6.1).
 */
import type { ICredentialTestRequest } from 'n8n-workflow';

const NOT_ECOTRACK =
	'This address did not answer like an ECOTRACK platform. Check the Carrier or the Base URL.';
const NOT_ACCEPTED =
	'The carrier did not accept this API Token. Check that it belongs to this carrier, or create a new one in your sender account.';
const NOT_ALLOWED =
	'API access is switched off for this account. Ask your carrier to switch it on, then test again.';
const MOVED =
	'This address sends requests on to another one. Choose your carrier in the list again, or open the address in a browser and enter the one it leads to as Base URL.';
const UNAVAILABLE =
	"The carrier's platform is not available right now. Test again in some minutes.";

const whenBody = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});
const whenCode = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/** First match wins, so the precise answers come before `success: false`. */
export const TEST_RULES = [
	whenBody('message', 'INVALID_TOKEN', NOT_ACCEPTED),
	whenBody('message', 'TOKEN_NOT_ALLOWED', NOT_ALLOWED),
	whenBody('success', false, NOT_ACCEPTED),
	// An HTML page or another site: there is no `success` at all.
	whenBody('success', undefined, NOT_ECOTRACK),
	...[301, 302, 303, 307, 308].map((code) => whenCode(code, MOVED)),
	whenCode(401, NOT_ACCEPTED),
	whenCode(403, NOT_ALLOWED),
	...[404, 405].map((code) => whenCode(code, NOT_ECOTRACK)),
	whenCode(
		429,
		"The carrier's limit of requests for this account is used up. Test again in a minute.",
	),
	...[500, 502, 503, 504].map((code) => whenCode(code, UNAVAILABLE)),
] as ICredentialTestRequest['rules'];
