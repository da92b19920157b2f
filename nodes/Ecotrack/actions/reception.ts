/**
 * Confirming that returned parcels have arrived: docs/ecotrack-api.md, section 7.6. The answer says
 * nothing about single parcels, so their statuses are read afterwards.
 */
import type { IDataObject } from 'n8n-workflow';

import { isRow, readStatuses, toKey, unreadable } from '../platform/rows';
import { askInBatches } from '../transport/batches';
import { tellReason } from '../transport/messages';
import { EcotrackFailure, isUncertain, type Failure, type Outcome } from '../transport/response';
import { describeStatus } from '../platform/statuses';
import { readTrackings, trackingsField } from './parameters';
import type { Result, TogetherOperation } from './operation';
import type { Port } from './port';

const ENDPOINT = 'POST valid/returns';
const RECEIVED = ['retour_recu', 'retour_archive'];
const LABELS = { trackings: 'Tracking Numbers' };
const CHECK =
	'look the returns up with Get Statuses: a confirmed one has the status Return received';

export const confirmReception: TogetherOperation<string[]> = {
	kind: 'together',
	name: 'Confirm Reception',
	value: 'confirmReception',
	action: 'Confirm reception of returns',
	description:
		'Tell the carrier that returned parcels have arrived at your place, those of all input items together',
	endpoint: ENDPOINT,
	fields: [trackingsField],
	labels: LABELS,
	check: CHECK,
	prepare: async (read) => readTrackings(read),
	async *answer(wanted, port) {
		const stateOf = await confirmAll(wanted.flat(), port);
		const items = wanted.map((trackings) => trackings.map((text) => stateOf(text)));
		const results = items.map(toResult);
		const isTold = port.goesOn || !hidesWrites(results);
		const open = items.flat().filter(({ confirmed }) => confirmed !== true).length;
		if (open > 0 && !isTold) {
			port.hint(
				`${open} of ${items.flat().length} returns are not confirmed: see "reason" of each`,
			);
		}
		for (const [index, states] of items.entries()) {
			yield isTold ? results[index] : states.map(toRow);
		}
	},
};

interface State {
	tracking: string;
	failure?: Failure;
	found: boolean;
	/** Null when nobody knows: no clear answer, or a yes that shows for none of the parcels yet. */
	confirmed: boolean | null;
	status: unknown;
}

async function confirmAll(trackings: string[], port: Port): Promise<(tracking: string) => State> {
	const accepted = await askInBatches(trackings, (batch) => sendBatch(batch, port), readBatch);
	const statuses = await askInBatches(
		trackings.filter((text) => isKnown(accepted, text)),
		(batch) =>
			port.probe('GET get/orders/status', {
				query: { trackings: batch.join(','), status: 'all' },
			}),
		readStatuses,
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

async function sendBatch(batch: string[], port: Port): Promise<Outcome> {
	const outcome = await port.probe(ENDPOINT, { body: { trackings: batch } });
	if (outcome.kind !== 'ok') return outcome;
	const isSaid = isRow(outcome.data) && outcome.data.returned === 'success';
	return isSaid ? { ...outcome, data: batch } : unreadable('confirmation').failure;
}

function readBatch(batch: unknown): Map<string, IDataObject> {
	return new Map(
		(batch as string[]).map((tracking) => [toKey(tracking), { batch: batch as string[] }]),
	);
}

/** Whether the platform has a parcel with this number, confirmed or not. */
function isKnown(answers: Awaited<ReturnType<typeof askInBatches>>, tracking: string): boolean {
	const failure = answers.failures.get(toKey(tracking));
	return answers.found.has(toKey(tracking)) || failure?.kind === 'rejected';
}

/** Rows when at least one parcel of the item was confirmed, or may have been, else the reason. */
function toResult(states: State[]): Result {
	if (states.some(({ failure, confirmed }) => !failure && confirmed !== false)) {
		return states.map(toRow);
	}
	return new EcotrackFailure(whyNone(states), true);
}

/** True when an error, which shows the first failure only, would hide what was confirmed. */
function hidesWrites(results: readonly Result[]): boolean {
	const failures = results.flatMap((one) => (one instanceof EcotrackFailure ? [one.failure] : []));
	if (failures.length < results.length) return failures.length > 0;
	return failures.some(isUncertain) && !isUncertain(failures[0]);
}

function toRow(state: State): IDataObject {
	const { tracking, found, confirmed, status } = state;
	const { slug, label } = describeStatus(status);
	return {
		tracking,
		found,
		confirmed,
		status: slug || null,
		statusLabel: label || null,
		...(confirmed !== true && { reason: toReason(state) }),
	};
}

function toReason(state: State): string {
	if (!state.failure && state.confirmed === null) {
		return `The carrier said yes, but its list does not show it yet: ${CHECK}`;
	}
	return tellReason(whyNone([state]), { labels: LABELS, check: CHECK });
}

/** Why none of these parcels is confirmed, the doubtful first. */
function whyNone(states: State[]): Failure {
	const failures = states.flatMap(({ failure }) => failure ?? []);
	const failure = failures.find(isUncertain) ?? failures.find(({ kind }) => kind !== 'rejected');
	if (failure) return failure;
	if (states.every(({ found }) => !found)) return { kind: 'notFound', status: 404, message: '' };
	return refusal(states);
}

function refusal(states: State[]): Failure {
	const list = states
		.map(({ tracking, status }) => `${tracking}: ${describeStatus(status).label || 'unknown'}`)
		.join(', ');
	return {
		kind: 'unconfirmed',
		message: 'The carrier did not confirm the reception of this return',
		description: `It confirms only returns that are ready for you and not received yet. Their statuses are ${list}`,
	};
}
