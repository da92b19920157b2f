import { isRow, toRows, type Row } from '../platform/rows';
import { toAmount } from '../platform/values';
import { unreadable } from '../transport/response';
import { findWilaya, listWilayas } from './location';
import type { Api, Resource } from './operation';
import { isSimplified, readPlace, simplifyField, toOptional, wilayaField } from './parameters';

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
				'List what the carrier charges in each wilaya, or in one, for delivery at home and at a desk, exchange, pickup, collection and return, in dinars',
			method: 'GET',
			path: 'get/fees',
			fields: [
				{
					...toOptional(wilayaField),
					description: 'The wilaya whose fees to list. Empty lists those of all wilayas.',
				},
				simplifyField,
			],
			labels: { wilaya_id: 'Wilaya' },
			each: async (read, api) => {
				const text = readPlace(read('wilayaId'));
				const wilayaId = text ? await findWilaya(api, text) : undefined;
				const isWanted = (id: unknown) => wilayaId === undefined || Number(id) === wilayaId;
				const answer = await api.requestOrThrow({
					method: 'GET',
					path: 'get/fees',
					read: readFees,
				});
				if (!isSimplified(read)) {
					return [
						wilayaId === undefined ? answer : pickRows(answer, (row) => isWanted(row.wilaya_id)),
					];
				}
				const fees = formatFees(answer).filter((row) => isWanted(row.wilayaId));
				const names = await listNames(api);
				return fees.map(({ wilayaId: id, ...rest }) => ({
					wilayaId: id,
					wilaya: names.get(id) ?? null,
					...rest,
				}));
			},
		},
	],
};

function readFees(answer: unknown): Row {
	if (!isRow(answer)) throw unreadable('fees');
	return answer;
}

/** The names of the wilayas by number: one request per run, and none is worth losing the fees for. */
async function listNames(api: Api): Promise<Map<number, string>> {
	return await api.once('wilayas by number', async () => {
		const wilayas = await listWilayas(api).catch(() => []);
		return new Map(wilayas.map(({ wilayaId, name }) => [wilayaId, name]));
	});
}

/** The answer with the rows that are wanted, and no others, in the list of each service. */
function pickRows(answer: Row, isWanted: (row: Row) => boolean): Row {
	const keys: readonly string[] = Object.values(SERVICES).flat();
	return Object.fromEntries(
		Object.entries(answer).map(([key, value]) => [
			key,
			keys.includes(key) ? toRows(value ?? [], 'fees').filter(isWanted) : value,
		]),
	);
}

interface Prices {
	home: number | null;
	desk: number | null;
}

function formatFees(answer: Row): Array<Row & { wilayaId: number }> {
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
