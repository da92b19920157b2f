import { toText } from '../platform/rows';
import type { Field } from './operation';

export const wilayaField: Field = {
	displayName: 'Wilaya',
	name: 'wilayaId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The wilaya to deliver to',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a wilaya...',
			typeOptions: { searchListMethod: 'searchWilayas', searchable: true },
		},
		{
			displayName: 'By Number or Name',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 16 or Alger',
		},
	],
};

export const communeField: Field = {
	displayName: 'Commune',
	name: 'commune',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: "The commune to deliver to, in that wilaya, by its name in the carrier's list",
	typeOptions: { loadOptionsDependsOn: ['wilayaId.value'] },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a commune...',
			typeOptions: { searchListMethod: 'searchCommunes', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Kouba',
		},
	],
};

/** The text of a place, whether it was chosen, typed, or came from an expression. */
export function readPlace(value: unknown): string {
	const plain =
		typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	return typeof plain === 'string' || typeof plain === 'number' ? toText(plain) : '';
}
