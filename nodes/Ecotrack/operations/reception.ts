/**
 * Confirming that returned parcels have arrived: docs/ecotrack-api.md, section 7.6. The answer says
 * nothing about single parcels, so their statuses are read afterwards.
 */
import type { IDataObject } from 'n8n-workflow';

import { isRow, readStatuses, toKey, unreadable } from '../api/answers';
import { askInBatches } from '../api/batches';
import { EcotrackFailure, type Failure, type Outcome } from '../api/outcome';
import { describeStatus } from '../api/statuses';
import { readTrackings, trackingsField } from './fields';
import type { Result, TogetherOperation } from './operation';
import type { Port } from './port';

const ENDPOINT = 'POST valid/returns';
const RECEIVED = ['retour_recu', 'retour_archive'];

export const confirmReception: TogetherOperation<string[]> = {
	kind: 'together',
	name: 'Confirm Reception',
	value: 'confirmReception',
	action: 'Confirm reception of returns',
	description:
		'Tell the carrier that returned parcels have arrived at your place, those of all input items together',
	endpoint: ENDPOINT,
	fields: [trackingsField],
	labels: { trackings: 'Tracking Numbers' },
	check: 'look the returns up with Get Statuses: a confirmed one has the status Return received',
	prepare: async (read) => readTrackings(read),
	async *answer(wanted, port) {
		const states = await confirmAll(wanted.flat(), port);
		for (const trackings of wanted) yield toResult(trackings.map((text) => states(text)));
	},
};

interface State {
	tracking: string;
	failure?: Failure;
	found: boolean;
	/** Null when the carrier said yes but shows it for none of the parcels of the request yet. */
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
		if (!batch) return { ...state, failure, confirmed: false };
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

/** Rows when at least one parcel of the item may have been confirmed, else the reason. */
function toResult(states: State[]): Result {
	const failure = states.find((one) => one.failure && one.failure.kind !== 'rejected')?.failure;
	if (failure) return new EcotrackFailure(failure, true);
	if (states.every(({ found }) => !found)) {
		return new EcotrackFailure({ kind: 'notFound', status: 404, message: '' });
	}
	if (states.every(({ confirmed }) => confirmed === false))
		return new EcotrackFailure(refusal(states));
	return states.map(({ tracking, found, confirmed, status }) => {
		const { slug, label } = describeStatus(status);
		return { tracking, found, confirmed, status: slug || null, statusLabel: label || null };
	});
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
