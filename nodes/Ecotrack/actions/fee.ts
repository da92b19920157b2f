import { isRow, toRows, type Row } from '../platform/rows';
import { toAmount } from '../platform/values';
import { unreadable } from '../transport/response';
import { isSimplified, simplifyField } from './parameters';
import type { Resource } from './operation';

/** Our names, by the platform's; it misspells the exchange, but not everywhere. */
const SERVICES = {
	delivery: ['livraison'],
	exchange: ['echange', 'echnage'],
	pickup: ['pickup'],
	collection: ['recouvrement'],
	return: ['retours'],
} as const;

/** What the carrier charges this account: docs/ecotrack-api.md, section 9.4. */
export const fee: Resource = {
	name: 'Fee',
	value: 'fee',
	operations: [
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many fees',
			description:
				'List what the carrier charges per wilaya for delivery at home and at a desk, exchange, pickup, collection and return, in dinars',
			method: 'GET',
			path: 'get/fees',
			fields: [simplifyField],
			each: async (read, api) => {
				const answer = await api.requestOrThrow({
					method: 'GET',
					path: 'get/fees',
					read: readFees,
				});
				return isSimplified(read) ? formatFees(answer) : [answer];
			},
		},
	],
};

function readFees(answer: unknown): Row {
	if (!isRow(answer)) throw unreadable('fees');
	return answer;
}

interface Prices {
	home: number | null;
	desk: number | null;
}

function formatFees(answer: Row): Row[] {
	const services = Object.entries(SERVICES).map(
		([name, keys]) => [name, readPrices(answer, keys)] as const,
	);
	const wilayas = new Set(services.flatMap(([, prices]) => [...prices.keys()]));
	if (
		wilayas.size === 0 &&
		!Object.values(SERVICES)
			.flat()
			.some((key) => key in answer)
	) {
		throw unreadable('fees');
	}
	return [...wilayas]
		.sort((a, b) => a - b)
		.map((wilayaId) => {
			const fees = services.map(([name, prices]) => [name, prices.get(wilayaId) ?? null] as const);
			const { delivery, ...others } = Object.fromEntries(fees);
			return { wilayaId, hasDesk: (delivery?.desk ?? null) !== null, delivery, ...others };
		});
}

/** The prices of one service by wilaya. */
function readPrices(answer: Row, keys: readonly string[]): Map<number, Prices> {
	const prices = new Map<number, Prices>();
	for (const key of keys) {
		for (const row of toRows(answer[key] ?? [], 'fees')) {
			const wilayaId = Number(row.wilaya_id);
			if (!(wilayaId > 0)) throw unreadable('wilaya beside a fee');
			// No desk costs "0": it is not free, there is none.
			const desk = toAmount(row.tarif_stopdesk) || null;
			if (!prices.has(wilayaId)) prices.set(wilayaId, { home: toAmount(row.tarif), desk });
		}
	}
	return prices;
}
