import type { IDataObject } from 'n8n-workflow';

import { describeDesk, readCommunes, readDesks, readWilayas } from '../platform/places';
import { isSimplified, simplifyField, toOptional } from './parameters';
import type { Resource } from './operation';
import { findWilaya } from './places';
import { readPlace, wilayaField } from './place-fields';

/** Where the carrier delivers: docs/ecotrack-api.md, sections 9.1 to 9.3. */
export const location: Resource = {
	name: 'Location',
	value: 'location',
	initial: 'getWilayas',
	operations: [
		{
			kind: 'steps',
			name: 'Get Communes',
			value: 'getCommunes',
			action: 'Get communes',
			description:
				'List the communes of a wilaya, or of all, with whether they have a desk to deliver to',
			endpoint: 'GET get/communes',
			fields: [
				{
					...toOptional(wilayaField),
					description: 'The wilaya whose communes to list. Empty lists those of all wilayas.',
				},
			],
			labels: { wilaya_id: 'Wilaya' },
			take: async (read, port) => {
				const text = readPlace(read('wilayaId'));
				const wilayaId = text ? await findWilaya(port, text) : undefined;
				const query = wilayaId === undefined ? {} : { wilaya_id: wilayaId };
				const communes = await port.ask('GET get/communes', { query }, readCommunes);
				return communes
					.filter((commune) => wilayaId === undefined || commune.wilayaId === wilayaId)
					.map(({ name, ...rest }): IDataObject => ({ commune: name, ...rest }));
			},
		},
		{
			kind: 'single',
			name: 'Get Desks',
			value: 'getDesks',
			action: 'Get desks',
			description:
				"List the carrier's desks with address and phone, your own one first. Not every carrier offers this list.",
			endpoint: 'GET get/desks',
			fields: [simplifyField],
			query: () => ({}),
			rows: (answer, read) => {
				const desks = readDesks(answer);
				return isSimplified(read)
					? desks.map(describeDesk)
					: desks.map(({ isOwn, row }) => ({ isOwn, ...row }));
			},
		},
		{
			kind: 'single',
			name: 'Get Wilayas',
			value: 'getWilayas',
			action: 'Get wilayas',
			description: 'List the wilayas that the carrier delivers to, with their numbers',
			endpoint: 'GET get/wilayas',
			fields: [],
			query: () => ({}),
			rows: (answer) =>
				readWilayas(answer).map(({ wilayaId, name }) => ({ wilayaId, wilaya: name })),
		},
	],
};
