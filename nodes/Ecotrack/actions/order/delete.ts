import type { IDataObject } from 'n8n-workflow';

import { isRow, readStatuses, toKey, unreadable } from '../../platform/rows';
import { EcotrackFailure, isSuccess, tryRead, type Outcome } from '../../transport/response';
import { readTracking, trackingField } from '../parameters';
import type { StepsOperation } from '../operation';
import type { Port } from '../port';
import { findListed } from './get';

const ENDPOINT = 'DELETE delete/order';

/** Taking an order back before it is shipped: docs/ecotrack-api.md, section 7.4. */
export const deleteOrder: StepsOperation = {
	kind: 'steps',
	name: 'Delete',
	value: 'delete',
	action: 'Delete order',
	description: 'Remove an order that has not been shipped yet. This cannot be undone.',
	endpoint: ENDPOINT,
	fields: [trackingField],
	labels: { tracking: 'Tracking Number' },
	check: 'look it up with Get Statuses: a deleted order is not found',
	take: async (read, port) => {
		const tracking = readTracking(read);
		const outcome = await port.probe(ENDPOINT, { query: { tracking } });
		if (outcome.kind === 'ok') {
			if (!saysDeleted(outcome.data)) throw unreadable('confirmation');
			return [{ deleted: true }];
		}
		if (!isSuccessInDisguise(outcome) || !(await isGone(port, tracking))) {
			throw new EcotrackFailure(outcome);
		}
		return [{ deleted: true }];
	},
};

/** Two of the known ways to say yes. */
function saysDeleted(answer: unknown): boolean {
	return isRow(answer) && (isSuccess(answer.success) || answer.delete === 'success');
}

/** The third comes with HTTP 400, and is believed only when the order is gone. */
function isSuccessInDisguise(outcome: Outcome): boolean {
	return outcome.kind === 'rejected' && /suppression ok/i.test(outcome.message);
}

/** Missing in one answer alone is no proof (section 8.7). */
async function isGone(port: Port, tracking: string): Promise<boolean> {
	const query = { trackings: tracking, status: 'all' };
	const statuses = await port.probe('GET get/orders/status', { query });
	const listing = await port.probe('GET get/orders', { query: { tracking } });
	const key = toKey(tracking);
	return (
		isMissing(statuses, (answer) => readStatuses(answer).get(key)) &&
		isMissing(listing, (answer) => findListed(answer, tracking))
	);
}

/** @throws EcotrackFailure when the answer tells neither way */
function isMissing(outcome: Outcome, find: (answer: unknown) => IDataObject | undefined): boolean {
	if (outcome.kind === 'notFound') return true;
	const found = outcome.kind === 'ok' ? tryRead(() => ({ row: find(outcome.data) })) : outcome;
	if ('row' in found) return found.row === undefined;
	throw new EcotrackFailure({
		kind: 'unconfirmed',
		message: 'The carrier says that the order is deleted, but this could not be checked',
		description: 'Look it up with Get Statuses: a deleted order is not found',
	});
}
