import { wilayaOf } from '../../platform/places';
import { get, requireOrder } from '../route';

/**
 * A PDF of one page in A6 with a few lines of text, whole enough for a viewer to open: header,
 * objects, cross-reference table, trailer.
 */
export function makePdf(lines: readonly string[]): Buffer {
	const text = lines.map((line, index) => `1 0 0 1 24 ${380 - index * 24} Tm (${escape(line)}) Tj`);
	const content = `BT /F1 13 Tf ${text.join(' ')} ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
	];
	let pdf = '%PDF-1.4\n';
	const offsets = objects.map((object, index) => {
		const offset = pdf.length;
		pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const start = pdf.length;
	pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
	pdf += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return Buffer.from(pdf, 'latin1');
}

/** Text in one of PDF's strings; letters beyond Latin 1 become a question mark. */
function escape(text: string): string {
	return text.replace(/[^\x20-\xff]/gu, '?').replace(/[\\()]/g, '\\$&');
}

/** The label: PDF bytes (docs/ecotrack-api.md section 7.7). */
export const labelRoute = get('get/order/label', (call, platform) => {
	const order = requireOrder(call, platform);
	const lines = [
		order.tracking,
		order.reference ?? '',
		order.recipient,
		order.phone,
		order.address,
		`${order.commune}, ${wilayaOf(order.wilayaId)?.name ?? order.wilayaId}`,
		`${order.amount} DA`,
	];
	return { status: 200, raw: { type: 'application/pdf', bytes: makePdf(lines) } };
});
