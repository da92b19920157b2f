import type { Resource } from '../operation';
import { create } from './create';
import { createMany } from './createMany';
import { deleteOrder } from './delete';
import { downloadLabel } from './downloadLabel';
import { get } from './get';
import { getAll } from './getAll';
import { getStatuses } from './getStatuses';
import { ship } from './ship';
import { update } from './update';

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
