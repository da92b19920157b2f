import type { Failure } from './outcome';

/**
 * A failure without the account's token in it: a platform may repeat the request in its answer, and
 * get/orders/status has the token in its URL (docs/ecotrack-api.md, section 2).
 */
export function redact(failure: Failure, token: string): Failure {
	const text = JSON.stringify(failure);
	const inUrls = [...text.matchAll(/api_token=([^&\s"'\\]+)/g)].map(([, secret]) => secret);
	// The token as it stands inside JSON text.
	const clean = [...inUrls, JSON.stringify(token).slice(1, -1)]
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return clean === text ? failure : (JSON.parse(clean) as Failure);
}
