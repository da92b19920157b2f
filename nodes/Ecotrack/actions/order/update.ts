import type { IDataObject } from 'n8n-workflow';

import { isRow, toKey } from '../../platform/rows';
import { readHistories } from '../../platform/orders';
import { EcotrackFailure, type Failure } from '../../transport/response';
import { confirm } from '../confirmation';
import { attempt } from '../failures';
import { readTracking, trackingField } from '../parameters';
import type { StepsOperation } from '../operation';
import type { Port } from '../port';
import { CHANGE_LABELS, readChanges, toFullSet } from './changes';
import { correctionFields } from './correction-fields';
import { simplifyOrder } from './getAll';
import { lookUp, notListed } from './get';
import { readBack } from './readback';

const ENDPOINT = 'POST update/order';

/** Changing an order before it is shipped: docs/ecotrack-api.md, section 7.3. */
export const update: StepsOperation = {
	kind: 'steps',
	name: 'Update',
	value: 'update',
	action: 'Update order',
	description:
		'Change fields of an order that has not been shipped yet. The rest of the order stays as it is.',
	endpoint: ENDPOINT,
	fields: [trackingField, correctionFields],
	labels: CHANGE_LABELS,
	check: 'look the order up with Get to see which values it has now',
	take: async (read, port) => {
		const tracking = readTracking(read);
		const given = readChanges(read);
		const before = await readOrder(port, tracking);
		const body = await toFullSet(port, tracking, before, given);
		await port.ask(ENDPOINT, { body }, confirm);
		const after = await attempt(() => lookUp(port, tracking));
		const row = requireSeen(after);
		const { ignored, ...told } = readBack(before, body, given, row);
		if (ignored.length > 0) throw new EcotrackFailure(notTaken(ignored, row));
		if (told.changedUnasked.length > 0) {
			port.hint(`The carrier also changed what it was not asked to: ${quote(told.changedUnasked)}`);
		}
		return [{ updated: true, ...told, ...simplifyOrder(row) }];
	},
};

/**
 * The order as it is. The listing does not say everything, so the details fill the gaps when there
 * are any; orders that are not shipped yet may be missing from those (section 8.5).
 */
async function readOrder(port: Port, tracking: string): Promise<IDataObject> {
	const row = await lookUp(port, tracking);
	if (!row) throw notListed();
	if (row.stop_desk !== undefined && row.commune) return row;
	const details = await attempt(() =>
		port.ask('GET get/trackings/info', { query: { trackings: [tracking] } }, readHistories),
	);
	const info = details instanceof Error ? undefined : details.get(toKey(tracking))?.OrderInfo;
	const known = Object.entries(row).filter(([, value]) => value !== null && value !== '');
	return isRow(info) ? { ...info, ...Object.fromEntries(known) } : row;
}

function requireSeen(after: IDataObject | Error | undefined): IDataObject {
	if (after && !(after instanceof Error)) return after;
	throw new EcotrackFailure({
		kind: 'unconfirmed',
		message: 'The carrier accepted the change, but it could not be checked',
		description: 'Look the order up with Get to see which values it has now',
	});
}

function quote(names: string[]): string {
	return names.map((name) => `'${name}'`).join(', ');
}

/** Some tenants say yes and change nothing, above all once the order is on its way. */
function notTaken(ignored: string[], row: IDataObject): Failure {
	const { statusLabel } = simplifyOrder(row);
	return {
		kind: 'unconfirmed',
		message: `The carrier accepted the change but did not take over ${quote(ignored)}`,
		description: `The order still has its old values; its status is "${String(statusLabel)}". After shipping an order can no longer be changed: add a remark to it instead`,
	};
}
