/**
 * From a failure to what a user reads and n8n acts on: one entry per kind says what happened, what to
 * do, and what n8n's scheduler makes of it. Nothing else in the package makes an error for a request.
 * The platform's own words go into the description, where n8n does not rewrite them.
 */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { toAlgiersTime } from '../platform/time';
import { isCertificate, isUncertain, type Failure } from './response';

/** One sentence on what happened and one or more on what to do, without final period. */
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

/** n8n's vocabulary for its back-off, from 2.37 on; older hosts ignore it. */
export interface Cause {
	cause:
		| 'rate-limited'
		| 'quota-exhausted'
		| 'temporarily-unavailable'
		| 'credential-invalid'
		| 'configuration-invalid';
	retryAfterMs?: number;
	resetsAtEpochMs?: number;
}

interface Entry<F> {
	explain(failure: F, where: Circumstances): Explanation;
	/** Why it went wrong, for n8n's scheduler; left out when only the user can tell. */
	cause?: Cause['cause'] | ((failure: F, now: number) => Cause);
	/** The HTTP status that n8n shows where the failure has none of its own. */
	httpCode?: string;
}

const TABLE: { [Kind in Failure['kind']]: Entry<Extract<Failure, { kind: Kind }>> } = {
	rejected: {
		explain: ({ code, message }) => {
			const known = REFUSALS[code ?? 0] ?? {
				message: 'The carrier refused this request',
				description: adviseOn(
					message,
					'Check the values of this operation and the status of the order',
				),
			};
			return { ...known, description: quote(message, known.description) };
		},
	},
	invalid: {
		explain: ({ fields, message }, { labels }) => {
			const names = new Set(Object.keys(fields).map((field) => toLabel(field, labels)));
			const list = [...names].map((name) => `'${name}'`).join(', ');
			return {
				message: list ? `The carrier did not accept ${list}` : 'The carrier did not accept a value',
				description: quote(
					message,
					adviseOn(
						`${Object.keys(fields).join(' ')} ${message}`,
						'Correct the value and run the node again',
					),
				),
			};
		},
		httpCode: '422',
	},
	notFound: {
		explain: ({ message, advice }, { labels }) => ({
			message: 'No order with this tracking number was found',
			description: quote(
				message,
				advice ??
					`Check '${labels.tracking ?? labels.trackings ?? 'Tracking Number'}', and that the order belongs to the account of this credential`,
			),
		}),
		httpCode: '404',
	},
	limited: {
		explain: ({ window, waitMs }, { now }) => ({
			message: `The carrier's limit of requests per ${window} is used up`,
			description: `It opens again at ${formatTime(now + waitMs)} (in ${formatWait(waitMs)}). Run the node again then. The limit is shared by everything that uses this account`,
		}),
		cause: ({ window, waitMs }, now) =>
			window === 'minute'
				? { cause: 'rate-limited', retryAfterMs: waitMs }
				: { cause: 'quota-exhausted', resetsAtEpochMs: now + waitMs },
		httpCode: '429',
	},
	denied: {
		explain: ({ reason }) =>
			reason === 'access'
				? {
						message: 'API access is switched off for this account',
						description: 'Ask your carrier to switch it on for your sender account',
					}
				: {
						message: 'The carrier did not accept the API token',
						description:
							'Open the ECOTRACK credential and enter a current API Token. A token only works with the carrier that issued it',
					},
		cause: 'credential-invalid',
		httpCode: '401',
	},
	redirected: {
		explain: ({ to }) => ({
			message: to
				? `The carrier's platform has moved to ${to}`
				: "The carrier's platform has moved to another address",
			description: `Open the ECOTRACK credential, choose Carrier 'Other Carrier (Custom URL)' and enter ${to || 'the new address'} as Base URL`,
		}),
		cause: 'configuration-invalid',
	},
	notSupported: {
		explain: ({ status }) => ({
			message: 'The carrier does not offer this operation at this address',
			description: `Check the Carrier or the Base URL of the credential. Some carriers run an older version without this operation (HTTP ${status})`,
		}),
		cause: 'configuration-invalid',
	},
	unavailable: {
		explain: ({ status }, where) => explainUnavailable(`HTTP ${status}`, where),
		cause: 'temporarily-unavailable',
	},
	unreadable: {
		explain: ({ message }, where) => ({
			message: 'The answer of the carrier could not be read',
			description: where.isWrite
				? explainUncertain(where)
				: `${message}. Check the Base URL of the credential; if it is right, try again in some minutes`,
		}),
		cause: 'temporarily-unavailable',
	},
	networkError: {
		explain: (failure, where) => {
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
			return explainUnavailable(failure.timedOut ? 'no answer in time' : 'connection lost', where);
		},
		cause: 'temporarily-unavailable',
	},
	unconfirmed: {
		explain: ({ message, description }) => ({ message, description }),
	},
	setting: {
		explain: ({ message }) => ({
			message: 'The ECOTRACK credential cannot be used as it is',
			description: message,
		}),
		cause: 'configuration-invalid',
	},
	input: {
		explain: ({ message, description = '' }) => ({ message, description }),
	},
};

/** Section 4 of docs/ecotrack-api.md. */
const REFUSALS: Readonly<Record<number, Explanation>> = {
	10001: {
		message: 'This order can no longer be changed',
		description: 'It has already been handed to the carrier. Add a remark to it instead',
	},
	10002: {
		message: 'The carrier does not deliver to this wilaya',
		description:
			'It may be switched off in your account at the carrier: check there, or choose another wilaya, or another carrier for this order',
	},
	10003: {
		message: 'A return cannot be requested for this order now',
		description: "The carrier takes a request only while the order's status is en_livraison",
	},
};

function entryOf(failure: Failure): Entry<Failure> {
	return TABLE[failure.kind] as Entry<Failure>;
}

export function explain(failure: Failure, where: Circumstances): Explanation {
	return entryOf(failure).explain(failure, where);
}

/** The same in one text, for a row's `reason`. */
export function tellReason(
	failure: Failure,
	where: Omit<Circumstances, 'isWrite' | 'now'>,
): string {
	const { message, description } = explain(failure, { ...where, isWrite: true, now: Date.now() });
	return description ? `${message}. ${description}` : message;
}

/** Why it went wrong, for n8n's scheduler; undefined when only the user can tell. */
export function toCause(failure: Failure, now: number): Cause | undefined {
	const { cause } = entryOf(failure);
	if (typeof cause === 'function') return cause(failure, now);
	return cause && { cause };
}

/**
 * The error that n8n shows.
 * @param itemIndex the input item; left out for what belongs to no item
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	circumstances: Circumstances,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const { message, description } = explain(failure, circumstances);
	const isOurs = failure.kind === 'input' || failure.kind === 'setting';
	const error = isOurs
		? new NodeOperationError(node, message, { description, itemIndex, level: 'warning' })
		: new NodeApiError(node, { message } as JsonObject, {
				message,
				description,
				itemIndex,
				httpCode: 'status' in failure ? String(failure.status) : entryOf(failure).httpCode,
			});
	const cause = toCause(failure, circumstances.now);
	return cause ? Object.assign(error, { failure: cause }) : error;
}

function explainUnavailable(reason: string, where: Circumstances): Explanation {
	return where.isWrite
		? {
				message: `The outcome of this request is unknown (${reason})`,
				description: explainUncertain(where),
			}
		: {
				message: `The carrier's platform is not available right now (${reason})`,
				description: 'Try again in some minutes',
			};
}

const GENERAL_CHECK =
	'look the order up (in the list of orders by its reference, or in its remarks) before you run this again';

function explainUncertain({ check = GENERAL_CHECK }: Circumstances): string {
	return `Nobody knows whether it took place: ${check}`;
}

function quote(platformText: string, advice: string): string {
	const words = platformText.replace(/[\s.]+$/, ''); // its own period stands behind the quotation
	return words ? `The carrier says: "${words}". ${advice}` : advice;
}

/** A place that is spelled as in the carrier's list is refused when the account may not send there. */
function adviseOn(complaint: string, advice: string): string {
	const isOfPlace = /commune|wilaya/i.test(complaint) && !/desk/i.test(complaint);
	return isOfPlace
		? `${advice}. If it is spelled as in the carrier's list, the commune may be switched off in your account at the carrier: check there`
		: advice;
}

function toLabel(field: string, labels: Circumstances['labels']): string {
	const name = field.replace(/^orders\.\w+\.|\.\d+$/g, ''); // bulk requests number their fields
	// Where several numbers are sent, some platforms complain about one all the same.
	const names = /^trackings?$/.test(name) ? [name, 'tracking', 'trackings'] : [name];
	const known = names.find((one) => Object.hasOwn(labels, one));
	return known === undefined ? name : labels[known];
}

function formatTime(ms: number): string {
	const [day, time] = toAlgiersTime(ms).split('T');
	return `${time.slice(0, 5)} on ${day} (Algiers time)`;
}

function formatWait(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.ceil(seconds / 60);
	return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
