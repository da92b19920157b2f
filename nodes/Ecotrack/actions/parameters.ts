/**
 * Parameters that several operations share, and how their values are read. A value that cannot be
 * used is refused here, before any request, by the parameter's display name.
 */
import { toKey, toText } from '../platform/rows';
import { EcotrackFailure } from '../transport/response';
import type { Field, Reader } from './operation';

/** @param message what is wrong, with the parameter's display name; then what to do about it */
export function refuse(parameter: string, message: string, description: string): EcotrackFailure {
	return new EcotrackFailure({ kind: 'input', parameter, message, description });
}

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
			name: 'id',
			type: 'string',
			placeholder: 'e.g. ECXX9Q2608150001',
		},
	],
};

/** The same field where it may stay empty. */
export function toOptional(field: Field): Field {
	const copy = { ...field };
	delete copy.required;
	return copy;
}

export function readTracking(read: Reader): string {
	const value = read('tracking');
	const text = typeof value === 'string' || typeof value === 'number' ? toText(value) : '';
	if (!text) {
		throw refuse(
			'Tracking Number',
			"'Tracking Number' is empty",
			'Choose an order from the list, or enter a number or an expression that has one',
		);
	}
	if (/[\s,;]/.test(text)) {
		throw refuse(
			'Tracking Number',
			"'Tracking Number' holds more than one number",
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
				"'Tracking Numbers' holds something that is not a number",
				'Use text, or an array of texts such as ["ECXX9Q2608150001"]',
			);
		}
		for (const text of String(value ?? '').split(/[\s,;،]+/)) {
			if (toKey(text) && !numbers.has(toKey(text))) numbers.set(toKey(text), text);
		}
	}
	if (numbers.size === 0) {
		throw refuse(
			'Tracking Numbers',
			"'Tracking Numbers' is empty",
			'Enter at least one tracking number, or an expression that has one',
		);
	}
	return [...numbers.values()];
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
	throw refuse(parameter, `'${parameter}' is neither true nor false`, 'Use true or false');
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
	if (!(limit >= 1)) {
		throw refuse('Limit', "'Limit' is below 1", 'Enter 1 or more, or switch on Return All');
	}
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
