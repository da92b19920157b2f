/**
 * Parameters that several operations share, and how values are read from parameters. A value that
 * cannot be used is refused here, before any request, by the parameter's display name.
 */
import { toNameKey, toPlain, withoutMarks } from '../platform/names';
import { toKey, toText } from '../platform/rows';
import { PHASE_OPTIONS, UNKNOWN_PHASE, type Phase } from '../platform/statuses';
import { parseAmount, toPhone } from '../platform/values';
import { EcotrackFailure } from '../transport/response';
import type { Field, Reader } from './operation';

/**
 * @param parameter its display name
 * @param problem what is wrong with it, as a sentence that the name begins
 * @param advice what to do about it
 */
export function refuse(parameter: string, problem: string, advice: string): EcotrackFailure {
	const message = `'${parameter}' ${problem}`;
	return new EcotrackFailure({ kind: 'input', parameter, message, description: advice });
}

/** The same field where it may stay empty. */
export function toOptional(field: Field): Field {
	const copy = { ...field };
	delete copy.required;
	return copy;
}

/**
 * An option that has moved elsewhere, offered only where a saved workflow has it set. n8n drops from a
 * collection what is not shown, and sees no collection at all while it does so: then the second of the two is
 * shown, and in the editor the first. Up to 2.8 it refuses to load any other condition of such an option.
 * @param collection the collection's name at the top of the node
 */
export function onlyWhereSet(collection: string, option: Field): Field[] {
	const isThere = { _cnd: { exists: true as const } };
	// What an expression cannot resolve while it is edited is '' or null.
	const isSet = [isThere, '', null];
	return [
		{ ...option, displayOptions: { show: { [`/${collection}.${option.name}`]: isSet } } },
		{ ...option, displayOptions: { hide: { [`/${collection}`]: [isThere] } } },
	];
}

/** What the panel says above the fields of an operation that nothing takes back. */
export function warning(displayName: string): Field {
	return { displayName, name: 'cannotBeUndone', type: 'notice', default: '' };
}

// No mode is called `id`: whatever its display name, the editor would say "By ID". A value that was saved
// with a mode of another name is read all the same.

export const trackingField: Field = {
	displayName: 'Tracking Number',
	name: 'tracking',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The order, by the tracking number that the carrier gave it',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an order...',
			typeOptions: { searchListMethod: 'searchOrders', searchable: true },
		},
		{
			displayName: 'By Tracking Number',
			name: 'number',
			type: 'string',
			placeholder: 'e.g. ECXX9Q2608150001',
		},
	],
};

export function readTracking(read: Reader): string {
	const value = read('tracking');
	const text = typeof value === 'string' || typeof value === 'number' ? toText(value) : '';
	if (!text) {
		throw refuse(
			'Tracking Number',
			'is empty',
			'Choose an order from the list, or enter a number or an expression that has one',
		);
	}
	if (/[\s,;]/.test(text)) {
		throw refuse(
			'Tracking Number',
			'holds more than one number',
			'This operation takes one order per input item: split the list into items first',
		);
	}
	return text;
}

export const trackingsField: Field = {
	displayName: 'Tracking Numbers',
	name: 'trackings',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	placeholder: 'e.g. ECXX9Q2608150001, ECXX9Q2608150002',
	description:
		'One number, a list separated by commas or lines, or an array from an expression. The numbers of all input items go out together, 100 per request.',
};

/** The numbers of one item, each once, in the order given. */
export function readTrackings(read: Reader): string[] {
	const numbers = new Map<string, string>();
	for (const value of [read('trackings')].flat()) {
		if (value !== null && value !== undefined && !['string', 'number'].includes(typeof value)) {
			throw refuse(
				'Tracking Numbers',
				'holds something that is not a number',
				'Use text, or an array of texts such as ["ECXX9Q2608150001"]',
			);
		}
		for (const text of toPlain(value).split(/[\s,;،]+/)) {
			if (toKey(text) && !numbers.has(toKey(text))) numbers.set(toKey(text), text);
		}
	}
	if (numbers.size === 0) {
		throw refuse(
			'Tracking Numbers',
			'is empty',
			'Enter at least one tracking number, or an expression that has one',
		);
	}
	return [...numbers.values()];
}

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
			name: 'numberOrName',
			type: 'string',
			placeholder: 'e.g. 16 or Alger',
		},
	],
};

const TO_HOME = ['home', 'domicile', 'a domicile', 'منزل', 'المنزل'];
const TO_DESK = ['desk', 'stop desk', 'stopdesk', 'bureau', 'au bureau', 'مكتب', 'المكتب'];

export const deliveryField: Field = {
	displayName: 'Delivery To',
	name: 'deliverTo',
	type: 'options',
	options: [
		{ name: 'Home', value: 'home', description: 'The driver brings the parcel to the address' },
		{
			name: 'Desk',
			value: 'desk',
			description: "The recipient collects the parcel at the carrier's desk in that commune",
		},
	],
	default: 'home',
	description:
		'Where the recipient gets the parcel. An expression may also say domicile or bureau.',
};

/** Whether a value of Delivery To is a desk, whatever else it may be. */
export function isDesk(value: unknown): boolean {
	return TO_DESK.includes(toNameKey(value));
}

/**
 * Where the recipient gets the parcel: 1 for a desk, 0 for home, as the platform has it.
 * @throws EcotrackFailure for anything else: a yes or no does not say which of them it means
 */
export function readDelivery(value: unknown, parameter: string): 0 | 1 | undefined {
	const text = readText(value, parameter);
	if (text === undefined) return undefined;
	if (isDesk(text)) return 1;
	if (TO_HOME.includes(toNameKey(text))) return 0;
	throw refuse(
		parameter,
		`is neither home nor desk: ${text}`,
		'Use home or desk; domicile and bureau are understood too',
	);
}

export const communeField: Field = {
	displayName: 'Commune',
	name: 'commune',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		"The commune to deliver to, in that wilaya, by its name in the carrier's list. For a desk, the list shows those that have one.",
	typeOptions: { loadOptionsDependsOn: ['wilayaId.value', 'deliverTo'] },
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

export const returnAllField: Field = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: Field = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
};

/** How many results are wanted; Infinity for all. */
export function readLimit(read: Reader): number {
	if (readFlag(read('returnAll'), 'Return All')) return Infinity;
	const limit = Number(toText(read('limit')));
	if (!(limit >= 1))
		throw refuse('Limit', 'is below 1', 'Enter 1 or more, or switch on Return All');
	return Math.floor(limit);
}

export const simplifyField: Field = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export function isSimplified(read: Reader): boolean {
	return readFlag(read('simplify'), 'Simplify') === 1;
}

const YES = ['true', '1', 'yes', 'on', 'oui', 'vrai', 'نعم'];
const NO = ['false', '0', 'no', 'off', 'non', 'faux', 'لا'];

/**
 * A yes or no that may come from an expression, where "0" and "false" are texts: the one reader of
 * every switch. Undefined when nothing is given.
 * @throws EcotrackFailure for anything that is neither
 */
export function readFlag(value: unknown, parameter: string): 0 | 1 | undefined {
	const text = toText(value).toLowerCase();
	if (text === '') return undefined;
	if (YES.includes(text)) return 1;
	if (NO.includes(text)) return 0;
	throw refuse(parameter, 'is neither true nor false', 'Use true or false');
}

/** In characters, as the platform counts them. */
export const LONGEST_TEXT = 255;

/** Text without the spaces around it; undefined when there is none. */
export function readText(value: unknown, parameter: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'object') {
		throw refuse(parameter, 'is not a text', 'Use a text, or an expression for one');
	}
	const text = withoutMarks(toPlain(value))
		.replace(/\p{Surrogate}/gu, '\uFFFD') // half of a cut emoji cannot be sent
		.trim();
	const excess = [...text].length - LONGEST_TEXT; // the platform counts an emoji as one
	if (excess > 0) {
		throw refuse(
			parameter,
			`has ${LONGEST_TEXT + excess} characters, ${excess} too many`,
			`Shorten it to ${LONGEST_TEXT} characters`,
		);
	}
	return text || undefined;
}

/** What was chosen, or the words of an expression: an array, or a text with commas. */
export function readList(value: unknown, parameter: string): string[] {
	return [value ?? []]
		.flat()
		.flatMap((one) => (readText(one, parameter) ?? '').split(/[,;،]/))
		.map((word) => word.trim())
		.filter(Boolean);
}

/** The phases of such a list. One that does not exist would fit no order, and nobody would know why. */
export function readPhases(value: unknown, parameter: string): Phase[] {
	const phases = [...PHASE_OPTIONS, UNKNOWN_PHASE].map((option) => option.value);
	return readList(value, parameter).map((word) => {
		const phase = phases.find((one) => one === word.toLowerCase());
		if (phase) return phase;
		throw refuse(parameter, `holds no known phase: ${word}`, `Use some of ${phases.join(', ')}`);
	});
}

/** What has been read, or a refusal when there is nothing. */
export function requireValue<T>(value: T | undefined, parameter: string): T {
	if (value !== undefined) return value;
	throw refuse(parameter, 'is empty', 'Enter a value, or an expression that has one');
}

export function readPhone(value: unknown, parameter: string): string | undefined {
	if (readText(value, parameter) === undefined) return undefined;
	const phone = toPhone(value);
	if (phone) return phone;
	throw refuse(
		parameter,
		`is not an Algerian phone number: ${toPlain(value)}`,
		'Enter one number of nine or ten digits, such as 0555 00 01 11 or +213 555 00 01 11',
	);
}

const UNCLEAR = {
	unreadable: 'Write it in dinars, such as 2900 or 2 900,50 DA',
	ambiguous: 'It could mean thousands or decimals. Write it without separators, such as 2900',
	negative: 'Enter 0 or more',
};

/** An amount in dinars. Zero has to be written: an empty cell is no price. */
export function readAmount(value: unknown, parameter: string): number | undefined {
	if (readText(value, parameter) === undefined) return undefined;
	const result = parseAmount(value);
	if ('amount' in result) return result.amount;
	const problem = result.unclear === 'negative' ? 'is below 0' : 'is not a clear amount';
	throw refuse(parameter, `${problem}: ${toPlain(value)}`, UNCLEAR[result.unclear]);
}

/** Kilograms; more is a slip, or grams. */
const MAX_WEIGHT = 10_000;

export function readWeight(value: unknown, parameter: string): number | undefined {
	const text = readText(value, parameter);
	if (text === undefined) return undefined;
	const weight = Number(text.replace(',', '.').replace(/\s*kg$/i, ''));
	if (weight > 0 && weight <= MAX_WEIGHT) return weight;
	throw refuse(parameter, `is not a weight: ${text}`, 'Enter kilograms, such as 1.5');
}

/** One of the platform's four types of order, by its number. */
export function readType(value: unknown, parameter: string): number | undefined {
	if (value === undefined) return undefined;
	const type = Number(toText(value));
	if ([1, 2, 3, 4].includes(type)) return type;
	throw refuse(
		parameter,
		'is none of the four types',
		'Use 1 (delivery), 2 (exchange), 3 (pickup) or 4 (collection)',
	);
}
