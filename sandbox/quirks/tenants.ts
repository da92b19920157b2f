import { json } from '../http/answer';
import { isObject } from '../http/call';
import { toDay, toStamp, toTime } from '../platform/clock';
import type { Order } from '../platform/order';
import { communeOf, WILAYAS } from '../platform/places';
import { remarkRow } from '../platform/rows';
import { isDraft, STATUSES } from '../platform/statuses';
import { bodyOf, defineQuirks, mapRows, withBody } from './quirk';

const isFound = (body: Record<string, unknown> | undefined): body is Record<string, unknown> =>
	body !== undefined && !('message' in body);

const stampOrNull = (at: Date | null) => (at ? toStamp(at) : null);

/** The further fields that newer builds are known to answer (section 8). */
function orderExtras(order: Order) {
	const isWithDriver = order.status === 'en_livraison';
	const place = communeOf(order.commune, order.wilayaId);
	return {
		stop_desk: order.stopDesk,
		commune_id: place ? Number(place.code) : null,
		process_state_id: 1 + STATUSES.findIndex(({ slug }) => slug === order.status),
		livred_at: stampOrNull(order.deliveredAt),
		exchanged_at: null,
		return_asked_at: stampOrNull(order.returnAskedAt),
		last_updated_at: toStamp(order.changedAt),
		driver_name: isWithDriver ? order.driver.name : null,
		driver_phone: isWithDriver ? order.driver.phone : null,
		global_status: order.status,
		status_reason: order.remarks.map((remark) => remarkRow(order, remark)),
		order_products: [
			{
				tracking: order.tracking,
				reference: order.reference,
				title: order.product,
				price: String(order.amount),
				quantity: 1,
			},
		],
	};
}

function historyExtras(order: Order) {
	const steps = order.history.map((step) => ({
		date: toDay(step.at),
		time: toTime(step.at),
		status: step.event,
		station: step.station,
		...(step.scanned ? { scanLocation: step.scanned } : {}),
	}));
	const last = order.history[order.history.length - 1];
	return { currentStation: last?.station ?? '', activity: steps, reasons: [] };
}

/** What newer builds and other tenants answer in another shape (sections 8 and 9). */
export const TENANT_QUIRKS = defineQuirks({
	'newer-rows': {
		sentence: 'The rows of the listing have the further fields of newer builds.',
		path: 'get/orders',
		change: (answer, { platform }) =>
			mapRows(answer, (row) => {
				const order = platform.get(String(row.tracking));
				return order ? { ...row, ...orderExtras(order) } : row;
			}),
	},
	'listed-values': {
		sentence: 'The listing writes some fields in its own way (value: the fields of a row).',
		path: 'get/orders',
		change: (answer, { options }) =>
			mapRows(answer, (row) => ({ ...row, ...(options.value ?? { montant: '1.500,00 DA' }) })),
	},
	'newer-history': {
		sentence: 'The history also says stations and reasons, as captures of 2026 do.',
		path: 'get/tracking/info',
		change: (answer, { call, platform }) => {
			const order = platform.get(String(call.input.tracking));
			return order && isFound(bodyOf(answer)) ? withBody(answer, historyExtras(order)) : undefined;
		},
	},
	'info-in-data': {
		sentence: 'The details of several orders stand under "data".',
		path: 'get/trackings/info',
		change: (answer) => (isFound(bodyOf(answer)) ? json({ data: answer.json }) : undefined),
	},
	'info-list': {
		sentence: 'The details of several orders are a list of rows with a tracking field.',
		path: 'get/trackings/info',
		change: (answer) => {
			const body = bodyOf(answer);
			if (!isFound(body)) return undefined;
			const rows = Object.entries(body).map(([tracking, row]) => ({
				tracking,
				...(isObject(row) ? row : {}),
			}));
			return json(rows);
		},
	},
	'info-without-drafts': {
		sentence: 'Orders that are not shipped yet are missing from the details of several orders.',
		path: 'get/trackings/info',
		change: (answer, { platform }) => {
			const body = bodyOf(answer);
			if (!isFound(body)) return undefined;
			const shipped = Object.entries(body).filter(
				([tracking]) => !isDraft(platform.get(tracking)?.status ?? ''),
			);
			if (shipped.length === 0) return json({ message: 'Trackings non trouvés' }, 404);
			return { ...answer, json: Object.fromEntries(shipped) };
		},
	},
	'communes-array': {
		sentence: 'The communes are a list instead of an object.',
		path: 'get/communes',
		change: (answer) => {
			const body = bodyOf(answer);
			return isFound(body) ? { ...answer, json: Object.values(body) } : undefined;
		},
	},
	'communes-gaps': {
		sentence: 'The communes are an object whose numbers have gaps.',
		path: 'get/communes',
		change: (answer) => {
			const body = bodyOf(answer);
			if (!isFound(body)) return undefined;
			const rows = Object.values(body).map((row, index) => [String(3 + index * 7), row]);
			return { ...answer, json: Object.fromEntries(rows) };
		},
	},
	'nested-desks': {
		sentence: 'The other desks have the nested shape of the own one.',
		path: 'get/desks',
		change: (answer) => {
			const desks = bodyOf(answer)?.other_desks;
			if (!Array.isArray(desks)) return undefined;
			const nest = (desk: unknown, index: number) => {
				const { name, code_wilaya, ...location } = isObject(desk) ? desk : {};
				return {
					hub_id: 10 + index,
					hub_name: name,
					location: { ...location, code_wilaya, email: '' },
					working_hours: [],
				};
			};
			return withBody(answer, { other_desks: desks.map(nest) });
		},
	},
	'no-desks-404': {
		sentence: 'The list of desks does not exist on this tenant.',
		path: 'get/desks',
		refuse: () => json({ message: 'The route api/v1/get/desks could not be found.' }, 404),
	},
	'echange-key': {
		sentence: 'The prices of exchanges stand under "echange" instead of "echnage".',
		path: 'get/fees',
		change: (answer) => {
			const { echnage, ...fees } = bodyOf(answer) ?? {};
			return echnage ? { ...answer, json: { ...fees, echange: echnage } } : undefined;
		},
	},
	'weight-fees': {
		sentence: 'The prices include what is charged for weight.',
		path: 'get/fees',
		change: (answer) => {
			if (!bodyOf(answer)?.livraison) return undefined;
			const surcharge = {
				surfacturation_a_domicile_DA: '50',
				surfacturation_stopdesk_DA: '50',
				pour_chaque_KG: '1',
				a_partir_de_KG: '5',
			};
			return withBody(answer, { poids: { livraison: surcharge } });
		},
	},
	'plain-wilaya-names': {
		sentence: 'The wilayas are spelt without accents.',
		path: 'get/wilayas',
		change: (answer) => {
			if (answer.status !== 200 || !Array.isArray(answer.json)) return undefined;
			const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');
			return json(WILAYAS.map(({ id, name }) => ({ wilaya_id: id, wilaya_name: plain(name) })));
		},
	},
});
