import type { Resource } from '../operation';
import { update } from './correction';
import { create } from './creation';
import { deleteOrder } from './deletion';
import { downloadLabel } from './label';
import { get, getAll } from './listing';
import { createMany } from './mass-creation';
import { ship } from './shipping';
import { getStatuses } from './statuses';

/** A parcel from its creation to its label: docs/ecotrack-api.md, sections 7, 8.6 and 8.7. */
export const order: Resource = {
	name: 'Order',
	value: 'order',
	initial: getAll.value,
	// Alphabetical, as n8n shows them.
	operations: [
		create,
		createMany,
		deleteOrder,
		downloadLabel,
		get,
		getAll,
		getStatuses,
		ship,
		update,
	],
};
