import type { Failure } from '../../../nodes/Ecotrack/transport/response';

/** A failure of each kind, as the client reports it. */
const FAILURES: { readonly [Kind in Failure['kind']]: Extract<Failure, { kind: Kind }> } = {
	rejected: { kind: 'rejected', message: 'Erreur' },
	invalid: { kind: 'invalid', fields: {}, message: 'The given data was invalid.' },
	notFound: { kind: 'notFound', status: 404, message: 'Trackings non trouvés' },
	limited: { kind: 'limited', waitMs: 60_000, window: 'minute' },
	denied: { kind: 'denied', reason: 'token', message: 'Unauthenticated.' },
	redirected: { kind: 'redirected', to: 'https://other.ecotrack.dz' },
	notSupported: { kind: 'notSupported', status: 404 },
	unavailable: { kind: 'unavailable', status: 500 },
	unreadable: { kind: 'unreadable', message: 'A web page came in place of data' },
	networkError: { kind: 'networkError', timedOut: true, code: 'ETIMEDOUT' },
	input: { kind: 'input', parameter: 'Statuses', message: 'is empty' },
	unconfirmed: { kind: 'unconfirmed', message: '', description: '' },
	setting: { kind: 'setting', message: 'No base URL' },
};

export const fail = (kind: Failure['kind']): Failure => FAILURES[kind];

export const limited = (waitMs: number): Failure => ({ ...FAILURES.limited, waitMs });
