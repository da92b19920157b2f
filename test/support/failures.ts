import type { Failure } from '../../nodes/Ecotrack/transport/response';

type Samples = { [Kind in Failure['kind']]: Array<Extract<Failure, { kind: Kind }>> };

/** Failures of every kind, in every variant that is explained in its own way. */
const SAMPLES: Samples = {
	rejected: [
		{ kind: 'rejected', code: 10001, message: 'Commande non modifiable' },
		{ kind: 'rejected', code: 10002, message: 'Pas de livraison pour la wilaya sélectionnée' },
		{ kind: 'rejected', code: 10003, message: 'Le retour ne peut pas etre demandé' },
		{ kind: 'rejected', code: 10099, message: 'Opération refusée' },
		{ kind: 'rejected', message: '' },
	],
	invalid: [
		{ kind: 'invalid', fields: { content: ['Trop long.'] }, message: 'Trop long.' },
		{ kind: 'invalid', fields: {}, message: '' },
	],
	notFound: [
		{ kind: 'notFound', status: 422, message: 'Le champ tracking sélectionné est invalide.' },
		{ kind: 'notFound', status: 404, message: '' },
	],
	limited: [
		{ kind: 'limited', waitMs: 33_000, window: 'minute' },
		{ kind: 'limited', waitMs: 900_000, window: 'hour' },
		{ kind: 'limited', waitMs: 72_000_000, window: 'day' },
	],
	denied: [
		{ kind: 'denied', reason: 'token', message: 'Unauthenticated.' },
		{ kind: 'denied', reason: 'access', message: 'TOKEN_NOT_ALLOWED' },
	],
	redirected: [
		{ kind: 'redirected', to: 'https://platform.example' },
		{ kind: 'redirected', to: '' },
	],
	notSupported: [
		{ kind: 'notSupported', status: 404 },
		{ kind: 'notSupported', status: 405 },
	],
	unavailable: [
		{ kind: 'unavailable', status: 500 },
		{ kind: 'unavailable', status: 503 },
	],
	unreadable: [{ kind: 'unreadable', message: 'A web page came in place of data' }],
	networkError: [
		{ kind: 'networkError', timedOut: false, code: 'ECONNRESET' },
		{ kind: 'networkError', timedOut: true, code: 'ECONNABORTED' },
		{ kind: 'networkError', timedOut: false, code: 'ENOTFOUND', isUnsent: true },
		{ kind: 'networkError', timedOut: false, code: 'ECONNREFUSED', isUnsent: true },
		{ kind: 'networkError', timedOut: false, code: 'CERT_HAS_EXPIRED', isUnsent: true },
	],
	input: [
		{
			kind: 'input',
			parameter: 'Content',
			message: "'Content' is empty",
			description: 'Enter what the carrier should know',
		},
	],
	unconfirmed: [
		{
			kind: 'unconfirmed',
			message: 'The carrier accepted the change and did not make it',
			description: 'Look the order up before you run this again',
		},
	],
	setting: [{ kind: 'setting', message: 'The credential has no API Token. Copy it' }],
};

export const FAILURES: Failure[] = Object.values(SAMPLES).flat();
