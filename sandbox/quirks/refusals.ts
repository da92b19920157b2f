import { html, invalid, json, refused, UNKNOWN_TRACKING } from '../http/answer';
import { isObject, textOf, type Call } from '../http/call';
import { bodyOf, defineQuirks, trackingList } from './quirk';

/** Tokens and rate headers; http/auth.ts and http/rate-limits.ts look these up (sections 2, 3). */
export const ACCOUNT_QUIRKS = defineQuirks({
	'revoked-token': {
		sentence: 'The token is no longer valid.',
	},
	'token-not-allowed': {
		sentence: 'API access is switched off for the account: TOKEN_NOT_ALLOWED, and 403 elsewhere.',
	},
	'bearer-refused': {
		sentence: 'Only api_token in the query counts; the Authorization header is ignored.',
	},
	'bearer-everywhere': {
		sentence: 'The Authorization header is enough for the status batch and the token check too.',
	},
	'old-headers': {
		sentence: 'Answers carry the plain pair of rate headers of the years before 2025.',
	},
	'no-limit-headers': {
		sentence: 'Answers carry no rate headers.',
	},
});

const MESSAGES: Readonly<Record<number, string>> = {
	10001: 'Commande non modifiable',
	10002: 'Pas de livraison pour la wilaya sélectionnée',
	10003: 'Le retour ne peut pas etre demandé pour cette commande',
};

/** The tracking numbers a call names, however it names them. */
function namedTrackings(call: Call): string[] {
	const several = call.input.trackings;
	const list = Array.isArray(several) ? several.map(String) : textOf(call, 'trackings').split(',');
	return [textOf(call, 'tracking'), ...list]
		.map((name) => name.trim().toUpperCase())
		.filter(Boolean);
}

/** Refusals of the platform itself (section 4). */
export const REFUSAL_QUIRKS = defineQuirks({
	'success-false': {
		sentence: 'The request is refused with HTTP 200 and "success": false (code, message).',
		refuse: ({ options }) => {
			const code = options.code ?? 10001;
			return refused(options.message ?? MESSAGES[code] ?? 'Opération refusée', code);
		},
	},
	'returned-fail': {
		sentence: 'The confirmation of returns answers {"returned": "fail"}.',
		path: 'valid/returns',
		refuse: () => json({ returned: 'fail' }),
	},
	'unknown-404': {
		sentence: 'An unknown tracking number is answered with 404 instead of 422.',
		change: (answer) => {
			const errors = bodyOf(answer)?.errors;
			const isUnknown =
				answer.status === 422 && isObject(errors) && String(errors.tracking) === UNKNOWN_TRACKING;
			return isUnknown ? json({ message: 'Trackings non trouvés' }, 404) : undefined;
		},
	},
	'unknown-422': {
		sentence: 'A batch or listing that names an unknown tracking number is refused with 422.',
		refuse: ({ call, platform }) => {
			const unknown = namedTrackings(call).filter((name) => !platform.get(name));
			if (unknown.length === 0) return undefined;
			return invalid({ [textOf(call, 'tracking') ? 'tracking' : 'trackings']: [UNKNOWN_TRACKING] });
		},
	},
	'poisoned-tracking': {
		sentence: 'Every request that names a given number is refused with 422 (tracking).',
		refuse: ({ call, options }) => {
			const poisoned = trackingList(options.tracking);
			const isHit = namedTrackings(call).some((name) => poisoned.includes(name));
			return isHit
				? invalid({ trackings: ['Le champ trackings sélectionné est invalide.'] })
				: undefined;
		},
	},
	'too-many-attempts': {
		sentence: 'The request is refused with 429, whatever the windows say (retryAfter).',
		refuse: ({ options }) => {
			const answer = json({ message: 'Too Many Attempts.' }, 429);
			const wait = String(options.retryAfter ?? 33);
			return wait === '' ? answer : { ...answer, headers: { 'Retry-After': wait } };
		},
	},
	forbidden: {
		sentence: 'The request is refused with 403.',
		replace: () => json({ message: 'This action is unauthorized.' }, 403),
	},
	'unauthorized-validation': {
		sentence: 'The token check answers a wrong token with 401 instead of INVALID_TOKEN.',
		path: 'validate/token',
		change: (answer) =>
			bodyOf(answer)?.message === 'INVALID_TOKEN'
				? json({ message: 'Unauthenticated.' }, 401)
				: undefined,
	},
	'missing-route': {
		sentence:
			'The endpoint does not exist on this tenant: 404, as JSON or as a page (value: html).',
		replace: ({ call, options }) =>
			options.value === 'html'
				? html('Not Found', 404)
				: json({ message: `The route api/v1/${call.path} could not be found.` }, 404),
	},
});
