/** The parameters of a change; the platform offers fewer than for a new order (section 7.3). */
import type { Field } from '../operation';
import { communeField, wilayaField } from '../place-fields';
import {
	addressField,
	amountField,
	fragileField,
	gpsLinkField,
	phone2Field,
	phoneField,
	postalCodeField,
	productField,
	recipientField,
	referenceField,
	remarkField,
	shopField,
	stopDeskField,
	typeField,
} from './draft-fields';

const optional = (field: Field): Field => ({ ...field, required: false });

export const correctionFields: Field = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		optional(addressField),
		optional(amountField),
		{
			...optional(communeField),
			typeOptions: { loadOptionsDependsOn: ['updateFields.wilayaId.value'] },
		},
		fragileField,
		gpsLinkField,
		optional(phoneField),
		phone2Field,
		postalCodeField,
		productField,
		optional(recipientField),
		referenceField,
		remarkField,
		shopField,
		stopDeskField,
		typeField,
		optional(wilayaField),
	],
};
