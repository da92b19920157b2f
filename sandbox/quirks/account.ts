import { defineQuirk } from './quirk';

/** Tokens and rate headers; http/auth.ts and http/rate-headers.ts look these up (sections 2, 3). */
export const ACCOUNT_QUIRKS = [
	defineQuirk({
		name: 'revoked-token',
		sentence: 'The token is no longer valid.',
	}),
	defineQuirk({
		name: 'token-not-allowed',
		sentence: 'API access is switched off for the account: TOKEN_NOT_ALLOWED, and 403 elsewhere.',
	}),
	defineQuirk({
		name: 'bearer-refused',
		sentence: 'Only api_token in the query counts; the Authorization header is ignored.',
	}),
	defineQuirk({
		name: 'bearer-everywhere',
		sentence: 'The Authorization header is enough for the status batch and the token check too.',
	}),
	defineQuirk({
		name: 'old-headers',
		sentence: 'Answers carry the plain pair of rate headers of the years before 2025.',
	}),
	defineQuirk({
		name: 'no-limit-headers',
		sentence: 'Answers carry no rate headers.',
	}),
];
