/**
 * One poll in n8n: opens the state, runs one cycle of the watcher, keeps what was learned, and
 * decides what n8n gets to see (docs/watch.md).
 */
import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { describeStatus } from '../platform/statuses';
import { formatAttempt } from '../platform/rows';
import { createClient, type Client } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { EcotrackFailure, type Failure } from '../transport/response';
import { cycle, type PollResult } from '../watch/cycle';
import { sample } from '../watch/sample';
import type { Settings, WatchEvent } from '../watch/types';
import { isOvertaken, noteHandOver, openMemory } from './memory';
import type { PollKind } from './registration';
import { createRequests } from './requests';
import { readSettings } from './settings';

const SAMPLE_TIMEOUT_MS = 30_000;

/** What only the user can mend: trying again later ends the same way. */
const LASTING: ReadonlyArray<Failure['kind']> = [
	'denied',
	'redirected',
	'notSupported',
	'setting',
	'input',
];

/**
 * A scheduled poll, or the first one of a registration.
 * @param isCurrent false once the poll has taken so long that it is not waited for any longer: what
 * it has learned, a later one has learned as well
 */
export async function poll(
	context: IPollFunctions,
	kind: PollKind,
	isCurrent: () => boolean = () => true,
): Promise<INodeExecutionData[][] | null> {
	const client = createClient(context);
	const settings = await trySettings(context, client);
	if (settings instanceof EcotrackFailure) return giveUp(context, kind, settings.failure);

	if (isOvertaken(context, kind)) return null;
	const memory = openMemory(context, kind.persistence);
	const result = await cycle(memory.state, createRequests(client), settings, kind);
	if (!isCurrent()) return null;
	report(context, result);
	const { failure } = result;
	const isBlocked = failure !== null && LASTING.includes(failure.kind) && kind.isWatched;
	const hasNothing = result.succeeded === 0 && result.events.length === 0;
	if (failure && (isBlocked || hasNothing)) {
		// Events that do not go out must be found again.
		if (hasNothing) memory.keep(result.state);
		giveUp(context, kind, failure);
		return mustSave(kind, result) ? [[]] : null;
	}
	const items = result.events.map(toItem);
	memory.keep(result.state);
	// Without items n8n drops what a registration's first poll has learned.
	if (items.length > 0 || !kind.isFirst) noteHandOver(context, result.state);
	if (items.length > 0) return [items];
	return mustSave(kind, result) ? [[]] : null;
}

/** "Fetch Test Event": recent orders in the shape of the real events; no state is touched. */
export async function pollByHand(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const client = createClient(context);
	const settings = await trySettings(context, client);
	if (settings instanceof EcotrackFailure) throw toError(context, settings.failure);
	const result = await sample(createRequests(client), settings, SAMPLE_TIMEOUT_MS);
	if ('failure' in result) throw toError(context, result.failure);
	if (result.events.length > 0) return [result.events.map(toItem)];
	throw new NodeOperationError(context.getNode(), 'This account has no order in process to show', {
		description:
			'Create an order with the carrier, or raise Lookback Days, then fetch again. The workflow can be activated as it is',
		level: 'warning',
	});
}

function toItem({ attempt, order, ...event }: WatchEvent): INodeExecutionData {
	const { labelFr, labelAr } = describeStatus(event.status);
	return {
		json: {
			...event,
			statusLabelFr: labelFr,
			statusLabelAr: labelAr,
			...(attempt !== undefined && {
				attempt: attempt && (formatAttempt(attempt) as IDataObject),
			}),
			...(order !== undefined && { order: order as IDataObject | null }),
		},
	};
}

async function trySettings(
	context: IPollFunctions,
	client: Client,
): Promise<Settings | EcotrackFailure> {
	try {
		return await readSettings(context, client);
	} catch (error) {
		if (error instanceof EcotrackFailure) return error;
		return new EcotrackFailure({ kind: 'setting', message: (error as Error).message });
	}
}

/**
 * A poll that learned nothing. An ordinary one says so, and n8n waits as long as the error asks for.
 * A first one must live: only what the user has to mend, and only while the user is watching, may
 * keep the trigger from starting.
 */
function giveUp(context: IPollFunctions, { isFirst, isWatched }: PollKind, failure: Failure): null {
	const error = toError(context, failure);
	if (!isFirst || (isWatched && LASTING.includes(failure.kind))) throw error;
	context.logger.warn(`ECOTRACK Trigger starts without an answer: ${error.message}`, {
		description: error.description,
	});
	return null;
}

function toError(context: IPollFunctions, failure: Failure) {
	const circumstances = { isWrite: false, labels: {}, now: Date.now() };
	return toNodeError(context.getNode(), failure, circumstances);
}

/**
 * Whether an empty batch is to make n8n write the state.
 *
 * Without durable cursors n8n writes the state only when items are returned, and at activation. What a
 * restart should not have to learn again is worth an empty batch: n8n writes the state and shows a run
 * of the trigger alone, without items, once after an activation, and at most four times a day while
 * orders arrive and nothing else happens. With them it writes the state of every poll but a
 * registration's first; of that one, only what it alone knows has to last: that a person switched the
 * workflow on after weeks.
 */
function mustSave(
	{ isWatched, persistence }: PollKind,
	{ isWorthSaving, isResumption }: PollResult,
): boolean {
	return persistence === 'saved' ? isResumption : isWorthSaving && !isWatched;
}

function report(
	context: IPollFunctions,
	{ spent, active, events, left, warnings }: PollResult,
): void {
	context.logger.debug(
		`ECOTRACK Trigger: ${spent} requests, ${active} orders followed, ${events.length} events, ${left} requests left in the share`,
	);
	for (const warning of warnings) context.logger.warn(`ECOTRACK Trigger: ${warning}`);
}
