import { toText } from '../../platform/rows';
import { FileRow, type EachOperation, type Reader } from '../operation';
import { readTracking, refuse, trackingField } from '../parameters';

/** The label to print, one PDF per order: docs/ecotrack-api.md, section 7.7. */
export const downloadLabel: EachOperation = {
	name: 'Download Label',
	value: 'downloadLabel',
	action: 'Download label of order',
	description: 'Get the label of an order as a PDF file, ready to print',
	method: 'GET',
	path: 'get/order/label',
	fields: [
		trackingField,
		{
			displayName: 'Output Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		},
	],
	each: async (read, api) => {
		const tracking = readTracking(read);
		const property = readProperty(read);
		const bytes = await api.requestOrThrow({
			method: 'GET',
			path: 'get/order/label',
			query: { tracking },
			form: 'pdf',
			read: (answer) => answer as Uint8Array,
		});
		const fileName = `label-${tracking.replace(/[^\w-]/g, '_')}.pdf`;
		const file = await api.toFile(bytes, fileName, 'application/pdf');
		return [new FileRow({ tracking, fileName }, { [property]: file })];
	},
};

function readProperty(read: Reader): string {
	const name = toText(read('binaryPropertyName'));
	if (name) return name;
	throw refuse(
		'Output Data Field Name',
		'is empty',
		'Enter the name of the field that takes the file, usually data',
	);
}
