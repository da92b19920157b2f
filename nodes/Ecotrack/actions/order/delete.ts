import { listedOrder, statusesOf } from '../../platform/endpoints';
import { isRow, toKey } from '../../platform/rows';
import {
	EcotrackFailure,
	isSuccess,
	unreadable,
	type Call,
	type Outcome,
} from '../../transport/response';
import type { Api, EachOperation } from '../operation';
import { readTracking, trackingField, warning } from '../parameters';

/** Taking an order back before it is shipped: docs/ecotrack-api.md, section 7.4. */
export const deleteOrder: EachOperation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete order which cannot be undone',
	description: 'Remove an order that has not been shipped yet. This cannot be undone.',
	method: 'DELETE',
	path: 'delete/order',
	fields: [
		warning('This cannot be undone: a deleted order is gone, and so is its tracking number.'),
		trackingField,
	],
	check: 'look it up with Get Statuses: a deleted order is not found',
	each: async (read, api) => {
		const tracking = readTracking(read);
		const outcome = await api.request(deletionOf(tracking));
		if (outcome.kind === 'ok') return [{ deleted: true }];
		if (isSuccessInDisguise(outcome) && (await isGone(api, tracking))) return [{ deleted: true }];
		throw new EcotrackFailure(outcome);
	},
};

/** Two of the known ways to say yes; a 200 alone is none. */
const deletionOf = (tracking: string): Call<true> => ({
	method: 'DELETE',
	path: 'delete/order',
	query: { tracking },
	read: (answer) => {
		const isSaid = isRow(answer) && (isSuccess(answer.success) || answer.delete === 'success');
		if (!isSaid) throw unreadable('confirmation');
		return true;
	},
});

/** The third comes with HTTP 400, and is believed only when the order is gone. */
function isSuccessInDisguise(outcome: Outcome): boolean {
	return outcome.kind === 'rejected' && /suppression ok/i.test(outcome.message);
}

/** Missing in one answer alone is no proof (section 8.7). */
async function isGone(api: Api, tracking: string): Promise<boolean> {
	const statuses = await api.request(statusesOf([tracking]));
	const listed = await api.request(listedOrder(tracking));
	return (
		isMissing(statuses, (rows) => rows.has(toKey(tracking))) &&
		isMissing(listed, (row) => row !== undefined)
	);
}

/** @throws EcotrackFailure when the answer tells neither way */
function isMissing<T>(outcome: Outcome<T>, isThere: (data: T) => boolean): boolean {
	if (outcome.kind === 'notFound') return true;
	if (outcome.kind === 'ok') return !isThere(outcome.data);
	throw new EcotrackFailure({
		kind: 'unconfirmed',
		message: 'The carrier says that the order is deleted, but this could not be checked',
		description: 'Look it up with Get Statuses: a deleted order is not found',
	});
}
