/** The parameters of a change; the platform offers fewer than for a new order (section 7.3). */
import { toOptional } from '../parameters';
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
} from './fields';

export const correctionFields: Field = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		toOptional(addressField),
		toOptional(amountField),
		{
			...toOptional(communeField),
			typeOptions: { loadOptionsDependsOn: ['updateFields.wilayaId.value'] },
		},
		fragileField,
		gpsLinkField,
		toOptional(phoneField),
		phone2Field,
		postalCodeField,
		productField,
		toOptional(recipientField),
		referenceField,
		remarkField,
		shopField,
		stopDeskField,
		typeField,
		toOptional(wilayaField),
	],
};
