import type { Resource } from '../operation';
import { update } from './update';
import { create } from './create';
import { deleteOrder } from './delete';
import { downloadLabel } from './downloadLabel';
import { get, getAll } from './getAll';
import { createMany } from './createMany';
import { ship } from './ship';
import { getStatuses } from './getStatuses';

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
