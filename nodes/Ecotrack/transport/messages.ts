/**
 * What each failure is called in front of a user: what happened, then what to do. The platform's own
 * words go into the description, where n8n does not rewrite them.
 */
import { isCertificate, isUncertain, type Failure } from './response';

export interface Explanation {
	message: string;
	description: string;
}

export interface Circumstances {
	/** Whether the request would have changed something: its outcome may then be unknown. */
	isWrite: boolean;
	/** Display names of the parameters, by the platform's field names. */
	labels: Readonly<Record<string, string>>;
	/** How to find out whether a write took place; without it, what holds for most writes. */
	check?: string;
	/** Local time in milliseconds, to say when the limit opens again. */
	now: number;
}

/** Section 4 of docs/ecotrack-api.md. */
const REFUSALS: Readonly<Record<number, Explanation>> = {
	10001: {
		message: 'This order can no longer be changed',
		description: 'It has already been handed to the carrier. Add a remark to it instead',
	},
	10002: {
		message: 'The carrier does not deliver to this wilaya',
		description: 'Choose another wilaya, or another carrier for this order',
	},
	10003: {
		message: 'A return cannot be requested for this order now',
		description: "The carrier takes a request only while the order's status is en_livraison",
	},
};

const NOBODY_KNOWS = 'Nobody knows whether it took place';
const CHECK =
	'look the order up (in the list of orders by its reference, or in its remarks) before you run this again';

/** @returns one sentence on what happened and one or more on what to do, without final period */
export function explain(failure: Failure, where: Circumstances): Explanation {
	switch (failure.kind) {
		case 'rejected': {
			const known = REFUSALS[failure.code ?? 0] ?? {
				message: 'The carrier refused this request',
				description: 'Check the values of this operation and the status of the order',
			};
			return { ...known, description: quote(failure.message, known.description) };
		}
		case 'invalid': {
			const names = Object.keys(failure.fields).map((field) => label(field, where.labels));
			const list = [...new Set(names)].map((name) => `'${name}'`).join(', ');
			return {
				message: list ? `The carrier did not accept ${list}` : 'The carrier did not accept a value',
				description: quote(failure.message, 'Correct the value and run the node again'),
			};
		}
		case 'notFound':
			return {
				message: 'No order with this tracking number was found',
				description: quote(
					failure.message,
					failure.advice ??
						`Check '${where.labels.tracking ?? where.labels.trackings ?? 'Tracking Number'}', and that the order belongs to the account of this credential`,
				),
			};
		case 'limited':
			return {
				message: `The carrier's limit of requests per ${failure.window} is used up`,
				description: `It opens again at ${formatTime(where.now + failure.waitMs)} (in ${formatWait(failure.waitMs)}). Run the node again then. The limit is shared by everything that uses this account`,
			};
		case 'denied':
			return failure.reason === 'access'
				? {
						message: 'API access is switched off for this account',
						description: 'Ask your carrier to switch it on for your sender account',
					}
				: {
						message: 'The carrier did not accept the API token',
						description:
							'Open the ECOTRACK credential and enter a current API Token. A token only works with the carrier that issued it',
					};
		case 'redirected':
			return {
				message: failure.to
					? `The carrier's platform has moved to ${failure.to}`
					: "The carrier's platform has moved to another address",
				description: `Open the ECOTRACK credential, choose Carrier 'Other Carrier (Custom URL)' and enter ${failure.to || 'the new address'} as Base URL`,
			};
		case 'notSupported':
			return {
				message: 'The carrier does not offer this operation at this address',
				description: `Check the Carrier or the Base URL of the credential. Some carriers run an older version without this operation (HTTP ${failure.status})`,
			};
		case 'unavailable':
			return unavailable(`HTTP ${failure.status}`, where);
		case 'unreadable':
			return where.isWrite
				? {
						message: 'The answer of the carrier could not be read',
						description: describeUncertain(where),
					}
				: {
						message: 'The answer of the carrier could not be read',
						description: `${failure.message}. Check the Base URL of the credential; if it is right, try again in some minutes`,
					};
		case 'networkError':
			if (isCertificate(failure.code)) {
				return {
					message: "The certificate of the carrier's platform is not valid, so nothing was sent",
					description:
						'Check the Base URL of the credential and the clock of this n8n, and open the address in a browser: if it warns too, tell the carrier',
				};
			}
			if (!isUncertain(failure)) {
				return {
					message: "The carrier's platform could not be reached",
					description: 'Check the Base URL of the credential and the network of this n8n',
				};
			}
			return unavailable(failure.timedOut ? 'no answer in time' : 'connection lost', where);
		case 'unconfirmed':
			return { message: failure.message, description: failure.description };
		case 'setting':
			return {
				message: 'The ECOTRACK credential cannot be used as it is',
				description: failure.message,
			};
		case 'input':
			return { message: failure.message, description: failure.description ?? '' };
	}
}

/** The same in one text, for a row's `reason`. */
export function tellReason(
	failure: Failure,
	where: Omit<Circumstances, 'isWrite' | 'now'>,
): string {
	const { message, description } = explain(failure, { ...where, isWrite: true, now: Date.now() });
	return description ? `${message}. ${description}` : message;
}

function unavailable(reason: string, where: Circumstances): Explanation {
	return where.isWrite
		? {
				message: `The outcome of this request is unknown (${reason})`,
				description: describeUncertain(where),
			}
		: {
				message: `The carrier's platform is not available right now (${reason})`,
				description: 'Try again in some minutes',
			};
}

function describeUncertain({ check }: Circumstances): string {
	return `${NOBODY_KNOWS}: ${check ?? CHECK}`;
}

function quote(platformText: string, advice: string): string {
	const words = platformText.replace(/[\s.]+$/, ''); // its own period stands behind the quotation
	return words ? `The carrier says: "${words}". ${advice}` : advice;
}

function label(field: string, labels: Circumstances['labels']): string {
	const name = field.replace(/^orders\.\w+\.|\.\d+$/g, ''); // bulk requests number their fields
	// Where several numbers are sent, some platforms complain about one all the same.
	const names = /^trackings?$/.test(name) ? [name, 'tracking', 'trackings'] : [name];
	const known = names.find((one) => Object.hasOwn(labels, one));
	return known === undefined ? name : labels[known];
}

/** Algerian wall time (UTC+1 all year). */
function formatTime(ms: number): string {
	const [day, time] = new Date(ms + 3_600_000).toISOString().split('T');
	return `${time.slice(0, 5)} on ${day} (Algiers time)`;
}

function formatWait(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.ceil(seconds / 60);
	return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
