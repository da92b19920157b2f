import { readTracking, refuse, trackingField } from '../parameters';
import type { PdfOperation, Reader } from '../operation';

/** The label to print, one PDF per order: docs/ecotrack-api.md, section 7.7. */
export const downloadLabel: PdfOperation = {
	kind: 'pdf',
	name: 'Download Label',
	value: 'downloadLabel',
	action: 'Download label of order',
	description: 'Get the label of an order as a PDF file, ready to print',
	endpoint: 'GET get/order/label',
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
	labels: { tracking: 'Tracking Number' },
	query: (read) => ({ tracking: readTracking(read) }),
	fileName: (read) => `label-${readTracking(read).replace(/[^\w-]/g, '_')}`,
	property: readProperty,
	row: (read) => ({ tracking: readTracking(read) }),
};

function readProperty(read: Reader): string {
	const name = String(read('binaryPropertyName') ?? '').trim();
	if (name) return name;
	throw refuse(
		'Output Data Field Name',
		"'Output Data Field Name' is empty",
		'Enter the name of the field that takes the file, usually data',
	);
}
