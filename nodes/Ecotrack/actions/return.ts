import { statusesOf } from '../platform/endpoints';
import { isRow, readConfirmation, toKey, type Row } from '../platform/rows';
import { describeStatus, statusFields } from '../platform/statuses';
import { requestInBatches, type BatchResult } from '../transport/batches';
import { tellReason } from '../transport/errors';
import {
	EcotrackFailure,
	isUncertain,
	unreadable,
	type Call,
	type Failure,
} from '../transport/response';
import type { Api, Resource, Result, TogetherOperation } from './operation';
import { readTracking, readTrackings, trackingField, trackingsField, warning } from './parameters';

const RECEIVED = ['retour_recu', 'retour_archive'];
const LABELS = { trackings: 'Tracking Numbers' };
const CHECK =
	'look the returns up with Get Statuses: a confirmed one has the status Return received';

/** The answer says nothing about single parcels, so their statuses are read afterwards (section 7.6). */
const confirmReception: TogetherOperation<string[]> = {
	name: 'Confirm Reception',
	value: 'confirmReception',
	action: 'Confirm reception of returns',
	description:
		'Tell the carrier that returned parcels have arrived at your place, those of all input items together',
	method: 'POST',
	path: 'valid/returns',
	fields: [trackingsField],
	check: CHECK,
	prepare: async (read) => readTrackings(read),
	async *together(wanted, api) {
		const stateOf = await confirmAll(wanted.flat(), api);
		const items = wanted.map((trackings) => trackings.map((text) => stateOf(text)));
		const results = items.map(toResult);
		const showsErrors = api.continuesOnFail || !hidesWrites(results);
		const states = items.flat();
		const open = states.filter(({ confirmed }) => confirmed !== true).length;
		if (open > 0 && !showsErrors) {
			api.hint(`${open} of ${states.length} returns are not confirmed: see "reason" of each`);
		}
		yield* showsErrors ? results : items.map((own) => own.map(formatState));
	},
};

/** Parcels on their way back: docs/ecotrack-api.md, sections 7.6 and 8.3. */
export const returns: Resource = {
	name: 'Return',
	value: 'return',
	initial: 'request',
	operations: [
		confirmReception,
		{
			name: 'Request',
			value: 'request',
			action: 'Request return of order which cannot be undone',
			description:
				'Ask the carrier to bring back an order that is out for delivery. This cannot be undone.',
			method: 'POST',
			path: 'ask/for/order/return',
			fields: [
				warning(
					'This cannot be undone: the carrier brings the parcel back, and it is not delivered.',
				),
				trackingField,
			],
			each: async (read, api) => {
				const tracking = readTracking(read);
				const confirmation = await api.requestOrThrow({
					method: 'POST',
					path: 'ask/for/order/return',
					query: { tracking },
					read: readConfirmation,
				});
				return [{ ...confirmation, tracking }];
			},
		},
	],
};

interface Reception {
	tracking: string;
	failure?: Failure;
	found: boolean;
	/** Null when nobody knows: no clear answer, or a yes that shows for none of the parcels yet. */
	confirmed: boolean | null;
	status: unknown;
}

async function confirmAll(trackings: string[], api: Api): Promise<(tracking: string) => Reception> {
	const accepted = await requestInBatches(
		trackings,
		async (batch) => await api.request(confirmationOf(batch)),
	);
	const statuses = await requestInBatches(
		trackings.filter((text) => isKnown(accepted, text)),
		async (batch) => await api.request(statusesOf(batch)),
	);
	const statusOf = (text: string) => statuses.found.get(toKey(text))?.status;
	const isReceived = (text: string) => RECEIVED.includes(describeStatus(statusOf(text)).slug);

	return (tracking) => {
		const failure = accepted.failures.get(toKey(tracking));
		const batch = accepted.found.get(toKey(tracking))?.batch as string[] | undefined;
		const found = failure !== undefined || batch !== undefined;
		const state = { tracking, found, status: statusOf(tracking) };
		if (!batch) {
			return { ...state, failure, confirmed: failure && isUncertain(failure) ? null : false };
		}
		// Yes to a single parcel can only mean that one.
		if (isReceived(tracking) || batch.length === 1) return { ...state, confirmed: true };
		return { ...state, confirmed: batch.some(isReceived) ? false : null };
	};
}

/** A yes is for the batch as a whole, so that is what each of its trackings gets. */
const confirmationOf = (batch: string[]): Call<Map<string, Row>> => ({
	method: 'POST',
	path: 'valid/returns',
	body: { trackings: batch },
	read: (answer) => {
		if (!isRow(answer) || answer.returned !== 'success') throw unreadable('confirmation');
		return new Map(batch.map((tracking) => [toKey(tracking), { batch }]));
	},
});

/** Whether the platform has a parcel with this number, confirmed or not. */
function isKnown(accepted: BatchResult, tracking: string): boolean {
	const failure = accepted.failures.get(toKey(tracking));
	return accepted.found.has(toKey(tracking)) || failure?.kind === 'rejected';
}

/** Rows when at least one parcel of the item was confirmed, or may have been, else the reason. */
function toResult(states: Reception[]): Result {
	if (states.some(({ failure, confirmed }) => !failure && confirmed !== false)) {
		return states.map(formatState);
	}
	return new EcotrackFailure(whyNone(states), true);
}

/** True when an error, which shows the first failure only, would hide what was confirmed. */
function hidesWrites(results: readonly Result[]): boolean {
	const failures = results.flatMap((one) => (one instanceof EcotrackFailure ? [one.failure] : []));
	if (failures.length < results.length) return failures.length > 0;
	return failures.some(isUncertain) && !isUncertain(failures[0]);
}

function formatState(state: Reception): Row {
	const { tracking, found, confirmed, status } = state;
	return {
		tracking,
		found,
		confirmed,
		...statusFields(describeStatus(status)),
		...(confirmed !== true && { reason: toReason(state) }),
	};
}

function toReason(state: Reception): string {
	if (!state.failure && state.confirmed === null) {
		return `The carrier said yes, but its list does not show it yet: ${CHECK}`;
	}
	return tellReason(whyNone([state]), { labels: LABELS, check: CHECK });
}

/** Why none of these parcels is confirmed, the doubtful first. */
function whyNone(states: Reception[]): Failure {
	const failures = states.flatMap(({ failure }) => failure ?? []);
	const failure = failures.find(isUncertain) ?? failures.find(({ kind }) => kind !== 'rejected');
	if (failure) return failure;
	if (states.every(({ found }) => !found)) return { kind: 'notFound', status: 404, message: '' };
	return refusal(states);
}

function refusal(states: Reception[]): Failure {
	const list = states
		.map(({ tracking, status }) => `${tracking}: ${describeStatus(status).label || 'unknown'}`)
		.join(', ');
	return {
		kind: 'unconfirmed',
		message: 'The carrier did not confirm the reception of this return',
		description: `It confirms only returns that are ready for you and not received yet. Their statuses are ${list}`,
	};
}
